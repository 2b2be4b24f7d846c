"""A numbered list of what can be done: the choices of a scene, and the answers of every dialogue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from game.tui.actions import bindings
from game.tui.widgets.hanging import hang

_DIGITS = 9
_MARGIN = 4  # the number stands in it; the text wraps beside it


@dataclass(frozen=True, slots=True)
class Option:
    """One row. `note` follows the text quietly; with a `reason` it is shut."""

    id: str
    text: Content
    note: str = ""
    reason: str = ""


class Options(Widget, can_focus=True):
    """The list. Digits take, arrows and the mouse light, Enter and a click take what is lit.

    An option that is not on the screen is brought there first, so nothing is chosen unread.
    """

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = bindings("options")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "options--number", "options--lit", "options--note", "options--shut",
    }  # fmt: skip
    DEFAULT_CSS = """
    Options { height: auto; width: 1fr; }
    Options > .options--number { color: $accent; text-style: bold; }
    Options > .options--note { color: $quiet; text-style: italic; }
    Options > .options--shut { color: $faint; }
    Options > .options--lit { background: $primary; color: $on-red; text-style: bold; }
    """

    class Taken(Message):
        """The player has taken an option."""

        def __init__(self, option_id: str) -> None:
            super().__init__()
            self.option_id = option_id

    class Lit(Message):
        """Another option is lit."""

        def __init__(self, option_id: str) -> None:
            super().__init__()
            self.option_id = option_id

    class Beyond(Message):
        """An arrow was pressed that leads past the list: the reader means the page. -1 is up."""

        def __init__(self, direction: int) -> None:
            super().__init__()
            self.direction = direction

    def __init__(self, options: list[Option] | None = None, *, id: str | None = None, alone: bool = False) -> None:
        """`alone` says that there is nothing to read around the list: the arrows always light the next."""
        super().__init__(id=id)
        self._is_alone = alone
        self._options = options or []
        self._open: list[int] = []
        self._is_ready = True
        self._is_concealed = False
        self._lit = -1
        self._lines: list[tuple[int, Content]] = []
        self._lines_width = 0
        self._number_open()

    def show(self, options: list[Option], *, ready: bool = True) -> None:
        """Show other options in place of these. Where they are not `ready`, nothing is taken until they are."""
        self._options = options
        self._is_ready = ready
        self._number_open()
        self.refresh(layout=True)

    def _number_open(self) -> None:
        self._open = [index for index, option in enumerate(self._options) if not option.reason]
        self._lit = self._open[0] if self._open else -1
        self._lines_width = 0

    def ready(self) -> None:
        """The options stand where the player sees them."""
        self._is_ready = True
        if self._is_concealed:
            self._is_concealed = False
            self.refresh()

    def conceal(self) -> None:
        """Leave their place empty until they are `ready`: what they answer is not all there yet."""
        self._is_ready, self._is_concealed = False, True
        self.refresh()

    @property
    def lit(self) -> str:
        """The id of the option that is lit, or ''."""
        return self._options[self._lit].id if self._lit >= 0 else ""

    @property
    def only(self) -> str:
        """The id of the one open option, or '' if there are several or none."""
        return self.open_ids[0] if len(self._open) == 1 else ""

    @property
    def open_ids(self) -> list[str]:
        """The ids of the open options, in the order of their numbers."""
        return [self._options[index].id for index in self._open]

    def number_of(self, option_id: str) -> int:
        """The number that takes an option, from 1; 0 if it is shut or not here."""
        return self.open_ids.index(option_id) + 1 if option_id in self.open_ids else 0

    def light(self, index: int) -> None:
        """Light the option at `index`, if it is open."""
        if index != self._lit and index in self._open:
            self._lit = index
            self.refresh()
            self.post_message(self.Lit(self.lit))

    def light_id(self, option_id: str) -> None:
        """Light an option by its id, if it is there and open."""
        index = next((index for index, option in enumerate(self._options) if option.id == option_id), -1)
        self.light(index)

    def light_number(self, place: int) -> None:
        """Light one of the open options by its place among them, from 0."""
        self.light(self._open[place])
        self.reveal(self._lit)

    def in_view(self, index: int | None = None) -> bool:
        """Whether the whole of an option (of all of them, if none is named) is on the screen."""
        shown = self.screen.find_widget(self).visible_region
        first, last = self._span(index)
        top = self.region.y
        # The end is enough for one that is longer than the screen.
        begins = top + first >= shown.y or (index is not None and last - first > shown.height > 0)
        return begins and top + last <= shown.bottom

    def reveal(self, index: int) -> None:
        """Scroll so that the option can be read, and all the others with it if there is room."""
        above = self.virtual_region.y
        for node in self.ancestors:
            if not isinstance(node, Widget):
                return
            if node.is_scrollable:
                whole = self._span(None)
                first, last = whole if whole[1] - whole[0] <= node.size.height else self._span(index)
                top = above + first
                node.scroll_to_region(Region(0, top, self.size.width, last - first), animate=False)
                return
            above += node.virtual_region.y

    def _span(self, index: int | None) -> tuple[int, int]:
        rows = [line for line, (owner, _) in enumerate(self._wrapped()) if index is None or owner == index]
        return (rows[0], rows[-1] + 1) if rows else (0, 0)

    def action_pick(self, number: int) -> None:
        """Take the `number`-th of the open options."""
        if self._is_ready and number <= len(self._open):
            self.light(self._open[number - 1])
            self.action_take()

    def action_take(self) -> None:
        """Take the option that is lit, or bring it on the screen if it is not there."""
        if self._lit < 0 or not self._is_ready:
            return
        if self.in_view(self._lit):
            self.post_message(self.Taken(self.lit))
        else:
            self.reveal(self._lit)

    def action_next(self) -> None:
        """Light the option below."""
        self._step(1)

    def action_previous(self) -> None:
        """Light the option above."""
        self._step(-1)

    def _step(self, direction: int) -> None:
        if not self._is_ready:
            return
        place = self._open.index(self._lit) + direction if self._lit >= 0 else -1
        reads = not self._is_alone and not self.in_view(self._lit)
        if not self._open or not 0 <= place < len(self._open) or reads:
            self.post_message(self.Beyond(direction))
            return
        self.light(self._open[place])
        self.reveal(self._lit)

    def _at(self, event: events.MouseEvent) -> int:
        offset = event.get_content_offset(self)
        lines = self._wrapped()
        return lines[offset.y][0] if offset is not None and 0 <= offset.y < len(lines) else -1

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The mouse lights what it is over."""
        if self._is_ready:
            self.light(self._at(event))

    def on_click(self, event: events.Click) -> None:
        """A click takes."""
        index = self._at(event)
        if index in self._open and self._is_ready:
            self.light(index)
            self.post_message(self.Taken(self._options[index].id))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the options need at this width."""
        return len(self._wrapped(width))

    def _wrapped(self, width: int = 0) -> list[tuple[int, Content]]:
        width = width or self.size.width or 60
        if width != self._lines_width:
            self._lines_width = width
            self._lines = [(index, line) for index in range(len(self._options)) for line in self._rows(index, width)]
        return self._lines

    def _rows(self, index: int, width: int) -> list[Content]:
        option = self._options[index]
        text = option.text
        if option.note:
            text = Content.assemble(text, "  ", (option.note, "italic"))
        if option.reason:
            text = Content.assemble(text, "  ", (f"— {option.reason}", "italic"))
        number = "·" if option.reason else self.number_of(option.id)
        # Past the digits there are the arrows and the mouse.
        head = "" if isinstance(number, int) and number > _DIGITS else number
        return hang(Content(f"{head:>2}"), text, width, _MARGIN)

    def render(self) -> Content:
        """The rows, the lit one filled to the edge."""
        if self._is_concealed:
            return Content("")
        width = self.size.width
        number, shut = (self.get_visual_style(f"options--{name}", partial=True) for name in ("number", "shut"))
        # Textual drops `reverse` and a background from a component's style unless it is asked like this.
        lit = self.get_visual_style("options--lit") if not self.app.no_color else Style(bold=True, reverse=True)
        drawn: list[Content] = []
        for index, line in self._wrapped(width):
            if index == self._lit and self.has_focus:
                drawn.append(line.pad_right(max(0, width - line.cell_length)).stylize(lit))
            elif self._options[index].reason:
                drawn.append(line.stylize(shut))
            else:
                drawn.append(line.stylize(number, 0, _MARGIN))
        return Content("\n").join(drawn)
