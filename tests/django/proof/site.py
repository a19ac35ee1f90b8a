"""A composed project in one of its forms, loaded into this process: what steps and behaviours work on."""

import os
import re
import runpy
import sys
import types
from pathlib import Path

from proof.steps import Skipped
from proof.visitor import Visitor, ensure

SETTINGS_NAMED = re.compile(r"""setdefault\(\s*"DJANGO_SETTINGS_MODULE",\s*"([\w.]+)"\s*\)""")

# The address of the proxy of projects that are behind one.
PROXY = "10.0.0.2"


class Site:
    """A project, its form (development, production, tests), and the means to work on it."""

    def __init__(self, project, form, folder, shared, fence, servers=(), behaviours=()):
        self.project = project
        self.form = form
        self.folder = Path(folder)
        # A folder that all processes and runs share.
        self.shared = Path(shared)
        self.fence = fence
        # The servers of this run, by the service that they are.
        self.servers = dict(servers)
        # The modules of behaviours of its add-ons, for what logging in takes there.
        self.behaviours = behaviours
        self.secret_key = ""
        self._handler = None

    @property
    def package(self):
        """The folder of the project package."""
        return self.folder / self.project["project"]

    @property
    def redis(self):
        """The Redis of this run; without one, the step is skipped."""
        if "redis" not in self.servers:
            raise Skipped("there is no redis-server on this machine")
        return self.servers["redis"]

    def option(self, addon, key):
        """The answer to an option, as it is in effect; none where it is not asked."""
        return self.project["options"].get(addon, {}).get(key)

    def target(self, key):
        """What the project is composed for: `interface`, `packager`, `proxy`."""
        return self.project.get("target", {}).get(key)

    def has(self, addon):
        """Whether the add-on is in the project."""
        return addon in self.project["addons"]

    def manage(self, *arguments):
        """Runs `manage.py` with these arguments, in this process."""
        self.python("manage.py", *arguments)

    def python(self, *words):
        """Runs `python manage.py …` or `python -m …`, in this process."""
        sys.argv = list(words)
        try:
            if words[0] == "-m":
                sys.argv = list(words[1:])
                runpy.run_module(words[1], run_name="__main__", alter_sys=True)
            else:
                runpy.run_path(str(self.folder / words[0]), run_name="__main__")
        except SystemExit as ended:
            if ended.code not in (None, 0):
                raise AssertionError(f"{' '.join(words)} ended with {ended.code}") from ended
        finally:
            # A command has a process of its own outside of this harness: `compress` changes the templates that it has
            # loaded, and no page of a server sees that.
            from django.conf import settings
            from django.template.autoreload import reset_loaders

            if settings.configured:
                reset_loaders()

    def visitor(self, address="127.0.0.1", **headers):
        """Somebody with a browser. All of them meet the same handler, as behind a real server: its middleware is loaded
        once, and CSRF protection is on. Where the project is composed for a proxy, requests come from that, with the
        headers that it adds to those of the visitor."""
        if self._handler is None:
            from django.test.client import ClientHandler

            self._handler = ClientHandler(enforce_csrf_checks=True)
        if self.form == "production" and self.target("proxy") == "one":
            sent = headers.get("x_forwarded_for")
            headers["x_forwarded_for"] = f"{sent}, {address}" if sent else address
            headers["x_real_ip"] = address
            address = PROXY
        return Visitor(self.form, self._handler, address, headers)

    def modules(self):
        """The names of the modules of the project package, but for settings, of which one is loaded already."""
        for path in sorted(self.package.rglob("*.py")):
            parts = path.relative_to(self.folder).with_suffix("").parts
            if parts[1] == "settings":
                continue
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def settings_named_by(self, name):
        """The module of settings that an entry point of the package takes by default."""
        found = SETTINGS_NAMED.findall((self.package / name).read_text("utf-8"))
        ensure(len(found) == 1, f"{name} names {len(found)} modules of settings, wanted 1")
        return found[0]

    def probed(self, *patterns):
        """The project with more routes, for as long as the block runs."""
        from django.conf import settings
        from django.test import override_settings
        from django.urls import get_urlconf, include, path

        ensure(get_urlconf() is None, "a probe is on already")
        module = types.ModuleType("prove_probe")
        module.urlpatterns = [*patterns, path("", include(settings.ROOT_URLCONF))]
        sys.modules[module.__name__] = module
        return override_settings(ROOT_URLCONF=module.__name__)

    def user(self, name, **fields):
        """A user with the password `password(name)`."""
        from django.contrib.auth import get_user_model

        fields = {"email": f"{name}@shop.example", **fields}
        user = get_user_model().objects.create_user(username=name, password=password(name), **fields)
        for module in self.behaviours:
            if hasattr(module, "equip"):
                module.equip(user)
        return user

    def superuser(self, name):
        """A user who may do everything."""
        return self.user(name, is_staff=True, is_superuser=True)

    def log_in(self, visitor, user, page="/admin/", said=None, with_password=None):
        """The page that a user sees who logs in through the form that this page leads to."""
        seen = visitor.page(page).ensure()
        ensure(seen.form and seen.form.password and seen.form.who, f"{seen.path} has no login form")
        if said is None:
            said = user.email if seen.form.types[seen.form.who] == "email" else user.username
        values = {seen.form.who: said, seen.form.password: with_password or password(user.username)}
        seen = visitor.submit(seen, **values)
        for module in self.behaviours:
            if hasattr(module, "verify"):
                seen = module.verify(visitor, user, seen)
        return seen


def password(name):
    """The password of a test user."""
    return f"correct horse {name} staple"


def environment_is(variables):
    """Gives this process exactly these variables."""
    os.environ.clear()
    os.environ.update(variables)
