"""Formats that a reader of their own must take: TOML, YAML, JSON, shell, nginx, `.env`, INI."""

import configparser
import json
import re
import shutil
import subprocess
import tempfile
import tomllib
from pathlib import Path

# What ends a program that hangs, in seconds.
LONGEST = 300


def check(content, ledger):
    """Reads every block with the reader of its language."""
    readers = {"toml": toml, "yaml": yaml, "json": as_json, "env": env, "ini": ini}
    for language, read in readers.items():
        for snippet in content.blocks(language):
            if not snippet.partial:
                ledger.checked(language, snippet)
                if fault := read(snippet.code):
                    ledger.found(language, snippet.place, fault)
    for kind, name, language, ask in (("shell", "bash", "bash", bash), ("nginx", "nginx", "nginx", nginx)):
        found = program(name)
        if not found:
            ledger.skip(kind, f"{name} is not installed")
            continue
        for snippet in content.blocks(language):
            if not snippet.partial:
                ledger.checked(kind, snippet)
                if fault := ask(found, snippet.code):
                    ledger.found(kind, snippet.place, fault)


def program(name):
    """Where a program is; servers often lie where only their owner looks."""
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")


def toml(code):
    """What is wrong with TOML; none where nothing is. So do the others."""
    try:
        tomllib.loads(code)
    except tomllib.TOMLDecodeError as error:
        return f"TOML does not parse: {error}"
    return None


def yaml(code):
    """YAML, of one or more documents."""
    from yaml import YAMLError, safe_load_all

    try:
        list(safe_load_all(code))
    except YAMLError as error:
        return f"YAML does not parse: {error}"
    return None


def as_json(code):
    """JSON."""
    try:
        json.loads(code)
    except json.JSONDecodeError as error:
        return f"JSON does not parse: {error}"
    return None


def env(code):
    """Lines of `NAME=value`, as django-environ reads them: a line of another form is dropped without a word."""
    for line in code.splitlines():
        if line.strip() and not line.lstrip().startswith("#") and not re.match(r"(export )?[A-Za-z_]\w*=\S?", line):
            return f"not a line of a .env file: {line}"
    return None


def ini(code):
    """Sections of keys; systemd allows a key more than once."""
    parser = configparser.RawConfigParser(strict=False, allow_no_value=False, delimiters=("=",))
    try:
        parser.read_string(code)
    except configparser.Error as error:
        return f"INI does not parse: {error}"
    return None


def bash(found, code):
    """Shell, read and not run."""
    ended = subprocess.run([found, "-n"], input=code, text=True, capture_output=True, timeout=LONGEST, check=False)
    return f"bash does not parse it: {ended.stderr.strip()}" if ended.returncode else None


# Where a piece of configuration may belong: around it stands what nginx wants to see.
AROUND = ["{code}", "http {{ {code} }}", "http {{ server {{ {code} }} }}", "http {{ server {{ location / {{ {code} }} }} }}"]
# What nginx makes at its start: in the folder of ours, since that of the system may not be there.
FOLDERS = " ".join(f"{kind}_temp_path {kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))


def nginx(found, code):
    """A piece of nginx configuration, in the place where it can stand."""
    faults = []
    with tempfile.TemporaryDirectory(prefix="verify-nginx-") as folder:
        for around in AROUND:
            text = standing(code, Path(folder))
            whole = f"pid {folder}/nginx.pid; error_log stderr;" + ("" if "events" in text else " events {}\n")
            path = Path(folder) / "nginx.conf"
            text = re.sub(r"\bhttp\s*\{", rf"\g<0> {FOLDERS}", around.format(code=text))
            path.write_text(whole + text, "utf-8")
            command = [found, "-t", "-q", "-p", folder, "-c", str(path)]
            ended = subprocess.run(command, text=True, capture_output=True, timeout=LONGEST, check=False)
            if not ended.returncode:
                return None
            lines = ended.stderr.replace(str(path), "nginx.conf").splitlines()
            faults.append(next((line for line in lines if "[emerg]" in line), ended.stderr))
    # Where it stands too high, nginx says so; the complaint that is about the code itself is another one.
    own = [fault for fault in faults if "is not allowed here" not in fault]
    return f"nginx -t refuses it: {(own or faults)[0]}"


def standing(code, folder):
    """The code with its paths in a folder of ours, a certificate where it names one, and ports that anyone may open."""
    certificate, key = certificate_in(folder)
    code = re.sub(r"(ssl_certificate\s+)[^;]+", rf"\g<1>{certificate}", code)
    code = re.sub(r"(ssl_certificate_key\s+)[^;]+", rf"\g<1>{key}", code)
    code = re.sub(r"(proxy_cache_path\s+)\S+", rf"\g<1>{folder}/cache", code)
    code = re.sub(r"listen\s+443 ssl", "listen 18443 ssl", code)
    return re.sub(r"listen\s+80\b", "listen 18080", code)


def certificate_in(folder):
    """A certificate of our own, with its key."""
    import datetime

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    certificate, key = folder / "certificate.pem", folder / "key.pem"
    if not certificate.exists():
        private = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "example.com")])
        start = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
        builder = x509.CertificateBuilder(name, name, private.public_key(), 1, start, start.replace(year=2100))
        certificate.write_bytes(builder.sign(private, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
        plain = serialization.NoEncryption()
        form = serialization.PrivateFormat.PKCS8
        key.write_bytes(private.private_bytes(serialization.Encoding.PEM, form, plain))
    return certificate, key
