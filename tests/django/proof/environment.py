"""The environment of a project, as its own README would have it.

In development `.env.example` becomes `.env`, and is loaded into the terminal where the README says so; otherwise the
project reads it by itself. On a server there is no such file: the variables are there when the process starts.
"""

import json
import os
import re
import secrets
import shlex
import subprocess
import sys
from pathlib import Path

# Where a visitor of each form of the project goes; the first one stands in `.env.example`.
HOSTS = {"development": "localhost", "production": "shop.example"}
LOADED_BY_HAND = re.compile(r"^set -a; \. \./\.env; set \+a$", re.MULTILINE)
EXPORTED = re.compile(r"^export ([A-Z_]+)=(\S+)$", re.MULTILINE)
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# What a process has before any project is loaded into it. Nothing else of the caller's environment gets through.
KEPT = ("PATH", "HOME", "LANG", "TMPDIR", "SYSTEMROOT")


def base():
    """The environment of a new terminal."""
    return {name: os.environ[name] for name in KEPT if name in os.environ}


def secret_key():
    """As random and as long as Django wants it; letters and digits mean the same to all readers of `.env`."""
    return secrets.token_hex(32)


def development(folder, servers=()):
    """Writes `.env` and returns the environment of a terminal in which the README was followed, and the secret key."""
    folder = Path(folder)
    key = secret_key()
    text = example(folder, servers)
    text, keys = re.subn(r"(?m)^SECRET_KEY=.*$", f"SECRET_KEY={key}", text)
    if keys != 1:
        raise AssertionError(f".env.example has {keys} lines SECRET_KEY=…, wanted 1")
    (folder / ".env").write_text(text, "utf-8")
    environment = base()
    if LOADED_BY_HAND.search((folder / "README.md").read_text("utf-8")):
        environment = loaded(folder / ".env", environment)
    return environment, key


def production(folder, servers=()):
    """The environment of a server process: that of the example, with the values of a server; DEBUG is left out, since a
    forgotten variable must be safe. The module of settings is the one that the README exports, if it does."""
    folder = Path(folder)
    key = secret_key()
    lines = []
    for line in example(folder, servers).splitlines():
        name = line.partition("=")[0]
        if name == "SECRET_KEY":
            line = f"SECRET_KEY={key}"
        elif name == "ALLOWED_HOSTS":
            line = f"ALLOWED_HOSTS={HOSTS['production']}"
        elif name in ("DEBUG", "DJANGO_SETTINGS_MODULE"):
            continue
        lines.append(line)
    server = folder.parent / f"{folder.name}.server.env"
    server.write_text("\n".join(lines) + "\n", "utf-8")
    return loaded(server, base()), key


def exported(folder):
    """The variables that the README exports on servers."""
    return dict(EXPORTED.findall((Path(folder) / "README.md").read_text("utf-8")))


def deployment(folder):
    """The commands by which the README deploys: each as the words after `python`. Those that people must complete are
    left out."""
    text = (Path(folder) / "README.md").read_text("utf-8")
    block = next((block for block in BLOCK.findall(text) if "manage.py collectstatic" in block), "")
    commands = []
    for line in block.splitlines():
        words = shlex.split(line, comments=True)
        words = words[2:] if words[:2] in (["uv", "run"], ["poetry", "run"]) else words
        if not words or words[0] == "export" or any(word.isupper() for word in words):
            continue
        if words[0] != "python":
            raise AssertionError(f"the README deploys with `{line}`, which the harness cannot run")
        commands.append(words[1:])
    missing = {"check", "migrate", "collectstatic"} - {words[1] for words in commands if words[0] == "manage.py"}
    if missing:
        raise AssertionError(f"the README deploys without manage.py {', '.join(sorted(missing))}")
    return commands


def example(folder, servers):
    """The text of `.env.example`, with our servers in place of those that would run on the developer's machine."""
    path = folder / ".env.example"
    if not path.is_file():
        raise AssertionError(".env.example is missing")
    text = path.read_text("utf-8")
    for server in servers:
        text = server.put_in_place(text)
    return text


def variables(folder):
    """The text of `.env.example`; empty where there is none, which a step of its own finds."""
    path = Path(folder) / ".env.example"
    return path.read_text("utf-8") if path.is_file() else ""


def loaded(path, environment):
    """The environment after a real shell has loaded a file of variables."""
    show = "import json, os; print(json.dumps(dict(os.environ)))"
    script = 'set -a; . "$1"; set +a; exec "$2" -I -S -c "$3"'
    command = ["/bin/sh", "-eu", "-c", script, "sh", str(path), sys.executable, show]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if ended.returncode or ended.stderr:
        raise AssertionError(f"the shell does not take {path.name}: {ended.stderr.strip()}")
    of_the_shell = {"PWD", "SHLVL", "_", "OLDPWD"}
    return {name: value for name, value in json.loads(ended.stdout).items() if name not in of_the_shell}
