"""The author's bench: what is on the page and why, every quality, every scene; each row can be acted on."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from game.authoring.bench import Item, here
from game.play import ChoiceError
from game.play.workshop import carry, jump, value_of
from game.preview.editor import EditorError, edit
from game.preview.play import PreviewScreen
from game.story.migration import written as as_written
from game.tui.screens.house import Sheet
from game.tui.widgets.key_bar import KeyBar

_HEADINGS = {"here": "What is here", "qualities": "Qualities", "scenes": "Scenes"}
_HELP = {
    "here": "Enter opens the editor there.",
    "qualities": "Enter gives it another value.",
    "scenes": "Enter goes there, with all that is carried.",
}
_SIGNS = {"shown": "●", "not shown": "○", "open": "●", "shut": "◐", "hidden": "○"}


class BenchScreen(Sheet[None]):
    """One of the three lists. What is typed looks for it; Tab turns to the next list."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["../tui/screens/sheet.tcss", "bench.tcss"]
    AUTO_FOCUS = "#bench-search"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "next_list", "Next list", priority=True),
        Binding("up", "move(-1)", "Up", show=False, priority=True),
        Binding("down", "move(1)", "Down", show=False, priority=True),
        Binding("pageup", "move(-10)", "Up", show=False, priority=True),
        Binding("pagedown", "move(10)", "Down", show=False, priority=True),
    ]

    def __init__(self, page: PreviewScreen, view: str) -> None:
        super().__init__()
        self._page = page
        self._view = view if view in _HEADINGS else "here"
        self._items: dict[str, Item] = {}
        self._setting = ""  # the quality whose new value is being written

    def compose(self) -> ComposeResult:
        """The search, the list, what was done."""
        with Vertical(classes="sheet"):
            yield Static(id="bench-heading", classes="sheet-heading")
            yield Input(id="bench-search", select_on_focus=False)
            yield OptionList(id="bench-list", markup=False)
            yield Static(id="bench-said")
        yield KeyBar(self.PLACE, self.label_of)

    def on_mount(self) -> None:
        """Show the list that was asked for."""
        self._search.cursor_blink = False
        self._turn_to(self._view)

    @property
    def _search(self) -> Input:
        return self.query_one("#bench-search", Input)

    @property
    def _list(self) -> OptionList:
        return self.query_one("#bench-list", OptionList)

    def _turn_to(self, view: str) -> None:
        self._view, self._setting = view, ""
        names = [words.upper() if name == view else words for name, words in _HEADINGS.items()]
        self.query_one("#bench-heading", Static).update(Content("   ").join(Content(name) for name in names))
        self._search.placeholder = "Type to look for it; Tab: the next list"
        with self._search.prevent(Input.Changed):
            self._search.value = ""
        self._fill()
        self._say(_HELP[view])

    def _say(self, words: str) -> None:
        self.query_one("#bench-said", Static).update(Content(words))

    # -- the lists --------------------------------------------------------------------------------

    def _rows(self) -> list[tuple[str, Content]]:
        session = self._page.live.session
        if self._view == "scenes":
            return [
                (scene.id, Content.assemble(f"{scene.id}  ", (f"{scene.title}  {scene.date or ''}", "$quiet")))
                for scene in session.story.scenes.values()
            ]
        if self._view == "qualities":
            return [
                (
                    quality.id,
                    Content.assemble(
                        (f"{quality.id}: {as_written(value_of(session, quality))}", "bold"),
                        (f"   {_kind(quality.declared)}   {quality.declared.meaning}", "$quiet"),
                    ),
                )
                for quality in session.story.qualities.values()
            ]
        written = self._page.preview.written
        self._items = {str(number): item for number, item in enumerate(here(written, session) if written else [])}
        return [(key, _told(item)) for key, item in self._items.items()]

    def _fill(self, lit: str = "") -> None:
        wanted = self._search.value.casefold() if not self._setting else ""
        rows = [row for row in self._rows() if wanted in row[1].plain.casefold()]
        self._list.clear_options()
        self._list.add_options([Option(words, id=key) for key, words in rows])
        if not rows and self._view == "here" and self._page.preview.written is None:
            self._say("The files are not those of the game that is shown. Save them without a mistake first.")
        if rows:
            keys = [key for key, _ in rows]
            self._list.highlighted = keys.index(lit) if lit in keys else 0

    @on(Input.Changed, "#bench-search")
    def _looked_for(self) -> None:
        if not self._setting:
            self._fill()

    def action_next_list(self) -> None:
        """The next of the three."""
        names = list(_HEADINGS)
        self._turn_to(names[(names.index(self._view) + 1) % len(names)])

    def action_move(self, rows: int) -> None:
        """Up or down in the list, while the search keeps the keys."""
        count, at = self._list.option_count, self._list.highlighted
        if count:
            self._list.highlighted = max(0, min(count - 1, (at or 0) + rows))

    # -- acting -----------------------------------------------------------------------------------

    @property
    def _lit(self) -> str:
        at = self._list.highlighted
        return str(self._list.get_option_at_index(at).id) if at is not None and self._list.option_count else ""

    @on(Input.Submitted, "#bench-search")
    async def _submitted(self, event: Input.Submitted) -> None:
        if self._setting:
            await self._set(event.value)
        else:
            await self._act(self._lit)

    @on(OptionList.OptionSelected)
    async def _clicked(self, event: OptionList.OptionSelected) -> None:
        await self._act(str(event.option_id))

    async def _act(self, key: str) -> None:
        if not key:
            return
        if self._view == "here":
            self._edit(self._items[key])
        elif self._view == "qualities":
            self._ask(key)
        else:
            jump(self._page.live.session, key)
            await self._page.show_again()
            self.close_with()

    def _edit(self, item: Item) -> None:
        path = self._page.preview.folder / item.spot.file
        try:
            with self.app.suspend():
                edit(path, item.spot.line, item.spot.column)
        except EditorError as error:
            self._say(f"{error} It is {item.spot}.")
        except Exception as error:  # a terminal, or a driver, that cannot be lent to another program
            if type(error).__name__ != "SuspendNotSupported":
                raise
            self._say(f"The editor cannot be opened from this terminal. It is {item.spot}.")
        else:
            self.app.screen.refresh(layout=True)

    def _ask(self, name: str) -> None:
        session = self._page.live.session
        quality = session.story.qualities[name]
        self._setting = name
        self._search.value = as_written(value_of(session, quality))
        self._search.cursor_position = len(self._search.value)
        self._search.focus()
        self._say(f"Write the new value of {name} ({_kind(quality.declared)}), and Enter. An empty line leaves it.")

    async def _set(self, text: str) -> None:
        name, self._setting = self._setting, ""
        said = f"{name} is as it was."
        if text.strip():
            try:
                value = carry(self._page.live.session, name, text)
            except ChoiceError as error:
                self._setting = name
                self._say(str(error))
                return
            said = f"{name} is {as_written(value)} now. Backspace on the page takes it back."
            await self._page.show_again()
        with self._search.prevent(Input.Changed):
            self._search.value = ""
        self._fill(lit=name)
        self._say(said)


def _kind(declared: object) -> str:
    values, between = getattr(declared, "values", None), getattr(declared, "range", None)
    if values is not None:
        return ", ".join(values)
    return f"{between[0]} to {between[1]}" if between is not None else "true or false"


def _told(item: Item) -> Content:
    dim = "" if item.standing in ("shown", "open") else "$quiet"
    head = Content.assemble((f"{_SIGNS[item.standing]} {item.words}", f"{dim} bold" if item.kind == "choice" else dim))
    tail = "   ".join([str(item.spot), item.standing, *item.why])
    return head + Content("\n") + Content.styled(f"  {tail}", "$quiet")
