"""What the installed packages spell out: the names that their sources know as settings."""

import importlib.metadata
import re
from functools import cache
from pathlib import Path

from packaging.requirements import Requirement
from proof.reach import Shelf, folded

# Folders of a package in which a setting's name proves nothing, and texts in which it is only talked about.
ASIDE = {"tests", "test", "testing", "locale", "migrations", "docs", "examples"}
TALK = re.compile(r'(?P<quotes>"""|\'\'\').*?(?P=quotes)|#[^\n]*', re.DOTALL)
WORD = re.compile(r"\b[A-Z][A-Z0-9_]+\b")
# What a package puts before or behind a name: `"ACCOUNT_" + name`, the `prefix = "select2"` of django-appconf,
# `"%s_TRUNCATE" % name`.
PREFIX = re.compile(r"""["']([A-Z][A-Z0-9_]*_)["']""")
OF_APPCONF = re.compile(r"""^\s+prefix = ["'](\w+)["']""", re.MULTILINE)
SUFFIX = re.compile(r"""["']%s(_[A-Z0-9_]+)["']""")


@cache
def source(distribution):
    """The Python of an installed distribution, without remarks and documentation."""
    texts = []
    for file in importlib.metadata.distribution(distribution).files or []:
        if file.suffix == ".py" and ASIDE.isdisjoint(file.parts[:-1]):
            texts.append(TALK.sub("", Path(file.locate()).read_text("utf-8", "replace")))
    return "\n".join(texts)


@cache
def names(distribution):
    """The words of a package that may be names of settings, and what it puts before or behind some of them."""
    text = source(distribution)
    prefixes = {*PREFIX.findall(text), *(f"{prefix.upper()}_" for prefix in OF_APPCONF.findall(text))}
    return frozenset(WORD.findall(text)), frozenset(prefixes), frozenset(SUFFIX.findall(text))


@cache
def of_celery():
    """Celery reads its settings under a prefix of the project's choice, and spells them in lower case itself."""
    from celery.app.defaults import DEFAULTS

    return frozenset(f"CELERY_{name.upper()}" for name in DEFAULTS)


@cache
def knows(distribution, name):
    """Whether a package's source spells a setting, whole or as a prefix and the rest."""
    words, prefixes, suffixes = names(distribution)
    if name in words or (distribution == "celery" and name in of_celery()):
        return True
    return any(name.startswith(prefix) and name.removeprefix(prefix) in words for prefix in prefixes) or any(
        name.endswith(suffix) and name.removesuffix(suffix) in words for suffix in suffixes
    )


def known(content, addon, name):
    """Whether Django, an add-on, or what the add-on of a text brings along spells a name."""
    if any(knows(distribution, name) for distribution in content.distributions()):
        return True
    own = content.addons[addon].distributions
    return any(knows(brought, name) for distribution in own for brought in brings(distribution))


@cache
def installed():
    """What is installed here, read once."""
    return Shelf()


@cache
def brings(distribution):
    """The distributions that one brings along, with all its extras, as far as they are installed."""
    shelf = installed()
    wanted = Requirement(f"{distribution}[{','.join(sorted(shelf.extras[folded(distribution)]))}]")
    return sorted(shelf.reach([wanted]).distributions)


@cache
def spells(distribution, text):
    """Whether a package's source holds a text in quotes."""
    return any(quote in source(distribution) for quote in (f'"{text}"', f"'{text}'"))
