"""`manage.py`: every command that is named exists, and takes the options that it is given."""

import re
import shlex

CALL = re.compile(r"(?:^|[\s/;&|(])manage\.py\s+(?P<rest>[^\n|;&]+)")
# What stands for something that the reader fills in.
STANDS_FOR = re.compile(r"[<>…]|\.\.\.")


def check(content, ledger):
    """Checks the commands of shell blocks and of code inside sentences."""
    own = {slug: own_commands(content, slug) for slug in content.addons}
    for snippet in [*content.blocks("bash", "dockerfile", "ini", "yaml"), *content.inline()]:
        if snippet.wrong:
            continue
        text = re.sub(r"\\\n\s*", " ", snippet.code)
        for match in CALL.finditer(text):
            line = text.count("\n", 0, match.start("rest")) + 1
            command(snippet, line, match["rest"], own[snippet.addon], ledger)


def own_commands(content, addon):
    """The commands that the examples of an add-on write."""
    files = (snippet.file or "" for snippet in content.blocks("python") if snippet.addon == addon)
    return {
        file.rpartition("/")[2].removesuffix(".py") for file in files if "/management/commands/" in file
    }


def command(snippet, line, text, own, ledger):
    """Checks one call."""
    try:
        words = shlex.split(text, comments=True)
    except ValueError:
        # A quote that the sentence, and not the command, closes.
        words = text.split()
    if not words or STANDS_FOR.search(words[0]) or words[0] in own or words[0].startswith("-"):
        return
    name, *arguments = words
    ledger.checked("commands", snippet)
    parser = parser_of(name)
    if parser is None:
        ledger.found("commands", snippet.at(line), f"there is no command `manage.py {name}`")
        return
    for option in options(parser, arguments):
        if option not in known(parser, arguments):
            ledger.found("commands", snippet.at(line), f"`manage.py {name}` has no option {option}")


def parser_of(name):
    """The parser of a command of the installed apps."""
    from django.core.management import get_commands, load_command_class

    app = get_commands().get(name)
    if name in ("help", "runserver", "version"):
        app = app or "django.core"
    if app is None:
        return None
    from django.core.management.base import BaseCommand

    try:
        loaded = app if isinstance(app, BaseCommand) else load_command_class(app, name)
    except ModuleNotFoundError:
        return BaseCommand().create_parser("manage.py", name) if name in ("help", "version") else None
    return loaded.create_parser("manage.py", name)


def options(parser, arguments):
    """The options among the arguments, without their values; what follows `--` is not the command's."""
    for argument in arguments:
        if argument == "--":
            return
        if re.match(r"--?[A-Za-z]", argument):
            option = argument.partition("=")[0]
            # `-v2` is `-v 2`.
            short = re.match(r"-[A-Za-z](?=\d|$)", option)
            yield short[0] if short else option


def known(parser, arguments):
    """The options of a command, those of the subcommands that are named included."""
    found = set(parser._option_string_actions)
    for action in parser._actions:
        if isinstance(action.choices, dict):
            for word in arguments:
                if word in action.choices:
                    found |= known(action.choices[word], arguments)
    return found
