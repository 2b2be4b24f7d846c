"""The page of figures: whole, alone, and with every word of the story harmless."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from game.authoring.playtest_page import page
from tests.authoring.test_playtest import tried
from tests.building import LANTERN, write_story

HOSTILE = "\"<script>alert(1)</script> & '\\u202e' <b>\""


class Reader(HTMLParser):
    """Every tag and attribute of a page, and whether all tags are closed."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag != "li" or self.open[-1] == "li":
            assert self.open.pop() == tag


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    assert reader.open == []
    return reader


def test_the_page_holds_the_figures_and_fetches_nothing() -> None:
    found = tried(LANTERN)
    text = page(found)
    tags = read(text)
    assert not tags.tags & {"script", "link", "img", "iframe", "a"}
    assert not tags.attributes & {"src", "href", "onload"}
    assert "http:" not in text
    assert "https:" not in text
    assert f"{found.full_games:,}" in text
    for place in found.paragraphs:
        assert f"{place.file}:{place.line}" in text


def test_no_word_of_a_story_is_markup(tmp_path: Path) -> None:
    scene = f"title: {HOSTILE}\ntext: {HOSTILE}\nchoices:\n  - {{text: A., go: b}}\n  - {{text: B., go: c}}\n"
    stuck = "text: Here.\nchoices: [{text: Shout., reply: Nobody.}]\n"
    folder = write_story(
        tmp_path, {"a": scene, "b": f"title: {HOSTILE}\ntext: {HOSTILE}\nending: true\n", "c": stuck},
        chapter=f"title: {HOSTILE}\n",
    )  # fmt: skip
    text = page(tried(folder))
    assert not read(text).tags & {"script", "b"}
    assert "&lt;script&gt;" in text
    assert "\u202e" not in text
    assert re.search(r"<code>\d+:b,shout</code>", text)
