"""The kept games: open one, or keep this one under a name; write one to a file, take one in, delete one."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input, Static

from game.saves import (
    CHECKPOINTS,
    DELETED,
    PREVIOUS,
    QUICK,
    SavedGame,
    SaveError,
    Slot,
    file_name,
    is_autosave,
    is_ours,
    pack,
    path_of,
    target_of,
)  # fmt: skip
from game.tui.actions import ACTIONS, bindings
from game.tui.facts import facts
from game.tui.live import now
from game.tui.screens.house import Sheet
from game.tui.screens.message import Message
from game.tui.screens.path import PathScreen
from game.tui.widgets.options import Option, Options
from game.tui.words import duration, local_time

_COPY_OUT = next(action for action in ACTIONS if action.id == "copy_out")
_NEW = "new:"
_CUT = 120  # a line this long was cut when the game was kept


class GamesScreen(Sheet[str]):
    """The list, and under it what is in the game that is lit."""

    PLACE = "games"
    CSS_PATH: ClassVar[CSSPathType | None] = ["sheet.tcss", "games.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = bindings("games")

    def __init__(self, *, saving: bool) -> None:
        super().__init__()
        self._saving = saving
        self.HEADING = "Save the game" if saving else "Your games"
        self.PAGE = "save" if saving else "load"
        self._slots: dict[str, Slot] = {}
        self._own = ""  # the autosave of this window, or the last of all

    def body(self) -> ComposeResult:
        """The list."""
        yield Options(self._rows(), id="games", alone=True)
        yield Static(Content("No game is kept under a name yet."), id="games-none")

    def foot(self) -> ComposeResult:
        """What is in the game that is lit; and a line to write a name on."""
        yield Static(id="games-said")
        yield Static(id="games-preview", classes="sheet-quiet")
        if self._saving:
            yield Input(id="games-name", placeholder="A name for this game", max_length=60)

    def on_mount(self) -> None:
        """Show the first."""
        self._say("")
        self._say_if_none()
        if self._saving:
            name = self.query_one(Input)
            name.cursor_blink = False
            name.display = False
        self._preview(self.query_one(Options).lit)

    def _rows(self) -> list[Option]:
        found = self.game_app.store.slots()
        if self._saving:
            found = [slot for slot in found if not is_ours(slot.name)]
        self._slots = {str(slot.path): slot for slot in found}
        store = self.game_app.store
        self._own = store.autosave if self.game_app.live is not None else store.latest_autosave()
        rows = [
            Option(key, Content(self._title(slot)), _when(slot), self._trouble(slot))
            for key, slot in self._slots.items()
        ]
        if self._saving:
            rows.insert(0, Option(_NEW, Content("Keep it under a new name…")))
        return rows

    def _title(self, slot: Slot) -> str:
        """What the game is called in the list: the program's own have words for what they are."""
        if is_autosave(slot.name):
            return "Where you left off" if slot.name == self._own else "Where another window left off"
        if slot.name == QUICK:
            return "Quick save"
        if slot.name in CHECKPOINTS and slot.game is not None:
            return f"The beginning of «{slot.game.preview.chapter}»"
        if slot.name == PREVIOUS or slot.name.startswith(f"{PREVIOUS} "):
            return slot.name.capitalize()
        return slot.name

    def _trouble(self, slot: Slot) -> str:
        if slot.game is None:
            return ""
        other = slot.game.story.id != self.game_app.story.id
        return f"a game of «{slot.game.story.title}»" if other else ""

    def _say_if_none(self) -> None:
        self.query_one("#games-none").display = not self._slots and not self._saving

    def _show_again(self, lit: Path | None = None, place: int = 0) -> None:
        """Read the folder anew, and light the game of a file, or what stands at a place now."""
        listed = self.query_one(Options)
        listed.show(self._rows())
        self._say_if_none()
        if listed.open_ids:
            found = listed.number_of(str(lit)) - 1
            listed.light_number(found if found >= 0 else min(place, len(listed.open_ids) - 1))
        self._preview(listed.lit)
        self.refresh_keys()

    def _preview(self, option_id: str) -> None:
        slot = self._slots.get(option_id)
        live = self.game_app.live
        if slot is not None:
            shown = _preview(slot.game) if slot.game else _damaged(slot)
        elif option_id == _NEW and live is not None:
            shown = _contents(pack(live.session, "", now()))
        else:
            shown = Content("")
        self.query_one("#games-preview", Static).update(shown)
        self.fit_body()

    def _say(self, sentence: str) -> None:
        """Say what was done, until another game is lit."""
        said = self.query_one("#games-said", Static)
        said.update(Content(sentence))
        said.display = bool(sentence)
        self.fit_body()

    @property
    def _lit(self) -> Slot | None:
        """The game that is lit."""
        return self._slots.get(self.query_one(Options).lit)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What cannot be done with the lit game is not offered. The game that is being played is not deleted."""
        if not super().check_action(action, parameters) or not self.query(Options):
            return False
        if action == "take_in":
            return not self._saving
        if action == "copy_out":
            is_new = self._saving and self.query_one(Options).lit == _NEW
            return is_new or (self._lit is not None and self._lit.game is not None)
        if action == "delete":
            is_played = (
                self._lit is not None
                and self._lit.name == self.game_app.store.autosave
                and self.game_app.live is not None
            )
            return self._lit is not None and not is_played
        return True

    def action_delete(self) -> None:
        """Delete the lit game, if that is meant."""
        slot = self._lit
        if slot is None:
            return
        folder = self.game_app.store.folder / DELETED
        sentences = [
            f"«{self._title(slot)}» goes from the list. Its file is kept in {folder}; `trotsky saves restore` brings it back."
        ]
        answers = {"keep": "Keep the game", "delete": "Delete it"}

        def answered(answer: str | None) -> None:
            if answer == "delete":
                self._delete(slot)

        self.app.push_screen(Message("Delete this game?", sentences, answers), answered)

    def _delete(self, slot: Slot) -> None:
        place = max(0, self.query_one(Options).number_of(str(slot.path)) - 1)
        try:
            self.game_app.flush()
            moved = self.game_app.store.delete(slot.path)
        except SaveError as error:
            self.app.push_screen(Message("Not deleted", [str(error)]))
            return
        self._show_again(place=place)
        self._say(f"Deleted. `trotsky saves restore` brings it back; its file is now {moved}.")

    def action_copy_out(self) -> None:
        """Write the lit game to a file."""
        slot = self._lit
        name = file_name(self._title(slot) if slot is not None else self._suggested())

        what = self._title(slot) if slot is not None else "this game"

        def accept(text: str) -> Path:
            return target_of(text, Path.cwd(), name)

        def answered(target: Path | None) -> None:
            if target is not None and target.exists():
                self._confirm_over(slot, target)
            elif target is not None:
                self._copy_out(slot, target)

        self.app.push_screen(
            PathScreen("To a file", f"Where «{what}» is to be written.", str(_home() / name), accept), answered
        )

    def _confirm_over(self, slot: Slot | None, target: Path) -> None:
        answers = {"keep": "Leave it as it is", "replace": "Write over it"}

        def answered(answer: str | None) -> None:
            if answer == "replace":
                self._copy_out(slot, target)

        self.app.push_screen(Message("Write over it?", [f"There is a file {target} already."], answers), answered)

    def _copy_out(self, slot: Slot | None, target: Path) -> None:
        try:
            self.game_app.flush()
            if slot is not None:
                self.game_app.store.export_to(slot.path, target)
            elif self.game_app.live is not None:
                self.game_app.store.export(self.game_app.live.packed(), target)
        except SaveError as error:
            self.app.push_screen(Message("Not written", [str(error)]))
            return
        self._say(f"Written to {target}.")

    def action_take_in(self) -> None:
        """Take in a game from a file."""
        store, story = self.game_app.store, self.game_app.story

        def accept(text: str) -> Path:
            return store.path(store.import_from(path_of(text, Path.cwd()), story.id))

        def answered(path: Path | None) -> None:
            if path is not None:
                self._show_again(lit=path)
                self._say(f"Kept as «{self._title(self._slots[str(path)])}».")

        self.app.push_screen(
            PathScreen("From a file", "The file of the game that is to be taken in.", "", accept), answered
        )

    def on_options_lit(self, event: Options.Lit) -> None:
        """Show what is in it."""
        self._say("")
        self._preview(event.option_id)
        self.refresh_keys()

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
            # By the app: what it may ask is answered when this sheet is gone.
            self.app.call_later(self.game_app.open_game, slot.name)

    def _ask_name(self) -> None:
        field = self.query_one(Input)
        field.display = True
        self.fit_body()
        live = self.game_app.live
        if live is not None and not field.value:
            field.value = self._suggested()
        field.focus()

    def _suggested(self) -> str:
        live = self.game_app.live
        if live is None:
            return ""
        return ", ".join(part for part in (live.session.view.scene.title, facts(live.session).date) if part)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the game under the name that was written."""
        name = event.value.strip()
        if not name:
            self._say("Write a name for the game.")
        elif is_ours(name):
            self._say(f"Games called «{name}» are kept by the program itself. Write another name.")
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
            advice = f"With {self.label_of(_COPY_OUT)[0]} here you can write it to a file somewhere else."
            self.app.push_screen(Message("Not saved", [str(error), advice]))
            return
        self.close_with(f"Kept as «{name}».")


