#!/usr/bin/env python3
"""Checks the code in the guide's texts against the real packages.

    .cache/venvs/django-5.2/bin/python tests/django/verify.py check --snippets FILE --series 5.2 --results OUT
    .cache/venvs/django-5.2/bin/python tests/django/verify.py settle --kept content/proof/snippets.toml OUT ...

FILE is what `terminal snippets` printed. The packages are those of the interpreter that runs this. `settle` compares
the results of all series with those that are kept, or keeps them with `--write`. The last line of `check` is
`N passed, M failed`, with `, K skipped` where a kind could not be checked.
"""

import argparse
import json
import sys
import tomllib
from pathlib import Path

from prove import installed_series
from verification import commands, defined, environment, formats, names, python_code, results, templates
from verification.snippet import Content, Ledger

PARTIAL = Path(__file__).parent / "verification" / "partial.toml"


def main(arguments=None):
    """The exit code is 1 if something is wrong."""
    parser = argparse.ArgumentParser(prog="verify.py", description="Checks the code in the texts.")
    actions = parser.add_subparsers(required=True)
    one = actions.add_parser("check", help="check with the packages of this interpreter")
    one.add_argument("--snippets", type=Path, required=True, help="what `terminal snippets` printed")
    one.add_argument("--series", required=True, help="the Django series, such as 5.2")
    one.add_argument("--newest", action="store_true", help="this is the newest series: names in sentences too")
    one.add_argument("--results", type=Path, required=True, help="a file for the counts")
    one.set_defaults(act=check)
    all_of_them = actions.add_parser("settle", help="compare the results of all series with those that are kept")
    all_of_them.add_argument("--kept", type=Path, required=True, help="where they are kept")
    all_of_them.add_argument("--write", action="store_true", help="keep them")
    all_of_them.add_argument("results", nargs="+", type=Path, help="what `check` wrote")
    all_of_them.set_defaults(act=settle)
    options = parser.parse_args(arguments)
    return options.act(options)


def check(options):
    """Checks with one series."""
    series = installed_series()
    if series != options.series:
        sys.exit(f"this interpreter has Django {series}, --series says {options.series}")
    content = Content.read(options.snippets, series)
    environment.start(content)
    ledger = verify(content, options.newest)
    options.results.write_text(json.dumps(results.of_run(content, ledger, series)), "utf-8")
    return report(content, ledger)


def verify(content, newest):
    """All checks. What sentences name is looked up in the newest Django alone, which they are written for."""
    ledger, roots, elsewhere = Ledger(), environment.roots(content), names.Elsewhere()
    python_code.check(content, ledger, roots)
    defined.check(content, ledger)
    templates.check(content, ledger)
    commands.check(content, ledger)
    formats.check(content, ledger)
    names.removed(content, ledger)
    names.requirements(content, ledger, elsewhere)
    if newest:
        names.sentences(content, ledger, roots, elsewhere)
        elsewhere.check(ledger)
    partial(results.partial(content), tomllib.loads(PARTIAL.read_text("utf-8"))["most"], ledger)
    return ledger


def partial(count, most, ledger):
    """As many blocks are marked as partial as are known of."""
    if count != most:
        what = "more blocks than before are marked partial" if count > most else "fewer blocks are partial: lower the number"
        ledger.found("partial", "tests/django/verification/partial.toml", f"{what} ({count}, not {most})")


def report(content, ledger):
    """Prints what was found and how much was checked; the exit code."""
    nothing = [kind for kind in expected(content) if not ledger.total(kind) and kind not in ledger.skipped]
    for kind in nothing:
        ledger.found(kind, "tests/django/verify.py", "nothing of this kind was checked")
    for kind, place, sentence in sorted(ledger.findings, key=lambda finding: (finding[1], finding[2])):
        print(f"{place}: {sentence} [{kind}]")
    kinds = ", ".join(f"{kind} {ledger.total(kind)}" for kind in ledger.counts)
    print(f"checked: {kinds}; {results.partial(content)} blocks are partial")
    for kind, reason in ledger.skipped.items():
        print(f"skipped: {kind}, since {reason}")
    passed = sum(ledger.total(kind) for kind in ledger.counts) - len(ledger.findings)
    aside = f", {len(ledger.skipped)} skipped" if ledger.skipped else ""
    print(f"{max(passed, 0)} passed, {len(ledger.findings)} failed{aside}")
    return 1 if ledger.findings else 0


def expected(content):
    """The kinds of which something must have been checked: the formats only where there are blocks in them."""
    written = {snippet.language for snippet in content.snippets}
    formats_of = {"bash": "shell", "toml": "toml", "yaml": "yaml", "json": "json", "env": "env", "ini": "ini", "nginx": "nginx"}
    always = ["python", "defined", "imports", "paths", "settings", "templates", "libraries", "commands", "requirements", "removed names"]
    return always + [kind for language, kind in formats_of.items() if language in written]


def settle(options):
    """Compares or keeps the results of all series."""
    fault = results.settle(options.results, options.kept, options.write)
    print(fault or f"{options.kept.name} {'is written' if options.write else 'is what was found now'}")
    return 1 if fault else 0


if __name__ == "__main__":
    sys.exit(main())
