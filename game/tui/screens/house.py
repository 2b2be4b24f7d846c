"""What every screen of the house shares: it knows the app, fits its width, and can open the other screens."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import events, on
from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from game.tui.actions import Action, Place, bindings, page_bindings
from game.tui.widgets.key_bar import KeyBar
from game.tui.widgets.options import Options

if TYPE_CHECKING:
    from game.tui.app import GameApp

Result = TypeVar("Result")
WIDE, VERY_WIDE, TALL, LOW = 100, 140, 28, 24


def fit(screen: Screen[object], size: Size) -> None:
    """Tell a screen's style sheet how much room there is."""
    screen.set_class(size.width >= WIDE, "-wide")
    screen.set_class(size.width >= VERY_WIDE, "-very-wide")
    screen.set_class(size.height >= TALL, "-tall")
    screen.set_class(size.height < LOW, "-low")


class House(Screen[Result]):
    """A screen of the game."""

    PLACE: ClassVar[Place] = "modal"

    @property
    def is_wide(self) -> bool:
        """Whether there is room beside the column."""
        return self.app.size.width >= WIDE

    @property
    def is_on_top(self) -> bool:
        """Whether the player sees this screen. What was typed too fast may arrive when it is covered already."""
        return self.app.screen is self

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be done on a screen whose parts are not there yet: keys can outrun it."""
        return self.is_mounted

    @property
    def game_app(self) -> GameApp:
        """The app, by its own type."""
        return cast("GameApp", self.app)

    # Textual runs the handlers of every class in turn; names of their own leave subclasses free.
    @on(events.Mount)
    def _fit_first(self) -> None:
        fit(cast("Screen[object]", self), self.app.size)

    @on(events.Resize)
    def _fit_again(self, event: events.Resize) -> None:
        # The screens underneath are not told of a new size.
        for screen in self.app.screen_stack:
            fit(screen, event.size)

    def label_of(self, action: Action) -> tuple[str, str]:
        """The key and the word of an action on the key bar of this screen, as it now is."""
        return self.game_app.key_of(action), action.bar

    def refresh_keys(self) -> None:
        """Draw the key bar again: what can be done has changed."""
        for bar in self.query(KeyBar):
            bar.refresh()

    def action_help(self) -> None:
        """The keys and the marks."""
        from game.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen())

    def action_paper(self) -> None:
        """The source with its marks."""
        from game.tui.screens.paper import PaperScreen

        self.app.push_screen(PaperScreen())

    def action_load(self) -> None:
        """The kept games."""
        from game.tui.screens.games import GamesScreen

        self.app.push_screen(GamesScreen(saving=False))

    def action_codex(self) -> None:
        """People, places and words."""
        from game.tui.screens.codex import CodexScreen

        self.app.push_screen(CodexScreen())

    def action_chapters(self) -> None:
        """Where a chapter began."""
        from game.tui.screens.chapters import ChaptersScreen

        self.app.push_screen(ChaptersScreen())

    def action_endings(self) -> None:
        """The ends that were met, and what else was found."""
        from game.tui.screens.endings import EndingsScreen

        self.app.push_screen(EndingsScreen())

    def action_settings(self) -> None:
        """How the game looks and behaves."""
        from game.tui.screens.settings import SettingsScreen

        self.app.push_screen(SettingsScreen())

    def action_credits(self) -> None:
        """Where it all comes from."""
        from game.tui.screens.credits import CreditsScreen

        self.app.push_screen(CreditsScreen())

    def action_entry(self, name: str) -> None:
        """What the codex says of a person, a place or a term."""
        from game.tui.screens.codex import CodexScreen

        self.app.push_screen(CodexScreen(name))

    def action_theme(self) -> None:
        """The next theme."""
        self.game_app.next_theme()

    def action_commands(self) -> None:
        """The command palette."""
        self.app.action_command_palette()


class Sheet(House[Result], ModalScreen[Result]):
    """A sheet laid over the screen: a heading, a scrolling body, and the keys. F10 always closes it."""

    PLACE: ClassVar[Place] = "modal"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("modal"), *page_bindings()]
    CSS_PATH: ClassVar[CSSPathType | None] = "sheet.tcss"
    HEADING = ""
    PAGE: str = ""  # the action that opens it
    IS_PAGE: ClassVar[bool] = True  # one that waits for an answer is none: nothing leads away from it but the answer
    _is_closing = False

    def body(self) -> ComposeResult:
        """What the sheet says."""
        yield from ()

    def foot(self) -> ComposeResult:
        """What stays in sight under the body."""
        yield from ()

    def compose(self) -> ComposeResult:
        """The sheet."""
        with Vertical(classes="sheet"):
            yield Static(Content(self.HEADING.upper()), classes="sheet-heading")
            with VerticalScroll(classes="sheet-body", can_focus=False):
                yield from self.body()
            with Vertical(classes="sheet-foot"):
                yield from self.foot()
        yield KeyBar(self.PLACE, self.label_of)

    @on(events.Mount)
    @on(events.Resize)
    def fit_body(self) -> None:
        """Let the body have what the heading, the foot, the edges and the key bar leave it."""

        def fit_now() -> None:
            if self._is_closing or not self.query(".sheet-foot"):  # it was closed before the refresh came
                return
            if not self.is_attached:
                return
            foot = self.query_one(".sheet-foot").outer_size.height
            self.scroller.styles.max_height = max(3, self.app.size.height - 5 - foot)
            self.fitted()

        self.call_after_refresh(fit_now)

    def fitted(self) -> None:
        """The body has its height, from the next layout on."""

    def on_options_beyond(self, event: Options.Beyond) -> None:
        """An arrow past the answers reads on in the body."""
        self.scroller.scroll_relative(y=2 * event.direction, animate=False)

    @property
    def scroller(self) -> Widget:
        """What the paging keys move."""
        return self.query_one(".sheet-body")

    def action_read_back(self) -> None:
        """A screen up."""
        self.scroller.scroll_page_up(animate=False)

    def action_read_down(self) -> None:
        """A screen down."""
        self.scroller.scroll_page_down(animate=False)

    def action_top(self) -> None:
        """To the top."""
        self.scroller.scroll_home(animate=False)

    def action_bottom(self) -> None:
        """To the end."""
        self.scroller.scroll_end(animate=False)

    def action_turn_to(self, page: str) -> None:
        """To another page; the same one's key closes it."""
        if self.IS_PAGE:
            self.game_app.turn_to(page)

    def action_close(self) -> None:
        """Back to where the player was."""
        self.close_with()

    def close_with(self, result: Result | None = None) -> None:
        """Close once: a key pressed twice must not close what lies underneath."""
        if not self._is_closing and self.app.screen is self:
            self._is_closing = True
            self.dismiss(result)

    def key_up(self) -> None:
        """A line up, where no list takes the arrow: the key passes here on its way to the list's binding."""
        if self.focused is None:
            self.scroller.scroll_relative(y=-2, animate=False)

    def key_down(self) -> None:
        """A line down, where no list takes the arrow."""
        if self.focused is None:
            self.scroller.scroll_relative(y=2, animate=False)

    def key_space(self) -> None:
        """A screen down."""
        self.action_read_down()

    @on(events.Click)
    def _close_from_outside(self, event: events.Click) -> None:
        if event.widget is self:
            self.action_close()
