"""What is kept of a run, in `content/proof/snippets.toml`: the same for the same content and packages, whenever it is
made. A kind that cannot be checked on a machine is not compared there, and nothing is written without it."""

import importlib.metadata
import json
import tomllib

RENEW = "run `cargo xtask verify --write` and commit what it changes"
HEAD = """\
# What `cargo xtask verify` checked in the code of the guide, and with which packages. Written by
# `cargo xtask verify --write`; a difference fails the tests. Per add-on: with the newest Django.
"""


def of_run(content, ledger, series):
    """The results of one series."""
    slugs = content.addons
    return {
        "series": series,
        "django": importlib.metadata.version("Django"),
        "date": max(addon.checked for addon in content.addons.values()),
        "partial": partial(content),
        "versions": {slug: importlib.metadata.version(slugs[slug].distributions[0]) for slug in slugs},
        "blocks": {slug: blocks(content, slug) for slug in slugs},
        "counts": {kind: dict(counter) for kind, counter in ledger.counts.items()},
        "skipped": ledger.skipped,
    }


def partial(content):
    """How many blocks are marked as partial."""
    return sum(snippet.partial for snippet in content.snippets)


def blocks(content, slug):
    """How many blocks of code an add-on's texts hold, in both languages."""
    return sum(snippet.addon == slug and snippet.language is not None for snippet in content.snippets)


def merged(runs):
    """The results of all series, the oldest first, as the document that is kept."""
    newest = runs[-1]
    return {
        "date": newest["date"],
        "partial": newest["partial"],
        "series": [
            {
                "name": run["series"],
                "django": run["django"],
                "checked": {kind: sum(counts.values()) for kind, counts in sorted(run["counts"].items())},
            }
            for run in runs
        ],
        "addons": [
            {
                "slug": slug,
                "version": newest["versions"][slug],
                "blocks": newest["blocks"][slug],
                "checked": {
                    kind: counts[slug] for kind, counts in sorted(newest["counts"].items()) if counts.get(slug)
                },
            }
            for slug in sorted(newest["versions"])
        ],
    }


def text_of(document):
    """The document as TOML."""
    lines = [HEAD, f'date = "{document["date"]}"', f"partial = {document['partial']}"]
    for name in ("series", "addons"):
        for entry in document[name]:
            lines += ["", f"[[{name}]]"]
            lines += [f"{key} = {json.dumps(value)}" for key, value in entry.items() if key != "checked"]
            lines += [f"checked.{json.dumps(kind) if ' ' in kind else kind} = {n}" for kind, n in entry["checked"].items()]
    return "\n".join(lines) + "\n"


def without(document, kinds):
    """The document without the counts of some kinds."""
    document = json.loads(json.dumps(document))
    for entry in [*document["series"], *document["addons"]]:
        entry["checked"] = {kind: count for kind, count in entry["checked"].items() if kind not in kinds}
    return document


def settle(paths, kept, write):
    """Compares the results of all series with what is kept, or keeps them; a sentence where that fails."""
    runs = [json.loads(path.read_text("utf-8")) for path in paths]
    runs.sort(key=lambda run: [int(part) for part in run["series"].split(".")])
    document = merged(runs)
    skipped = {kind: reason for run in runs for kind, reason in run["skipped"].items()}
    if write:
        if skipped:
            return f"nothing is written while {' and '.join(skipped.values())}"
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(text_of(document), "utf-8")
        return None
    try:
        known = tomllib.loads(kept.read_text("utf-8"))
    except (FileNotFoundError, tomllib.TOMLDecodeError) as error:
        return f"{kept.name} cannot be read ({error}): {RENEW}"
    try:
        same = without(known, skipped) == without(document, skipped)
    except KeyError:
        same = False
    return None if same else f"{kept.name} is not what was found now: {RENEW}"
