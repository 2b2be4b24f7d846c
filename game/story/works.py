"""The works that a story's scenes rest on."""

from __future__ import annotations

from game.story.alphabet import fold, index_key
from game.story.runtime import Story

_PARTS = (", ch. ", ", chs. ", ", p. ", ", pp. ")  # what follows points into a work


def works_cited(story: Story) -> list[str]:
    """Every work that a scene cites, once, without chapter and page, in the order of an alphabet."""
    found: dict[str, str] = {}
    for scene in story.scenes.values():
        for source in scene.sources:
            work = _work(source)
            if work:
                found.setdefault(fold(work), work)
    return sorted(found.values(), key=lambda work: (index_key(work), work))


def _work(source: str) -> str:
    ends = [place for part in _PARTS if (place := source.find(part)) >= 0]
    return source[: min(ends, default=len(source))].strip()
