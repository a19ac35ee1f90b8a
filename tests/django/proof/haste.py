"""What makes thousands of steps affordable and proves nothing by being slow: waiting for the disk, stretching passwords
of test users, compressing the same files of the same packages again for each project."""

import functools
import hashlib
import importlib.util
import os
import tempfile
from pathlib import Path

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db.backends.signals import connection_created


def make(folder):
    """Makes haste in this process; what is compressed is kept in a folder that processes and runs share."""
    connection_created.connect(without_waiting_for_the_disk)
    PBKDF2PasswordHasher.iterations = 1000
    if importlib.util.find_spec("brotli"):
        import brotli

        brotli.compress = kept(brotli.compress, brotli.__version__, Path(folder))


def without_waiting_for_the_disk(connection, **_):
    """A database that is thrown away need not survive a power cut."""
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA synchronous = OFF")


def kept(compress, version, folder):
    """The same function, which looks up what it has compressed before."""

    @functools.wraps(compress)
    def lookup(data, *arguments, **options):
        how = repr((version, arguments, sorted(options.items()))).encode()
        key = hashlib.sha256(how + b"\0" + data).hexdigest()
        place = folder / key
        if place.is_file():
            return place.read_bytes()
        squeezed = compress(data, *arguments, **options)
        number, name = tempfile.mkstemp(dir=folder)
        with os.fdopen(number, "wb") as file:
            file.write(squeezed)
        os.replace(name, place)
        return squeezed

    return lookup
