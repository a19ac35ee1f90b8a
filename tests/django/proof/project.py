"""How one composed project is proven: in which forms, with which servers beside it, and how deep."""

import gc
import importlib
import shutil
from pathlib import Path

from proof import behaviour, environment, postgresql_server, redis_server
from proof.boot import boot
from proof.fence import Fence
from proof.reach import read, restrict
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
KEPT = Path(__file__).resolve().parents[3] / ".cache" / "compressed"


def warm_up(shelf):
    """Loads what all projects share, once, into the process that theirs are forked from."""
    # What Django would import if it were there must not be in memory when a project does without it.
    restrict(shelf.reach([read("Django", "the harness")]))
    for name in WARM:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()


def prove(project, folder, shelf, modules):
    """The steps of all forms of a project."""
    deep = project["depth"] == "behaviour"
    steps = [{"form": "composition", "step": "no errors", "seconds": 0, **composed(project)}]
    variables = environment.variables(project["folder"])
    wanted = {
        name
        for name, module in (("redis", redis_server), ("postgresql", postgresql_server))
        if module.wanted(variables)
    }
    # A login page may keep something in the session: where sessions are in Redis, it does not answer without.
    sessions = project["options"].get("django-redis", {}).get("sessions", False)
    servers = {}

    def work(taken):
        known = [modules[slug] for slug in project["addons"] if slug in modules]
        site = Site(project, taken.form, folder / taken.form, KEPT, Fence(), servers, known)
        if "postgresql" in servers:
            site.fence.open_ports.add(servers["postgresql"].port)
        if sessions and "redis" in servers:
            site.fence.open_ports.add(servers["redis"].port)
        boot(site, taken, shelf)
        if deep:
            behaviour.behave(site, taken, modules, wanted)

    try:
        if "redis" in wanted and (deep or sessions):
            servers["redis"] = redis_server.start()
            if sessions and servers["redis"] is None:
                why = "there is no redis-server on this machine for its sessions"
                return [*steps, {"form": "project", "step": "sessions", "seconds": 0, "ok": True, "skipped": why}]
        if "postgresql" in wanted:
            servers["postgresql"] = postgresql_server.start(project["project"], "development")
            if servers["postgresql"] is None:
                # Without its database a project does not even migrate.
                why = "there is no PostgreSQL on this machine"
                return [*steps, {"form": "project", "step": "database", "seconds": 0, "ok": True, "skipped": why}]
        servers = {name: server for name, server in servers.items() if server}
        for form in ("development", "production", *(["tests"] if deep else [])):
            shutil.copytree(project["folder"], folder / form)
            steps += in_a_process(form, folder, work)
    finally:
        for server in filter(None, servers.values()):
            server.stop()
    return steps


def composed(project):
    """Whether the composer has objections; where add-ons are in declared conflict it must."""
    problems = "\n".join(project["problems"])
    if project["conflict"]:
        return {"ok": bool(problems), "text": "the add-ons are in declared conflict, and the composer says nothing"}
    return {"ok": not problems, "text": problems}
