"""Django's templates: every library that a block loads is there, and the block compiles with it."""

import re

TAG = re.compile(r"{%|{{")
LOADED = re.compile(r"{%\s*load\s+(?P<words>[^%]+)%}")


def check(content, ledger):
    """Compiles the HTML blocks that hold tags, each with the libraries of its add-on's apps and of Django alone."""
    from django.template import Engine, TemplateSyntaxError
    from django.template.backends.django import get_installed_libraries

    installed = get_installed_libraries()
    for snippet in content.blocks("html"):
        if not TAG.search(snippet.code) or snippet.wrong:
            continue
        reached = reach(content, snippet)
        libraries = {name: path for name, path in installed.items() if within(path, reached)}
        for match in LOADED.finditer(snippet.code):
            words = match["words"].split()
            # `{% load a b from library %}`
            for name in words[-1:] if "from" in words else words:
                ledger.checked("libraries", snippet)
                if name not in libraries:
                    line = snippet.code.count("\n", 0, match.start()) + 1
                    whose = f"; {installed[name]} has it, which the add-on does not install" if name in installed else ""
                    ledger.found("libraries", snippet.at(line), f"there is no template library `{name}`{whose}")
        ledger.checked("templates", snippet)
        try:
            Engine(libraries=libraries, debug=True).from_string(snippet.code)
        except TemplateSyntaxError as error:
            line = getattr(error, "template_debug", {}).get("line", 1)
            ledger.found("templates", snippet.at(line), f"the template does not compile: {error}")


def reach(content, snippet):
    """The apps of Django, of the add-on, and of the add-ons that the same text links to."""
    addons = [content.addons[slug] for slug in (snippet.addon, *snippet.mentions)]
    return ["django", *content.apps, *(app for addon in addons for app in addon.apps)]


def within(path, apps):
    """Whether a module belongs to one of the apps."""
    return any(path == app or path.startswith(f"{app}.") for app in apps)
