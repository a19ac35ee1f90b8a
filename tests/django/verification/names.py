"""Names in the texts: those that packages have given up stand only where that is the subject; what is installed is
pinned; what a sentence calls a setting, a check or a path is one."""

import importlib.metadata
import re
import shlex
import tomllib
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from proof.reach import folded

from .packages import known, spells
from .python_code import DOTTED, is_file, is_permission, unresolved

# A name in capitals with at least one underscore, perhaps with its value.
CAPITALS = re.compile(r"(?P<name>[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+)(?:\s*=.*|\[.*)?\Z", re.DOTALL)
# What Django's check framework calls a message.
CHECK = re.compile(r"[a-z_0-9]+\.[CEWID]\d{3}\Z")
INSTALLS = re.compile(r"(?:pip install|uv add|poetry add)\s+(?P<rest>[^#;&|]+)")


class Elsewhere:
    """Names that no package of the guide has, with what they are; one that is not used is a fault too."""

    PATH = Path(__file__).with_name("elsewhere.toml")

    def __init__(self):
        document = tomllib.loads(self.PATH.read_text("utf-8"))
        self.names, self.packages = document["names"], document["packages"]
        self.unused = {*self.names, *self.packages}

    def has(self, name):
        """Whether a name is known not to be ours."""
        self.unused.discard(name)
        return name in self.names or name in self.packages

    def check(self, ledger):
        """Every name is used."""
        for name in sorted(self.unused):
            ledger.found("named settings", "tests/django/verification/elsewhere.toml", f"no text uses `{name}`")


def removed(content, ledger):
    """Names that a package has given up."""
    for gone in content.removed:
        word = re.compile(rf"(?<![\w.]){re.escape(gone.name)}(?!\w)")
        told = set()
        for snippet in content.snippets:
            match = word.search(snippet.code)
            if not match:
                continue
            ledger.checked("removed names", snippet)
            section = (snippet.addon, snippet.anchor)
            if section in gone.told:
                told.add(section)
            elif not snippet.wrong:
                place = snippet.at(snippet.code.count("\n", 0, match.start()) + 1)
                ledger.found("removed names", place, f"`{gone.name}` is gone from {gone.package}: {gone.instead}")
        for slug, anchor in sorted(gone.told - told):
            sentence = f"`{gone.name}` should be told of in {slug}#{anchor}, and is not named there"
            ledger.found("removed names", "content/removed.toml", sentence)


def requirements(content, ledger, elsewhere):
    """What a shell block installs is pinned, with the extras that it asks for."""
    pinned = {folded(item.metadata["Name"]): item for item in importlib.metadata.distributions()}
    for snippet in content.blocks("bash", "dockerfile"):
        for number, line in enumerate(snippet.code.splitlines(), 1):
            match = INSTALLS.search(line)
            for wanted in wishes(match["rest"]) if match else []:
                ledger.checked("requirements", snippet)
                found, place = pinned.get(folded(wanted.name)), snippet.at(number)
                if found is None:
                    if not elsewhere.has(wanted.name):
                        ledger.found("requirements", place, f"{wanted.name} has no pin")
                    continue
                extras = {folded(extra) for extra in found.metadata.get_all("Provides-Extra") or []}
                for extra in sorted({folded(extra) for extra in wanted.extras} - extras):
                    ledger.found("requirements", place, f"{wanted.name} {found.version} has no extra `{extra}`")
                if not wanted.specifier.contains(found.version, prereleases=True):
                    ledger.found("requirements", place, f"{wanted} is asked for, and {found.version} is pinned")


def wishes(text):
    """The requirements among the arguments of a command that installs."""
    try:
        parts = shlex.split(text)
    except ValueError:
        return
    for part in parts:
        if not part.startswith("-") and "/" not in part and not part.endswith(".txt"):
            try:
                yield Requirement(part)
            except InvalidRequirement:
                continue


def sentences(content, ledger, roots, elsewhere):
    """Settings, checks and dotted paths that sentences name."""
    gone = {name.name for name in content.removed}
    examples = names_of_examples(content)
    for snippet in content.inline():
        match = CAPITALS.match(snippet.code)
        if match and match["name"] not in gone:
            name = match["name"]
            ledger.checked("named settings", snippet)
            if not known(content, snippet.addon, name) and name not in examples[snippet.addon] and not elsewhere.has(name):
                ledger.found("named settings", snippet.place, f"no package has the name `{name}`")
        elif CHECK.match(snippet.code):
            ledger.checked("named checks", snippet)
            if not any(spells(distribution, snippet.code) for distribution in content.distributions()):
                ledger.found("named checks", snippet.place, f"no package has the check `{snippet.code}`")
        elif DOTTED.match(snippet.code) and snippet.code.partition(".")[0] in roots and snippet.code not in gone:
            if is_file(snippet.code) or elsewhere.has(snippet.code):
                continue
            ledger.checked("named paths", snippet)
            if not is_permission(snippet.code) and (fault := unresolved(snippet.code)):
                ledger.found("named paths", snippet.place, f"`{snippet.code}` leads nowhere: {fault}")


def names_of_examples(content):
    """By add-on, the names in capitals that its own blocks hold: variables of an environment, constants."""
    found = {slug: set() for slug in content.addons}
    for snippet in content.snippets:
        if snippet.language and not snippet.wrong:
            found[snippet.addon].update(re.findall(r"\b[A-Z][A-Z0-9_]+\b", snippet.code))
    return found
