"""Small projects as a composer would write them, to break one thing at a time."""

import importlib.metadata
import json
from pathlib import Path

SETTINGS = """
import os
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = os.environ["SECRET_KEY"]
DEBUG = os.environ.get("DEBUG", "") == "True"
TESTING = sys.argv[1:2] == ["test"]
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "").split(",")
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "config.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "db.sqlite3"}}
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
if not DEBUG and not TESTING:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 3600
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    if SECRET_KEY.startswith("django-insecure-"):
        raise ImproperlyConfigured("SECRET_KEY is an example")
"""

URLS = """
from django.contrib import admin
from django.urls import path
from django.views.generic import TemplateView

urlpatterns = [
    path("", TemplateView.as_view(template_name="home.html"), name="home"),
    path("admin/", admin.site.urls),
]
"""

ENTRY = """
import os

from django.core.{kind} import get_{kind}_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_{kind}_application()
"""

MANAGE = """
import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
"""

README = """
# config

```sh
cp .env.example .env
set -a; . ./.env; set +a
```

```sh
# Says what is not safe yet.
python manage.py check --deploy
python manage.py migrate --noinput
python manage.py collectstatic --noinput
```
"""


def files():
    """The files of a project that holds."""
    django = importlib.metadata.version("Django")
    return {
        "manage.py": MANAGE,
        "config/__init__.py": "",
        "config/settings.py": SETTINGS,
        "config/urls.py": URLS,
        "config/wsgi.py": ENTRY.format(kind="wsgi"),
        "config/asgi.py": ENTRY.format(kind="asgi"),
        "templates/home.html": "<!doctype html>\n<html><body><h1>config</h1></body></html>\n",
        "requirements.txt": f"Django=={django}\n",
        "requirements-dev.txt": "-r requirements.txt\n",
        ".env.example": "SECRET_KEY=replace-me\nDEBUG=True\nALLOWED_HOSTS=localhost,127.0.0.1\n",
        "README.md": README,
    }


class Mini:
    """A project that one changes, file by file."""

    def __init__(self, name="mini", addons=(), **facts):
        self.files = files()
        self.facts = {
            "name": name,
            "folder": name,
            "addons": list(addons),
            "layout": "single",
            "project": "config",
            "depth": "boot",
            **facts,
        }

    def change(self, path, old, new):
        """Replaces a text that the file holds once."""
        count = self.files[path].count(old)
        if count != 1:
            raise AssertionError(f"{path} holds {old!r} {count} times")
        self.files[path] = self.files[path].replace(old, new)
        return self

    def add(self, path, text):
        """Adds to a file, or makes it."""
        self.files[path] = self.files.get(path, "") + text
        return self

    def remove(self, path):
        """Takes a file away."""
        del self.files[path]
        return self

    def install(self, *lines, development=False):
        """Adds lines to the requirements, each with the version of this environment."""
        for line in lines:
            version = importlib.metadata.version(line.partition("[")[0])
            self.add("requirements-dev.txt" if development else "requirements.txt", f"{line}=={version}\n")
        return self

    def app(self, name):
        """Installs an app at the end."""
        return self.change(
            "config/settings.py",
            '    "django.contrib.staticfiles",\n',
            f'    "django.contrib.staticfiles",\n    "{name}",\n',
        )

    def middleware(self, name, below):
        """Puts a middleware directly below another one."""
        return self.change("config/settings.py", f'    "{below}",\n', f'    "{below}",\n    "{name}",\n')


class Fault:
    """A broken project: the steps that must fail (all that fail, unless `others` may too), and what is said."""

    def __init__(self, name, project, steps, says, others=False):
        project.facts["name"] = project.facts["folder"] = name.replace(" ", "-")
        self.name = project.facts["name"]
        self.project = project
        self.steps = set(steps)
        self.says = says
        self.others = others


def write(folder, minis):
    """Writes projects and their list."""
    for mini in minis:
        for path, text in mini.files.items():
            target = Path(folder) / mini.facts["folder"] / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text.lstrip("\n"), "utf-8")
    (Path(folder) / "projects.json").write_text(json.dumps([mini.facts for mini in minis]), "utf-8")
