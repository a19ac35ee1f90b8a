"""What has been proven: per project, so that a run can go on where another one stopped, and in sum, for the repository.

A result rests on the composed files of its project but for their comments, the pinned packages, this harness with the
servers that the project could ask for, and the behaviours of its add-ons: all of them are in its digest. The sum, `content/proof/projects.toml`, holds one digest over
those of all projects of a series: where it is another one, what stands there has not been proven.
"""

import hashlib
import json
import tomllib
from collections import Counter
from pathlib import Path

HARNESS = Path(__file__).resolve().parent.parent
CONTENT = HARNESS.parents[1] / "content"
BEHAVIOURS = Path("proof/behaviours")
# Of the facts about a project those that decide how it is proven.
FACTS = ("name", "layout", "addons", "project", "depth", "conflict", "problems", "options", "target")
# How a line of comment begins, where it is not with `#`.
COMMENTS = {".html": b"{#", ".css": b"/*", ".js": b"//"}
# Modules for what not every project has, and the word that is in the files of one that has it.
SERVERS = {"postgresql_server.py": b"postgres", "redis_server.py": b"redis", "websocket.py": b"channels"}
COMMAND = "cargo xtask prove"


# --- What a result rests on -------------------------------------------------------------------------------------------


def pins(series):
    """The file with the versions of all packages of a series."""
    return CONTENT / "pins" / f"django-{series}.txt"


def of_all(series):
    """What the results of all projects rest on."""
    others = {Path(__file__).name, *SERVERS}
    modules = [path for path in sorted((HARNESS / "proof").glob("*.py")) if path.name not in others]
    files = [HARNESS / "expected_hints.toml", *modules]
    return hashed([*files, HARNESS / BEHAVIOURS / "every_project.py", pins(series)])


def of_project(project, common):
    """What the result of one project rests on."""
    summed = hashlib.sha256(common.encode())
    summed.update(json.dumps({key: project.get(key) for key in FACTS}, sort_keys=True).encode())
    folder = Path(project["folder"])
    servers = set()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = essence(path)
        servers.update(name for name, word in SERVERS.items() if word in content.lower())
        summed.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode() + content)
    modules = [HARNESS / "proof" / name for name in sorted(servers)]
    modules += [HARNESS / BEHAVIOURS / f"{slug.replace('-', '_')}.py" for slug in project["addons"]]
    summed.update(hashed([path for path in modules if path.is_file()]).encode())
    return summed.hexdigest()


def essence(path):
    """A file without its comments, which a change of words changes and which prove nothing; of a README the commands."""
    lines = path.read_bytes().splitlines(keepends=True)
    if path.suffix == ".md":
        fences = [at for at, line in enumerate(lines) if line.startswith(b"```")]
        blocks = zip(fences[::2], fences[1::2], strict=False)
        lines = [line for start, end in blocks for line in lines[start : end + 1]]
    opener = COMMENTS.get(path.suffix, b"#")
    kept = (line for line in lines if line.strip() and not line.lstrip().startswith(opener))
    return b"".join(kept)


def hashed(paths):
    """One digest of the names and contents of files."""
    summed = hashlib.sha256()
    for path in paths:
        content = path.read_bytes()
        summed.update(f"{path.name}\0{len(content)}\0".encode() + content)
    return summed.hexdigest()


# --- Results to go on from --------------------------------------------------------------------------------------------


class Store:
    """Results of projects that hold, a line of JSON each; what failed or was skipped is always tried again."""

    def __init__(self, path):
        self.path = path
        self.known = {}
        if path and path.is_file():
            for line in path.read_text("utf-8").splitlines():
                try:
                    kept = json.loads(line)
                    self.known[kept["digest"]] = kept["result"]
                except (ValueError, KeyError):
                    continue  # A run that was ended in the middle of a line.

    def keep(self, digest, result):
        """Writes a result down, if it is one to go on from."""
        if not self.path or any("skipped" in step or not step["ok"] for step in result["steps"]):
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with open(self.path, "a", encoding="utf-8") as file:
            file.write(json.dumps({"digest": digest, "result": result}) + "\n")


# --- The sum ----------------------------------------------------------------------------------------------------------


def summed(series, version, projects, digests, results):
    """The table of a series: counts by kind and depth, what was skipped, what became of each pair."""
    kinds = {}
    for project, result in zip(projects, results, strict=True):
        row = kinds.setdefault(project["kind"], Counter(boot=0, behaviour=0, passed=0, skipped=0))
        row[result["depth"]] += 1
        row["skipped"] += sum("skipped" in step for step in result["steps"])
        row["passed"] += sum(step["ok"] and "skipped" not in step for step in result["steps"])
    skips = Counter(
        (step["step"], step["skipped"]) for result in results for step in result["steps"] if "skipped" in step
    )
    verdicts = {project["name"]: project["verdict"] for project in projects if project.get("verdict")}
    total = sum((Counter(row) for row in kinds.values()), Counter())
    return {
        "name": series,
        "django": version,
        "digest": whole(digests),
        "projects": len(projects),
        "passed": total["passed"],
        "skipped": total["skipped"],
        "addons": sorted({slug for project in projects for slug in project["addons"]}),
        "pairs": len(verdicts),
        "arranged": sorted(name for name, verdict in verdicts.items() if verdict == "arranged"),
        "conflicts": sorted(name for name, verdict in verdicts.items() if verdict == "conflict"),
        "kinds": [{"kind": kind, **row} for kind, row in kinds.items()],
        "skips": [{"step": step, "reason": why, "times": count} for (step, why), count in sorted(skips.items())],
    }


def whole(digests):
    """One digest over those of all projects."""
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()


def read(path):
    """The tables of the ledger, by series."""
    document = tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}
    return {table["name"]: table for table in document.get("series", [])}


def fewer(table, before):
    """Sentences about what is less than it was."""
    rows = {row["kind"]: row for row in table["kinds"]}
    for row in before.get("kinds", []):
        now = rows.get(row["kind"], Counter())
        for what, name in (("projects", ("boot", "behaviour")), ("passed steps", ("passed",))):
            was, is_now = (sum(each[key] for key in name) for each in (row, now))
            if is_now < was:
                yield f"{row['kind']}: {is_now} {what}, there were {was}"


def write(path, table):
    """Puts the table of a series into the ledger."""
    tables = {**read(path), table["name"]: table}
    lines = [f"# Written by `{COMMAND}`: what real Django has shown about composed projects. Not to be edited."]
    for name in sorted(tables, key=lambda name: [int(part) for part in name.split(".")]):
        lines += ["", "[[series]]"]
        inner = {key: value for key, value in tables[name].items() if key in ("kinds", "skips")}
        lines += [f"{key} = {literal(value)}" for key, value in tables[name].items() if key not in inner]
        for key, rows in inner.items():
            lines += [f"{key} = ["]
            lines += [
                "  { " + ", ".join(f"{at} = {literal(value)}" for at, value in row.items()) + " }," for row in rows
            ]
            lines += ["]"]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", "utf-8")


def literal(value):
    """A number, a text or a list of texts as TOML; JSON writes them alike."""
    if isinstance(value, list):
        return "[" + "".join(f"\n  {literal(item)}," for item in value) + "\n]" if value else "[]"
    return json.dumps(value, ensure_ascii=True)
