"""The kept games: open one, or keep this one under a name."""

from __future__ import annotations

from typing import ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from game.saves import AUTOSAVE, SavedGame, SaveError, Slot
from game.tui.facts import facts
from game.tui.screens.house import Sheet
from game.tui.screens.message import Message
from game.tui.widgets.options import Option, Options
from game.tui.words import duration, local_time

_NEW = "new:"


class GamesScreen(Sheet[None]):
    """The list, and under it what is in the game that is lit."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["sheet.tcss", "games.tcss"]

    def __init__(self, *, saving: bool) -> None:
        super().__init__()
        self._saving = saving
        self.HEADING = "Save the game" if saving else "Your games"
        self._slots: dict[str, Slot] = {}

    def body(self) -> ComposeResult:
        """The list."""
        yield Options(self._rows(), id="games", alone=True)
        if not self._slots and not self._saving:
            yield Static(Content("No game is kept yet."))

    def foot(self) -> ComposeResult:
        """What is in the game that is lit; and a line to write a name on."""
        yield Static(id="games-preview", classes="sheet-quiet")
        if self._saving:
            yield Input(id="games-name", placeholder="A name for this game", max_length=60)

    def on_mount(self) -> None:
        """Show the first."""
        if self._saving:
            name = self.query_one(Input)
            name.cursor_blink = False
            name.display = False
        self._preview(self.query_one(Options).lit)

    def _rows(self) -> list[Option]:
        found = self.game_app.store.slots()
        if self._saving:
            found = [slot for slot in found if slot.name != AUTOSAVE]
        self._slots = {str(slot.path): slot for slot in found}
        rows = [
            Option(key, Content(_title(slot)), _when(slot), self._trouble(slot)) for key, slot in self._slots.items()
        ]
        if self._saving:
            rows.insert(0, Option(_NEW, Content("Keep it under a new name…")))
        return rows

    def _trouble(self, slot: Slot) -> str:
        if slot.game is None:
            return "" if self._saving else slot.trouble
        other = slot.game.story.id != self.game_app.story.id
        return f"a game of «{slot.game.story.title}»" if other else ""

    def _preview(self, option_id: str) -> None:
        slot = self._slots.get(option_id)
        shown = _preview(slot.game) if slot and slot.game else Content("")
        self.query_one("#games-preview", Static).update(shown)
        self.fit_body()

    def on_options_lit(self, event: Options.Lit) -> None:
        """Show what is in it."""
        self._preview(event.option_id)

    def on_options_taken(self, event: Options.Taken) -> None:
        """Open it, or keep the game in its place."""
        if not self.is_on_top:
            return
        if event.option_id == _NEW:
            self._ask_name()
            return
        slot = self._slots[event.option_id]
        if self._saving:
            self._confirm(slot.name)
        else:
            self.close_with()
            self.game_app.open_game(slot.name)

    def _ask_name(self) -> None:
        field = self.query_one(Input)
        field.display = True
        self.fit_body()
        live = self.game_app.live
        if live is not None and not field.value:
            here = facts(live.session)
            field.value = ", ".join(part for part in (live.session.view.scene.title, here.date) if part)
        field.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the game under the name that was written."""
        name = event.value.strip()
        if not name or name == AUTOSAVE:
            self.notify("Write another name for the game.", severity="warning")
        elif self.game_app.store.exists(name):
            self._confirm(name)
        else:
            self._keep(name)

    def _confirm(self, name: str) -> None:
        answers = {"keep": "Keep the old game", "replace": "Put this one in its place"}

        def answered(answer: str | None) -> None:
            if answer == "replace":
                self._keep(name)

        self.app.push_screen(Message("Replace it?", [f"There is a game called «{name}» already."], answers), answered)

    def _keep(self, name: str) -> None:
        live = self.game_app.live
        if live is None:
            return
        try:
            live.keep(name)
        except SaveError as error:
            self.app.push_screen(Message("Not saved", [str(error)]))
            return
        self.close_with()
        self.app.notify(f"Kept as «{name}».", timeout=3)


def _title(slot: Slot) -> str:
    if slot.name == AUTOSAVE:
        return "Where you left off"
    return slot.name


def _when(slot: Slot) -> str:
    return local_time(slot.game.saved_at) if slot.game else ""


def _preview(game: SavedGame) -> Content:
    seen = game.preview
    head = " · ".join(part for part in (seen.chapter, seen.scene, seen.date) if part)
    count = len(game.log)
    tail = f"Saved {local_time(game.saved_at)}, {count} {'choice' if count == 1 else 'choices'}, played {duration(game.playtime)}."
    return Content.assemble((head, "bold"), "\n", (seen.line, "italic"), "\n" if seen.line else "", tail)
