"""What Django's checks say, against the list of hints that are expected, each for a written reason."""

import tomllib
from pathlib import Path

from proof.visitor import ensure

EXPECTED = Path(__file__).resolve().parent.parent / "expected_hints.toml"
KEYS = {"id", "text", "form", "addon", "series", "reason"}


def expected():
    """The list, checked: each hint is named by its id, or by its text where it has none, and has a reason."""
    hints = tomllib.loads(EXPECTED.read_text("utf-8")).get("hints", [])
    for hint in hints:
        ensure(set(hint) <= KEYS, f"{EXPECTED.name}: unknown keys {sorted(set(hint) - KEYS)} in {hint}")
        ensure(("id" in hint) != ("text" in hint), f"{EXPECTED.name}: either `id` or `text`: {hint}")
        ensure(hint.get("reason"), f"{EXPECTED.name}: no reason: {hint}")
        ensure(hint.get("form") in ("development", "production"), f"{EXPECTED.name}: no form: {hint}")
    return hints


def unexpected(messages, hints, form, addons, series):
    """The warnings and errors that no entry of the list expects of such a project."""
    from django.core.checks import WARNING

    def fits(hint, message):
        return (
            hint["form"] == form
            and hint.get("addon") in (None, *addons)
            and hint.get("series", series) == series
            and (message.id == hint["id"] if "id" in hint else hint["text"] in message.msg)
        )

    heard = [message for message in messages if message.level >= WARNING and not message.is_silenced()]
    return [message for message in heard if not any(fits(hint, message) for hint in hints)]
