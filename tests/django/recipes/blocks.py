"""The blocks of code of a tab, as they stand in its Markdown."""

import re
from dataclasses import dataclass
from pathlib import Path

ADDONS = Path(__file__).resolve().parents[3] / "content" / "addons"
LANGUAGES = ("en", "fr")

HEADING = re.compile(r"#{2,3} .*\{#(?P<anchor>[a-z0-9-]+)\}\s*")
FENCE = re.compile(r"```(?P<language>\w+)(?P<options>.*)")


@dataclass(frozen=True)
class Block:
    """A block of code with what its fence says."""

    anchor: str | None
    language: str
    # The caption: the file that the lines go to.
    file: str | None
    code: str


def blocks(text):
    """The blocks of a Markdown text, in order, each with the anchor of the heading above it."""
    found, anchor, lines = [], None, iter(text.splitlines())
    for line in lines:
        if heading := HEADING.fullmatch(line):
            anchor = heading["anchor"]
        elif fence := FENCE.fullmatch(line):
            code = []
            for line in lines:
                if line == "```":
                    break
                code.append(f"{line}\n")
            captions = [option[5:] for option in fence["options"].split() if option.startswith("file=")]
            found.append(Block(anchor, fence["language"], captions[0] if captions else None, "".join(code)))
    return found


def tab(addon, name, language="en"):
    """The Markdown of a tab."""
    return (ADDONS / addon / f"{name}.{language}.md").read_text("utf-8")


def block(addon, name, anchor, number=0, *, file=None, language="en"):
    """The code of a block: the one of this number under an anchor, of those for `file` where one is named."""
    under = [one for one in blocks(tab(addon, name, language)) if one.anchor == anchor]
    found = [one.code for one in under if file is None or one.file == file]
    if number >= len(found):
        wanted = f"block {number}" if file is None else f"block {number} for {file}"
        raise LookupError(f"{addon}/{name}.{language}.md has no {wanted} under #{anchor}, only {len(found)}")
    return found[number]
