#!/usr/bin/env python3
"""Pins the newest packages: `cargo xtask refresh` runs this with the interpreter of each Django series.

    refresh.py plan --snippets FILE --series 5.2 --pins content/pins/django-5.2.txt --out NEW [--same-as OTHER]
    refresh.py apply --snippets FILE --content content NEW ...

`plan` lets pip resolve, without installing, the newest versions of everything that the guide installs, within one
series of Django, and prints what would change; pip asks the index that it is configured for. Both series share all
pins but Django: `--same-as` holds the second one to the first. Nothing is taken that was uploaded within the last days,
nor anything that is no wheel, but for `SOURCES`: what has to be built runs its own code to be looked at. `apply`
writes the pins, and the versions and days of release in the facts of the add-ons.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path

from packaging.requirements import Requirement
from proof.reach import Shelf, folded

DEFAULT_INDEX = "https://pypi.org/simple"
# What is published as source alone, and so is built where it is looked at.
SOURCES = ["odfpy"]
# A package that was taken over is mostly found out, and taken down, within days.
COOLING = timedelta(days=7)


def main(arguments=None):
    """The exit code is 1 if pip cannot resolve."""
    parser = argparse.ArgumentParser(prog="refresh.py", description="Pins the newest packages.")
    actions = parser.add_subparsers(required=True)
    one = actions.add_parser("plan", help="resolve, print what would change, and write the new pins aside")
    one.add_argument("--snippets", type=Path, required=True, help="what `terminal snippets` printed")
    one.add_argument("--series", required=True, help="the Django series, such as 5.2")
    one.add_argument("--pins", type=Path, required=True, help="the pins as they are")
    one.add_argument("--out", type=Path, required=True, help="a file for the new pins")
    one.add_argument("--same-as", type=Path, help="new pins of another series, to which this one is held")
    one.set_defaults(act=plan)
    other = actions.add_parser("apply", help="write the new pins and what follows from them")
    other.add_argument("--snippets", type=Path, required=True, help="what `terminal snippets` printed")
    other.add_argument("--content", type=Path, required=True, help="the content folder")
    other.add_argument("pins", nargs="+", type=Path, help="what `plan` wrote, named as in the content folder")
    other.set_defaults(act=apply)
    options = parser.parse_args(arguments)
    return options.act(options)


# --- Planning ---------------------------------------------------------------------------------------------------------


def plan(options):
    """Resolves, prints, and writes the new pins aside."""
    document = json.loads(options.snippets.read_text("utf-8"))
    old = read(options.pins)
    wanted = wishes(document, old, options.series, Shelf())
    held = read(options.same_as) if options.same_as else {}
    held.pop("django", None)
    found = cooled(wanted, held, old)
    if isinstance(found, str):
        print(found)
        return 1
    names = addons(document)
    for line in changes(old, found, names):
        print(line)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(text_of(options.pins.read_text("utf-8"), old, found), "utf-8")
    return 0


def read(path):
    """Pins by the names that indexes compare, each with its name as it is written."""
    pins = {}
    for line in path.read_text("utf-8").splitlines():
        name, equals, version = line.strip().partition("==")
        if equals and not name.startswith("#"):
            pins[folded(name)] = (name, version)
    return pins


def addons(document):
    """The add-on of each distribution that one is made of."""
    return {folded(name): addon["slug"] for addon in document["addons"] for name in addon["distributions"]}


def wishes(document, old, series, shelf):
    """What is to be resolved: what the guide installs, with its extras, and what is pinned beside that."""
    major, minor = series.split(".")
    wanted = [f"Django~={major}.{minor}.0"]
    wanted += sorted({line for addon in document["addons"] for line in addon["requirements"]})
    reached = shelf.reach([Requirement(line.partition("~")[0]) for line in wanted]).distributions
    # Roots alone: what only another one brings along comes by itself.
    beside = sorted(set(old) - reached - {"django"})
    brought = set()
    for name in beside:
        if name in shelf.distributions:
            brought |= shelf.reach([Requirement(name)]).distributions - {name}
    return wanted + [name for name in beside if name not in brought]


def cooled(wanted, held, old):
    """The newest versions that are some days old, beside those that are pinned already; or why there are none."""
    refused = set()
    while True:
        found = resolved(wanted, held, refused)
        if isinstance(found, str):
            return found
        young = set()
        for name, (_, version) in found.items():
            if name in held or version == old.get(name, ("", ""))[1]:
                continue
            uploads = uploaded(name, version)
            if not uploads:
                return f"the index does not tell when {name} {version} was uploaded, so nothing is taken from it"
            # The last file of a release counts: files may be added to an old one.
            if max(uploads) > datetime.now(UTC) - COOLING:
                young.add((name, version))
        if not young:
            return found
        for name, version in sorted(young):
            print(f"{name} {version} is not {COOLING.days} days old: left out")
        refused |= young


def resolved(wanted, held, refused=frozenset()):
    """The versions that pip would install, or what it says about why it cannot."""
    with tempfile.TemporaryDirectory(prefix="refresh-") as folder:
        report, constraints = Path(folder, "report.json"), Path(folder, "constraints.txt")
        lines = [f"{name}=={version}\n" for name, version in held.values()]
        lines += [f"{name}!={version}\n" for name, version in sorted(refused)]
        constraints.write_text("".join(lines), "utf-8")
        command = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet", "--no-input"]
        command += ["--only-binary", ":all:", "--no-binary", ",".join(SOURCES)]
        command += ["--report", str(report), "--constraint", str(constraints), *wanted]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        if ended.returncode:
            return f"pip cannot resolve the newest packages:\n{ended.stderr.strip()}"
        items = json.loads(report.read_text("utf-8"))["install"]
    found = (item["metadata"] for item in items)
    return {folded(item["name"]): (item["name"], item["version"]) for item in found}


def changes(old, new, names):
    """What changes, a line each, the add-ons first."""
    lines = []
    for name in sorted({*old, *new}, key=lambda name: (name not in names, name)):
        before, after = old.get(name, ("", "-"))[1], new.get(name, ("", "-"))[1]
        if before != after:
            whose = f" ({names[name]})" if name in names else ""
            lines.append(f"{name} {before} -> {after}{whose}")
    return lines or ["nothing is newer than what is pinned"]


def text_of(text, old, new):
    """The new pins, below the remarks that open the old ones, in the order of pip freeze."""
    remarks = [line for line in text.splitlines() if line.startswith("#")]
    pins = [(old.get(name, (written, ""))[0], version) for name, (written, version) in new.items()]
    lines = [f"{name}=={version}" for name, version in sorted(pins, key=lambda pin: pin[0].lower())]
    return "\n".join([*remarks, *lines]) + "\n"


# --- Applying ---------------------------------------------------------------------------------------------------------


def apply(options):
    """Writes the pins, and the versions in the facts of the add-ons and of the series."""
    document = json.loads(options.snippets.read_text("utf-8"))
    for path in options.pins:
        series = path.stem.removeprefix("django-")
        before = read(options.content / "pins" / path.name)["django"][1]
        after = read(path)["django"][1]
        replace(options.content / "base.toml", f'pinned = "{before}"', f'pinned = "{after}"', f"Django {series}")
        shutil.copyfile(path, options.content / "pins" / path.name)
    new = read(options.pins[0])
    for addon in document["addons"]:
        path = options.content / "addons" / addon["slug"] / "addon.toml"
        name, version = addon["distributions"][0], new[folded(addon["distributions"][0])][1]
        old = re.search(r'(?m)^pinned = "([^"]*)"$', path.read_text("utf-8"))[1]
        if old != version:
            replace(path, f'pinned = "{old}"', f'pinned = "{version}"', name)
            day = released(name, version)
            if day:
                text = path.read_text("utf-8")
                path.write_text(re.sub(r'(?m)^released = ".*"$', f'released = "{day}"', text, count=1), "utf-8")
            else:
                print(f"{path}: the index does not tell when {name} {version} was released: write the day")
    return 0


def replace(path, old, new, what):
    """Replaces a line that stands in a file once."""
    text = path.read_text("utf-8")
    if text.count(old) != 1:
        sys.exit(f"{path} does not hold `{old}` once, for {what}: bring it in line with the pins by hand")
    path.write_text(text.replace(old, new), "utf-8")


def released(name, version):
    """The day of a release; none where the index does not tell it."""
    uploads = uploaded(name, version)
    return min(uploads).date().isoformat() if uploads else None


def uploaded(name, version):
    """When the files of a release were uploaded, as the index of pip tells it (PEP 700)."""
    url = f"{index()}/{folded(name)}/"
    request = urllib.request.Request(url, headers={"Accept": "application/vnd.pypi.simple.v1+json"})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            files = json.loads(answer.read())["files"]
    except (urllib.error.URLError, OSError, ValueError, KeyError):
        return []
    stem = re.compile(rf"[-_.]{re.escape(version)}(-|\.tar|\.zip)")
    times = [file["upload-time"] for file in files if file.get("upload-time") and stem.search(file["filename"])]
    return [datetime.fromisoformat(time) for time in times]


def index():
    """The index that pip asks."""
    command = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    configured = told.stdout.strip() if told.returncode == 0 else ""
    return (os.environ.get("PIP_INDEX_URL") or configured or DEFAULT_INDEX).rstrip("/")


if __name__ == "__main__":
    sys.exit(main())
