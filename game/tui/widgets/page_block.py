"""One page of the column: what was said at one moment, and the words of the choice that was made then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget

from game.play import Page, Session, View, marks, remembered
from game.play.prose import render
from game.story.model import MARK_SIGNS
from game.story.runtime import Paragraph, Scene
from game.tui.facts import cite
from game.tui.widgets.paper import Paper
from game.tui.words import content, sign, throw

# Of the page that a chapter begins with, the reply to the choice before is read on the sheet of the chapter before.
Part = Literal["all", "reply", "place"]
Appearing = Literal["paragraphs", "typed", "typed-fast"]
_TICK = 1 / 30  # seconds
_LETTERS_A_TICK = {"typed": 1, "typed-fast": 3}
_PARAGRAPH_PAUSE = 0.12  # seconds: felt, and over before the first paragraph is read


class PageBlock(Vertical):
    """A page. `turn` makes it part of the past; `return_to` makes it the present again."""

    DEFAULT_CSS = """
    PageBlock { height: auto; max-width: $prose; }
    PageBlock.-past PageText { link-color: $faint; }
    """

    def __init__(self, session: Session, page: Page, before: Scene | None, part: Part = "all") -> None:
        super().__init__()
        self.page = page
        self.text = PageText(session, page, before, part)
        self._session = session
        self.set_class(bool(page.chosen), "-past")

    @property
    def scene(self) -> Scene:
        """The scene that the page is of."""
        return self.page.view.scene

    def compose(self) -> ComposeResult:
        """The text, and at the last page the whole paper."""
        yield self.text
        if self.page.view.is_ending and self.scene.page and self._session.story.source is not None:
            yield Paper(self._session)

    def mark(self, found: dict[str, str]) -> None:
        """Draw these marks beside the sentences that are quoted on the page."""
        self.text.mark(found)

    def turn(self, page: Page) -> None:
        """Make the page part of the past, with the choice that ended it."""
        self.page = page
        self.add_class("-past", update=False)
        self._show(page)

    def return_to(self, page: Page) -> None:
        """Make the page the present again: the choice was taken back."""
        self.page = page
        self.remove_class("-past", update=False)
        self._show(page)

    def _show(self, page: Page) -> None:
        self.text.show(page)
        if self.is_attached:
            self.app.update_styles(self.text)  # only the colour of its links: to restyle the whole page is slow


class PageText(Widget, can_focus=False):
    """The words of a page, drawn as one: a screen of separate paragraphs is slow to mount and to lay out."""

    DEFAULT_CSS = """
    PageText { height: auto; width: 1fr; link-color: $foreground; link-style: underline;
               link-background-hover: $primary; link-color-hover: $on-red; link-style-hover: none; }
    """

    def __init__(self, session: Session, page: Page, before: Scene | None, part: Part = "all") -> None:
        super().__init__()
        self._session = session
        self._page = page
        self._part = part
        self._before = before
        self._marks = marks(session.story, session.state)
        self._quoted: set[str] = set()
        self._drawn: tuple[int, list[list[Content]]] = (0, [])
        self._letters: int | None = None  # how many are shown, while the page is appearing
        self._timer: Timer | None = None

    class Appeared(Message):
        """All of the page is there."""

    def appear(self, how: Appearing) -> None:
        """Show the page bit by bit. Its height is what it will be, so that nothing jumps."""
        self._letters = 0
        if how == "paragraphs":
            self._more_paragraphs()
            self._timer = self.set_interval(_PARAGRAPH_PAUSE, self._more_paragraphs)
        else:
            letters = _LETTERS_A_TICK[how]
            self._timer = self.set_interval(_TICK, lambda: self._more(letters))
        self.refresh()

    @property
    def is_appearing(self) -> bool:
        """Whether there is more of the page to come by itself."""
        return self._letters is not None

    def finish(self) -> None:
        """Show the rest at once."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._letters is not None:
            self._letters = None
            self.refresh()
            self.post_message(self.Appeared())

    def _more_paragraphs(self) -> None:
        end = 0
        for lines in self._parts(self.size.width or 72):
            end += sum(map(len, lines))
            if self._letters is not None and end > self._letters:
                self._more(end - self._letters)
                return
        self.finish()

    def _more(self, letters: int) -> None:
        if not self.is_attached or self._letters is None:
            return
        self._letters += letters
        if self._letters >= sum(len(line) for lines in self._parts(self.size.width or 72) for line in lines):
            self.finish()
        else:
            self.refresh()

    def show(self, page: Page) -> None:
        """Show the page as it is now: with a choice made on it, or without."""
        self._page = page
        self._draw_again()

    def mark(self, found: dict[str, str]) -> None:
        """Draw these marks beside the sentences that are quoted here."""
        if any(found.get(name) != self._marks.get(name) for name in self._quoted):
            self._marks = found
            self._draw_again()

    def _draw_again(self) -> None:
        self.finish()
        self._drawn = (0, [])
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the page needs at this width."""
        return sum(len(lines) for lines in self._parts(width))

    def render(self) -> Content:
        """The page."""
        lines = [line for lines in self._parts(self.size.width) for line in lines]
        return Content("\n").join(lines if self._letters is None else _first_letters(lines, self._letters))

    @property
    def chosen_height(self) -> int:
        """How many lines the words of the choice take, with the blank one before what they led to."""
        return len(self._parts(self.size.width)[-1]) if self._page.chosen else 0

    def part_at(self, line: int) -> tuple[int, int]:
        """Which paragraph a line is in, and how far into it."""
        for number, lines in enumerate(self._parts(self.size.width)):
            if line < len(lines):
                return number, line
            line -= len(lines)
        return 0, 0

    def line_of(self, part: int, inside: int) -> int:
        """Where a line of a paragraph is."""
        parts = self._parts(self.size.width)
        if not parts:
            return 0
        part = min(part, len(parts) - 1)
        return sum(map(len, parts[:part])) + min(inside, max(0, len(parts[part]) - 1))

    def _parts(self, width: int) -> list[list[Content]]:
        """Every paragraph as lines, each with a blank one after it."""
        width = max(8, width)
        if self._drawn[0] != width:
            self._quoted.clear()
            self._drawn = (width, [[*lines, Content("")] for lines in self._set(width) if lines])
        return self._drawn[1]

    def _set(self, width: int) -> Iterator[list[Content]]:
        seen, before, scene = self._page.view, self._before, self._page.view.scene
        if self._part != "reply" and (before is None or before.chapter is not scene.chapter):
            yield from self._headings(width)
        if self._part != "place":
            yield from self._reply(seen, width)
        if self._part != "reply":
            yield from self._place(seen, width)
        if self._page.chosen:
            yield _indented(Content.styled("▸ ", "$quiet"), content(self._page.chosen).stylize("italic $quiet"), width)

    def _reply(self, seen: View, width: int) -> Iterator[list[Content]]:
        if seen.throw is not None:
            yield _styled(throw(seen.throw), self._present("bold $accent"), width)
        for paragraph in seen.said:
            yield self._paragraph(paragraph, width)
        if self._page.marked:
            yield self._made(width)

    def _place(self, seen: View, width: int) -> Iterator[list[Content]]:
        scene = seen.scene
        if seen.paragraphs and self._before is not scene and not seen.is_ending:
            yield _styled(scene.title.upper(), self._present("bold $quiet"), width)
        for paragraph in seen.paragraphs:
            yield self._paragraph(paragraph, width)
        if seen.is_ending:
            yield from self._ending(width)
        elif seen.is_stuck:
            yield _styled("The story does not say how it goes on from here.", "$error", width)

    def _present(self, style: str) -> str:
        """The style of the present page; the past is faint."""
        return "$faint" if self._page.chosen else style

    def _headings(self, width: int) -> Iterator[list[Content]]:
        chapter = self._page.view.scene.chapter
        title = Content.assemble(
            (chapter.title.upper(), self._present("bold $accent")),
            (f"  {chapter.years}" if chapter.years else "", self._present("bold $quiet")),
        )
        yield [*title.wrap(width), Content.styled("━" * width, "$primary")]
        for name in chapter.quotes:
            yield self._quote(cite(self._session.story, name, {}).text, name, width)
        state = self._session.state
        for paragraph in render(chapter.text, state.memory, state.seed, 1):
            yield self._paragraph(paragraph, width)

    def _ending(self, width: int) -> Iterator[list[Content]]:
        session, scene = self._session, self._page.view.scene
        rule = Content.styled("━" * width, "$primary")
        title = [
            Content(" " * ((width - line.cell_length) // 2)) + line
            for line in _styled(scene.title.upper(), "bold", width)
        ]
        yield [rule, *title, rule]
        tally = self._tally()
        if tally:
            yield _styled(tally, "bold $accent", width)
        if scene.epilogue:
            for line in remembered(session.story, session.state):
                yield _indented(Content("  "), content(line).stylize("italic $quiet"), width, 0)

    def _tally(self) -> str:
        """What has become of the paper: how many of its sentences stand, and so on."""
        counts = Counter(marks(self._session.story, self._session.state).values())
        return "   ".join(f"{sign(mark)} {counts[mark]} {mark}" for mark in MARK_SIGNS if counts[mark])

    def _paragraph(self, paragraph: Paragraph, width: int) -> list[Content]:
        if paragraph.quote:
            return self._quote(paragraph.text, paragraph.quote, width)
        words = content(paragraph.text)
        return list((words.stylize("$faint") if self._page.chosen else words).wrap(width))

    def _quote(self, text: str, name: str, width: int) -> list[Content]:
        self._quoted.add(name)
        mark = self._marks.get(name, "")
        words = Content.assemble((f"{sign(mark)} ", "bold $accent") if mark else "", (text, self._present("")))
        bar = Content.styled("▌", "$rule" if self._page.chosen else "$primary")
        ground = "" if self._page.chosen else "on $surface"
        return [
            (bar + (Content("  ") + line).pad_right(max(0, width - 3 - line.cell_length))).stylize(ground)
            for line in words.wrap(max(8, width - 5))
        ]

    def _made(self, width: int) -> list[Content]:
        source = self._session.story.source
        lines: list[Content] = []
        for name, mark in self._page.marked.items():
            sentence = source.sentences.get(name) if source else None
            head = Content.assemble((f" {sign(mark)} ", "" if self._page.chosen else "reverse"), f" {mark}  ")
            line = Content("  ") + head.stylize(self._present("bold $accent"))
            line += Content.styled(sentence.text if sentence else name, self._present("$accent"))
            lines.append(line.truncate(width, ellipsis=True))
        return lines


def _first_letters(lines: list[Content], letters: int) -> Iterator[Content]:
    """The lines with only so many letters of them, the rest blank."""
    for line in lines:
        yield line if len(line) <= letters else line[:letters]
        letters = max(0, letters - len(line))


def _styled(text: str, style: str, width: int) -> list[Content]:
    return list(Content.styled(text, style).wrap(width))


def _indented(head: Content, words: Content, width: int, hanging: int = 2) -> list[Content]:
    lines = list(words.wrap(max(8, width - 2 - hanging)))
    return [
        Content(" " * hanging) + (head if number == 0 else Content("  ")) + line for number, line in enumerate(lines)
    ]
