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
from game.tui.words import carried, sign


def cited_content(cited: Cited) -> Content:
    """A sentence of the source with its mark before it."""
    if not cited.mark:
        return Content(cited.text)
    head = f" {sign(cited.mark)} " if cited.is_new else sign(cited.mark)
    style = "not italic bold reverse $accent" if cited.is_new else "not italic bold $accent"
    return Content.assemble((head, style), " ", cited.text)


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

    def __init__(self, carried_list: CarriedList | None = None) -> None:
        """`carried_list` tells what is carried in its own way."""
        super().__init__()
        self._carried_list = carried_list or CarriedList()

    def compose(self) -> ComposeResult:
        """The parts, empty until there are facts."""
        yield Static(classes="panel-date")
        yield Static(classes="panel-where")
        yield self._carried_list
        for name in ("heading", "cited", "trouble"):
            yield Static(classes=f"panel-{name}")

    def show(self, facts: Facts, trouble: str = "") -> None:
        """Draw the facts, and a standing warning if the game is not being kept."""
        day = ", ".join(part for part in (facts.weekday, facts.time) if part)
        where = [facts.old_style and f"{facts.old_style} Old Style", day, facts.place]
        self._put("date", Content(facts.date))
        self._put("where", Content("\n".join(part for part in where if part)))
        self._carried_list.show(facts)
        self._put("heading", Content("THE PAPER SAYS" if facts.cited else ""))
        self._put("cited", Content("\n\n").join(cited_content(cited) for cited in facts.cited))
        self._put("trouble", Content(f"Not saved. {trouble}" if trouble else ""))
        self.scroll_home(animate=False)

    def _put(self, name: str, shown: Content) -> None:
        part = self.query_one(f".panel-{name}", Static)
        part.update(shown)
        part.display = bool(shown.plain)


class CarriedList(Widget):
    """What is carried: names in a column of their own, the words wrapped beside them.

    What the last choice changed is reversed, until the next.
    """

    DEFAULT_CSS = """
    CarriedList { height: auto; width: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[tuple[Carried, ...], frozenset[str], bool] = ((), frozenset(), False)

    def show(self, facts: Facts) -> None:
        """Show what these say is carried."""
        shown = (facts.carried, facts.changed, facts.figures)
        if shown != self._shown:
            self._shown = shown
            self.refresh(layout=True)
        self.display = bool(facts.carried)

    def words(self, item: Carried) -> Content:
        """What one thing is called now."""
        _, changed, figures = self._shown
        words = carried(item, figures=figures)
        return words.stylize("bold reverse") if item.id in changed else words

    def rows(self, width: int) -> list[tuple[Carried, list[Content]]]:
        """Each thing, with its name and its words as lines."""
        items = self._shown[0]
        widest = self.margin(width) - 2
        return [
            (item, hang(_name(item).truncate(widest, ellipsis=True), self.words(item), width, widest + 2))
            for item in items
        ]

    def margin(self, width: int) -> int:
        """How far from the left the words begin."""
        return min(max((_name(item).cell_length for item in self._shown[0]), default=0), width // 2) + 2

    def lines(self, width: int) -> list[Content]:
        """Every line."""
        return [line for _, lines in self.rows(width) for line in lines]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as they need at this width."""
        return len(self.lines(width))

    def render(self) -> Content:
        """The lines."""
        return Content("\n").join(self.lines(self.size.width))


def _name(item: Carried) -> Content:
    return Content.styled(item.name, "$quiet")


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
