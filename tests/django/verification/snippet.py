"""The pieces of code that the content compiler found in the texts, and what was found out about them."""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

# The example project of the guide: imports from it are taken as given.
EXAMPLES = {"config", "shop", "blog", "accounts"}


@dataclass(frozen=True)
class Snippet:
    """A block of code, or a piece of code inside a sentence: that has no language."""

    addon: str
    tab: str
    lang: str
    place: str
    anchor: str
    # The add-ons that the same text links to.
    mentions: tuple
    language: str | None
    file: str | None
    # The first Django series that it is for.
    django: str | None
    partial: bool
    wrong: bool
    code: str

    def at(self, line):
        """The place of a line of the code; the block's fence stands above its first one."""
        file, _, fence = self.place.rpartition(":")
        return f"{file}:{int(fence) + line}" if self.language else self.place


@dataclass(frozen=True)
class Addon:
    """What the checks want to know about an add-on."""

    slug: str
    imported: str
    distributions: tuple
    apps: tuple
    checked: str


@dataclass(frozen=True)
class Removed:
    """A name that a package has given up, and the sections that are about it: add-ons and anchors."""

    name: str
    package: str
    instead: str
    told: frozenset


@dataclass
class Content:
    """All add-ons and all code."""

    apps: list
    addons: dict
    removed: list
    snippets: list

    @classmethod
    def read(cls, path, series):
        """Reads what `terminal snippets` wrote; what is for a later Django than `series` is left out."""
        document = json.loads(Path(path).read_text("utf-8"))
        addons = {
            entry["slug"]: Addon(
                entry["slug"],
                entry["import"],
                tuple(entry["distributions"]),
                tuple(entry["apps"]),
                entry["checked"],
            )
            for entry in document["addons"]
        }
        removed = [
            Removed(name["name"], name["package"], name["instead"], frozenset(map(tuple, name["told"])))
            for name in document["removed"]
        ]
        snippets = [Snippet(**{**entry, "mentions": tuple(entry["mentions"])}) for entry in document["snippets"]]
        snippets = [snippet for snippet in snippets if not later(snippet.django, series)]
        return cls(document["apps"], addons, removed, snippets)

    def blocks(self, *languages):
        """The blocks in these languages."""
        return [snippet for snippet in self.snippets if snippet.language in languages]

    def inline(self):
        """The code inside sentences."""
        return [snippet for snippet in self.snippets if snippet.language is None]

    def distributions(self):
        """Django and what the add-ons are made of."""
        return sorted({name for addon in self.addons.values() for name in addon.distributions} | {"Django"})

    def examples(self, addon):
        """The packages of the example project, with those that an add-on's captions add to it."""
        files = (snippet.file for snippet in self.blocks("python") if snippet.addon == addon and snippet.file)
        return EXAMPLES | {file.partition("/")[0] for file in files if "/" in file and not file.startswith(("/", "."))}


def later(django, series):
    """Whether code is for a later Django than this one."""
    number = [[int(part) for part in name.split(".")] for name in (django or series, series)]
    return number[0] > number[1]


@dataclass
class Ledger:
    """How often each kind of check was made, and what it found."""

    counts: dict = field(default_factory=dict)
    findings: list = field(default_factory=list)
    skipped: dict = field(default_factory=dict)

    def checked(self, kind, snippet, times=1):
        """Counts."""
        self.counts.setdefault(kind, Counter())[snippet.addon] += times

    def found(self, kind, place, sentence):
        """Puts down what is wrong, once."""
        if (kind, place, sentence) not in self.findings:
            self.findings.append((kind, place, sentence))

    def skip(self, kind, reason):
        """Says that a kind cannot be checked here."""
        self.skipped[kind] = reason

    def total(self, kind):
        """How often a kind was checked."""
        return sum(self.counts.get(kind, Counter()).values())
