"""A PostgreSQL of the harness's own, on a free port of this machine, thrown away with its data."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from proof.redis_server import free_port

# Where Debian and others keep the programs of the server, which are not on everybody's path.
PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
# The address in a variable: of the form `postgres://user:password@host:port/name`, or the port alone.
LOCAL = re.compile(r"(?m)(@127\.0\.0\.1:|^#? ?DB_PORT=)5432\b")
# How long the server may take to answer.
LONGEST = 60


class PostgreSQL:
    """A running server with a database for one project, its user and password those of the example."""

    def __init__(self, programs, folder, port, account):
        self.programs = programs
        self.folder = folder
        self.port = port
        self.account = account
        self.process = None

    def put_in_place(self, text):
        """Variables that name this server, and no longer the one on the developer's machine."""
        return LOCAL.sub(lambda found: f"{found.group(1).lstrip('# ')}{self.port}", text)

    def run(self, program, *arguments):
        """Runs a program of the server's as its account, which must not be root."""
        command = [str(self.programs / program), *arguments]
        ended = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False, **self.account)
        if ended.returncode:
            raise RuntimeError(f"{program} failed: {ended.stdout[-500:]}{ended.stderr[-500:]}")

    def wait(self):
        """Waits until the server answers."""
        deadline = time.monotonic() + LONGEST
        while True:
            try:
                return self.run("pg_isready", "--host", str(self.folder), "--port", str(self.port))
            except RuntimeError as error:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    log = (self.folder / "log").read_text("utf-8", "replace")
                    raise RuntimeError(f"PostgreSQL does not start: {log[-1500:]}") from error
                time.sleep(0.1)

    def stop(self):
        """Ends the server; its data goes."""
        if self.process:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def wanted(variables):
    """Whether a project with these variables is made for a PostgreSQL on the developer's machine."""
    return bool(LOCAL.search(variables))


def start(project, password):
    """Starts a server with a database named like the project; none where PostgreSQL is not on this machine."""
    programs = installed()
    account = unprivileged()
    if programs is None or account is None:
        return None
    folder = Path(tempfile.mkdtemp(prefix="prove-postgresql-"))
    if "user" in account:
        shutil.chown(folder, account["user"], account["group"])
    server = PostgreSQL(programs, folder, None, account)
    data = str(folder / "data")
    server.run(
        "initdb",
        "--pgdata",
        data,
        "--username",
        "prove",
        "--encoding",
        "UTF8",
        "--no-sync",
        "--auth-local=trust",
        "--auth-host=scram-sha-256",
    )
    server.port = free_port()
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": server.port,
        "unix_socket_directories": folder,
        "fsync": "off",
    }
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    # Not through `pg_ctl`, which would take the server out of this process's group: it must not outlive a run.
    with open(folder / "log", "wb") as log:
        server.process = subprocess.Popen(
            [str(programs / "postgres"), "-D", data, *options], cwd="/", stdout=log, stderr=log, **account
        )
    server.wait()
    for statement in (
        # The tests of the project make a database of their own.
        f"CREATE ROLE {project} LOGIN CREATEDB PASSWORD '{password}'",
        f"CREATE DATABASE {project} OWNER {project}",
    ):
        server.run(
            "psql",
            "--host",
            str(folder),
            "--port",
            str(server.port),
            "--username",
            "prove",
            "--dbname",
            "postgres",
            "--command",
            statement,
        )
    return server


def installed():
    """The folder with the programs of the newest server on this machine."""
    found = [path for place in PLACES for path in Path("/").glob(place.lstrip("/")) if (path / "initdb").is_file()]
    on_path = shutil.which("initdb")
    found += [Path(on_path).parent] if on_path else []
    return max(found, key=lambda path: [int(part) for part in re.findall(r"\d+", str(path))], default=None)


def unprivileged():
    """The account that the server runs as: this one, or where this is root the one that the package made."""
    if os.geteuid() != 0:
        return {}
    import pwd

    try:
        account = pwd.getpwnam("postgres")
    except KeyError:
        return None
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
