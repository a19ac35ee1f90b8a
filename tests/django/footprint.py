#!/usr/bin/env python3
"""Measures what each add-on brings into a project that has nothing else.

    .cache/venvs/django-5.2/bin/python tests/django/footprint.py measure --projects DIR --series 5.2 --results OUT
    .cache/venvs/django-5.2/bin/python tests/django/footprint.py settle --kept content/proof/footprint.toml OUT ...

DIR is what `compose-all` wrote. Each add-on's own project, with the answers that the composer proposes, is compared
with the project of plain Django: apps, middleware, URL patterns, tables after `migrate`, static files, and the
packages that are installed for it. The modules of all that is installed are kept beside it: names that a project
cannot have. `settle` compares the results of all series with those that are kept, or keeps them with `--write`.
"""

import argparse
import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from proof import environment
from proof.reach import Shelf, folded, requirements

PLAIN = "plain-django"
RENEW = "run `cargo xtask footprint --write` and commit what it changes"
HEAD = """\
# What each add-on brings into a project that has nothing else, with the answers that the composer proposes: measured,
# by Django series. Written by `cargo xtask footprint --write`; a difference fails the tests. `kilobytes` is the size of
# the installed files of all packages that come with it, without compiled ones; it depends a little on the machine.
# `modules` are those of all that the pins install, in lower case: a project that is called so would hide them.
"""
# How far the size may be off on another machine, where a wheel holds other binaries.
TOLERANCE = 0.25

# Runs inside a project, in a process of its own, and prints what is there.
LOOK = """
import contextlib, io, json
import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.urls import URLPattern, get_resolver

def patterns(resolver):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield str(entry.pattern)
        else:
            yield from (f"{entry.pattern}{inner}" for inner in patterns(entry))

said = io.StringIO()
with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
    django.setup()
    urls = sorted(patterns(get_resolver()))
    call_command("migrate", interactive=False, verbosity=0)
    tables = sorted(connection.introspection.table_names())
    static = sorted({path for finder in get_finders() for path, _ in finder.list([])})
found = {
    "apps": list(settings.INSTALLED_APPS),
    "middleware": list(settings.MIDDLEWARE),
    "urls": urls,
    "tables": tables,
    "static": static,
}
print(json.dumps(found))
"""


def main(arguments=None):
    """The exit code is 1 if something could not be measured, or is not what is kept."""
    parser = argparse.ArgumentParser(prog="footprint.py", description="Measures what add-ons bring into a project.")
    actions = parser.add_subparsers(required=True)
    one = actions.add_parser("measure", help="measure with the packages of this interpreter")
    one.add_argument("--projects", type=Path, required=True, help="the folder that compose-all wrote")
    one.add_argument("--series", required=True, help="the Django series, such as 5.2")
    one.add_argument("--results", type=Path, required=True, help="a file for the results")
    one.set_defaults(act=measure)
    all_of_them = actions.add_parser("settle", help="compare the results of all series with those that are kept")
    all_of_them.add_argument("--kept", type=Path, required=True, help="where they are kept")
    all_of_them.add_argument("--write", action="store_true", help="keep them")
    all_of_them.add_argument("results", nargs="+", type=Path, help="what `measure` wrote")
    all_of_them.set_defaults(act=settle)
    options = parser.parse_args(arguments)
    return options.act(options)


# --- Measuring --------------------------------------------------------------------------------------------------------


def measure(options):
    """Measures the project of each add-on."""
    projects = json.loads((options.projects / "projects.json").read_text("utf-8"))
    single = {project["name"]: project for project in projects if project["layout"] == "single"}
    shelf = Shelf()
    plain = look(options.projects / single[PLAIN]["folder"], shelf)
    names = [name for name, project in single.items() if project["addons"] == [name]]
    # Each project is looked at in a process of its own, which is what takes time.
    with ThreadPoolExecutor(min(2, os.cpu_count() or 1)) as pool:
        found = list(pool.map(lambda name: look(options.projects / single[name]["folder"], shelf), names))
    measured = [
        {"slug": name, "series": options.series, **difference(one, plain, shelf)}
        for name, one in zip(names, found, strict=True)
    ]
    options.results.write_text(json.dumps({"modules": modules(), "addons": measured}), "utf-8")
    print(f"{len(measured)} passed, 0 failed")
    return 0 if measured else 1


