"""Beyond "it starts": what an add-on is in a project for, seen from outside.

Each add-on has a module in `behaviours/`, named after its slug; `every_project.py` is for all. A function that is
marked `@shown_in("production")` is a step of that form, run after the project has booted there; it gets the `Site`.

A module may say what logging in takes in its projects: `equip(user)` is called for each new user, and
`verify(visitor, user, page)` with the page that follows the password; it returns the page after what is asked there.
"""

import importlib
import pkgutil

from proof import behaviours


def shown_in(*forms, only=lambda site: True):
    """Marks a behaviour with the forms of a project in which it shows, and the projects that should have it."""

    def mark(function):
        function.forms, function.only = forms, only
        return function

    return mark


def known():
    """The modules of behaviours, by slug."""
    names = [module.name for module in pkgutil.iter_modules(behaviours.__path__)]
    return {name.replace("_", "-"): importlib.import_module(f"{behaviours.__name__}.{name}") for name in sorted(names)}


def of(module, site):
    """The behaviours of a module that a site should show, in the order in which they are written."""
    marked = (item for item in vars(module).values() if site.form in getattr(item, "forms", ()))
    return [function for function in marked if function.only(site)]


def behave(site, steps, modules, wanted):
    """Takes the steps of all behaviours that a project should have in its form."""

    def show(function):
        if "redis" in wanted:
            # From here on the services run, as the README says; without them there is nothing to see.
            site.fence.open_ports.add(site.redis.port)
        return function(site)

    for slug in ["every-project", *site.project["addons"]]:
        for function in of(modules[slug], site) if slug in modules else []:
            steps.take(f"{slug}: {function.__name__.replace('_', ' ')}", show, function)
