"""The source as running prose, with the player's marks in its margin."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from game.play import Session, marks
from game.story import Story
from game.story.model import MARK_SIGNS
from game.tui.words import sign

_UNREAD = "unread"  # before the first mark, the paper is simply read
_MARGIN = 5  # two signs and a rule
_STYLES = {"": "$quiet", "strained": "italic", "struck": "strike", "unlived": "$faint italic"}


class Passage(Widget):
    """Sentences set as one paragraph; the sign of each stands in the margin, at the line where it begins."""

    DEFAULT_CSS = """
    Passage { height: auto; width: 1fr; margin-bottom: 1; }
    Passage.-title { text-style: bold; }
    """

    def __init__(self, sentences: dict[str, tuple[str, str]], classes: str = "") -> None:
        """Each sentence, by its id, is its text and its mark."""
        super().__init__(classes=classes)
        self.begins: dict[str, int] = {}  # the line where each sentence begins, once it is drawn
        self._names = list(sentences)
        self._sentences = list(sentences.values())
        self._drawn: tuple[int, list[Content]] = (0, [])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the passage needs at this width."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The passage with its margin."""
        return Content("\n").join(self._lines(self.size.width))

    def _lines(self, width: int) -> list[Content]:
        if self._drawn[0] != width:
            self._drawn = (width, self._set(width))
        return self._drawn[1]

    def _set(self, width: int) -> list[Content]:
        text = Content(" ").join(Content.assemble((words, _STYLES.get(mark, ""))) for words, mark in self._sentences)
        begins: list[tuple[int, str, str]] = []
        position = 0
        for name, (words, mark) in zip(self._names, self._sentences, strict=True):
            begins.append((position, mark, name))
            position += len(words) + 1
        lines: list[Content] = []
        end = 0
        for line in text.wrap(max(10, width - _MARGIN)):
            # Wrapping drops the space at a line's end: the next line begins one character later.
            start = text.plain.index(line.plain, end)
            end = start + len(line.plain)
            here = [(mark, name) for begin, mark, name in begins if start <= begin < max(end, start + 1)]
            self.begins |= {name: len(lines) for _, name in here}
            signs = "".join(sign(mark) for mark, _ in here if mark in MARK_SIGNS)
            lines.append(Content.assemble((f"{signs[:2]:>2}", "bold $accent"), (" │ ", "$rule"), line))
        return lines


class Paper(Vertical):
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

    def name_at(self, line: int) -> str:
        """The sentence that a line is in; of several that begin in it, the first."""
        found, top = "", -1
        for name, begins in self._begins():
            if top < begins <= line:
                found, top = name, begins
        return found

    def line_of(self, name: str) -> int:
        """Where a sentence begins."""
        return dict(self._begins()).get(name, 0)

    def _begins(self) -> list[tuple[str, int]]:
        return [
            (name, passage.virtual_region.y + line)
            for passage in self.query_children(Passage)
            for name, line in passage.begins.items()
        ]
