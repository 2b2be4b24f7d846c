"""The game itself: the column of prose with its choices, the panel beside it, the keys below."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content

from game.play import ChoiceError, Session, View
from game.saves import SaveError
from game.tui.actions import ACTIONS, bindings
from game.tui.facts import Facts, facts
from game.tui.hints import next_hint
from game.tui.live import LiveGame
from game.tui.screens.house import House
from game.tui.screens.message import Message
from game.tui.widgets.column import Column
from game.tui.widgets.hint_line import HintLine
from game.tui.widgets.key_bar import KeyBar
from game.tui.widgets.more import More
from game.tui.widgets.options import Option, Options
from game.tui.widgets.panel import Masthead, Panel, QuoteLine
from game.tui.widgets.paper import Paper
from game.tui.words import content


def has_card(session: Session) -> bool:
    """Whether the chapter of the present moment is shown a card for: not an ending, nor the only chapter there is."""
    return len(session.story.chapters) > 1 and not session.view.scene.ending


_OURS = "app:"  # before the ids of what the app offers, at an ending or where the story is stuck


class PlayScreen(House[None]):
    """One game being played. It is brought up to date in place, choice by choice."""

    PLACE = "play"
    BINDINGS: ClassVar[list[BindingType]] = bindings("play")
    CSS_PATH = "play.tcss"

    def __init__(self, live: LiveGame, *, begins: bool = False) -> None:
        """`begins` says that the game opens where a chapter begins, so that its card is shown."""
        super().__init__()
        self.live = live
        self._begins = begins
        self._before_turning: Facts | None = None  # what the panel said, while the last reply of a chapter is read
        self._figures = False

    def compose(self) -> ComposeResult:
        """The parts, filled when mounted."""
        yield Masthead()
        yield QuoteLine()
        with Horizontal(id="play-body"):
            with Vertical(id="play-text"):
                yield Column()
                yield More()
            yield Panel()
        yield HintLine()
        yield KeyBar(self.PLACE, self.label_of)

    @property
    def column(self) -> Column:
        """The column of prose."""
        return self.query_one(Column)

    async def on_mount(self) -> None:
        """Open the game where it stands."""
        if not self.query(Column):  # the player has left it already
            return
        await self.column.open(self.live.session, self._options())
        self.show_facts()
        self.column.options.focus()
        if self._begins and has_card(self.live.session):
            self._show_card()
        else:
            self._appear()
            self.call_after_refresh(self.column.place)

    def _show_card(self) -> None:
        from game.tui.screens.chapter_card import ChapterCard

        def begin(_: None) -> None:
            self._appear()
            self.column.place()

        self.app.push_screen(ChapterCard(self.live.session), begin)

    def _hint(self) -> None:
        """Tell a first-time player what this page has that is new; what was told before goes away."""
        settings, line = self.game_app.settings, self.query_one(HintLine)
        if self.live.notice:
            self.tell(self.live.notice)
            self.live.notice = ""
            return
        hint = next_hint(self.live.session, settings.hints) if settings.show_hints else None
        if hint is None:
            if line.words:
                line.show("", "")
            return
        line.show(hint.words(self._key_named), self._key_named("dismiss_hint"))
        self.game_app.change(hints=[*settings.hints, hint.id])

    def tell(self, sentence: str | None) -> None:
        """Say over the keys what was done, until the next choice."""
        if sentence:
            self.query_one(HintLine).show(sentence, self._key_named("dismiss_hint"))

    def _key_named(self, name: str) -> str:
        return next(self.game_app.key_of(action) for action in ACTIONS if action.id == name)

    def action_dismiss_hint(self) -> None:
        """Put the hint away."""
        self.query_one(HintLine).show("", "")

    def _appear(self) -> None:
        self._hint()
        how = self.game_app.appearing
        if how != "page":
            self.column.appear(how)

    # A key is seen here on its way up, before any binding is asked.
    def on_key(self, event: events.Key) -> None:
        """Any key shows the rest of what is appearing. Where it is typed slowly, it does nothing more."""
        if self.column.hurry() and self.game_app.settings.appearing != "paragraphs":
            event.stop()
            event.prevent_default()

    def on_click(self) -> None:
        """So does the mouse."""
        self.column.hurry()

    def on_screen_suspend(self) -> None:
        """So does a sheet that covers the page."""
        if self.query(Column):
            self.column.hurry()

    def on_resize(self) -> None:
        """The masthead says other things on another width."""
        self.call_after_refresh(self.show_facts)

    def on_screen_resume(self) -> None:
        """The player may have changed how figures are told."""
        if self._figures != (self.game_app.settings.figures == "numbers"):
            self.show_facts()

    def show_facts(self) -> None:
        """Bring the panel and the masthead up to date."""
        if not self.query(Panel):
            return
        self._figures = self.game_app.settings.figures == "numbers"
        shown, trouble = facts(self.live.session, figures=self._figures), self.game_app.trouble
        if self._before_turning is not None:
            shown = shown.as_on(self._before_turning)
        self.query_one(Panel).show(shown, trouble)
        self.query_one(Masthead).show(shown, wide=self.is_wide, trouble=trouble)
        self.query_one(QuoteLine).show(shown)
        self.refresh_keys()

    def on_column_moved(self) -> None:
        """Say whether there is more to read below."""
        self.query_one(More).show(self.column.lines_below)
        self.refresh_keys()

    def _options(self) -> list[Option]:
        seen = self.live.session.view
        rows = [
            Option(
                choice.id,
                content(choice.text),
                f"chance {choice.odds} in 100" if choice.odds is not None else "",
                choice.reason,
            )
            for choice in seen.choices
        ]
        if seen.is_ending or seen.is_stuck:
            rows.extend(self._ways_out(seen))
        return rows

    def _ways_out(self, seen: View) -> list[Option]:
        rows: list[Option] = []
        if seen.is_ending and self.game_app.story.source is not None:
            rows.append(Option(f"{_OURS}paper", Content("Look at the paper")))
        if self.live.first_met:
            rows.append(Option(f"{_OURS}endings", Content(f"Endings: {self.live.first_met} met")))
        if self.live.session.undoable:
            rows.append(Option(f"{_OURS}undo", Content("Take back the last choice")))
        return [*rows, Option(f"{_OURS}title", Content("To the title page"))]

    async def on_options_taken(self, event: Options.Taken) -> None:
        """Make the choice, or do what the app offered."""
        if not self.is_on_top:
            return
        match event.option_id:
            case "app:paper":
                self.action_paper()
            case "app:endings":
                self.action_endings()
            case "app:undo":
                await self.action_undo()
            case "app:title":
                self.game_app.to_title()
            case "app:turn":
                await self._turn()
            case choice_id:
                await self._choose(choice_id)

    async def _choose(self, choice_id: str) -> None:
        if choice_id not in self.column.options.open_ids:
            return  # a key pressed twice: the second was meant for the page before
        session, before, shown = self.live.session, self.live.session.view.scene.chapter, facts(self.live.session)
        try:
            self.live.choose(choice_id)
        except ChoiceError as error:
            self.app.push_screen(Message("That cannot be done", [str(error)]))
            return
        seen = session.view
        if seen.scene.chapter is before:
            await self._advance(self._options())
        elif seen.said or seen.throw is not None or session.marked_at(session.undoable):
            # The last words of a chapter are read on its own sheet, and then the sheet is turned.
            self._before_turning = shown
            await self._advance([Option(f"{_OURS}turn", Content("Go on."))], reply_only=True)
        else:
            await self._turn()

    async def _advance(self, options: list[Option], *, reply_only: bool = False) -> None:
        with self.app.batch_update():
            await self.column.advance(self.live.session, options, reply_only=reply_only)
            self.show_facts()
            self._appear()
            self._lay_out()
        self._paint()

    async def _turn(self) -> None:
        """A new chapter: its card, and a clear sheet."""
        self._before_turning = None
        with self.app.batch_update():
            await self.column.begin_chapter(self.live.session, self._options())
            self.show_facts()
            if has_card(self.live.session):
                self._show_card()
            else:
                self._appear()
            self._lay_out()
        self._paint()

    async def on_options_beyond(self, event: Options.Beyond) -> None:
        """An arrow past the list reads on in the column."""
        await self._scroll(3 * event.direction)

    async def _scroll(self, lines: int) -> None:
        if lines < 0 and self.column.scroll_y <= 0:
            await self.column.earlier(self.live.session)
        self.column.scroll_relative(y=lines, animate=False)

    async def action_read_back(self) -> None:
        """A screen up, to the beginning of the chapter."""
        await self._scroll(-max(1, self.column.size.height - 2))

    async def action_read_down(self) -> None:
        """A screen down."""
        await self._scroll(max(1, self.column.size.height - 2))

    async def action_top(self) -> None:
        """The beginning of what is kept on the screen."""
        await self.column.earlier(self.live.session)
        self.column.scroll_home(animate=False)

    def action_bottom(self) -> None:
        """The choices."""
        self.column.scroll_end(animate=False)

    async def action_read_on(self) -> None:
        """A screen down; at the end, the only way on."""
        options = self.column.options
        if not options.in_view():
            await self.action_read_down()
        elif options.only == f"{_OURS}turn":
            await self._turn()
        elif options.only and not options.only.startswith(_OURS):
            await self._choose(options.only)

    async def action_undo(self) -> None:
        """Take the last choice back."""
        if self.live.undo():
            self._before_turning = None
            with self.app.batch_update():
                await self.column.take_back(self.live.session, self._options())
                self.show_facts()
                self._lay_out()
            self._paint()

    # Textual lays out, scrolls and paints in turns of a sixtieth of a second each, and shows every one of them.
    # A page is laid out and put in its place before anything is painted: one picture, and sooner.
    def _lay_out(self) -> None:
        self._refresh_layout()
        self.column.place()

    def _paint(self) -> None:
        self._compositor_refresh()

    def action_three_columns(self) -> None:
        """The paper in three columns."""
        from game.tui.screens.paper import PaperScreen

        self.app.push_screen(PaperScreen(in_columns=True), self.gone_back)

    def action_paper(self) -> None:
        """The source with its marks; from there the player may go back to the moment of one."""
        from game.tui.screens.paper import PaperScreen

        self.app.push_screen(PaperScreen(), self.gone_back)

    def action_record(self) -> None:
        """What history says."""
        from game.tui.screens.record import RecordScreen

        self.app.push_screen(RecordScreen(self.live.session))

    def action_bearings(self) -> None:
        """Where the player stands."""
        from game.tui.screens.bearings import BearingsScreen

        self.app.push_screen(BearingsScreen(self.live.session))

    def action_quick_save(self) -> None:
        """Keep the game without asking where."""
        try:
            name = self.live.keep_quickly()
        except SaveError as error:
            self.app.push_screen(Message("Not saved", [str(error)]))
            return
        self.tell(f"Kept as «{name}».")

    def action_save(self) -> None:
        """Keep the game under a name."""
        from game.tui.screens.games import GamesScreen

        self.app.push_screen(GamesScreen(saving=True), self.tell)

    def action_journal(self) -> None:
        """What was chosen, and when."""
        from game.tui.screens.journal import JournalScreen

        self.app.push_screen(JournalScreen(self.live), self.gone_back)

    def action_map(self) -> None:
        """The road so far, on the map."""
        from game.tui.screens.map import MapScreen

        self.app.push_screen(MapScreen(self.live.session))

    def action_road(self) -> None:
        """The scenes behind, and the doors beside them."""
        from game.tui.screens.road import RoadScreen

        self.app.push_screen(RoadScreen(self.live.session), self.look_up)

    def look_up(self, moment: int | None) -> None:
        """Open the journal at a moment, by its number as a page."""
        from game.tui.screens.journal import JournalScreen

        if moment is not None:
            self.app.push_screen(JournalScreen(self.live, moment), self.gone_back)

    async def gone_back(self, steps: int | None) -> None:
        """Take back as many choices as the journal or the paper said."""
        if steps and self.live.undo(steps):
            await self.show_again()

    async def show_again(self) -> None:
        """Show the game as it stands, whatever was on the page."""
        self._before_turning = None
        with self.app.batch_update():
            await self.column.open(self.live.session, self._options())
            self.show_facts()
            self._lay_out()
        self._paint()

    def action_menu(self) -> None:
        """Every page of the game, and the way out."""
        from game.tui.screens.menu import MenuScreen

        self.app.push_screen(MenuScreen(self), self._menu_answered)

    async def _menu_answered(self, action: str | None) -> None:
        if action:
            await self.run_action(action)

    def action_title(self) -> None:
        """To the title page."""
        self.game_app.to_title()

    def action_leave(self) -> None:
        """Out of the game, if the player means it."""
        self.app.run_worker(self.app.action_quit())

    def action_leave_now(self) -> None:
        """Out of the game, from the menu: that was the question already, unless something would be lost."""
        if self.game_app.trouble:
            self.action_leave()
        else:
            self.app.exit()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What cannot be done now is not offered."""
        if not super().check_action(action, parameters):
            return False
        if action == "undo":
            return self.live.session.undoable > 0
        if action == "dismiss_hint":
            return bool(self.query_one(HintLine).words)
        if action == "three_columns":
            return bool(self.query(Paper))
        if action == "paper":
            return self.game_app.story.source is not None
        return True
