"""The codex: people, places and words, to search; beside the list, or after it where it is narrow, the lit entry."""

from __future__ import annotations

from functools import lru_cache
from typing import ClassVar

from textual import events, on
from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Input, Static

from game.story import Story
from game.story.codex_search import KINDS, CodexIndex, Entry, counts
from game.tui.actions import bindings
from game.tui.screens.house import Sheet
from game.tui.widgets.entry_list import EntryList
from game.tui.widgets.key_bar import KeyBar
from game.tui.widgets.options import Option, Options
from game.tui.words import content

_ALL = "all"
_KIND_WORDS = {_ALL: "All", "person": "People", "place": "Places", "word": "Words"}


class CodexScreen(Sheet[None]):
    """The codex, at an entry if one is named.

    Class `-reading` says that the player reads the entry and does not look through the list: on a narrow
    screen only that one of the two is shown.
    """

    PLACE = "codex"
    HEADING = "The codex"
    PAGE = "codex"
    CSS_PATH: ClassVar[CSSPathType | None] = ["sheet.tcss", "codex.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = bindings("codex")
    AUTO_FOCUS = ""

    def __init__(self, entry: str = "") -> None:
        super().__init__()
        self._wanted = entry
        self._entry: Entry | None = None
        self._before: list[Entry] = []
        self._kind = _ALL

    def compose(self) -> ComposeResult:
        """The search and the list; the entry; the keys."""
        self._index = _index_of(self.game_app.story)
        with Vertical(classes="sheet"):
            yield Static(Content(self.HEADING.upper()), classes="sheet-heading")
            if not self._index.entries:
                yield Static(Content("This story has no codex."))
            with Horizontal(id="codex-body"):
                with Vertical(id="codex-look"):
                    yield Input(id="codex-search", placeholder="Type a name or a word", select_on_focus=False)
                    yield Static(id="codex-kinds")
                    yield EntryList(self._index.entries, id="codex-list")
                with VerticalScroll(id="codex-entry", classes="sheet-body", can_focus=True):
                    yield Static(id="codex-text")
                    yield Static(Content("See also"), id="codex-see")
                    yield Options(id="codex-links")
        yield KeyBar(self.PLACE, self.label_of)

    def on_mount(self) -> None:
        """Show the entry that was asked for, or the first of all."""
        self._search.cursor_blink = False
        self._draw_kinds(list(self._index.entries))
        wanted = self._index.by_id.get(self._wanted)
        if wanted is not None:
            self._show(wanted)
            self._list.light(wanted.id)
            self._read()
        else:
            if self._list.lit is not None:
                self._show(self._list.lit)
            self._browse()

    @property
    def _search(self) -> Input:
        return self.query_one("#codex-search", Input)

    @property
    def _list(self) -> EntryList:
        return self.query_one(EntryList)

    @property
    def scroller(self) -> Widget:
        """What the paging keys move, where the list does not take them."""
        return self.query_one("#codex-entry")

    @property
    def is_reading(self) -> bool:
        """Whether the keys are the entry's."""
        return self.has_class("-reading")

    # -- looking and reading ----------------------------------------------------------------------

    def _read(self) -> None:
        """Give the entry the keys; on a narrow screen show it."""
        if self._entry is None:
            return
        self.add_class("-reading")
        links = self.query_one("#codex-links", Options)
        (links if links.display else self.scroller).focus(scroll_visible=False)

    def _browse(self) -> None:
        """Give the list the keys; on a narrow screen show it."""
        self.remove_class("-reading")
        self._list.focus()

    def on_descendant_focus(self) -> None:
        """Tab and the mouse go from the one to the other too."""
        if not self.is_attached:
            return
        focused = self.focused
        is_reading = focused is not None and self.scroller in focused.ancestors_with_self
        self.set_class(is_reading, "-reading")
        self._list.keen(not is_reading)
        self.refresh_keys()

    def _show(self, entry: Entry | None) -> None:
        self._entry = entry
        linked = self._index.linked(entry) if entry is not None else []
        links = self.query_one("#codex-links", Options)
        links.display = self.query_one("#codex-see").display = bool(linked)
        links.show([Option(other.id, Content(other.name), other.kind) for other in linked])
        self.query_one("#codex-text", Static).update(_entry_content(entry) if entry is not None else Content(""))
        self.scroller.scroll_home(animate=False)
        self.refresh_keys()

    def _go_to(self, entry: Entry) -> None:
        """Show an entry and light it in the list, which shows all again if it was not there."""
        self._show(entry)
        if entry.id not in {found.id for found in self._found()}:
            self._kind = _ALL
            with self._search.prevent(Input.Changed):
                self._search.value = ""
            self._draw_kinds(list(self._index.entries))
            self._list.show(self._index.entries, entry.id)
        self._list.light(entry.id)
        self._read()

    # -- searching --------------------------------------------------------------------------------

    def _found(self) -> list[Entry]:
        found = self._index.find(self._search.value)
        return [entry for entry in found if self._kind in (_ALL, entry.kind)]

    def _look(self) -> None:
        """Show what the search line and the kind let through; a search lights the best, without one the place is kept."""
        found = self._index.find(self._search.value)
        shown = [entry for entry in found if self._kind in (_ALL, entry.kind)]
        here = self._entry.id if self._entry is not None and not self._search.value else ""
        self._draw_kinds(found)
        self._list.show(shown, here)
        self._show(self._list.lit)

    def on_input_changed(self) -> None:
        """Search while the player types."""
        self._look()

    def on_input_submitted(self) -> None:
        """Enter in the search line reads what is lit."""
        self._read()

    def _draw_kinds(self, found: list[Entry]) -> None:
        numbers: dict[str, int] = {_ALL: len(found), **counts(found)}
        lit = Style(bold=True, reverse=True) if self.app.no_color else "bold $on-red on $primary"
        words: list[Content] = []
        for kind, number in numbers.items():
            word = Content(f" {_KIND_WORDS[kind]} {number} ")
            click = Style.from_meta({"@click": f"screen.show_kind('{kind}')"})
            words.append(word.stylize(lit if kind == self._kind else click))
        self.query_one("#codex-kinds", Static).update(Content("").join(words))

    def action_show_kind(self, kind: str) -> None:
        """Only entries of this kind, or all."""
        self._kind = kind
        self._look()
        self._browse()

    def action_kind(self) -> None:
        """The next kind."""
        order = [_ALL, *KINDS]
        self.action_show_kind(order[(order.index(self._kind) + 1) % len(order)])

    # -- keys and clicks --------------------------------------------------------------------------

    def action_entry(self, name: str) -> None:
        """Follow a link: to come back from."""
        entry = self._index.by_id.get(name)
        if entry is None or entry is self._entry:
            return
        if self._entry is not None:
            self._before.append(self._entry)
        self._go_to(entry)

    def on_options_taken(self, event: Options.Taken) -> None:
        """Follow one of the links under the entry."""
        self.action_entry(event.option_id)

    def action_entry_before(self) -> None:
        """Back to the entry that led here, or to the list."""
        if self._before:
            self._go_to(self._before.pop())
        else:
            self._browse()

    def action_read_entry(self) -> None:
        """From the list to the entry."""
        self._read()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is a way back while an entry is read, and something to read while there is an entry."""
        if not super().check_action(action, parameters):
            return False
        if action == "entry_before":
            return bool(self._before) or self.is_reading
        if action == "read_entry":
            return self._entry is not None and not self.is_reading
        return True

    def on_entry_list_lit(self, event: EntryList.Lit) -> None:
        """Show what is lit; a click means to read it, where the list hides it."""
        self._before.clear()
        self._show(event.entry)
        if event.clicked and not self.is_wide:
            self._read()

    def key_up(self) -> None:
        """The entry above in the list, or further up in the text."""
        self._step(-1)

    def key_down(self) -> None:
        """The entry below in the list, or further down in the text."""
        self._step(1)

    def _step(self, rows: int) -> None:
        if self.is_reading:
            self.scroller.scroll_relative(y=2 * rows, animate=False)
        else:
            self._list.step(rows)

    def action_read_back(self) -> None:
        """A screen up, of the list or of the entry."""
        if self.is_reading:
            super().action_read_back()
        else:
            self._list.step(-self._list.page)

    def action_read_down(self) -> None:
        """A screen down."""
        if self.is_reading:
            super().action_read_down()
        else:
            self._list.step(self._list.page)

    def action_top(self) -> None:
        """To the first."""
        if self.is_reading:
            super().action_top()
        else:
            self._list.step(-len(self._index.entries))

    def action_bottom(self) -> None:
        """To the last."""
        if self.is_reading:
            super().action_bottom()
        else:
            self._list.step(len(self._index.entries))

    @on(events.Key)
    def _type(self, event: events.Key) -> None:
        """What is typed anywhere goes on in the search line; a digit follows the link of that number."""
        typed = event.character
        if typed is None or not typed.isprintable() or typed == " " or self.focused is self._search:
            return
        links = self.query_one("#codex-links", Options)
        follows = (
            typed in "123456789" and links.display and (self.is_reading or (self.is_wide and not self._search.value))
        )
        event.stop()
        event.prevent_default()
        if follows:
            links.action_pick(int(typed))
            return
        if self.is_reading:
            self.remove_class("-reading")
            self._search.clear()
        self._search.focus()
        self._search.insert_text_at_cursor(typed)


@lru_cache(maxsize=1)
def _index_of(story: Story) -> CodexIndex:
    """The story's index, made when the codex is first opened."""
    return CodexIndex(story.codex)


def _entry_content(entry: Entry) -> Content:
    kind = " · ".join(part for part in (entry.kind, entry.about) if part)
    return Content.assemble((entry.name, "bold $accent"), "\n", (kind, "$quiet"), "\n\n", content(entry.text))
