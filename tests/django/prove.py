#!/usr/bin/env python3
"""Boots composed projects in real Django.

    .cache/venvs/django-5.2/bin/python tests/django/prove.py --projects DIR --series 5.2

DIR is what `cargo run -p tests --bin compose-all -- --series 5.2 --out DIR` wrote: a folder per project and
`projects.json`. The packages are those of the interpreter that runs this. Each project is booted in development, in
production and, where it is to show how it behaves, by the first test that its owner would write; each in a process of
its own, forked from one that has loaded Django already, with everything hidden that its requirements do not reach.

What is counted are steps. The last line is `N passed, M failed`, with `, K skipped` where something could not be tried.
"""

import argparse
import contextlib
import fnmatch
import gc
import importlib
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from proof import behaviour, environment, redis_server
from proof.boot import boot
from proof.fence import Fence
from proof.reach import Shelf, read, restrict
from proof.site import Site
from proof.steps import in_a_process

# Modules of Django that can be loaded before settings are: all processes share them.
WARM = [
    "django.conf.urls.static",
    "django.contrib.auth.hashers",
    "django.contrib.staticfiles.management.commands.collectstatic",
    "django.core.cache",
    "django.core.handlers.asgi",
    "django.core.handlers.wsgi",
    "django.core.mail",
    "django.core.management",
    "django.core.management.commands.check",
    "django.core.management.commands.makemigrations",
    "django.core.management.commands.migrate",
    "django.core.serializers",
    "django.core.servers.basehttp",
    "django.db.backends.sqlite3.base",
    "django.db.migrations.executor",
    "django.db.models",
    "django.forms",
    "django.template.loader",
    "django.template.defaulttags",
    "django.template.loader_tags",
    "django.test",
    "django.urls",
    "django.utils.translation",
    "django.views.generic",
    "asgiref.testing",
    "html.parser",
    "unittest.mock",
    "sqlite3",
    "concurrent.futures",
    "logging.config",
    "multiprocessing.queues",
    "email.mime.text",
    "importlib.resources",
]

# What one run has compressed and the next one need not: see `proof.haste`.
KEPT = Path(__file__).resolve().parents[2] / ".cache" / "compressed"


def main(arguments=None):
    """Proves the projects of a folder; the exit code is 1 if a step failed."""
    options = options_of(arguments)
    started = time.monotonic()
    projects = chosen(options)
    series = installed_series()
    if series != options.series:
        sys.exit(f"this interpreter has Django {series}, --series says {options.series}")
    for project in projects:
        if project["series"] != series:
            sys.exit(f"{project['name']} was composed for Django {project['series']}, --series says {series}")
    shelf, modules = Shelf(), behaviour.known()
    # What Django would import if it were there must not be in memory when a project does without it.
    restrict(shelf.reach([read("Django", "prove.py")]))
    for name in WARM:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    print(f"{len(projects)} projects on Django {series}, {options.jobs} at a time", flush=True)
    results = run_all(projects, options, shelf, modules)
    if options.json:
        options.json.write_text(json.dumps({"series": series, "projects": results}, indent=1) + "\n", "utf-8")
    return summary(results, time.monotonic() - started)


def options_of(arguments):
    """The command line."""
    parser = argparse.ArgumentParser(prog="prove.py", description="Boots composed projects in real Django.")
    parser.add_argument("--projects", type=Path, required=True, help="the folder that compose-all wrote")
    parser.add_argument("--series", required=True, help="the Django series, such as 5.2")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1), help="projects at a time")
    parser.add_argument("--only", action="append", help="a project by name, or a pattern with *; may be repeated")
    parser.add_argument("--depth", choices=["boot", "behaviour"], help="for all projects, whatever they say themselves")
    parser.add_argument("--json", type=Path, help="a file for the results")
    return parser.parse_args(arguments)


def chosen(options):
    """The projects to prove, in the order in which they were composed."""
    path = options.projects / "projects.json"
    if not path.is_file():
        sys.exit(f"{path} is missing: compose the projects first, with cargo run -p tests --bin compose-all")
    projects = json.loads(path.read_text("utf-8"))
    for project in projects:
        project["folder"] = str((options.projects / project["folder"]).resolve())
        project.setdefault("series", options.series)
        project.setdefault("options", {})
        project.setdefault("conflict", False)
        project.setdefault("problems", [])
        project["depth"] = options.depth or project.get("depth", "behaviour")
        if project["conflict"]:
            project["depth"] = "boot"
    if options.only:
        projects = [
            project
            for project in projects
            if any(fnmatch.fnmatchcase(project["name"], pattern) for pattern in options.only)
        ]
        if not projects:
            sys.exit(f"no project is named {' or '.join(options.only)}")
    return projects


def installed_series():
    """The Django series of this interpreter."""
    import django

    return ".".join(map(str, django.VERSION[:2]))


# --- Running ----------------------------------------------------------------------------------------------------------


