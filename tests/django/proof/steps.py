"""The steps of one form of a project: taken in a process of its own, written down as they are taken, so that even a
process that dies in the middle leaves what it did and said."""

import contextlib
import json
import os
import signal
import sys
import time
import traceback
from pathlib import Path

# The most that a single step may take; then the process ends and the step has failed.
LONGEST_STEP = 300
LINES_SHOWN = 20


class Skipped(Exception):
    """A step that cannot be taken here, with the reason."""


class Stop(Exception):
    """After a step without which the others make no sense."""


class Steps:
    """Takes steps and writes down how they end."""

    def __init__(self, form, log, record):
        self.form = form
        self.log = log
        self.record = record
        # What a failure means, in one sentence, where more is known than the exception says.
        self.explained = lambda error: ""

    def take(self, name, action, *arguments, needed=False):
        """Takes a step; it fails by an exception. What it returns, if it is a text, is a note on a step that passed."""
        sys.stdout.flush()
        sys.stderr.flush()
        started, start = time.monotonic(), os.fstat(1).st_size
        self.write(begin=name, start=start)
        signal.alarm(LONGEST_STEP)
        try:
            note = action(*arguments)
        except Skipped as skipped:
            self.end(name, started, skipped=str(skipped))
            return
        except (Exception, SystemExit) as error:
            if isinstance(error, AssertionError) and str(error):
                # Worded by the harness: where it was found says nothing more.
                print(error, file=sys.stderr)
            else:
                traceback.print_exception(error, limit=-6)
            if sentence := self.explained(error):
                print(sentence, file=sys.stderr)
            sys.stdout.flush()
            sys.stderr.flush()
            self.end(name, started, text=tail(self.log, start) or repr(error))
            if needed:
                raise Stop from error
            return
        finally:
            signal.alarm(0)
        self.end(name, started, note=note if isinstance(note, str) else "")

    def end(self, name, started, **ending):
        seconds = round(time.monotonic() - started, 3)
        self.write(end=name, seconds=seconds, ok="text" not in ending, **ending)

    def write(self, **event):
        with open(self.record, "a", encoding="utf-8") as file:
            file.write(json.dumps({"form": self.form, **event}) + "\n")


def in_a_process(form, folder, work):
    """Runs `work(steps)` in a forked process and returns its steps; what it prints goes to a file."""
    folder = Path(folder)
    log, record = folder / f"{form}.log", folder / f"{form}.steps"
    log.touch()
    record.touch()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            output = os.open(log, os.O_WRONLY | os.O_APPEND)
            os.dup2(output, 1)
            os.dup2(output, 2)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            for stream in (sys.stdout, sys.stderr):
                stream.reconfigure(line_buffering=True)
            with contextlib.suppress(Stop):
                work(Steps(form, log, record))
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)
    _, status = os.waitpid(pid, 0)
    return taken(record, log, status)


def taken(record, log, status):
    """The steps of a process that has ended, the one in whose middle it died included."""
    steps, begun = [], None
    for line in record.read_text("utf-8").splitlines():
        event = json.loads(line)
        if "begin" in event:
            begun = event
            continue
        begun = None
        event["step"] = event.pop("end")
        steps.append(event)
    if status != 0 or begun:
        code = os.waitstatus_to_exitcode(status)
        how = f"the process ended in the middle, with code {code}"
        if code < 0:
            how = f"the process was ended by {signal.Signals(-code).name}"
            if -code == signal.SIGALRM:
                how = f"took longer than {LONGEST_STEP} s"
        at = begun or {"form": log.stem, "begin": "between steps", "start": 0}
        text = "\n".join(part for part in (tail(log, at["start"]), how) if part)
        steps.append({"form": at["form"], "step": at["begin"], "seconds": 0, "ok": False, "text": text})
    return steps


def tail(log, start):
    """The last lines that were printed since then."""
    with open(log, encoding="utf-8", errors="replace") as file:
        file.seek(start)
        return "\n".join(file.read().rstrip().splitlines()[-LINES_SHOWN:])
