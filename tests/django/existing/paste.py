"""Pasting as a reader does it: each text where the step says, merged by hand where it says so. What cannot be followed
without guessing is an error of the step."""

import ast
import re
from pathlib import Path


class Vague(AssertionError):
    """A step that a program cannot follow."""


def paste(folder, step):
    """Follows one step that edits a file."""
    path, place, text = Path(folder) / step["file"], step["place"], step["text"]
    how, inside, at = place["how"], place["in"], place["text"]
    if how == "new" or (how == "merge" and not inside and not at and not path.exists()):
        ensure(not path.exists(), step, "the file is there already")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return
    if how == "end" and not inside and not path.exists():
        ensure(path.suffix != ".py", step, "there is no such file")
        path.write_text(text, "utf-8")
        return
    ensure(path.exists(), step, "there is no such file")
    source = path.read_text("utf-8")
    try:
        path.write_text(pasted(source, how, inside, at, text), "utf-8")
    except (LookupError, SyntaxError) as error:
        raise Vague(f"{step['file']}, {step['words']}: {error}") from None


def pasted(source, how, inside, at, text):
    """The text of a file in which a step was followed."""
    match how, bool(inside), at:
        case "end", False, _:
            return f"{source.rstrip(chr(10))}\n\n\n{text}" if source.strip() else text
        case "end", True, _:
            return into_list(source, inside, text)
        case "before" | "after", True, _:
            return beside(source, inside, at, text, how == "before")
        case "before", False, name:
            return above_line(source, statement(source, name).lineno, text)
        case "after", False, name:
            return above_line(source, statement(source, name).end_lineno + 1, text)
        case "replace", _, code:
            return replaced(source, code, text)
        case "merge", _, "imports":
            return imported(source, text)
        case "merge", _, name if name:
            return merged(source, name, text)
    raise LookupError(f"nobody knows how to paste by {how!r}")


def ensure(holds, step, why):
    """Says which step cannot be followed."""
    if not holds:
        raise Vague(f"{step['file']}, {step['words']}: {why}")


# --- Finding ----------------------------------------------------------------------------------------------------------


def assignments(source, name):
    """The statements of a file that set a name."""
    return [
        node
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign) and any(isinstance(it, ast.Name) and it.id == name for it in node.targets)
    ]


def statement(source, name):
    """The one statement that sets a name."""
    found = assignments(source, name)
    if len(found) != 1:
        raise LookupError(f"{len(found)} statements set {name}")
    return found[0]


def found_list(source, path):
    """The list that a path such as `TEMPLATES[0]["DIRS"]` leads to."""
    steps, expression = [], ast.parse(path, mode="eval").body
    while isinstance(expression, ast.Subscript):
        steps.insert(0, expression.slice.value)
        expression = expression.value
    node = statement(source, expression.id).value
    for step in steps:
        if isinstance(step, int):
            node = node.elts[step]
        else:
            node = next(value for key, value in zip(node.keys, node.values, strict=True) if key.value == step)
    if not isinstance(node, ast.List):
        raise LookupError(f"{path} is no list")
    return node


def offset(source, line, column):
    """A place of the syntax tree as a place in the text."""
    lines = source.splitlines(keepends=True)
    return sum(map(len, lines[: line - 1])) + len(lines[line - 1].encode()[:column].decode())


def span(source, node):
    """Where a node begins and ends."""
    return offset(source, node.lineno, node.col_offset), offset(source, node.end_lineno, node.end_col_offset)


# --- Pasting ----------------------------------------------------------------------------------------------------------


def above_line(source, number, text):
    """Text above a line, with an empty one between."""
    lines = source.splitlines(keepends=True)
    return "".join([*lines[: number - 1], text, "\n", *lines[number - 1 :]])


def into_list(source, path, text):
    """Elements at the end of a list, behind a comma."""
    node = found_list(source, path)
    start, end = span(source, node)
    head, tail = source[:start], source[end:]
    body = source[start : end - 1]
    if node.elts:
        last = span(source, node.elts[-1])[1] - start
        if "," not in re.sub(r"#.*", "", body[last:]):
            body = body[:last] + "," + body[last:]
    return f"{head}{body.rstrip()}\n{text}]{tail}"


def beside(source, path, value, text, before):
    """Elements directly before or after one."""
    found = [it for it in found_list(source, path).elts if isinstance(it, ast.Constant) and it.value == value]
    if len(found) != 1:
        raise LookupError(f"{path} has {value} {len(found)} times")
    return above_line(source, found[0].lineno if before else found[0].end_lineno + 1, text).replace(
        f"{text}\n", text, 1
    )


def replaced(source, code, text):
    """A statement gives way."""
    wanted = ast.dump(ast.parse(code).body[0])
    found = [node for node in ast.parse(source).body if ast.dump(node) == wanted]
    if len(found) != 1:
        raise LookupError(f"`{code}` stands there {len(found)} times")
    start, end = span(source, found[0])
    return source[:start] + text.rstrip("\n") + source[end:]


def imported(source, text):
    """Imports that are not there yet, below those that are."""
    known = [ast.dump(node) for node in ast.parse(source).body]
    new = [node for node in ast.parse(text).body if ast.dump(node) not in known]
    imports = [node for node in ast.parse(source).body if isinstance(node, (ast.Import, ast.ImportFrom))]
    lines = source.splitlines(keepends=True)
    at = imports[-1].end_lineno if imports else 0
    return "".join([*lines[:at], *(f"{ast.unparse(node)}\n" for node in new), *lines[at:]])


def merged(source, name, text):
    """A setting, with what the project has of it already."""
    old = assignments(source, name)
    if not old:
        return pasted(source, "end", "", "", text)
    (node,) = (node for node in ast.parse(text).body if isinstance(node, (ast.Assign, ast.If)))
    if isinstance(node, ast.If):
        lines = text.splitlines(keepends=True)
        (inner,) = node.body
        grown = in_place(old[-1].value, inner.value, name)
        return pasted(source, "end", "", "", f"{lines[0]}    {grown}\n")
    start, end = span(source, old[-1])
    both = together(old[-1].value, node.value)
    if both is None and isinstance(old[-1].value, (ast.List, ast.Dict)):
        sign = "|=" if isinstance(old[-1].value, ast.Dict) else "+="
        return pasted(source, "end", "", "", f"{name} {sign} {ast.unparse(node.value)}\n")
    return source[:start] + (f"{name} = {ast.unparse(both)}" if both else text.rstrip("\n")) + source[end:]


def in_place(old, new, name):
    """The statement that adds to a setting inside a block."""
    if isinstance(old, ast.List):
        return f"{name} += {ast.unparse(new)}"
    if isinstance(old, ast.Dict):
        return f"{name}.update({ast.unparse(new)})"
    return f"{name} = {ast.unparse(new)}"


def together(old, new):
    """Two lists or dictionaries as one: what is new in its order, then what was there, of lists; dictionaries keep
    their order; none for anything else."""
    if isinstance(old, ast.List) and isinstance(new, ast.List):
        there = [ast.dump(it) for it in new.elts]
        return ast.List([*new.elts, *(it for it in old.elts if ast.dump(it) not in there)], ast.Load())
    if isinstance(old, ast.Dict) and isinstance(new, ast.Dict):
        both = {key.value: (key, value) for key, value in zip(old.keys, old.values, strict=True)}
        for key, value in zip(new.keys, new.values, strict=True):
            known = both.get(key.value)
            both[key.value] = (key, (known and together(known[1], value)) or value)
        return ast.Dict([key for key, _ in both.values()], [value for _, value in both.values()])
    return None
