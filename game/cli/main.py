"""The command `trotsky`: a group whose commands stand in files of their own, each read when it is called.

Each failure ends in a sentence and a status. Status 0: done. 1: the story has mistakes. 2: it could not be done at all.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from game import __version__

# Each command's file in game/cli, which holds the command under the file's own name; `--help` lists them in this order.
COMMANDS = {
    "play": "play",
    "saves": "saves",
    "new": "new",
    "preview": "preview",
    "check": "check",
    "explain": "explain",
    "test": "test",
    "stats": "stats",
    "playtest": "playtest",
    "graph": "graph",
    "schema": "schema",
    "export": "export",
    "import": "import_",  # a word of Python, so no name for a module
}


class _Commands(click.Group):
    """The commands. The first word may be left out: `trotsky` and `trotsky STORY` mean `trotsky play …`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or args[0] not in {"--help", "--version", *COMMANDS}:
            args = ["play", *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        name = COMMANDS[cmd_name]
        found = getattr(import_module(f"game.cli.{name}"), name)
        assert isinstance(found, click.Command)
        return found


@click.group(cls=_Commands, context_settings={"help_option_names": ["--help"]})
@click.version_option(__version__, prog_name="trotsky")
def cli() -> None:
    """No War, No Peace: a text game, and a tool for writing one.

    Without a command it plays: `trotsky` is `trotsky play`.
    """


def main() -> None:
    """Run the command. Whatever fails, the player gets a sentence and not a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        cli(standalone_mode=False)
    except click.ClickException as error:  # a word on the command line that is not understood
        error.show()
        raise SystemExit(2) from None
    except (click.Abort, KeyboardInterrupt):
        raise SystemExit(130) from None
    except Exception as error:
        if os.environ.get("TROTSKY_DEBUG"):
            raise
        click.echo(f"The program itself failed: {type(error).__name__}: {error}. {_keep_details()}", err=True)
        raise SystemExit(2) from None


def _keep_details() -> str:
    """Write the traceback where it can be sent from, and say where that is."""
    import tempfile
    import traceback

    try:
        with tempfile.NamedTemporaryFile("w", prefix="trotsky-", suffix=".log", delete=False, encoding="utf-8") as file:
            traceback.print_exc(file=file)
    except OSError:
        return "Games are saved after every choice; set TROTSKY_DEBUG=1 to see more."
    return f"Games are saved after every choice. The details are in {file.name}."
