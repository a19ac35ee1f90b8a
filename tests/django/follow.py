#!/usr/bin/env python3
"""Follows what the composer tells of projects that exist, in projects that `startproject` has just made.

    .cache/venvs/django-5.2/bin/python tests/django/follow.py --projects DIR --terminal PROGRAM --series 5.2

DIR is what `compose-all` wrote: of its `projects.json` the selections are taken, in the layout of one settings file.
PROGRAM is the terminal program of the guide, which prints the steps of the page. The last line is `N passed, M failed`.
"""

import argparse
import collections
import json
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from existing import plain
from existing.follow import follow
from proof import redis_server
from proof.project import KEPT, warm_up
from proof.reach import Shelf


# What is to be followed: processes of the pool are forked from one that knows it.
TASKS = []


def main(arguments=None):
    """Follows all steps; the exit code is 1 where something failed."""
    parser = argparse.ArgumentParser(prog="follow.py")
    parser.add_argument("--projects", type=Path, required=True, help="the folder that compose-all wrote")
    parser.add_argument("--terminal", type=Path, required=True, help="the terminal program of the guide")
    parser.add_argument("--series", required=True, help="the Django series, such as 5.2")
    parser.add_argument("--kinds", default="single,everything,preset", help="kinds of selections, with commas between")
    parser.add_argument("--pairs", type=int, default=0, help="besides, so many pairs, drawn with --seed")
    parser.add_argument("--seed", type=int, default=0, help="what the draw hangs on")
    parser.add_argument("--only", help="selections with these names, with commas between")
    parser.add_argument("--serve", action="store_true", help="start runserver too, for each add-on alone")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1), help="projects at a time")
    options = parser.parse_args(arguments)
    started = time.monotonic()
    projects = told(chosen(options), options)
    KEPT.mkdir(parents=True, exist_ok=True)
    counts = collections.Counter()
    redis = redis_server.start()
    try:
        with tempfile.TemporaryDirectory(prefix="follow-") as work:
            template = Path(work) / "startproject"
            template.mkdir()
            subprocess.run([sys.executable, "-m", "django", "startproject", "config", template], check=True)
            faults = list(plain.faults(template / "config/settings.py"))
            counts["failed"] += len(faults)
            print("".join(f"  FAILED {sentence}\n" for sentence in faults), end="", flush=True)
            shelf = Shelf()
            warm_up(shelf)
            TASKS[:] = [(project, template, Path(work) / str(at), shelf, redis) for at, project in enumerate(projects)]
            with multiprocessing.get_context("fork").Pool(options.jobs, maxtasksperchild=1) as pool:
                for at, steps in enumerate(pool.imap(followed, range(len(TASKS)))):
                    counts += report(projects[at]["name"], steps, at + 1, len(TASKS))
    finally:
        if redis:
            redis.stop()
    whole = f"{counts['whole']} of {len(projects)} selections hold on Django {options.series}"
    print(f"{whole}, {counts['edits']} snippets pasted, in {time.monotonic() - started:.0f} s")
    aside = f", {counts['skipped']} skipped" if counts["skipped"] else ""
    print(f"{counts['passed']} passed, {counts['failed']} failed{aside}", flush=True)
    return 1 if counts["failed"] else 0


def chosen(options):
    """The selections to follow."""
    projects = json.loads((options.projects / "projects.json").read_text("utf-8"))
    projects = [it for it in projects if it["layout"] == "single" and not it["conflict"] and it["addons"]]
    if options.only:
        wanted = options.only.split(",")
        found = [project for project in projects if project["name"] in wanted]
        if not found:
            sys.exit(f"no selection is named {options.only}")
        return found
    pairs = [project["name"] for project in projects if project["kind"] == "pair"]
    drawn = set(random.Random(options.seed).sample(pairs, min(options.pairs, len(pairs))))
    if drawn:
        print(f"{len(drawn)} of {len(pairs)} pairs, drawn with --seed {options.seed}", flush=True)
    kinds = options.kinds.split(",")
    return [project for project in projects if project["kind"] in kinds or project["name"] in drawn]


def told(projects, options):
    """The same with the steps that the page shows, and whether a server is started."""
    command = [options.terminal, "compose", "--existing", "--format", "json", "--links"]
    links = "".join(f"{project['link']}\n" for project in projects)
    answers = subprocess.run(command, input=links, capture_output=True, text=True, check=True).stdout.splitlines()
    serve = [options.serve and project["kind"] == "single" for project in projects]
    return [
        {**project, "steps": json.loads(answer)["steps"], "serve": started}
        for project, answer, started in zip(projects, answers, serve, strict=True)
    ]


def followed(at):
    """One selection, in a process of the pool."""
    project, template, folder, shelf, redis = TASKS[at]
    folder.mkdir()
    return follow(project, template, folder, shelf, redis)


def report(name, steps, number, total):
    """A line for a selection, and what failed."""
    counts = collections.Counter(
        "failed" if not step["ok"] else "skipped" if "skipped" in step else "passed" for step in steps
    )
    failed = counts["failed"]
    print(
        f"{'not ok' if failed else 'ok'} {number}/{total} {name}: {counts['passed']} passed, {failed} failed",
        flush=True,
    )
    for step in steps:
        if not step["ok"]:
            print(f"  FAILED {name}, {step['form']}, step `{step['step']}`:")
            print("\n".join(f"    {line}" for line in step.get("text", "").splitlines()), flush=True)
        elif "skipped" in step:
            print(f"  skipped {name}, {step['form']}, step `{step['step']}`: {step['skipped']}", flush=True)
    counts["whole"] = int(not failed)
    counts["edits"] = sum(step["step"].startswith("paste into ") for step in steps)
    return counts


if __name__ == "__main__":
    sys.exit(main())
