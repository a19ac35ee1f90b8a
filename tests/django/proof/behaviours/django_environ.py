"""Settings from the environment: a variable of the process wins over `.env`, and each type is read as composed."""

import json
import os
import subprocess
import sys

from proof.behaviour import shown_in
from proof.visitor import ensure

SHOW = """
import json
from django.conf import settings
print(json.dumps({
    "hosts": settings.ALLOWED_HOSTS, "database": settings.DATABASES["default"]["NAME"],
    "engine": settings.DATABASES["default"]["ENGINE"], "debug": settings.DEBUG,
}, default=str))
"""


def settings_with(site, **variables):
    """Some settings of a new process with more variables."""
    environment = {**os.environ, **variables}
    command = [sys.executable, "-c", SHOW]
    ended = subprocess.run(command, cwd=site.folder, env=environment, capture_output=True, text=True, check=False)
    ensure(ended.returncode == 0, ended.stderr)
    return json.loads(ended.stdout.splitlines()[-1])


@shown_in("development")
def the_project_reads_its_env_file_by_itself(site):
    """A new terminal, in which nobody has loaded anything."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "DJANGO_SETTINGS_MODULE") if name in os.environ}
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(kept)
    try:
        found = settings_with(site)
    finally:
        os.environ.update(before)
    ensure(found["debug"] is True, "DEBUG of .env is not read")
    ensure(found["hosts"] == ["localhost", "127.0.0.1"], f"ALLOWED_HOSTS is {found['hosts']}")
    ensure(found["database"] == str(site.folder / "db.sqlite3"), f"the database is {found['database']}")


@shown_in("development", "production")
def variables_of_the_process_win(site):
    other = site.folder / "other.sqlite3"
    found = settings_with(site, ALLOWED_HOSTS="a.example,b.example", DATABASE_URL=f"sqlite:///{other}")
    ensure(found["hosts"] == ["a.example", "b.example"], f"ALLOWED_HOSTS is {found['hosts']}")
    ensure(found["database"] == str(other), f"the database is {found['database']}, wanted {other}")


@shown_in("production")
def other_databases_are_one_variable_away(site):
    found = settings_with(site, DATABASE_URL="sqlite://:memory:")
    ensure(found["engine"] == "django.db.backends.sqlite3", f"the engine is {found['engine']}")
    ensure(found["database"] == ":memory:", f"the database is {found['database']}")
