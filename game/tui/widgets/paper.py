"""The source as running prose, with the player's marks in its margin."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from game.play import Session, marks
from game.story import Story
from game.story.model import MARK_SIGNS
from game.tui.widgets.sentences import LIT, LIT_WITHOUT_COLOUR, Sentences
from game.tui.words import sign

_UNREAD = "unread"  # before the first mark, the paper is simply read
_MARGIN = 5  # two signs and a rule
_STYLES = {"": "$quiet", "strained": "italic", "struck": "strike", "unlived": "$faint italic"}
_LEFT_OUT = "…"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of the passage's characters: a sentence, or the sign ('' is its name) for some left out."""

    name: str
    words: str
    mark: str
    begin: int

    @property
    def end(self) -> int:
        """The character after its last."""
        return self.begin + len(self.words)


class Passage(Widget):
    """Sentences set as one paragraph; the sign of each stands in the margin, at the line where it begins."""

    DEFAULT_CSS = """
    Passage { height: auto; width: 1fr; margin-bottom: 1; }
    Passage.-title { text-style: bold; }
    """

    def __init__(self, sentences: dict[str, tuple[str, str]], classes: str = "") -> None:
        """Each sentence, by its id, is its text and its mark."""
        super().__init__(classes=classes)
        self.spans: dict[str, tuple[int, int]] = {}  # the lines of each sentence, once it is drawn
        self.names = list(sentences)
        self._sentences = sentences
        self._lit = ""
        self._pieces = self._cut(self.names)
        self._starts: list[tuple[int, str]] = []  # of each line, its first character and its words
        self._drawn: tuple[int, list[Content]] = (0, [])

    def show_only(self, names: Collection[str]) -> None:
        """Show these of the sentences; where some are left out, say so."""
        pieces = self._cut(names)
        self.display = any(piece.name for piece in pieces)
        if pieces != self._pieces:
            self._pieces = pieces
            self._drawn = (0, [])
            self.refresh(layout=True)

    def light(self, name: str) -> None:
        """Light a sentence, if it is one of these."""
        lit = name if name in self._sentences else ""
        if lit != self._lit:
            self._lit = lit
            self._drawn = (0, [])
            self.refresh()

    def _cut(self, names: Collection[str]) -> list[_Piece]:
        pieces: list[_Piece] = []
        begin = 0
        for name, (words, mark) in self._sentences.items():
            if name not in names:
                if pieces and not pieces[-1].name:
                    continue
                name, words, mark = "", _LEFT_OUT, ""
            pieces.append(_Piece(name, words, mark, begin))
            begin = pieces[-1].end + 1
        return pieces

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the passage needs at this width."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The passage with its margin."""
        return Content("\n").join(self._lines(self.size.width))

    def on_click(self, event: events.Click) -> None:
        """Tell which sentence was clicked."""
        offset = event.get_content_offset(self)
        name = self._name_at(offset.x, offset.y) if offset is not None else ""
        if name:
            self.post_message(Sentences.Clicked(name))

    def _name_at(self, x: int, y: int) -> str:
        if not 0 <= y < len(self._starts):
            return ""
        start, words = self._starts[y]
        cells = max(0, x - _MARGIN)
        while words and Content(words).cell_length > cells:
            words = words[:-1]
        under = [piece.name for piece in self._pieces if piece.begin <= start + len(words) <= piece.end]
        return under[0] if under else ""

    def _lines(self, width: int) -> list[Content]:
        if self._drawn[0] != width:
            self._drawn = (width, self._set(width))
        return self._drawn[1]

    def _set(self, width: int) -> list[Content]:
        text = Content(" ").join(Content.assemble((piece.words, _STYLES.get(piece.mark, ""))) for piece in self._pieces)
        lit = next(
            ((piece.begin, piece.end) for piece in self._pieces if self._lit and piece.name == self._lit), (0, 0)
        )
        text = text.stylize(LIT_WITHOUT_COLOUR if self.app.no_color else LIT, *lit) if lit[1] else text
        lines: list[Content] = []
        firsts: dict[str, int] = {}
        self._starts, self.spans = [], {}
        end = 0
        for line in text.wrap(max(10, width - _MARGIN)):
            # Wrapping drops the space at a line's end: the next line begins one character later.
            start = text.plain.index(line.plain, end)
            end = start + len(line.plain)
            here = [piece for piece in self._pieces if piece.begin < max(end, start + 1) and piece.end > start]
            for piece in here:
                firsts.setdefault(piece.name, len(lines))
                self.spans[piece.name] = (firsts[piece.name], len(lines) + 1)
            signs = "".join(sign(piece.mark) for piece in here if piece.begin >= start and piece.mark in MARK_SIGNS)
            is_lit = lit[0] < end and start < lit[1]
            rule = (" ┃ ", "bold $accent") if is_lit else (" │ ", "$rule")
            lines.append(Content.assemble((f"{signs[:2]:>2}", "bold $accent"), rule, line))
            self._starts.append((start, line.plain))
        self.spans.pop("", None)
        return lines


class Paper(Sentences):
    """The whole source. Without a session nothing is marked."""

    DEFAULT_CSS = """
    Paper { height: auto; width: 1fr; max-width: $prose-and-margin; }
    """

    def __init__(self, session: Session | None, story: Story | None = None) -> None:
        super().__init__()
        self._story = session.story if session else story
        self._marks = marks(session.story, session.state) if session else {}

    def compose(self) -> ComposeResult:
        """A passage for the title, for each paragraph of the document, and for each reference."""
        source = self._story.source if self._story else None
        if source is None:
            return
        run: dict[str, tuple[str, str]] = {}
        for name, sentence in source.sentences.items():
            one = (sentence.text, self._marks.get(name, "" if self._marks else _UNREAD))
            if run and (name in source.openings or sentence.kind != "sentence"):
                yield Passage(run)
                run = {}
            if sentence.kind == "sentence":
                run[name] = one
                continue
            yield Passage({name: one}, f"-{sentence.kind}")
        if run:
            yield Passage(run)

    @property
    def _passages(self) -> list[Passage]:
        return list(self.query_children(Passage))

    def draw_lit(self, name: str) -> None:
        """Light a sentence."""
        for passage in self._passages:
            passage.light(name)

    def show_only(self, names: Collection[str]) -> None:
        """Show these sentences; paragraphs with none of them go."""
        for passage in self._passages:
            passage.show_only(names)

    def spans(self) -> dict[str, tuple[int, int]]:
        """The lines of each sentence that is shown."""
        return {
            name: (passage.virtual_region.y + first, passage.virtual_region.y + end)
            for passage in self._passages
            if passage.display
            for name, (first, end) in passage.spans.items()
        }
