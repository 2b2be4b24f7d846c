"""A problem as a workflow command, which GitHub shows beside the line it is about.

The form: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

import os
from pathlib import Path

from game.story.codes import CODES
from game.story.problems import Problem

_COMMANDS = {"error": "error", "warning": "warning", "hint": "notice"}


def workflow_command(problem: Problem, folder: Path) -> str:
    """The line for one problem of the story in `folder`; the file is named from the folder we are in, if it is within."""
    path = os.path.relpath(folder / problem.file)
    if path.startswith(os.pardir):
        path = str((folder / problem.file).resolve())
    properties = {
        "file": path.replace(os.sep, "/"),
        "line": str(problem.line),
        "col": str(problem.column),
        "title": f"{problem.code} {CODES[problem.code].title}",
    }
    told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[problem.severity]} {told}::{_data(problem.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
