"""Restarts lose no task, and a broker that is down does not hold up a page."""

import configparser
import re
import shlex
import signal
import subprocess
import sys
import time
import tomllib
import unittest
from pathlib import Path

from proof import redis_server
from recipes.blocks import ADDONS, LANGUAGES, block, blocks, tab
from recipes.project import Project

SLUG = "celery"
REMAP = "REMAP_SIGTERM"
SOFT = "CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT"
TASKS = """
import time
from pathlib import Path

from celery import shared_task


@shared_task
def work():
    Path("started").touch()
    # The worker must have been told to end before the task does.
    while not Path("told").exists():
        time.sleep(0.05)
    time.sleep(3)
    Path("ended").touch()
"""
# Only what hangs takes as long: a worker of a busy machine needs minutes to start.
LONGEST = 600
INSTALLED = block(SLUG, "install", "three-files", file="config/settings.py")


def unit():
    """The systemd unit of the worker: its variables, its command, and how long a stop may take."""
    parsed = configparser.RawConfigParser(strict=False)
    parsed.optionxform = str
    parsed.read_string(block(SLUG, "production", "operation", file="/etc/systemd/system/shop-worker.service"))
    service = parsed["Service"]
    variables = dict(assignment.split("=", 1) for assignment in shlex.split(service.get("Environment", "")))
    return variables, shlex.split(service["ExecStart"].replace("%%", "%")), int(service["TimeoutStopSec"])


class BrokerDown(unittest.TestCase):
    """A call waits for seconds, not without end, in composed projects as in the tab."""

    def setUp(self):
        self.composed = tomllib.loads((ADDONS / SLUG / "compose.toml").read_text("utf-8"))

    def test_the_composer_writes_what_the_tab_advises(self):
        # The installation has the dictionary already, to which this adds.
        advised = {"CELERY_BROKER_TRANSPORT_OPTIONS": {}}
        exec(block(SLUG, "production", "broker-down"), {}, advised)
        self.assertTrue(advised["CELERY_BROKER_TRANSPORT_OPTIONS"])
        written = {setting["name"]: setting["value"] for setting in self.composed["settings"]}
        for name, value in advised.items():
            self.assertEqual(written.get(name), value, name)

    def test_results_are_kept_only_by_those_who_ask_for_them(self):
        (results,) = (option for option in self.composed["options"] if option["id"] == "results")
        self.assertFalse(results["flag"], "with results, each call waits for one more service")


class Restart(unittest.TestCase):
    def test_where_term_becomes_quit_a_worker_has_time_to_end(self):
        """In every tab: a remapped signal needs the timeout, in the lines of the same section."""
        for language in LANGUAGES:
            for name in ("install", "settings", "use", "queues", "production", "pitfalls"):
                found = blocks(tab(SLUG, name, language))
                for remapped in (one for one in found if REMAP in one.code):
                    beside = [one.code for one in found if one.anchor == remapped.anchor and SOFT in one.code]
                    self.assertTrue(beside, f"{name}.{language}.md#{remapped.anchor} has {REMAP} without {SOFT}")

    def test_the_supervisor_waits_longer_than_a_task_may_run(self):
        values = {"env": lambda name, default=None: default}
        exec(INSTALLED, values)
        composed = tomllib.loads((ADDONS / SLUG / "compose.toml").read_text("utf-8"))
        limits = [values["CELERY_TASK_TIME_LIMIT"]]
        limits += [one["value"] for one in composed["settings"] if one["name"] == "CELERY_TASK_TIME_LIMIT"]
        self.assertGreater(len(limits), 1, "the composer limits no task")
        _, _, patience = unit()
        container = re.search(r"stop_grace_period: (\d+)s", block(SLUG, "production", "operation", file="compose.yaml"))
        for waits in (patience, int(container[1])):
            self.assertGreater(waits, max(limits), "tasks within their limit are killed")

    @unittest.skipIf(sys.platform == "win32", "there is no fork on this machine")
    def test_a_task_that_runs_while_the_worker_is_restarted_ends(self):
        redis = redis_server.start()
        if redis is None:
            self.skipTest("there is no redis-server on this machine")
        self.addCleanup(redis.stop)
        project = Project(self)
        project.settings("def env(name, default=None):\n    return os.environ.get(name, default)\n")
        project.settings(INSTALLED).install("shop")
        for file in ("config/celery.py", "config/__init__.py"):
            project.write(file, block(SLUG, "install", "three-files", file=file))
        project.write("shop/tasks.py", TASKS)
        variables, command, _ = unit()
        variables["CELERY_BROKER_URL"] = f"{redis.url}/1"
        project.python("from shop.tasks import work\nwork.delay()", **variables)
        log = project.folder / "worker.log"
        with open(log, "wb") as output:
            worker = subprocess.Popen(
                [sys.executable, "-m", *("celery", *command[1:])],
                cwd=project.folder,
                env=project.environment(**variables),
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            self.await_that((project.folder / "started").exists, worker, log)
            worker.send_signal(signal.SIGTERM)
            # The worker says so before it stops anything.
            self.await_that(lambda: " shutdown (MainProcess)" in log.read_text("utf-8"), worker, log)
            Path(project.folder, "told").touch()
            worker.wait(LONGEST)
        finally:
            worker.kill()
            worker.wait()
        self.assertTrue((project.folder / "ended").exists(), f"the task is lost:\n{log.read_text('utf-8')[-1500:]}")

    def await_that(self, happens, process, log):
        deadline = time.monotonic() + LONGEST
        while not happens():
            running = process.poll() is None and time.monotonic() < deadline
            self.assertTrue(running, log.read_text("utf-8")[-1500:])
            time.sleep(0.05)


if __name__ == "__main__":
    unittest.main()