def look(folder, shelf):
    """What a project has."""
    with tempfile.TemporaryDirectory(prefix="footprint-") as work:
        copy = Path(work) / "project"
        shutil.copytree(folder, copy)
        variables, _ = environment.development(copy)
        variables["DJANGO_SETTINGS_MODULE"] = "config.settings"
        command = [sys.executable, "-W", "ignore", "-c", LOOK]
        ended = subprocess.run(command, cwd=copy, env=variables, capture_output=True, text=True, check=False)
        if ended.returncode:
            sys.exit(f"{folder.name} cannot be measured:\n{ended.stderr}")
        found = json.loads(ended.stdout.splitlines()[-1])
        wanted = requirements(copy, "development")
    found["direct"] = sorted({folded(requirement.name) for requirement in wanted})
    found["packages"] = sorted(shelf.reach(wanted).distributions)
    return found


def difference(found, plain, shelf):
    """What a project has more than that of plain Django."""
    more = {key: [item for item in found[key] if item not in plain[key]] for key in found}
    return {
        "apps": more["apps"],
        "middleware": more["middleware"],
        "urls": max(len(found["urls"]) - len(plain["urls"]), 0),
        "tables": more["tables"],
        "static": len(more["static"]),
        "direct": more["direct"],
        "packages": more["packages"],
        "kilobytes": sum(size(shelf.distributions[name]) for name in more["packages"]) // 1000,
    }


def modules():
    """The modules by which what is installed is imported, in lower case; those apart that it keeps to itself."""
    names = {name.lower() for name in importlib.metadata.packages_distributions() if name.isidentifier()}
    return sorted(name for name in names if not name.startswith("_"))


def size(distribution):
    """The bytes of a distribution's installed files, compiled ones left out."""
    paths = (file.locate() for file in distribution.files or [] if file.suffix != ".pyc")
    return sum(path.stat().st_size for path in paths if path.is_file())


# --- Keeping ----------------------------------------------------------------------------------------------------------


def settle(options):
    """Compares the results of all series with those that are kept, or keeps them."""
    found = [json.loads(path.read_text("utf-8")) for path in options.results]
    names = sorted({name for one in found for name in one["modules"]})
    entries = [entry for one in found for entry in one["addons"]]
    entries.sort(key=lambda entry: (entry["slug"], [int(part) for part in entry["series"].split(".")]))
    if options.write:
        options.kept.parent.mkdir(parents=True, exist_ok=True)
        options.kept.write_text(text_of(names, entries), "utf-8")
        print(f"{options.kept.name} is written")
        return 0
    fault = compared(names, entries, options.kept)
    print(fault or f"{options.kept.name} is what was measured now")
    return 1 if fault else 0


def text_of(names, entries):
    """The modules and the entries as TOML; JSON writes lists, texts and numbers in the same way."""
    listed = textwrap.wrap(", ".join(json.dumps(name) for name in names), 116)
    lines = [HEAD.rstrip(), "", "modules = [", *(f"    {line}" for line in listed), "]"]
    for entry in entries:
        lines += ["", "[[addons]]"]
        lines += [f"{key} = {json.dumps(value)}" for key, value in entry.items()]
    return "\n".join(lines) + "\n"


def compared(names, entries, kept):
    """How the modules and the entries differ from those that are kept, in a sentence; none where they do not."""
    try:
        document = tomllib.loads(kept.read_text("utf-8"))
        known, modules_known = document["addons"], document["modules"]
    except (FileNotFoundError, tomllib.TOMLDecodeError, KeyError) as error:
        return f"{kept.name} cannot be read ({error}): {RENEW}"
    if modules_known != names:
        return f"{kept.name}: the modules changed ({' '.join(sorted({*modules_known} ^ {*names}))}): {RENEW}"
    if [name(entry) for entry in known] != [name(entry) for entry in entries]:
        return f"{kept.name} does not hold the same add-ons and series: {RENEW}"
    for old, new in zip(known, entries, strict=True):
        changed = [key for key in new if key != "kilobytes" and old.get(key) != new[key]]
        if abs(old.get("kilobytes", 0) - new["kilobytes"]) > max(TOLERANCE * new["kilobytes"], 50):
            changed.append("kilobytes")
        if changed:
            return f"{kept.name}: {' and '.join(changed)} of {' '.join(name(new))} changed: {RENEW}"
    return None


def name(entry):
    return entry.get("slug"), entry.get("series")


if __name__ == "__main__":
    sys.exit(main())
