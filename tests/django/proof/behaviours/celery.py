"""Tasks: sent by the project, done by a worker that is started as the README says."""

import importlib
import os
import subprocess
import sys
import time

from proof.behaviour import shown_in
from proof.steps import Skipped
from proof.visitor import ensure

SLUG = "celery"
TASKS = """
from pathlib import Path

from celery import shared_task


@shared_task
def add(path, a, b):
    Path(path).write_text(str(a + b))
    return a + b
"""
LONGEST = 120


def started(site, *arguments, output):
    """A process of Celery's, as the README starts it."""
    command = [sys.executable, "-m", "celery", "--app", site.project["project"], *arguments]
    return subprocess.Popen(command, cwd=site.folder, env=dict(os.environ), stdout=output, stderr=subprocess.STDOUT)


def ended(process):
    """Its work is done, and nothing of it is kept."""
    process.kill()
    process.wait()


def happens(what, process):
    """Waits until something is so, or the process has ended."""
    deadline = time.monotonic() + LONGEST
    while time.monotonic() < deadline and process.poll() is None:
        if what():
            return True
        time.sleep(0.05)
    return what()


@shown_in("production")
def a_worker_does_a_task(site):
    if site.option(SLUG, "broker") != "redis":
        raise Skipped(f"{site.option(SLUG, 'broker')} is not started by the harness")
    (site.folder / "prove_tasks.py").write_text(TASKS, "utf-8")
    add = importlib.import_module("prove_tasks").add
    ensure(add.app.main == site.project["project"], "shared tasks do not belong to the project's app")
    done, log = site.folder / "done.txt", site.folder / "worker.log"
    with open(log, "wb") as output:
        worker = started(
            site, "worker", "--loglevel", "info", "--pool", "solo", "--include", "prove_tasks", output=output
        )
        try:
            result = add.delay(str(done), 2, 3)
            ensure(happens(lambda: done.is_file() and done.read_text() == "5", worker), log.read_text()[-1500:])
            if site.option(SLUG, "results"):
                ensure(result.get(timeout=LONGEST) == 5, "the result is another one")
        finally:
            ended(worker)


@shown_in("production", only=lambda site: site.option(SLUG, "broker") == "redis")
def each_database_of_redis_has_one_use(site):
    from django.conf import settings

    urls = [settings.CELERY_BROKER_URL]
    if site.option(SLUG, "results"):
        urls.append(settings.CELERY_RESULT_BACKEND)
    if site.has("django-redis"):
        urls.append(settings.CACHES["default"]["LOCATION"])
    ensure(len(set(urls)) == len(urls), f"one database for two uses: emptying the cache loses tasks: {urls}")


@shown_in("production")
def settings_are_the_projects(site):
    from django.conf import settings

    app = importlib.import_module(f"{site.project['project']}.celery").app
    ensure(app.conf.broker_url == settings.CELERY_BROKER_URL, f"the broker is {app.conf.broker_url}")
    ensure(set(app.conf.accept_content) == {"json"}, f"the worker accepts {app.conf.accept_content}")
    ensure(app.conf.timezone == settings.TIME_ZONE, f"the time zone is {app.conf.timezone}")
    ensure(app.conf.task_time_limit, "tasks may run for ever")
    ensure(not app.conf.task_always_eager, "tasks run in the web process")
    ensure(app.conf.task_ignore_result is not site.option(SLUG, "results"), "results are not kept as composed")


@shown_in("production", only=lambda site: site.option(SLUG, "beat"))
def the_clock_starts(site):
    log = site.folder / "beat.log"
    with open(log, "wb") as output:
        beat = started(site, "beat", "--loglevel", "info", output=output)
        try:
            ensure(happens(lambda: "beat: Starting..." in log.read_text(), beat), log.read_text()[-1500:])
            time.sleep(0.5)
            ensure(beat.poll() is None, log.read_text()[-1500:])
        finally:
            ended(beat)
