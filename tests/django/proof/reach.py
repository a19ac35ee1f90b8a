"""What a project's requirements reach, and an import system in which there is nothing else.

All projects are booted with the packages of one environment, which holds far more than any of them asks for. A
requirement that a project forgot would go unnoticed, if the rest were not hidden from it: modules *and* metadata.
"""

import importlib.metadata
import re
import sys
import tomllib
from dataclasses import dataclass
from importlib.machinery import PathFinder
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement


class Unreadable(Exception):
    """A file of requirements that the tools of its kind would refuse."""


def folded(name):
    """The name of a distribution as package indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


# --- What a project asks for ------------------------------------------------------------------------------------------


def requirements(folder, form):
    """What a project asks for: on servers, or with what development adds."""
    folder = Path(folder)
    if (folder / "pyproject.toml").is_file():
        return of_pyproject(folder / "pyproject.toml", form)
    name = "requirements-dev.txt" if form == "development" else "requirements.txt"
    if form == "development" and not (folder / name).is_file():
        name = "requirements.txt"
    return of_lines(folder / name)


def of_lines(path):
    """The requirements of a `requirements.txt`, those of the files that it names included."""
    if not path.is_file():
        raise Unreadable(f"{path.name} is missing")
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        line = re.sub(r"(^|\s)#.*$", "", line).strip()
        if not line:
            continue
        if line.startswith("-r "):
            found += of_lines(path.parent / line[3:].strip())
        else:
            found.append(read(line, f"{path.name}:{number}"))
    return found


def of_pyproject(path, form):
    """The requirements of a `pyproject.toml`, with its group `dev` in development."""
    try:
        document = tomllib.loads(path.read_text("utf-8"))
        found = list(document["project"]["dependencies"])
        if form == "development":
            found += document.get("dependency-groups", {}).get("dev", [])
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise Unreadable(f"{path.name}: {error}") from error
    return [read(line, path.name) for line in found]


def read(line, place):
    try:
        return Requirement(line)
    except InvalidRequirement as error:
        raise Unreadable(f"{place}: {error}") from error


# --- What that brings along -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reach:
    """What a project may import."""

    distributions: frozenset
    # Names of modules at the top that no reached distribution brings, and the distribution that does.
    hidden: dict
    # What is wrong with the requirements, in sentences.
    faults: tuple


class Shelf:
    """The distributions of this environment, read once."""

    def __init__(self):
        self.distributions = {}
        for distribution in importlib.metadata.distributions():
            name = distribution.metadata["Name"]
            if name:
                self.distributions.setdefault(folded(name), distribution)
        self.parts = {
            name: [Requirement(line) for line in distribution.requires or []]
            for name, distribution in self.distributions.items()
        }
        self.extras = {
            name: {folded(extra) for extra in distribution.metadata.get_all("Provides-Extra") or []}
            for name, distribution in self.distributions.items()
        }
        self.modules = {
            top: sorted({folded(name) for name in names})
            for top, names in importlib.metadata.packages_distributions().items()
        }

    def reach(self, wanted):
        """What is installed by these requirements in an environment without anything else."""
        faults, reached, seen = [], set(), set()
        queue = [(requirement, "the project") for requirement in wanted]
        while queue:
            requirement, by = queue.pop(0)
            name = folded(requirement.name)
            if name not in self.distributions:
                faults.append(f"{by} asks for {requirement}, which this environment does not hold")
                continue
            version = self.distributions[name].version
            if not requirement.specifier.contains(version, prereleases=True):
                faults.append(f"{by} asks for {requirement}, this environment holds {version}")
            asked = {folded(extra) for extra in requirement.extras}
            for extra in sorted(asked - self.extras[name]):
                faults.append(f"{by} asks for {name}[{extra}], and {name} {version} has no such extra")
            for extra in ["", *sorted(asked & self.extras[name])]:
                if (name, extra) in seen:
                    continue
                seen.add((name, extra))
                reached.add(name)
                for part in self.parts[name]:
                    # What is asked for without an extra was queued with the empty one.
                    plain = part.marker is None or part.marker.evaluate({"extra": ""})
                    if plain if extra == "" else not plain and part.marker.evaluate({"extra": extra}):
                        queue.append((part, f"{name}[{extra}]" if extra else name))
        hidden = {top: names[0] for top, names in self.modules.items() if reached.isdisjoint(names)}
        return Reach(frozenset(reached), hidden, tuple(dict.fromkeys(faults)))


# --- Nothing else -----------------------------------------------------------------------------------------------------


# What there is on the path where nothing is hidden.
FIND_SPEC, FIND_DISTRIBUTIONS = PathFinder.find_spec, PathFinder.find_distributions


def restrict(reach):
    """From here on, this process finds the standard library, the project, and what is reached.

    The finder itself is changed, and not only its place in `sys.meta_path`: some packages ask it directly whether a
    module is there.
    """
    for name in list(sys.modules):
        if name.partition(".")[0] in reach.hidden:
            del sys.modules[name]

    def find_spec(name, path=None, target=None):
        return None if name.partition(".")[0] in reach.hidden else FIND_SPEC(name, path, target)

    def find_distributions(*context):
        found = FIND_DISTRIBUTIONS(*context)
        return (item for item in found if folded(item.metadata["Name"] or "") in reach.distributions)

    PathFinder.find_spec = staticmethod(find_spec)
    PathFinder.find_distributions = staticmethod(find_distributions)


def explained(error, reach):
    """What a failed import has to do with the requirements; empty where it has nothing."""
    if isinstance(error, ModuleNotFoundError) and error.name:
        top = error.name.partition(".")[0]
        if top in reach.hidden:
            return f"`{top}` comes with {reach.hidden[top]}, which the project's requirements do not reach"
    return ""
