#!/usr/bin/env python3
"""Asks every address outside of the guide whether it is there, for those who have a network.

    cargo xtask links | python3 tests/links.py

One line per address that does not answer well or leads elsewhere, with the files that hold it; then
`N passed, M failed`. A server that turns programs away (401, 403, 429) proves nothing: it is counted as skipped.
"""

import argparse
import http.client
import sys
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

HEADERS = {"User-Agent": "Mozilla/5.0 (link check of a documentation site)", "Accept": "text/html,*/*"}
REFUSED = {401, 403, 405, 406, 429, 999}


def ask(url, seconds):
    """What an address answers: `ok`, `skipped` or `dead`, and what there is to say."""
    plain = url.partition("#")[0]
    for attempt in ("HEAD", "GET"):
        request = urllib.request.Request(plain, headers=HEADERS, method=attempt)
        try:
            with urllib.request.urlopen(request, timeout=seconds) as answer:
                moved = answer.url if answer.url != plain else None
                return "ok", f"leads to {moved}" if moved else ""
        except urllib.error.HTTPError as error:
            if attempt == "GET":
                return ("skipped" if error.code in REFUSED else "dead"), f"{error.code} {error.reason}"
        except (urllib.error.URLError, OSError, http.client.HTTPException) as error:
            if attempt == "GET":
                return "dead", str(getattr(error, "reason", error))
    raise AssertionError("one of the attempts returns")


def main(lines=sys.stdin, arguments=None):
    """Asks all; the exit code is 1 if one is dead."""
    parser = argparse.ArgumentParser(description="Asks every address outside of the guide.")
    parser.add_argument("--seconds", type=float, default=20, help="how long to wait for an answer")
    parser.add_argument("--at-once", type=int, default=8, help="how many to ask at a time")
    options = parser.parse_args(arguments)
    wanted = [line.rstrip("\n").partition("\t") for line in lines if line.strip()]
    with ThreadPoolExecutor(options.at_once) as pool:
        answers = list(pool.map(lambda row: ask(row[0], options.seconds), wanted))
    counts = {"ok": 0, "dead": 0, "skipped": 0}
    for (url, _, files), (state, text) in zip(wanted, answers, strict=True):
        counts[state] += 1
        if text:
            print(f"{state}: {url}: {text}\n  in {files}", flush=True)
    if wanted and counts["dead"] == len(wanted):
        print("none of the addresses answers: is there a network?")
    print(f"{counts['ok']} passed, {counts['dead']} failed, {counts['skipped']} skipped")
    return 1 if counts["dead"] else 0


if __name__ == "__main__":
    sys.exit(main())
