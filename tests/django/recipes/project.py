"""A small project in a folder of its own, to which a recipe adds what its reader would."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import mini

# The models of the guide's examples that recipes need, by app.
EXAMPLES = {
    "blog": ("Article", "title = models.CharField(max_length=100)"),
    "shop": ("Product", "name = models.CharField(max_length=100)"),
}


class Project:
    """The files of a project; what is run in it has a process of its own."""

    def __init__(self, test):
        """For a test, or for all tests of a class."""
        folder = tempfile.TemporaryDirectory()
        (test.addClassCleanup if isinstance(test, type) else test.addCleanup)(folder.cleanup)
        self.folder = Path(folder.name)
        for path, text in mini.files().items():
            self.write(path, text.lstrip("\n"))

    def write(self, path, text):
        """Makes a file, with the packages above it."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.endswith(".py") and target.parent != self.folder:
            (target.parent / "__init__.py").touch()
        target.write_text(text, "utf-8")
        return self

    def settings(self, text):
        """Adds lines to the settings."""
        path = self.folder / "config" / "settings.py"
        path.write_text(f"{path.read_text('utf-8')}\n{text}", "utf-8")
        return self

    def install(self, *apps):
        """Installs apps, and makes those of the examples."""
        for app in set(apps) & set(EXAMPLES):
            model, fields = EXAMPLES[app]
            self.write(
                f"{app}/models.py", f"from django.db import models\n\n\nclass {model}(models.Model):\n    {fields}\n"
            )
            self.write(f"{app}/migrations/__init__.py", "")
        return self.settings(f"INSTALLED_APPS += {list(apps)!r}\n")

    def environment(self, **variables):
        """The variables of what is run in the project."""
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "SECRET_KEY": "a key for recipes only, on which nothing depends",
            "DEBUG": "True",
            "ALLOWED_HOSTS": "testserver,localhost",
            **variables,
        }

    def run(self, *arguments, fails=False, **variables):
        """What Python prints when it is run in the project; that it ends as it should is asserted."""
        ended = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=self.environment(**variables),
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        if (ended.returncode != 0) != fails:
            raise AssertionError(f"{' '.join(arguments)!r} ends with {ended.returncode}:\n{ended.stdout}")
        return ended.stdout

    def manage(self, *arguments, **more):
        """What a command of `manage.py` prints."""
        return self.run("manage.py", *arguments, **more)

    def python(self, code, **more):
        """What code prints that is run with Django set up."""
        return self.run("-c", f"import django\ndjango.setup()\n{code}", **more)
