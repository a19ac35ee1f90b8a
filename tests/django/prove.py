#!/usr/bin/env python3
"""Boots composed projects in real Django.

    .cache/venvs/django-5.2/bin/python tests/django/prove.py --projects DIR --series 5.2

DIR is what `cargo run -p tests --bin compose-all -- --series 5.2 --out DIR` wrote: a folder per project and
`projects.json`. The packages are those of the interpreter that runs this. Each project is booted in development, in
production and, where it is to show how it behaves, by the first test that its owner would write; each in a process of
its own, forked from one that has loaded Django already, with everything hidden that its requirements do not reach.

With `--ledger` the projects are those of the whole proof: `--write` proves them all and puts the sum into that file;
without it the file must be the sum of just these projects, and what `--kinds` and `--pairs` name is booted anew.

What is counted are steps. The last line is `N passed, M failed`, with `, K skipped` where something could not be tried.
"""

import argparse
import collections
import contextlib
import fnmatch
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

import rules
from proof import behaviour, ledger
from proof.project import KEPT, prove, warm_up
from proof.reach import Shelf


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
    warm_up(shelf)
    common = ledger.of_all(series)
    digests = [ledger.of_project(project, common) for project in projects]
    faults = list(stale(options, digests)) if options.ledger and not options.write else []
    drawn = sample(options, projects)
    store = ledger.Store(options.store)
    print(f"{len(drawn)} of {len(projects)} projects on Django {series}, {options.jobs} at a time", flush=True)
    results = run_all([projects[at] for at in drawn], [digests[at] for at in drawn], options, shelf, modules, store)
    if options.json:
        options.json.write_text(json.dumps({"series": series, "projects": results}, indent=1) + "\n", "utf-8")
    if any("rule" in project for project in projects):
        faults += rules.judge([projects[at] for at in drawn], results)
        known = sum(bool(projects[at].get("rule")) for at in drawn)
        return conclude(known - len(faults), 0, 0, faults)
    if options.ledger:
        table = ledger.summed(
            series, django_version(), [projects[at] for at in drawn], [digests[at] for at in drawn], results
        )
        faults += close(options, table, projects, results)
    return summary(results, faults, time.monotonic() - started)


def options_of(arguments):
    """The command line."""
    parser = argparse.ArgumentParser(prog="prove.py", description="Boots composed projects in real Django.")
    parser.add_argument("--projects", type=Path, required=True, help="the folder that compose-all wrote")
    parser.add_argument("--series", required=True, help="the Django series, such as 5.2")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1), help="projects at a time")
    parser.add_argument("--only", action="append", help="a project by name, or a pattern with *; may be repeated")
    parser.add_argument("--depth", choices=["boot", "behaviour"], help="for all projects, whatever they say themselves")
    parser.add_argument("--json", type=Path, help="a file for the results")
    parser.add_argument("--store", type=Path, help="a file of results that hold, which are not tried again")
    parser.add_argument("--ledger", type=Path, help="the file with the sum of the whole proof")
    parser.add_argument("--write", action="store_true", help="prove everything and write the sum")
    parser.add_argument("--fewer", action="store_true", help="write the sum although it is less than before")
    parser.add_argument("--kinds", help="kinds of projects to boot, with commas between")
    parser.add_argument("--pairs", type=int, default=0, help="besides, so many pairs, drawn with --seed")
    parser.add_argument("--seed", type=int, default=0, help="what the draw hangs on")
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
        project.setdefault("kind", "single")
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


def sample(options, projects):
    """Where in the list the projects are that are booted: all of them, or those of some kinds and a draw of pairs."""
    if options.kinds is None:
        return list(range(len(projects)))
    kinds = options.kinds.split(",")
    known = {project["kind"] for project in projects}
    if unknown := set(kinds) - known:
        sys.exit(
            f"there are no projects of the kind {', '.join(sorted(unknown))}; there are {', '.join(sorted(known))}"
        )
    pairs = sorted({project["name"] for project in projects if project["kind"] == "pair"})
    drawn = set(random.Random(options.seed).sample(pairs, min(options.pairs, len(pairs))))
    if drawn:
        print(f"{len(drawn)} of {len(pairs)} pairs, drawn with --seed {options.seed}")
    return [at for at, project in enumerate(projects) if project["kind"] in kinds or project["name"] in drawn]


def installed_series():
    """The Django series of this interpreter."""
    return ".".join(django_version().split(".")[:2])


def django_version():
    """The Django of this interpreter."""
    import django

    return django.get_version()


# --- The sum of the whole proof ---------------------------------------------------------------------------------------


def stale(options, digests):
    """Sentences about a ledger that is the sum of other projects than these."""
    known = ledger.read(options.ledger).get(options.series)
    if known is None:
        yield f"{options.ledger.name} has nothing about Django {options.series}: run {ledger.COMMAND}"
    elif known["digest"] != ledger.whole(digests):
        yield (
            f"{options.ledger.name} is stale: what it says about Django {options.series} was proven with other composed "
            f"files, pins or checks; run {ledger.COMMAND} --series {options.series}"
        )


