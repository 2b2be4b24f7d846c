"""Small stories for tests, written to a folder as an author would write them."""

from __future__ import annotations

import hashlib
from pathlib import Path
from textwrap import dedent

STORIES = Path(__file__).parent / "stories"
LANTERN = STORIES / "lantern"
BROKEN = STORIES / "broken"

OVER = "text: It is over.\nending: true\n"
LOG = "The light never failed. The sea was kind to me. No ship was lost."


def write_story(
    folder: Path,
    scenes: dict[str, str],
    *,
    qualities: str = "",
    story: str = "",
    achievements: str = "",
    chapter: str = "",
    source: bool = False,
    files: dict[str, str] | None = None,
) -> Path:
    """Write a story whose first scene is the start; `source` gives it the sentences s01, s02 and s03."""
    own = dedent(story) + ("source: log.yaml\n" if source else "")
    if achievements:
        own += "achievements:\n" + _indented(achievements)
    written = {"story.yaml": f"title: Made\nstart: '{next(iter(scenes))}'\nchapters: [c]\n{own}"}
    if qualities:
        written["qualities.yaml"] = dedent(qualities)
    if chapter:
        written["c/chapter.yaml"] = dedent(chapter)
    if source:
        sentences = [f"{part.rstrip('.')}." for part in LOG.split(". ")]
        lines = "".join(f"  s{number:02}: {{text: {text}}}\n" for number, text in enumerate(sentences, start=1))
        sha = hashlib.sha256(LOG.encode()).hexdigest()
        written["log.yaml"] = f"document: log.txt\nsha256: {sha}\nsentences:\n{lines}"
        written["seeds/log.txt"] = LOG
    written |= {f"c/{name}.yaml": dedent(text) for name, text in scenes.items()}
    for name, content in {**written, **(files or {})}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def _indented(text: str) -> str:
    return "".join(f"  {line}\n" for line in dedent(text).splitlines())
