"""Projects that hold, and projects with one fault each, with the steps that must find it."""

import faulty_addons
from faulty_addons import COMMON
from mini import Fault, Mini


def changed(path, old, new, **facts):
    return Mini(**facts).change(path, old, new)


def added(path, text, **facts):
    return Mini(**facts).add(path, text)


DEPLOY, MIGRATE, COLLECT = (
    f"manage.py {command}" for command in ("check --deploy", "migrate --noinput", "collectstatic --noinput")
)
PAGES = ["GET /", "wsgi GET /", "asgi GET /"]


def holding():
    """Projects without a fault: what is found in the broken ones is not there in these."""
    projects = {
        "plain": Mini(depth="behaviour"),
        "uv": of_uv(),
        **faulty_addons.holding(),
    }
    for name, project in projects.items():
        project.facts["name"] = project.facts["folder"] = name
    return list(projects.values())


def of_uv():
    """A project with a `pyproject.toml`."""
    project = Mini()
    pinned = project.files["requirements.txt"].strip()
    project.remove("requirements.txt").remove("requirements-dev.txt")
    return project.add("pyproject.toml", f'[project]\nname = "config"\ndependencies = ["{pinned}"]\n')


def of_requirements():
    """What the project's requirements do not say, or say wrongly."""
    yield Fault("missing requirement", Mini().app("rest_framework"), ["check", "wsgi"], "do not reach")
    yield Fault(
        "requirement of development only",
        Mini().install("djangorestframework", development=True).app("rest_framework"),
        ["wsgi"],
        "`rest_framework` comes with djangorestframework, which the project's requirements do not reach",
    )
    yield Fault(
        "no Django", changed("requirements.txt", "Django==", "# Django=="), ["requirements"], "do not bring Django"
    )
    more = {
        "another version": ("djangorestframework==1.0", "this environment holds"),
        "no such extra": ("celery[tea]", "no such extra"),
        "not installed": ("no-such-thing==1.0", "does not hold"),
        "unreadable requirement": ("a b c", "requirements.txt:2"),
    }
    for name, (line, says) in more.items():
        yield Fault(name, added("requirements.txt", f"{line}\n"), ["requirements"], says)
    yield Fault("no requirements", Mini().remove("requirements.txt"), ["requirements"], "requirements.txt is missing")


def of_the_environment():
    """Variables and settings that are not what the README and the form say."""
    yield Fault("no example", Mini().remove(".env.example"), ["environment"], ".env.example is missing")
    yield Fault(
        "variables that no shell reads",
        changed(".env.example", "DEBUG=True", "DEBUG='True"),
        ["environment"],
        "the shell does not take",
        others=True,
    )
    yield Fault(
        "debug left on",
        changed("config/settings.py", 'os.environ.get("DEBUG", "") == "True"', "True"),
        ["settings", "hints"],
        "DEBUG is True, wanted False",
        others=True,
    )
    yield Fault(
        "key in the code",
        changed("config/settings.py", 'os.environ["SECRET_KEY"]', f'"{"k3y-" * 20}"'),
        ["settings"],
        "SECRET_KEY is not that of the environment",
        others=True,
    )
    yield Fault(
        "other settings in the README",
        added("README.md", "```sh\nexport DJANGO_SETTINGS_MODULE=config.other\n```\n"),
        ["wsgi"],
        "the README exports config.other",
    )
    yield Fault(
        "other settings in asgi",
        changed("config/asgi.py", "config.settings", "config.others"),
        ["wsgi"],
        "asgi.py takes config.others",
    )
    yield Fault(
        "no static root",
        changed("config/settings.py", 'STATIC_ROOT = BASE_DIR / "staticfiles"', "STATIC_ROOT = None"),
        ["settings", COLLECT],
        "STATIC_ROOT",
    )


def of_commands():
    """What `manage.py` and Django's checks find."""
    yield Fault(
        "a hint", changed("config/settings.py", "    CSRF_COOKIE_SECURE = True\n", ""), ["hints"], "security.W016"
    )
    yield Fault(
        "command that fails",
        changed("manage.py", "execute_from_command_line(sys.argv)", "sys.exit(3)"),
        ["check", DEPLOY],
        "ended with 3",
        others=True,
    )
    yield Fault(
        "command that a deployment forgets",
        changed("README.md", "python manage.py migrate --noinput\n", ""),
        ["deployment"],
        "deploys without manage.py migrate",
    )
    thing = "from django.db import models\n\n\nclass Thing(models.Model):\n    pass\n"
    yield Fault(
        "no migration",
        Mini().app("config").add("config/models.py", thing).add("config/migrations/__init__.py", ""),
        ["makemigrations"],
        "Create model Thing",
    )
    migration = """
from django.db import migrations


class Migration(migrations.Migration):
    operations = [migrations.RunSQL("nonsense")]
"""
    project = Mini().app("config").add("config/migrations/__init__.py", "")
    yield Fault(
        "migration that fails",
        project.add("config/migrations/0001_initial.py", migration),
        ["migrate", MIGRATE],
        "nonsense",
    )
    for name, last, says in (("dies", "os.abort()", "SIGABRT"), ("leaves", "os._exit(0)", "ended in the middle")):
        project = added("config/urls.py", f"\nimport os\n\n{last}\n")
        yield Fault(f"process that {name}", project, ["check", "hints"], says)


