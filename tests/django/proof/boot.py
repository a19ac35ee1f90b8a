"""Whether a composed project boots: in development, on a server, and in the first tests that its owner writes."""

import asyncio
import importlib
import io
import os
import sys

from proof import environment, haste, hints, reach
from proof.site import environment_is
from proof.steps import LONGEST_STEP
from proof.visitor import ensure

# The first test of a new project.
FIRST_TEST = """
from django.test import TestCase


class Pages(TestCase):
    def test_home(self):
        self.assertEqual(self.client.get("/").status_code, 200)

    def test_admin_login(self):
        self.assertEqual(self.client.get("/admin/login/", follow=True).status_code, 200)
"""


def boot(site, steps, shelf):
    """Takes the steps of one form of a project."""
    scope = "production" if site.form == "production" else "development"
    steps.take("requirements", restrict, site, steps, shelf, scope, needed=True)
    steps.take("environment", prepare, site, scope, needed=True)
    {"development": development, "production": production, "tests": tests}[site.form](site, steps)


def development(site, steps):
    """A developer's machine: the steps of the README, then a look at the site."""
    steps.take("check", site.manage, "check", needed=True)
    steps.take("settings", settings_are, site, True)
    steps.take("hints", only_expected_hints, site)
    steps.take("makemigrations", site.manage, "makemigrations", "--check", "--dry-run")
    steps.take("migrate", site.manage, "migrate", "--verbosity", "0")
    steps.take("modules", import_all, site)
    steps.take("routes", walk_routes)
    steps.take("GET /", get_home, site)
    steps.take("GET /admin/login/", get_admin_login, site)
    steps.take("services", no_service_was_asked_for, site)


def production(site, steps):
    """A server: it starts by importing the WSGI application; then come the commands of the README for a deployment."""
    steps.take("wsgi", start_wsgi, site, needed=True)
    steps.take("settings", settings_are, site, False)
    steps.take("hints", only_expected_hints, site)
    steps.take("makemigrations", site.manage, "makemigrations", "--check", "--dry-run")
    commands = []
    steps.take("deployment", lambda: commands.extend(environment.deployment(site.folder)), needed=True)
    for words in commands:
        steps.take(" ".join(words), site.python, *words)
    steps.take("modules", import_all, site)
    steps.take("routes", walk_routes)
    steps.take("GET /", get_home, site)
    steps.take("GET /admin/login/", get_admin_login, site)
    steps.take("wsgi GET /", get_by_wsgi, site)
    steps.take("asgi GET /", get_by_asgi, site)
    steps.take("services", no_service_was_asked_for, site)


def tests(site, steps):
    """The first tests of the project's owner pass, with the settings of development."""
    (site.folder / "test_pages.py").write_text(FIRST_TEST, "utf-8")
    steps.take("manage.py test", site.manage, "test", "--verbosity", "0")


# --- Before the project is loaded -------------------------------------------------------------------------------------


def restrict(site, steps, shelf, scope):
    """From here on there is nothing to import but the project and what its requirements reach."""
    try:
        wanted = reach.requirements(site.folder, scope)
    except reach.Unreadable as error:
        raise AssertionError(str(error)) from None
    reached = shelf.reach(wanted)
    ensure(not reached.faults, "\n".join(reached.faults))
    ensure("django" in reached.distributions, "the requirements do not bring Django")
    steps.explained = lambda error: reach.explained(error, reached)
    reach.restrict(reached)


def prepare(site, scope):
    """The variables of this form, its folder, and no network."""
    variables, site.secret_key = getattr(environment, scope)(site.folder, site.servers.values())
    environment_is(variables)
    os.chdir(site.folder)
    sys.path[0] = str(site.folder)
    sys.argv = ["server"]
    site.fence.up()
    haste.make(site.shared)


def start_wsgi(site):
    """As a server does it: no module of settings is named by anybody but `wsgi.py` itself."""
    module = f"{site.project['project']}.wsgi"
    site.wsgi = importlib.import_module(module).application
    named = os.environ.get("DJANGO_SETTINGS_MODULE")
    told = environment.exported(site.folder).get("DJANGO_SETTINGS_MODULE", named)
    ensure(named == told, f"wsgi.py takes the settings {named}, the README exports {told}")
    for name in ("asgi.py", "celery.py"):
        if (site.package / name).is_file():
            other = site.settings_named_by(name)
            ensure(named == other, f"wsgi.py takes the settings {named}, {name} takes {other}")


