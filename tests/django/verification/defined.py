"""Python: every name that a block uses is defined, by the block, by another block for the same file, or by what a new
project's files hold already."""

import ast
import builtins

from .python_code import SETTING

# What the files of a new project define: settings by their form, the rest by name. `env` is the guide's way to read
# variables, shown once where it is introduced.
OF_PROJECTS = {"__file__", "__name__", "admin", "env", "os", "path", "urlpatterns"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def check(content, ledger):
    """Checks all blocks that parse and show no mistake on purpose."""
    blocks = [(snippet, tree) for snippet in content.blocks("python") if (tree := parsed(snippet))]
    by_file = {}
    for snippet, tree in blocks:
        by_file.setdefault(key(snippet), set()).update(definitions(tree))
    for snippet, tree in blocks:
        given = by_file[key(snippet)] | OF_PROJECTS | set(dir(builtins))
        ledger.checked("defined", snippet)
        for node in ast.walk(tree):
            if not isinstance(node, ast.Name) or not isinstance(node.ctx, ast.Load) or node.id in given:
                continue
            if in_settings(snippet) and SETTING.match(node.id):
                continue
            ledger.found("defined", snippet.at(node.lineno), f"`{node.id}` is used and defined nowhere")


def parsed(snippet):
    """The tree of a block; none for one that is partial, wrong, or does not parse, which is another check."""
    if snippet.partial or snippet.wrong:
        return None
    try:
        return ast.parse(snippet.code)
    except SyntaxError:
        return None


def key(snippet):
    """Blocks for one file of one add-on know each other; one without a file stands alone."""
    return snippet.addon, snippet.lang, snippet.file or snippet.place


def in_settings(snippet):
    """Whether a block goes to the settings, where Django's and other packages' names are there already."""
    return snippet.file is None or "settings" in snippet.file


def definitions(tree):
    """The names that a block binds, wherever it does."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
        if isinstance(node, FUNCTIONS):
            named = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs, node.args.vararg, node.args.kwarg]
            found.update(argument.arg for argument in named if argument)
        elif isinstance(node, ast.alias):
            found.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found.add(node.id)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            found.add(node.name)
        elif isinstance(node, (ast.MatchAs, ast.MatchStar)) and node.name:
            found.add(node.name)
    return found