def close(options, table, projects, results):
    """Writes the sum, or holds it against what was booted anew; sentences about what keeps it from being so."""
    before = ledger.read(options.ledger).get(options.series, {})
    if not options.write:
        # Of the kinds that were booted as a whole as much must have passed.
        counts = collections.Counter(project["kind"] for project in projects)
        rows = {row["kind"]: row for row in table["kinds"] if row["boot"] + row["behaviour"] == counts[row["kind"]]}
        # What is skipped for want of a service here is no drop.
        now = {"kinds": [{**row, "passed": row["passed"] + row["skipped"]} for row in rows.values()]}
        was = {"kinds": [row for row in before.get("kinds", []) if row["kind"] in rows]}
        return [f"{sentence} in {options.ledger.name}" for sentence in ledger.fewer(now, was)]
    if not all(step["ok"] for result in results for step in result["steps"]):
        return [f"{options.ledger.name} is not written, since something failed"]
    if not options.fewer and (less := list(ledger.fewer(table, before))):
        return [f"{options.ledger.name} is not written: {'; '.join(less)}. If that is meant, add --fewer"]
    ledger.write(options.ledger, table)
    for row in table["kinds"]:
        print(f"{row['kind']}: {row['boot']} booted, {row['behaviour']} seen at work, {row['passed']} steps passed")
    print(
        f"{table['pairs']} pairs: {len(table['arranged'])} by a rule or a choice, {len(table['conflicts'])} in conflict"
    )
    return []


# --- Running ----------------------------------------------------------------------------------------------------------


def run_all(projects, digests, options, shelf, modules, store):
    """The results of all projects, in their order; each is reported as soon as those before it are, and those that are
    known already are not made again."""
    results = [store.known.get(digest) for digest in digests]
    if known := sum(result is not None for result in results):
        print(f"{known} of them are known to hold", flush=True)
    waiting = [at for at in range(len(projects)) if results[at] is None][::-1]
    reported, running = 0, {}
    # Whoever ends this process ends what it has started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
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
                store.keep(digests[at], results[at])
                shutil.rmtree(Path(work) / str(at), ignore_errors=True)
                while reported < len(results) and results[reported]:
                    reported += 1
                    if digests[reported - 1] not in store.known:
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
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
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


def result(project, folder):
    """What a process wrote down before it ended."""
    path, error = folder / "result.json", folder / "result.error"
    if path.is_file():
        found = json.loads(path.read_text("utf-8"))
    else:
        text = error.read_text("utf-8") if error.is_file() else "the process of this project ended without a result"
        found = {"seconds": 0, "steps": [{"form": "project", "step": "start", "seconds": 0, "ok": False, "text": text}]}
    facts = {key: project[key] for key in ("name", "kind", "layout", "addons", "conflict", "depth")}
    return {**facts, **found}


# --- Reporting --------------------------------------------------------------------------------------------------------


def report(result, number, total):
    """A line for a project, and what failed in it."""
    failed = [step for step in result["steps"] if not step["ok"]]
    skipped = [step for step in result["steps"] if "skipped" in step]
    title = f"{result['name']} ({result['layout']})"
    aside = f", {len(skipped)} skipped" if skipped else ""
    print(
        f"{'not ok' if failed and result['kind'] != 'rule' else 'ok'} {number}/{total} {title}: "
        f"{len(result['steps']) - len(failed) - len(skipped)} passed, {len(failed)} failed{aside}, "
        f"{result['seconds']:.1f} s",
        flush=True,
    )
    if result["kind"] == "rule":
        return  # What fails without a rule is no failure: see `rules`.
    for step in failed:
        print(f"  FAILED {title}, {step['form']}, step `{step['step']}`:", flush=True)
        for line in step.get("text", "").splitlines():
            print(f"    {line}", flush=True)
    for step in skipped:
        print(f"  skipped {title}, {step['form']}, step `{step['step']}`: {step['skipped']}", flush=True)


def summary(results, faults, seconds):
    """The last lines; the exit code."""
    steps = [step for result in results for step in result["steps"]]
    failed = sum(not step["ok"] for step in steps)
    skipped = sum("skipped" in step for step in steps)
    whole = sum(all(step["ok"] for step in result["steps"]) for result in results)
    print(f"{whole} of {len(results)} projects hold, in {seconds:.0f} s")
    passed = sum(step["ok"] and "skipped" not in step for step in steps)
    return conclude(passed, failed, skipped, faults)


def conclude(passed, failed, skipped, faults):
    """The faults of the whole, and the last line, which counts; the exit code."""
    for sentence in faults:
        print(f"  FAILED {sentence}")
    failed += len(faults)
    aside = f", {skipped} skipped" if skipped else ""
    print(f"{passed} passed, {failed} failed{aside}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        print("stopped; what has held is not tried again where --store keeps it")
        sys.exit(130)