# --- The project, loaded ----------------------------------------------------------------------------------------------


def settings_are(site, debug):
    """The settings are those of this form, and hold what the environment says."""
    from django.conf import settings

    ensure(settings.DEBUG is debug, f"DEBUG is {settings.DEBUG!r}, wanted {debug}")
    ensure(site.secret_key == settings.SECRET_KEY, "SECRET_KEY is not that of the environment")
    ensure(environment.HOSTS[site.form] in settings.ALLOWED_HOSTS, f"ALLOWED_HOSTS is {settings.ALLOWED_HOSTS}")
    ensure(os.path.isabs(settings.STATIC_ROOT), f"STATIC_ROOT is {settings.STATIC_ROOT!r}, wanted a full path")
    database = settings.DATABASES["default"]
    if "postgresql" in site.servers:
        port = site.servers["postgresql"].port
        ensure(str(database["PORT"]) == str(port), f"the database is at port {database['PORT']}, wanted {port}")
    else:
        place = str(database["NAME"])
        ensure(place.startswith(str(site.folder)), f"the database is {place}, wanted one below {site.folder}")


def only_expected_hints(site):
    """The checks say nothing but what `expected_hints.toml` has."""
    from django.core.checks import run_checks

    messages = run_checks(include_deployment_checks=site.form == "production", databases=["default"])
    extra = hints.unexpected(messages, hints.expected(), site.form, site.project["addons"], site.project["series"])
    ensure(not extra, "\n".join(["not in expected_hints.toml:", *map(str, extra)]))


def import_all(site):
    """Every module of the project can be imported, entry points included."""
    names = list(site.modules())
    for name in names:
        importlib.import_module(name)
    return f"{len(names)} modules"


def walk_routes():
    """Every URL module that is included anywhere can be imported, and every route has its views."""
    from django.urls import get_resolver

    def walk(resolver):
        for pattern in resolver.url_patterns:
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern)
            else:
                ensure(callable(pattern.callback), f"{pattern} has no view")
                yield pattern

    resolver = get_resolver()
    count = sum(1 for _ in walk(resolver))
    resolver.reverse("home")
    return f"{count} routes"


def get_home(site):
    """The first page answers, through all middleware."""
    page = site.visitor().page("/").ensure()
    ensure(not page.chain, f"/ leads to {page.path}")


def get_admin_login(site):
    """The admin's login page answers; where it leads elsewhere, that is where LOGIN_URL says."""
    from django.conf import settings
    from django.shortcuts import resolve_url

    page = site.visitor().page("/admin/login/").ensure()
    ensure(page.form and page.form.password, f"{page.path} has no login form")
    if page.chain:
        login = resolve_url(settings.LOGIN_URL)
        ensure(page.path == login, f"/admin/login/ leads to {page.path}, LOGIN_URL is {login}")
        return f"leads to {page.path}"
    return ""


def get_by_wsgi(site):
    """The application that a WSGI server would call answers /."""
    started = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/",
        "QUERY_STRING": "",
        "SERVER_NAME": environment.HOSTS["production"],
        "SERVER_PORT": "443",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "https",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    answer = site.wsgi(environ, lambda status, headers: started.append(status))
    body = b"".join(answer)
    answer.close()
    ensure(started == ["200 OK"] and body, f"the WSGI application answers {started}")


def get_by_asgi(site):
    """The application that an ASGI server would call answers /."""
    from asgiref.testing import ApplicationCommunicator

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "https",
        "path": "/",
        "raw_path": b"/",
        "root_path": "",
        "query_string": b"",
        "headers": [(b"host", environment.HOSTS["production"].encode())],
        "client": ("127.0.0.1", 40000),
        "server": (environment.HOSTS["production"], 443),
    }

    async def ask():
        application = importlib.import_module(f"{site.project['project']}.asgi").application
        talk = ApplicationCommunicator(application, scope)
        await talk.send_input({"type": "http.request", "body": b"", "more_body": False})
        start = await talk.receive_output(LONGEST_STEP)
        await talk.receive_output(LONGEST_STEP)
        await talk.wait(LONGEST_STEP)
        return start["status"]

    status = asyncio.run(ask())
    ensure(status == 200, f"the ASGI application answers {status}")


def no_service_was_asked_for(site):
    """None of this needed a service: what the project knocked at, if anything, was not running."""
    if site.fence.refused:
        return f"tried {', '.join(sorted(set(site.fence.refused)))} and did without"
    return ""
