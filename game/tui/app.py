"""The app: which screen is shown, which game is being played, and where it is kept."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import signal
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from msgspec.structs import replace
from textual import events
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.message import Message as AppMessage
from textual.screen import Screen

from game.play import ChoiceError, Session
from game.saves import SETTINGS_FILE, Appearing, DiscoveriesFile, NewerError, SaveError, SettingsFile, Store
from game.story import Story
from game.tui.actions import ACTIONS, Action
from game.tui.autosave import Autosaver
from game.tui.keys import all_printed, keymap, printed
from game.tui.live import LiveGame
from game.tui.screens.house import House
from game.tui.themes import POSTER, TERMINAL, THEMES, ours

if TYPE_CHECKING:
    from game.tui.screens.play import PlayScreen


class GameApp(App[int]):
    """The game in a terminal."""

    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "f11"
    AUTO_FOCUS = "Options"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+z", "suspend_process", "Suspend", show=False)]
    CSS_PATH = ["app.tcss", "screens/title.tcss"]  # noqa: RUF012  (Textual does not read the first screen's own)

    class Autosaved(AppMessage):
        """The game was kept in the background, or was not: then `trouble` says why."""

        def __init__(self, trouble: str) -> None:
            super().__init__()
            self.trouble = trouble

    def __init__(
        self,
        story: Story,
        store: Store,
        *,
        seed: int | None = None,
        load: str | None = None,
        scene: str | None = None,
        again: Session | None = None,
        settings: SettingsFile | None = None,
    ) -> None:
        """`settings` is where the player's are kept; with the story's games if nothing is said. `again` is a game to
        go on with that is not kept before the next choice."""
        self._settings_file = settings or SettingsFile(store.folder / SETTINGS_FILE)
        self.settings, self._settings_trouble = self._settings_file.load()
        # Textual would print grey for NO_COLOR; with this the terminal's own colours are left alone.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = self.settings.theme if self.settings.theme in self.available_themes else POSTER.name
        self.set_keymap(keymap(self.settings.keys))
        self.title = story.title
        self.story = story
        self.store = store
        self.chapters = store.chapters
        self.discoveries = DiscoveriesFile(store.folder)
        self.live: LiveGame | None = None
        self.trouble = ""
        self.autosaver = Autosaver(store, self._report)
        self._settings_told = False  # whether it was said that they cannot be kept
        self._seed = seed
        self._begin_with = (load, scene)
        self._again = again
        self._once_started: Callable[[], None] | None = None

    def get_default_screen(self) -> Screen[None]:
        """The title page."""
        from game.tui.screens.title import TitleScreen

        return TitleScreen()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colours of ours that a theme of Textual's own does not have."""
        return {} if self.current_theme in THEMES else ours(self.current_theme)

    def get_css_variables(self) -> dict[str, str]:
        """Textual's, and the width of the prose as the player has it, bare and with the paper's margin."""
        width = self.settings.width
        return {**super().get_css_variables(), "prose": str(width), "prose-and-margin": str(width + 5)}

    def on_mount(self) -> None:
        """Go straight to the game that was asked for."""
        if not self.is_headless:
            self._heed_signals()
            self.app_resume_signal.subscribe(self, self._draw_again)
        if self._settings_trouble:
            self.say("The settings", [self._settings_trouble])
        if self._once_started is not None:
            self.set_timer(0.5, self._once_started)
        load, scene = self._begin_with
        if load is not None:
            self.open_game(load)
        elif scene is not None:
            self.new_game(scene)
        elif self._again is not None:
            self._play(LiveGame.again(self._again, self.store, self.autosaver), begins=False)

    def _draw_again(self, _: object) -> None:
        """Back from Ctrl+Z the terminal is blank, and nothing on the screens has changed that would be painted."""
        self.screen.refresh(layout=True)

    def _heed_signals(self) -> None:
        """A closed window or a shutdown leaves as the player would: the game kept, the terminal as it was."""
        for name in ("SIGTERM", "SIGHUP", "SIGINT"):
            number = getattr(signal, name, None)
            if number is None or signal.getsignal(number) is signal.SIG_IGN:  # `nohup` means it
                continue
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):  # Windows; not the main thread
                asyncio.get_running_loop().add_signal_handler(number, self._leave_for, int(number))

    def _leave_for(self, number: int) -> None:
        self.flush()
        self.exit(return_code=128 + number)

    def fit_colours(self) -> None:
        """Take the terminal's own colours where it has no more than sixteen."""
        if self.console.color_system == "standard" and not self.no_color and not self.settings.theme:
            self.theme = TERMINAL.name

    def change(self, **changed: Any) -> None:
        """Put other settings in force, and keep them. `changed` are fields of Settings."""
        self.settings = replace(self.settings, **changed)
        self.set_keymap(keymap(self.settings.keys))
        if "theme" in changed:
            self.theme = self.settings.theme or POSTER.name
        if "width" in changed:
            self.refresh_css(animate=False)
        if "keys" in changed:
            for screen in self.screen_stack:
                if isinstance(screen, House):
                    screen.refresh_keys()
        try:
            self._settings_file.save(self.settings)
        except SaveError as error:
            if not self._settings_told:
                self._settings_told = True
                self.notify(str(error), title="Not kept", severity="error", timeout=10)

    @property
    def appearing(self) -> Appearing:
        """How text appears: as the player has it, and a page at once where nothing is to move."""
        if self.settings.reduced_motion or self.animation_level == "none":
            return "page"
        return self.settings.appearing

    def next_theme(self) -> None:
        """Change to the next of our own themes."""
        names = [theme.name for theme in THEMES]
        here = names.index(self.theme) if self.theme in names else -1
        self.change(theme=names[(here + 1) % len(names)])

    def key_of(self, action: Action) -> str:
        """The main key of an action as the player has it, as a keyboard prints it."""
        return printed(action, self.settings.keys)

    def keys_of(self, action: Action) -> str:
        """Every key of an action as the player has them."""
        return all_printed(action, self.settings.keys)

    def call_after_start(self, function: Callable[[], None]) -> None:
        """Have something done when the first page stands."""
        self._once_started = function

    @property
    def failure(self) -> Exception | None:
        """The fault that ended the app, if one did."""
        return self._exception

    def _handle_exception(self, error: Exception) -> None:
        """A fault of ours ends the app. Textual would print a traceback; the player gets a sentence, from `run`'s caller."""
        self._return_code = 2
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()

    def _report(self, trouble: str) -> None:
        self.post_message(self.Autosaved(trouble))

    def flush(self) -> None:
        """Wait until the game is on disk."""
        self.autosaver.flush()

    def on_unmount(self) -> None:
        """Nothing is left unwritten."""
        self.flush()
        self.store.release()

    def new_game(self, at: str | None = None) -> None:
        """Begin a game, at a scene if one is named."""
        seed = secrets.randbelow(10**9) if self._seed is None else self._seed
        try:
            live = LiveGame.new(self.story, self.store, self.autosaver, seed, at)
        except ChoiceError as error:
            self.say("The game cannot begin there", [str(error)])
            return
        self._play(live, begins=at is None)

    def open_game(self, name: str, store: Store | None = None) -> None:
        """Open a game of the player's, or of another store, and say what has changed in it."""
        try:
            live, notes = LiveGame.open(self.story, self.store, self.autosaver, name, store)
        except SaveError as error:
            self._offer_earlier(name, store or self.store, error)
            return
        self._play(live, begins=store is not None)
        if notes:
            self.say("Since this game was kept", notes)

    def _offer_earlier(self, name: str, store: Store, trouble: SaveError) -> None:
        """Say why a game cannot be opened; the one that was in its place before it can be, if there is one."""
        from game.tui.screens.message import Message
        from game.tui.words import local_time

        heading, earlier = "The game cannot be opened", store.earlier(name)
        if earlier is None:
            self.say(
                heading,
                [str(trouble), "The other games are under «Your games», and «Chapters» begins where a chapter began."],
            )
            return
        where = ", ".join(part for part in (earlier.preview.scene, earlier.preview.date) if part)
        what = "The newer file" if isinstance(trouble, NewerError) else "The damaged file"
        sentences = [
            str(trouble),
            f"The game that was kept there before it can be: {where}, kept {local_time(earlier.saved_at)}. "
            f"{what} is then set aside, and not lost.",
        ]

        def answered(answer: str | None) -> None:
            if answer == "open":
                self._open_earlier(name, store)

        self.push_screen(
            Message(heading, sentences, {"leave": "Leave it as it is", "open": "Open the one before it"}), answered
        )

    def _open_earlier(self, name: str, store: Store) -> None:
        try:
            kept = store.rescue(name)
        except SaveError as error:
            self.say("The game cannot be put back", [str(error)])
            return
        self.open_game(name, None if store is self.store else store)
        if kept is not None and self.live is not None:
            self.say("Set aside", [f"The file that could not be opened is kept as {kept.name}."])

    def _play(self, live: LiveGame, *, begins: bool) -> None:
        self._leave_game()
        self.live = live
        self.push_screen(self.play_screen(live, begins))

    def play_screen(self, live: LiveGame, begins: bool) -> PlayScreen:
        """The page that a game is played on."""
        from game.tui.screens.play import PlayScreen

        return PlayScreen(live, begins=begins)

    def to_title(self) -> None:
        """Back to the title page."""
        self.flush()
        self._leave_game()

    def _leave_game(self) -> None:
        self.live = None
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def turn_to(self, page: str) -> None:
        """Leave the sheets that are open, and open a page; if it was the one on top, only leave it."""
        from game.tui.screens.house import Sheet

        was = self.screen.PAGE if isinstance(self.screen, Sheet) else ""
        while isinstance(self.screen, Sheet):
            self.pop_screen()
        under = self.screen
        if page != was and isinstance(under, House) and under.check_action(page, ()) is True:
            self.call_later(under.run_action, page)

    def say(self, heading: str, sentences: list[str]) -> None:
        """Say something that has to be read."""
        from game.tui.screens.message import Message

        self.push_screen(Message(heading, sentences))

    def on_game_app_autosaved(self, event: Autosaved) -> None:
        """A failure is said once, and stands in the panel until it is over."""
        from game.tui.screens.play import PlayScreen

        if event.trouble == self.trouble:
            return
        if event.trouble and not self.trouble:
            self.notify(event.trouble, title="Not saved", severity="error", timeout=10)
        self.trouble = event.trouble
        for screen in self.screen_stack:
            if isinstance(screen, PlayScreen):
                screen.show_facts()

    def on_resize(self, event: events.Resize) -> None:
        """A window too small to read gets a sentence in place of the game."""
        from game.tui.screens.small import SmallScreen, is_too_small

        if is_too_small(event.size) and not any(isinstance(screen, SmallScreen) for screen in self.screen_stack):
            self.push_screen(SmallScreen())

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The command palette: what can be done on this screen, out of the registry."""
        if isinstance(screen, House):
            places = {screen.PLACE, "modal"} if screen.is_modal else {screen.PLACE}
            for action in ACTIONS:
                is_here = places & set(action.places) and not action.numbered and action.id != "commands"
                if is_here and hasattr(screen, f"action_{action.id}") and screen.check_action(action.id, ()) is True:
                    help_text = f"{action.help} ({self.key_of(action)})"
                    yield SystemCommand(action.title, help_text, partial(screen.run_action, action.id))

    def action_command_palette(self) -> None:
        """The palette, over a page or a sheet. Textual's own has an id, and fails if one is still closing."""
        from textual.command import CommandPalette

        if isinstance(self.screen, House):
            self.push_screen(CommandPalette())

    async def action_quit(self) -> None:
        """Ctrl+Q, on every page: out of the game, if the player means it."""
        from game.tui.screens.message import QuitScreen

        is_asked = self.settings.confirm_leaving or self.trouble
        if self.live is None or not is_asked or isinstance(self.screen, QuitScreen):
            self.exit()
        else:
            self.push_screen(QuitScreen(self.trouble), self._quit_answered)

    def _quit_answered(self, answer: str | None) -> None:
        if answer == "title":
            self.to_title()
        elif answer == "quit":
            self.exit()

    def action_help_quit(self) -> None:
        """Ctrl+C leaves nothing: say what does."""
        self.notify("F10 is the way out.", timeout=3)
