"""A new story: the template that comes with the program, written to a folder under a title of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

from game.story.names import slug

MOST_TITLE = 120
_OWN_LINES = ("id: the-well\n", "title: The Well\n")  # of the template's story.yaml: what each story has for itself


class ScaffoldError(Exception):
    """A story that cannot be written. The message is a sentence."""


def new_story(folder: Path, title: str | None = None) -> list[str]:
    """Write a small story that is whole into `folder`, which is made if need be; the files, by their paths inside.

    Without a title it is called as its folder is. Raises ScaffoldError, before anything is written, if the folder is
    not empty or the title cannot be one; and if writing fails.
    """
    named = _title(folder, title)
    try:
        if folder.exists() and not folder.is_dir():
            raise ScaffoldError(f"'{folder}' is a file. Name a folder that is empty, or not there yet.")
        if folder.is_dir() and next(folder.iterdir(), None) is not None:
            raise ScaffoldError(f"The folder '{folder}' is not empty. Name one that is, or that is not there yet.")
        written = []
        for name, content in template_files():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:  # never over a file that came meanwhile
                file.write(_titled(content, named) if name == "story.yaml" else content)
            written.append(name)
    except OSError as error:
        raise ScaffoldError(
            f"'{folder}' cannot be written ({error.strerror or error}). Name a folder where you may write."
        ) from None
    return written


def template_files() -> Iterator[tuple[str, bytes]]:
    """Every file of the template: its path with / between, and its bytes."""
    yield from _files_in(resources.files("game.authoring") / "template", PurePosixPath())


def _files_in(folder: Traversable, path: PurePosixPath) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.startswith((".", "__")):  # left there by an editor or by Python, and no part of it
            continue
        if entry.is_dir():
            yield from _files_in(entry, path / entry.name)
        else:
            yield str(path / entry.name), entry.read_bytes()


def _title(folder: Path, title: str | None) -> str:
    if title is None:
        words = " ".join(folder.absolute().name.replace("-", " ").replace("_", " ").split())
        title = words[:1].upper() + words[1:]
        if not title.isprintable() or not slug(title) or len(title) > MOST_TITLE:
            raise ScaffoldError("The folder's name makes no title. Give the story one: `--title 'The Well'`.")
    title = title.strip()
    if not title.isprintable() or not slug(title):
        raise ScaffoldError("A title needs a letter or a digit, and nothing that cannot be seen. Give it another.")
    if len(title) > MOST_TITLE:
        raise ScaffoldError(f"A title has at most {MOST_TITLE} characters. Give it a shorter one.")
    return title


def _titled(content: bytes, title: str) -> bytes:
    """The template's story.yaml with a title, and the id that is made of it."""
    text = content.decode("utf-8")
    quoted = json.dumps(title, ensure_ascii=False)  # a string of JSON is one of YAML
    for line, own in zip(
        _OWN_LINES, (f"id: {json.dumps(slug(title), ensure_ascii=False)}\n", f"title: {quoted}\n"), strict=True
    ):
        assert line in text
        text = text.replace(line, own)
    return text.encode("utf-8")
