"""Python: blocks parse, what they import is there, settings are known and their dotted paths lead somewhere."""

import ast
import importlib
import importlib.util
import re
from pathlib import Path

from .packages import known

DOTTED = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+\Z")
SETTING = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*\Z")
# How the names of files end that look like dotted paths.
FILES = {"conf", "css", "html", "js", "json", "log", "md", "py", "sqlite3", "toml", "txt", "yaml"}
# What every project's settings define for themselves.
OF_PROJECTS = {"BASE_DIR", "TESTING"}


def check(content, ledger, roots):
    """Checks all blocks; `roots` are the modules at the top that packages bring, the standard library included."""
    parsed = [(snippet, tree) for snippet in content.blocks("python") if (tree := parse(snippet, ledger))]
    own = settings_of_examples(parsed)
    for snippet, tree in parsed:
        if snippet.wrong:
            continue
        given = content.examples(snippet.addon)
        imports(snippet, tree, ledger, given)
        dotted(snippet, tree, ledger, given, roots)
        settings(snippet, tree, ledger, own.get(snippet.addon, set()) | OF_PROJECTS, content)


def parse(snippet, ledger):
    """The tree of a block; none where it is partial and does not parse, or wrong."""
    try:
        tree = ast.parse(snippet.code)
    except SyntaxError as error:
        if not snippet.partial:
            ledger.checked("python", snippet)
            ledger.found("python", snippet.at(error.lineno or 1), f"Python does not parse: {error.msg}")
        return None
    if not snippet.partial:
        ledger.checked("python", snippet)
    return tree


# --- Imports ----------------------------------------------------------------------------------------------------------


def imports(snippet, tree, ledger, given):
    """Every module that is imported is there, and has the names that are taken from it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            wanted = [(alias.name, None) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            wanted = [(node.module, alias.name) for alias in node.names]
        else:
            continue
        for module, name in wanted:
            if module.partition(".")[0] in given:
                continue
            fault = missing(module, name)
            # A partial block may be about a package that the guide does not install.
            if fault and snippet.partial and isinstance(fault, ModuleNotFoundError):
                continue
            ledger.checked("imports", snippet)
            if fault:
                words = f"from {module} import {name}" if name else f"import {module}"
                ledger.found("imports", snippet.at(node.lineno), f"`{words}` fails: {fault}")


def missing(module, name):
    """Why a module cannot be imported, or a name not be taken from it; none where it can."""
    try:
        loaded = importlib.import_module(module)
        if name and name != "*" and not hasattr(loaded, name):
            importlib.import_module(f"{module}.{name}")
    except ModuleNotFoundError as error:
        if name and error.name == f"{module}.{name}":
            return ImportError(f"{module} has no {name}")
        return error
    except Exception as error:
        return error
    return None


# --- Dotted paths -----------------------------------------------------------------------------------------------------


def dotted(snippet, tree, ledger, given, roots):
    """Every text that is the path of something importable leads to it."""
    free = not_paths(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in free:
            continue
        root = node.value.partition(".")[0]
        if DOTTED.match(node.value) and root in roots and root not in given and not is_file(node.value):
            ledger.checked("paths", snippet)
            if fault := unresolved(node.value):
                ledger.found("paths", snippet.at(node.lineno), f"`{node.value}` leads nowhere: {fault}")


def not_paths(tree):
    """The texts that may look like a path and are none: names of loggers, texts that are called with."""
    free = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("getLogger", "assertLogs", "ignore_logger")):
            free.update(id(argument) for argument in node.args)
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and key.value == "loggers" and isinstance(value, ast.Dict):
                    free.update(id(name) for name in value.keys)
    return free


def is_file(text):
    """Whether a text with dots is the name of a file."""
    return text.rpartition(".")[2] in FILES


def is_permission(path):
    """Whether a path is a permission on a model: an app's label, and what one may do with which model."""
    from django.apps import apps

    label, _, rest = path.partition(".")
    action, _, model = rest.partition("_")
    return action in ("add", "change", "delete", "view") and (label, model) in {
        (known._meta.app_label, known._meta.model_name) for known in apps.get_models()
    }


def unresolved(path):
    """Why a dotted path leads nowhere; none where it is a module, or an attribute of one."""
    parts = path.split(".")
    for length in range(len(parts), 0, -1):
        module = ".".join(parts[:length])
        try:
            found = importlib.import_module(module)
        except ModuleNotFoundError as error:
            # Another module that is missing says more about the path than a shorter attempt.
            if error.name and not f"{module}.".startswith(f"{error.name}."):
                return None if written(parts) else error
            continue
        except Exception as error:
            return error
        for name in parts[length:]:
            if not hasattr(found, name):
                return f"{module} has no {'.'.join(parts[length:])}"
            found = getattr(found, name)
        return None
    return f"there is no module {parts[0]}"


def written(parts):
    """Whether a module that needs another package to load has a class or a function, by its source."""
    spec = importlib.util.find_spec(parts[0])
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    path = folder.joinpath(*parts[1:-1]).with_suffix(".py")
    if not path.is_file():
        return False
    kinds = (ast.ClassDef, ast.FunctionDef)
    return parts[-1] in {node.name for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, kinds)}


# --- Settings ---------------------------------------------------------------------------------------------------------


def settings(snippet, tree, ledger, own, content):
    """Every setting that is set or read is one of Django's, of a package's, or of the example itself."""
    for name, line in named(snippet, tree):
        read = name in own or known(content, snippet.addon, name)
        if not read and snippet.partial:
            # A partial block may be about a package that the guide does not install.
            continue
        ledger.checked("settings", snippet)
        if not read:
            ledger.found("settings", snippet.at(line), f"no package and not Django reads the setting `{name}`")


def named(snippet, tree):
    """The settings that a block sets (in a settings file) or reads, with their lines."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "settings" and SETTING.match(node.attr):
            yield node.attr, node.lineno
    if snippet.file is None or "settings" in snippet.file:
        for node in statements(tree.body):
            for target in targets(node):
                if SETTING.match(target):
                    yield target, node.lineno


def statements(body):
    """The statements of a module, those under conditions included."""
    for node in body:
        yield node
        for inner in ("body", "orelse"):
            if isinstance(node, (ast.If, ast.Try)):
                yield from statements(getattr(node, inner))


def targets(node):
    """The names that a statement sets, or sets a part of."""
    if isinstance(node, ast.Assign):
        found = node.targets
    elif isinstance(node, (ast.AugAssign, ast.AnnAssign)):
        found = [node.target]
    else:
        return
    for target in found:
        while isinstance(target, (ast.Subscript, ast.Attribute)):
            target = target.value
        for name in target.elts if isinstance(target, ast.Tuple) else [target]:
            if isinstance(name, ast.Name):
                yield name.id


def settings_of_examples(parsed):
    """By add-on, the settings that its examples both set and use: those are theirs."""
    found = {}
    for snippet, tree in parsed:
        sets, uses = found.setdefault(snippet.addon, (set(), set()))
        in_settings = snippet.file is None or "settings" in snippet.file
        for node in ast.walk(tree):
            if isinstance(node, ast.Name):
                (sets if isinstance(node.ctx, ast.Store) and in_settings else uses).add(node.id)
            elif isinstance(node, ast.Attribute) and ast.unparse(node.value) == "settings":
                uses.add(node.attr)
    return {addon: sets & uses for addon, (sets, uses) in found.items()}
