"""One project: `startproject`, the steps of the page, then what they promise, in each form in a process of its own."""

import importlib
import io
import itertools
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from existing import lived_in
from existing.paste import paste
from proof import environment, haste, reach, redis_server
from proof.fence import Fence
from proof.project import KEPT
from proof.site import environment_is
from proof.steps import in_a_process
from proof.visitor import ensure

LOAD = "set -a; . ./.env; set +a"
HOST = "shop.example"
PLACEHOLDER = {"USERNAME": "staff"}


def follow(project, template, folder, shelf, redis):
    """All forms of a project; gives their steps."""
    steps = []
    for form in ("development", "production", "tests", "lived-in", *(["server"] if project["serve"] else [])):
        place = folder / form
        shutil.copytree(template, place)

        def work(taken, form=form, place=place):
            Follower(project, form, place, shelf, redis).walk(taken)

        steps += in_a_process(form, folder, work)
        shutil.rmtree(place)
    return steps


class Follower:
    """Somebody who follows the page in a folder, and then uses the project in one form."""

    def __init__(self, project, form, folder, shelf, redis):
        self.project = project
        self.form = form
        self.folder = folder
        self.shelf = shelf
        self.redis = redis
        self.edits = [step for step in project["steps"] if step["kind"] == "edit"]
        self.runs = [step for step in project["steps"] if step["kind"] == "run"]

    def walk(self, steps):
        """Pastes, then runs."""
        if self.form == "lived-in":
            lived_in.add(self.folder)
        for edit in self.edits:
            steps.take(f"paste into {edit['file']}", paste, self.folder, edit)
        if self.form == "server":
            steps.take("environment", self.enter, needed=True)
            steps.take("runserver", self.serve)
            return
        steps.take("install", self.install, steps)
        steps.take("environment", self.enter, needed=True)
        if self.form == "tests":
            # First of all: settings look at the command that loads them.
            steps.take("manage.py test", self.test)
            return
        steps.take("check", self.manage, "check", needed=True)
        if self.form == "lived-in":
            steps.take("nothing is lost", lived_in.kept, self.folder)
            return
        # A reader's project has its tables and somebody who works on it.
        steps.take("migrate", self.manage, "migrate", "--verbosity", "0", needed=True)
        steps.take("makemigrations", self.manage, "makemigrations", "--check", "--dry-run")
        steps.take("staff", self.staff)
        for run in self.runs:
            command, when = run["command"], run["when"]
            if command.startswith("python ") and "pip install" not in command and when in self.times():
                steps.take(command, self.run, command)
        steps.take("other commands", self.other_commands)
        steps.take("entry points", self.enter_by_servers)
        steps.take("files are found", self.found)
        steps.take("GET /admin/login/", self.admin_login)
        if "django-allauth" in self.project["addons"] and self.form == "development":
            steps.take("sign-up", self.sign_up)

    def times(self):
        """When commands are run that matter to this form."""
        return ("once", "each deployment") if self.form == "production" else ("once",)

    # --- Before the project is loaded ---------------------------------------------------------------------------------

    def install(self, steps):
        """From here on there is nothing to import but Django and what the page installs."""
        lines = [shlex.split(run["command"]) for run in self.runs if "pip install" in run["command"]]
        words = [word for line in lines for word in line[line.index("install") + 1 :]]
        files = [file for option, file in itertools.pairwise(words) if option == "-r"]
        wanted = [reach.read(word, "the page") for word in words if word != "-r" and word not in files]
        reached = self.shelf.reach([reach.read("Django", "the reader"), *wanted])
        ensure(not reached.faults, "\n".join(reached.faults))
        steps.explained = lambda error: reach.explained(error, reached)
        reach.restrict(reached)
        for name in files:
            ensure((self.folder / name).exists(), f"the page installs from {name}, which is not there")

    def enter(self):
        """A terminal in the folder, or the process of a server; variables as the page has them."""
        path = self.folder / ".env"
        variables = environment.base()
        if path.exists():
            text = path.read_text("utf-8").replace(redis_server.LOCAL, self.redis.url if self.redis else "")
            if self.form == "production":
                text = filled(text)
            path.write_text(text, "utf-8")
            if any(run["command"] == LOAD for run in self.runs) or self.form == "production":
                variables = environment.loaded(path, variables)
        environment_is(variables)
        os.chdir(self.folder)
        sys.path[0] = str(self.folder)
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
        if self.form == "production":
            settings = self.folder / "config/settings.py"
            text = settings.read_text("utf-8")
            for setting, value in (
                ("DEBUG = True", "DEBUG = False"),
                ("ALLOWED_HOSTS = []", f'ALLOWED_HOSTS = ["{HOST}"]'),
            ):
                ensure(text.count(setting) == 1, f"startproject does not write `{setting}`")
                text = text.replace(setting, value)
            settings.write_text(text, "utf-8")
        if self.form != "server":
            fence = Fence()
            if self.redis:
                fence.open_ports.add(self.redis.port)
            fence.up()
            haste.make(KEPT)

    # --- The project, loaded ------------------------------------------------------------------------------------------

    def manage(self, *words):
        """Runs `manage.py` in this process."""
        from django.core.management import execute_from_command_line

        sys.argv = ["manage.py", *words]
        try:
            execute_from_command_line(sys.argv)
        except SystemExit as ended:
            ensure(ended.code in (None, 0), f"manage.py {' '.join(words)} ended with {ended.code}")
        finally:
            # Outside of this program a command has a process of its own: `compress` changes the templates that it has
            # loaded, and no page of a server sees that.
            from django.conf import settings
            from django.template.autoreload import reset_loaders

            if settings.configured:
                reset_loaders()

    def run(self, command):
        """Runs a command of the page."""
        words = [PLACEHOLDER.get(word, word) for word in shlex.split(command)]
        if words[:2] == ["python", "manage.py"]:
            self.manage(*words[2:])
            return
        ended = subprocess.run([sys.executable, *words[1:]], capture_output=True, text=True, check=False)
        ensure(ended.returncode == 0, ended.stdout + ended.stderr)

    def other_commands(self):
        """What keeps running, or starts services: each once, and what it names is there."""
        commands = [(run["command"], run["when"]) for run in self.runs]
        ensure(len(set(commands)) == len(commands), "a command stands there twice")
        for command, _ in commands:
            words = shlex.split(command)
            for word in words:
                if re.fullmatch(r"[\w./-]+\.(txt|example|yaml|toml)", word):
                    ensure((self.folder / word).exists(), f"`{command}` names {word}, which is not there")
            if words[:2] == ["docker", "compose"]:
                ensure((self.folder / "compose.yaml").exists(), f"`{command}` needs a compose.yaml")
            elif words[0] in ("uvicorn", "gunicorn"):
                module, _, name = words[1].partition(":")
                ensure(hasattr(importlib.import_module(module), name or "application"), f"`{command}` finds nothing")
            elif words[0] == "celery":
                module = importlib.import_module(words[words.index("--app") + 1])
                ensure(module.celery_app, f"`{command}` finds no application")
            else:
                ensure(words[0] in ("python", "set"), f"nobody knows `{command}`")
            ensure(".venv" not in command and "cp " not in command, f"`{command}` is of another situation")

    def enter_by_servers(self):
        """The modules of the project package load, those of servers first."""
        for path in [Path("asgi.py"), Path("wsgi.py"), *sorted((self.folder / "config").glob("*.py"))]:
            importlib.import_module(f"config.{path.stem}" if path.stem != "__init__" else "config")

    def found(self):
        """Django finds the templates and the static files that were pasted."""
        from django.contrib.staticfiles.finders import find
        from django.template.loader import get_template

        for edit in self.edits:
            folder, _, name = edit["file"].partition("/")
            if folder == "templates":
                get_template(name)
            elif folder == "static":
                ensure(find(name), f"{edit['file']} is not found")

    def staff(self):
        """Somebody who may use the admin."""
        from django.contrib.auth import get_user_model

        get_user_model().objects.create_superuser("staff", "staff@shop.example", "correct horse")

    def client(self):
        """A browser."""
        from django.test import Client

        host = HOST if self.form == "production" else "localhost"
        return Client(SERVER_NAME=host, raise_request_exception=True)

    def admin_login(self):
        """The login page of the admin answers."""
        answer = self.client().get("/admin/login/", follow=True)
        ensure(answer.status_code == 200, f"/admin/login/ answers {answer.status_code}")

    def sign_up(self):
        """A visitor signs up; the mail is written to the terminal."""
        terminal, sys.stdout = sys.stdout, io.StringIO()
        try:
            values = {"email": "new@shop.example", "password1": "a long sentence 1", "password2": "a long sentence 1"}
            answer = self.client().post("/accounts/signup/", {**values, "username": "new"})
            said = sys.stdout.getvalue()
        finally:
            sys.stdout = terminal
        ensure(answer.status_code == 302, f"signing up answers {answer.status_code}")
        ensure("To: new@shop.example" in said, f"no mail was written: {said}")

    def test(self):
        """The first test of the reader passes."""
        (self.folder / "tests.py").write_text(FIRST_TEST, "utf-8")
        self.manage("test", "--verbosity", "0")

    def serve(self):
        """A server that was really started answers."""
        port = redis_server.free_port()
        command = [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"]
        subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], check=True)
        server = subprocess.Popen(command)
        try:
            deadline = time.monotonic() + 240
            while time.monotonic() < deadline:
                ensure(server.poll() is None, "runserver has ended")
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/admin/login/", timeout=30) as answer:
                        ensure(answer.status == 200, f"/admin/login/ answers {answer.status}")
                        return
                except urllib.error.HTTPError as error:
                    raise AssertionError(f"/admin/login/ answers {error.code}") from None
                except (ConnectionError, urllib.error.URLError):
                    time.sleep(0.1)
            raise AssertionError("runserver did not answer")
        finally:
            server.terminate()
            server.wait()


FIRST_TEST = """
from django.test import TestCase


class Pages(TestCase):
    def test_admin_login(self):
        self.assertEqual(self.client.get("/admin/login/", follow=True).status_code, 200)
"""


def filled(text):
    """The variables of a server: those that may be left out have a value too."""

    def value(match):
        name, default = match.groups()
        if not default:
            default = "https://public@errors.example/1" if name.endswith("_DSN") else "example"
        return f"{name}={default}"

    return re.sub(r"(?m)^# ([A-Z][A-Z0-9_]*)=(.*)$", value, text)
