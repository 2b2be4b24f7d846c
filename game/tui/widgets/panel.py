"""The panel beside the prose, and the masthead above it: where you stand, whichever the width allows."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from game.play import Carried
from game.tui.facts import Cited, Facts
from game.tui.widgets.hanging import hang
from game.tui.words import content, sign


def cited_content(cited: Cited) -> Content:
    """A sentence of the source with its mark before it."""
    head = f"{sign(cited.mark)} " if cited.mark else ""
    style = "not italic bold reverse" if cited.is_new else "not italic bold"
    return Content.assemble((head, f"{style} $accent" if head else ""), cited.text)


class Panel(VerticalScroll, can_focus=False):
    """The full panel. `update` redraws it in place."""

    DEFAULT_CSS = """
    Panel { scrollbar-size-vertical: 1; padding: 1 2; }
    Panel Static { width: 1fr; }
    Panel > .panel-date { text-style: bold; }
    Panel > .panel-where { color: $quiet; margin-bottom: 1; }
    Panel > CarriedList { margin-bottom: 1; }
    Panel > .panel-heading { color: $accent; text-style: bold; }
    Panel > .panel-cited { margin-bottom: 1; }
    Panel > .panel-trouble { color: $error; text-style: bold; }
    """

    def compose(self) -> ComposeResult:
        """The parts, empty until there are facts."""
        yield Static(classes="panel-date")
        yield Static(classes="panel-where")
        yield CarriedList()
        for name in ("heading", "cited", "trouble"):
            yield Static(classes=f"panel-{name}")

    def show(self, facts: Facts, trouble: str = "") -> None:
        """Draw the facts, and a standing warning if the game is not being kept."""
        day = ", ".join(part for part in (facts.weekday, facts.time) if part)
        where = [facts.old_style and f"{facts.old_style} Old Style", day, facts.place]
        self._put("date", Content(facts.date))
        self._put("where", Content("\n".join(part for part in where if part)))
        self.query_one(CarriedList).show(facts.carried)
        self._put("heading", Content("THE PAPER SAYS" if facts.cited else ""))
        self._put("cited", Content("\n\n").join(cited_content(cited) for cited in facts.cited))
        self._put("trouble", Content(f"Not saved. {trouble}" if trouble else ""))
        self.scroll_home(animate=False)

    def _put(self, name: str, shown: Content) -> None:
        part = self.query_one(f".panel-{name}", Static)
        part.update(shown)
        part.display = bool(shown.plain)


class CarriedList(Widget):
    """What is carried: names in a column of their own, the words wrapped beside them."""

    DEFAULT_CSS = """
    CarriedList { height: auto; width: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[Content, Content]] = []

    def show(self, carried: tuple[Carried, ...]) -> None:
        """Show these."""
        rows = [(Content.styled(item.name, "$quiet"), content(item.words or str(item.value))) for item in carried]
        if rows != self._rows:
            self._rows = rows
            self.refresh(layout=True)
        self.display = bool(rows)

    def _lines(self, width: int) -> list[Content]:
        widest = min(max((name.cell_length for name, _ in self._rows), default=0), width // 2)
        return [
            line
            for name, words in self._rows
            for line in hang(name.truncate(widest, ellipsis=True), words, width, widest + 2)
        ]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as they need at this width."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The lines."""
        return Content("\n").join(self._lines(self.size.width))


class Masthead(Widget):
    """The band on top: the chapter on a wide screen; on a narrow one the day and the place."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Masthead { height: 1; background: $primary; color: $on-red; text-style: bold; }
    Masthead:nocolor { text-style: reverse bold; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._line = ""

    def show(self, facts: Facts, *, wide: bool, trouble: str = "") -> None:
        """Draw the line for this width."""
        if trouble and not wide:
            self._line = " · ".join(part for part in ("NOT SAVED", facts.when_and_where) if part)
        elif wide:
            self._line = " · ".join(part for part in (self.app.title.upper(), facts.chapter, facts.years) if part)
        else:
            self._line = facts.when_and_where or facts.chapter
        self.refresh()

    def render(self) -> Content:
        """The line, filled to both edges: without colour only the letters' cells are reversed."""
        width = self.size.width
        line = Content(f"  {self._line}").truncate(max(0, width - 2), ellipsis=True)
        return line.pad_right(max(0, width - line.cell_length))


class QuoteLine(Static):
    """The paper's sentence on one line, for narrow screens. The whole of it is a key away."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    QuoteLine { height: 1; padding: 0 2; background: $panel; color: $foreground; text-style: italic;
                text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def show(self, facts: Facts) -> None:
        """Draw the sentence at stake."""
        at_stake = facts.at_stake
        self.update(cited_content(at_stake) if at_stake else Content(""), layout=False)
        self.set_class(not facts.cited, "-empty")