def of_pages():
    """Modules, routes and pages that do not answer."""
    missing = "import nothing_of_the_kind\n"
    leaving = "import sys\n\nsys.exit(0)\n"
    yield Fault("module that leaves", added("config/tasks.py", leaving), ["modules"], "SystemExit: 0")
    yield Fault("module that fails", added("config/tasks.py", missing), ["modules"], "nothing_of_the_kind")
    yield Fault(
        "routes that fail",
        added(
            "config/urls.py", '\nfrom django.urls import include\n\nurlpatterns += [path("x/", include("config.x"))]\n'
        ),
        ["check", DEPLOY],
        "config.x",
        others=True,
    )
    yield Fault("missing template", Mini().remove("templates/home.html"), PAGES, "TemplateDoesNotExist")
    yield Fault(
        "home that leads elsewhere",
        changed(
            "config/urls.py", 'TemplateView.as_view(template_name="home.html")', 'RedirectView.as_view(url="/admin/")'
        ).change("config/urls.py", "import TemplateView", "import RedirectView"),
        PAGES,
        "/ leads to /admin/login/",
    )
    yield Fault(
        "login that leads elsewhere",
        changed(
            "config/urls.py",
            "urlpatterns = [",
            'urlpatterns = [\n    path("admin/login/", RedirectView.as_view(url="/")),',
        ).change("config/urls.py", "import TemplateView", "import RedirectView, TemplateView"),
        ["GET /admin/login/"],
        "/ has no login form",
    )
    yield Fault(
        "middleware that fails",
        added("config/middleware.py", "def broken(get_response):\n    return lambda request: 1 / 0\n").middleware(
            "config.middleware.broken", COMMON
        ),
        [*PAGES, "GET /admin/login/"],
        "ZeroDivisionError",
    )
    asks = 'lambda request: __import__("socket").create_connection(("127.0.0.1", 6379))'
    yield Fault(
        "service that must run",
        changed("config/urls.py", 'TemplateView.as_view(template_name="home.html")', asks),
        PAGES,
        "refused by the harness: 127.0.0.1:6379",
    )
    yield Fault(
        "test that fails",
        changed("config/settings.py", "if not DEBUG and not TESTING:", "if TESTING or not DEBUG:", depth="behaviour"),
        ["manage.py test"],
        "301 != 200",
    )


def of_the_composer():
    """What the composition itself says."""
    yield Fault("objections", Mini(problems=["A and B both want C"]), ["no errors"], "A and B both want C")
    yield Fault("silence about a conflict", Mini(conflict=True), ["no errors"], "the composer says nothing")


def of_behaviour():
    """Projects that boot, and do the wrong thing."""
    deep = {"depth": "behaviour"}
    yield Fault(
        "plain http",
        changed(
            "config/settings.py", "SECURE_SSL_REDIRECT = True", "SILENCED_SYSTEM_CHECKS = ['security.W008']", **deep
        ),
        ["every-project: plain http leads to https", "every-project: the proxy is believed as composed"],
        "wanted 301",
    )
    yield Fault(
        "proxy that nobody composed",
        added("config/settings.py", 'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")\n', **deep),
        ["every-project: the proxy is believed as composed"],
        "over HTTP answers 200",
    )
    yield Fault(
        "unprotected by a word",
        changed("config/settings.py", 'sys.argv[1:2] == ["test"]', '"test" in sys.argv', **deep),
        ["every-project: no argument switches protections off"],
        "--name test",
    )
    yield Fault(
        "unprotected by a variable",
        changed("config/settings.py", 'sys.argv[1:2] == ["test"]', '"PYTEST_VERSION" in os.environ', **deep),
        ["every-project: no argument switches protections off"],
        "SESSION_COOKIE_SECURE",
    )
    yield Fault(
        "key of an example",
        changed("config/settings.py", 'startswith("django-insecure-")', 'startswith("none")', **deep),
        ["every-project: the key of an example is refused"],
        "the settings load with",
    )
    yield Fault(
        "every host",
        changed(
            "config/settings.py",
            'os.environ.get("ALLOWED_HOSTS", "").split(",")',
            '["*", "localhost", "shop.example"]',
            **deep,
        ),
        ["every-project: other host names are refused"],
        "wanted 400",
    )
    yield Fault(
        "admin for everybody",
        added("config/urls.py", "\nadmin.site.has_permission = lambda request: request.user.is_authenticated\n", **deep)
        .add("config/urls.py", "from django.contrib.auth.forms import AuthenticationForm\n")
        .add("config/urls.py", "admin.site.login_form = AuthenticationForm\n"),
        ["every-project: the admin keeps others out"],
        "somebody who is not staff sees the admin",
    )
    log = """
from django.contrib import admin
from django.contrib.admin.models import LogEntry


@admin.register(LogEntry)
class Log(admin.ModelAdmin):
    def get_queryset(self, request):
        raise ZeroDivisionError
"""
    yield Fault(
        "admin page that fails",
        added("config/admin.py", log, **deep).app("config"),
        ["every-project: every admin page answers"],
        "ZeroDivisionError",
    )


def all_faults():
    """All broken projects."""
    own = (of_requirements, of_the_environment, of_commands, of_pages, of_the_composer, of_behaviour)
    for kind in (*own, faulty_addons.of_addons, faulty_addons.of_guards):
        yield from kind()
