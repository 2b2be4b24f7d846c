"""The command line: `trotsky` and all its commands."""

from game.cli.main import cli, main

__all__ = ["cli", "main"]
