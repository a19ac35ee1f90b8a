"""What `content/base.toml` says that every project has, against the real `startproject` and the settings of Django."""

import ast
import tomllib
from pathlib import Path

CONTENT = Path(__file__).resolve().parents[3] / "content/base.toml"


def faults(settings):
    """Sentences about the lists of `[plain]`, given the settings that `startproject` has written."""
    from django.conf import global_settings

    plain = tomllib.loads(CONTENT.read_text("utf-8"))["plain"]
    tree = ast.parse(settings.read_text("utf-8"))
    written = {name.id for node in tree.body if isinstance(node, ast.Assign) for name in node.targets}
    for name in set(plain["written"]) - written:
        yield f"startproject does not write {name}, which [plain] says"
    own = {name: getattr(global_settings, name) for name in dir(global_settings) if name.isupper()}
    for name in sorted(set(own) - {*plain["several"], *plain["single"]}):
        yield f"[plain] does not know {name}"
    for name, value in own.items():
        if isinstance(value, (list, tuple, dict)) != (name in plain["several"]):
            yield f"[plain] has {name} among the wrong ones: Django's default is {value!r}"
