"""The text of a whole road, as a file that can be compared line by line."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from game.play import Page, Session, State, date, place_name, remembered
from game.story.markup import plain
from game.story.model import MARK_SIGNS
from game.story.runtime import Paragraph, Story

_WIDTH = 88


def transcript(session: Session) -> str:
    """All that was read and offered on the road, from its first moment to the present."""
    story = session.story
    lines: list[str] = [f"{story.title}. Seed {session.state.seed}."]
    heading = ""
    for number, state in enumerate(session.states):
        page = session.page(number)
        now = _heading(story, state, page)
        lines += _page(story, state, page, now if now != heading else "")
        heading = now
    return "\n".join(lines) + "\n"


def _page(story: Story, state: State, page: Page, heading: str) -> Iterator[str]:
    view = page.view
    if view.throw is not None:
        result = "It came off" if view.throw.succeeded else "It failed"
        yield from _paragraph(f"({result}, at odds of {view.throw.odds} in 100.)")
    yield from _paragraphs(view.said)
    for name, mark in page.marked.items():
        yield from _paragraph(f"[{name} {MARK_SIGNS.get(mark, '')} {mark}]")
    if heading:
        yield from _paragraph(heading)
    yield from _paragraphs(view.paragraphs)
    if view.is_ending:
        yield from _paragraph("*** The end. ***")
        if view.scene.epilogue:
            for line in remembered(story, state):
                yield from _paragraph(plain(line), "  - ")
    else:
        yield ""
    for choice in view.choices:
        sign = "-" if choice.is_open else "x"
        odds = f" ({choice.odds} in 100)" if choice.odds is not None else ""
        shut = f" (shut: {plain(choice.reason)})" if not choice.is_open else ""
        yield from _wrapped(f"{plain(choice.text)}{odds}{shut}", f"  {sign} ")
    if page.chosen:
        yield from _paragraph(f"» {plain(page.chosen)}")


def _heading(story: Story, state: State, page: Page) -> str:
    scene = page.view.scene
    when, time = date(story, state)
    parts = (scene.chapter.title, scene.title, str(when or ""), time, place_name(story, state))
    return f"=== {' · '.join(part for part in parts if part)} ==="


def _paragraphs(told: tuple[Paragraph, ...]) -> Iterator[str]:
    for paragraph in told:
        words = plain(paragraph.text)
        yield from _paragraph(f"«{words}»" if paragraph.quote else words, "    " if paragraph.quote else "")


def _paragraph(text: str, indent: str = "") -> Iterator[str]:
    yield ""
    yield from _wrapped(text, indent)


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, initial_indent=indent, subsequent_indent=" " * len(indent), break_on_hyphens=False
    )