def run_all(projects, options, shelf, modules):
    """The results of all projects, in their order; each is reported as soon as those before it are."""
    results = [None] * len(projects)
    reported, waiting, running = 0, list(range(len(projects)))[::-1], {}
    with tempfile.TemporaryDirectory(prefix="prove-") as work:
        KEPT.mkdir(parents=True, exist_ok=True)
        try:
            while waiting or running:
                while waiting and len(running) < max(1, options.jobs):
                    at = waiting.pop()
                    folder = Path(work) / str(at)
                    folder.mkdir()
                    running[fork(projects[at], folder, shelf, modules)] = at
                pid, _ = os.wait()
                at = running.pop(pid)
                end_group(pid)
                results[at] = result(projects[at], Path(work) / str(at))
                shutil.rmtree(Path(work) / str(at), ignore_errors=True)
                while reported < len(results) and results[reported]:
                    reported += 1
                    report(results[reported - 1], reported, len(results))
        finally:
            for pid in running:
                end_group(pid)
    return results


def end_group(pid):
    """Ends what a process left behind: workers and servers that it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def fork(project, folder, shelf, modules):
    """Proves a project in a process of its own, the leader of a group."""
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        os.setpgid(0, 0)
        started = time.monotonic()
        steps = prove(project, folder, shelf, modules)
        seconds = round(time.monotonic() - started, 3)
        (folder / "result.json").write_text(json.dumps({"seconds": seconds, "steps": steps}), "utf-8")
        status = 0
    except Exception as error:
        (folder / "result.error").write_text(f"{type(error).__name__}: {error}", "utf-8")
    finally:
        os._exit(status)


def prove(project, folder, shelf, modules):
    """The steps of all forms of a project."""
    deep = project["depth"] == "behaviour"
    steps = [{"form": "composition", "step": "no errors", "seconds": 0, **composed(project)}]
    wants_redis = environment.wants_redis(project["folder"])
    redis = redis_server.start() if deep and wants_redis else None

    def work(taken):
        known = [modules[slug] for slug in project["addons"] if slug in modules]
        site = Site(project, taken.form, folder / taken.form, KEPT, Fence(), redis, known)
        boot(site, taken, shelf)
        if deep:
            behaviour.behave(site, taken, modules, wants_redis)

    try:
        for form in ("development", "production", *(["tests"] if deep else [])):
            shutil.copytree(project["folder"], folder / form)
            steps += in_a_process(form, folder, work)
    finally:
        if redis:
            redis.stop()
    return steps


def composed(project):
    """Whether the composer has objections; where add-ons are in declared conflict it must."""
    problems = "\n".join(project["problems"])
    if project["conflict"]:
        return {"ok": bool(problems), "text": "the add-ons are in declared conflict, and the composer says nothing"}
    return {"ok": not problems, "text": problems}


def result(project, folder):
    """What a process wrote down before it ended."""
    path, error = folder / "result.json", folder / "result.error"
    if path.is_file():
        found = json.loads(path.read_text("utf-8"))
    else:
        text = error.read_text("utf-8") if error.is_file() else "the process of this project ended without a result"
        found = {"seconds": 0, "steps": [{"form": "project", "step": "start", "seconds": 0, "ok": False, "text": text}]}
    facts = {key: project[key] for key in ("name", "layout", "addons", "conflict", "depth")}
    return {**facts, **found}


# --- Reporting --------------------------------------------------------------------------------------------------------


def report(result, number, total):
    """A line for a project, and what failed in it."""
    failed = [step for step in result["steps"] if not step["ok"]]
    skipped = [step for step in result["steps"] if "skipped" in step]
    title = f"{result['name']} ({result['layout']})"
    aside = f", {len(skipped)} skipped" if skipped else ""
    print(
        f"{'not ok' if failed else 'ok'} {number}/{total} {title}: "
        f"{len(result['steps']) - len(failed) - len(skipped)} passed, {len(failed)} failed{aside}, "
        f"{result['seconds']:.1f} s",
        flush=True,
    )
    for step in failed:
        print(f"  FAILED {title}, {step['form']}, step `{step['step']}`:", flush=True)
        for line in step.get("text", "").splitlines():
            print(f"    {line}", flush=True)
    for step in skipped:
        print(f"  skipped {title}, {step['form']}, step `{step['step']}`: {step['skipped']}", flush=True)


def summary(results, seconds):
    """The last lines; the exit code."""
    steps = [step for result in results for step in result["steps"]]
    failed = sum(not step["ok"] for step in steps)
    skipped = sum("skipped" in step for step in steps)
    whole = sum(all(step["ok"] for step in result["steps"]) for result in results)
    print(f"{whole} of {len(results)} projects hold, in {seconds:.0f} s")
    aside = f", {skipped} skipped" if skipped else ""
    print(f"{len(steps) - failed - skipped} passed, {failed} failed{aside}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