def _when(slot: Slot) -> str:
    if slot.game is None:
        return "cannot be opened; the one before it is here" if slot.earlier else "cannot be opened"
    return local_time(slot.game.saved_at)


def _home() -> Path:
    """Where a player would look for a file: at home, or where the game was begun if there is no home."""
    try:
        home = Path.home()
    except RuntimeError:
        return Path.cwd()
    return home if home.is_dir() else Path.cwd()


def _contents(game: SavedGame) -> Content:
    """Where a game stands."""
    seen = game.preview
    head = " · ".join(part for part in (seen.chapter, seen.scene, seen.date) if part)
    line = seen.line if len(seen.line) < _CUT else f"{seen.line.rpartition(' ')[0]} …"
    return Content.assemble((head, "bold"), "\n" if line else "", (line, "italic"))


def _damaged(slot: Slot) -> Content:
    if slot.earlier is None:
        return Content(slot.trouble)
    return Content.assemble(f"{slot.trouble}\nBefore it: ", _preview(slot.earlier))


def _preview(game: SavedGame) -> Content:
    count = len(game.log)
    tail = f"Saved {local_time(game.saved_at)}, {count} {'choice' if count == 1 else 'choices'}, played {duration(game.playtime)}."
    return Content.assemble(_contents(game), "\n", tail)
