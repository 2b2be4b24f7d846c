"""The game as lines of text: for pipes, screen readers and terminals without a full screen.

Reads a number, a choice's id or a command a line; the end of input saves and leaves.
"""

from __future__ import annotations

import contextlib
import secrets
import shlex
import textwrap
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TextIO

from game.play import (
    ChoiceError,
    Row,
    Session,
    achievements,
    arrived,
    begun_chapter,
    carried,
    date,
    marks,
    place_name,
    remembered,
    three_columns,
)
from game.play.prose import render
from game.play.view import View
from game.saves import (
    AUTOSAVE,
    LONGEST_THOUGHT,
    DamagedError,
    DiscoveriesFile,
    SavedGame,
    SaveError,
    Store,
    is_ours,
    open_game,
    pack,
)
from game.story import Story
from game.story.markup import plain
from game.story.model import MARK_SIGNS, VERDICT_WORDS
from game.story.runtime import Paragraph

WIDTH = 72


def run(
    story: Story,
    store: Store,
    source: TextIO,
    target: TextIO,
    *,
    seed: int | None,
    load: str | None,
    scene: str | None,
    again: Session | None = None,
) -> int:
    """Play until the input ends or the player leaves. Returns the exit status: 0, or 2 if it cannot begin.

    `again` is a game to go on with that is not kept before the player has made a choice in it.
    """
    game = PlainGame(story, store, target)
    try:
        game.begin(seed, load, scene, again)
    except (SaveError, ChoiceError) as error:
        game.say(str(error))
        return 2
    try:
        for line in iter(source.readline, ""):
            if not game.answer(line.strip()):
                break
            game.prompt()
    except KeyboardInterrupt:
        pass
    game.leave()
    return 0


class PlainGame:
    """One game on a stream of lines."""

    def __init__(self, story: Story, store: Store, target: TextIO) -> None:
        self._story = story
        self._store = store
        self._target = target
        self._session: Session  # from `begin` on
        self._heading = ""
        self._chapter = ""
        self._warned = False
        self._left = False
        self._playtime = 0
        self._since = time.monotonic()
        self._is_kept = True  # not yet, where choices were made again and none since
        self._commands: dict[str, tuple[str, Callable[[str], None]]] = {
            "0": ("this list", self._help),
            "back": ("take back the last choice", self._back),
            "carry": ("what you carry", self._carry),
            "paper": ("the paper, with your marks", self._paper),
            "columns": ("the paper beside your life and the record; columns ID for one", self._columns),
            "record": ("what history says of the scene before", self._record),
            "save": ("keep the game under a name: save NAME", self._save),
            "replace": ("keep it in place of a game of that name: replace NAME", self._replace),
            "games": ("the games that are kept", self._games),
            "load": ("go on with a kept game: load NAME", self._load),
            "quit": ("leave; the game is kept", self._quit),
        }

    # -- beginning and leaving --------------------------------------------------------------------

    def begin(self, seed: int | None, load: str | None, scene: str | None, again: Session | None = None) -> None:
        """Open a saved game or begin a new one, and say where it stands. Raises SaveError, ChoiceError."""
        self.say(self._story.title.upper())
        if self._story.author:
            self.say(self._story.author)
        if load is not None:
            self._open(load)
        elif again is not None:
            self._session, self._is_kept = again, False
            self._claim()
            self.say(f"{len(again.log):,} choices were made again. The game is kept from your next choice on.")
        else:
            self._session = Session.new(self._story, secrets.randbits(32) if seed is None else seed, at=scene)
            self._claim()
            self._set_aside()
            with contextlib.suppress(SaveError):  # if nothing can be kept, the first choice will say so
                self._note()
            if self._story.about:
                self.say(self._story.about)
        self.say("Answer with a number. 0 lists everything else you can type.")
        self._show()
        self.prompt()

    def leave(self) -> None:
        """Keep the game and say so."""
        self._autosave()
        if not self._is_kept:
            self.say("No choice was made since, so the game is not kept.")
        elif not self._warned:
            command = f"trotsky play --load {shlex.quote(self._store.autosave)}"
            self.say(f"The game is kept. `{command}` goes on with it.")
        else:
            self.say("The game is not kept.")
        self._store.release()

    def _open(self, name: str) -> None:
        try:
            self._session, self._playtime, report = open_game(self._story, self._store, name)
        except DamagedError as error:
            if self._store.earlier(name) is None:
                raise
            hint = (
                f"The game that was kept there before it can be put back: `trotsky saves restore --earlier '{name}'`."
            )
            raise SaveError(f"{error} {hint}") from None
        self._is_kept = True
        for sentence in report:
            self.say(sentence)
        self._claim()
        if name != self._store.autosave:
            self._set_aside()
            self._autosave()

    def _claim(self) -> None:
        """Take an autosave of our own, and say so if another game that runs has the usual one."""
        before = self._store.autosave
        if self._store.claim() not in (before, AUTOSAVE):
            self.say(f"Another game is being played here; this one is kept as '{self._store.autosave}'.")

    def _set_aside(self) -> None:
        """Keep the autosave of another game before this one's takes its place, and say so."""
        kept, trouble = self._store.set_aside(self._session.log)
        if trouble:
            self.say(trouble)
        elif kept:
            self.say(f"Your last game is kept as '{kept}'.")

    # -- answering --------------------------------------------------------------------------------

    def answer(self, line: str) -> bool:
        """Act on one line of input. False if the player has left."""
        word, _, rest = line.partition(" ")
        command = self._commands.get(word.casefold())
        view = self._session.view
        offered = [choice.id for choice in view.choices if choice.is_open]
        if line in offered:
            self._take(line)
        elif line.isdecimal() and 1 <= int(line) <= len(offered):
            self._take(offered[int(line) - 1])
        elif not line and len(offered) == 1:
            self._take(offered[0])
        elif command is not None:
            command[1](rest.strip())
        elif shut := next((choice for choice in view.choices if choice.id == line), None):
            self.say(f"That is shut: {shut.reason}")
        elif not line:
            self.say("Type a number, or 0 for everything else.")
        elif not offered:
            self.say("The story has ended here. Type: back, paper, columns, record, load or quit.")
        else:
            self.say(
                f"'{line[:40]}' is none of the answers. Type a number from 1 to {len(offered)}, or 0 for everything else."
            )
        return not self._left

    def prompt(self) -> None:
        """Ask for the next line."""
        if not self._left:
            self._target.write("> ")
            self._target.flush()

    def _take(self, choice_id: str) -> None:
        words = next(choice.text for choice in self._session.view.choices if choice.id == choice_id)
        if not self._is_kept:
            self._is_kept = True
            self._set_aside()
        self._session.choose(choice_id, _now())
        self._target.write("\n")
        self.say(f"» {plain(words)}")
        self._autosave()
        try:
            self._note()
        except SaveError as error:
            if not self._warned:
                self.say(str(error))
        self._show()

    def _note(self) -> None:
        """Keep the beginning of a chapter, and an ending and whatever else was found. Raises SaveError."""
        chapter, found, now = begun_chapter(self._session), arrived(self._session), _now()
        if chapter is not None:
            game = self._pack(chapter.id)
            self._store.chapters.save(chapter.id, game)
            self._store.checkpoint(game)
        if found.ending or found.achievements:
            discoveries = DiscoveriesFile(self._store.folder)
            discoveries.add(now, ending=found.ending, achievements=list(found.achievements))

    def _autosave(self) -> None:
        if not self._is_kept:
            return
        try:
            self._keep(self._store.autosave)
            self._warned = False
        except SaveError as error:
            if not self._warned:
                self.say(f"{error} You can play on; this game will not be kept unless that is mended.")
            self._warned = True

    def _keep(self, name: str) -> None:
        self._store.save(name, self._pack(name))

    def _pack(self, name: str) -> SavedGame:
        now = time.monotonic()
        self._playtime += min(int(now - self._since), LONGEST_THOUGHT)
        self._since = now
        return pack(self._session, name, _now(), self._playtime)

    # -- showing ----------------------------------------------------------------------------------

    def say(self, text: str, indent: str = "") -> None:
        """Print one paragraph, wrapped, and an empty line."""
        lines = textwrap.wrap(
            text, WIDTH, initial_indent=indent, subsequent_indent=" " * len(indent), break_on_hyphens=False
        )
        self._target.write("\n".join(lines) + "\n\n")

    def _paragraph(self, paragraph: Paragraph) -> None:
        words = plain(paragraph.text)
        if paragraph.quote:
            self.say(f"«{words}»", "    ")
        else:
            self.say(words)

    def _show(self) -> None:
        view = self._session.view
        if view.throw is not None:
            result = "it came off" if view.throw.succeeded else "it failed"
            self.say(f"(A chance of {view.throw.odds} in 100; the throw was {view.throw.rolled}, and {result}.)")
        for paragraph in view.said:
            self._paragraph(paragraph)
        self._show_marks()
        if self._session.state.fresh:
            self._show_heading(view)
        for paragraph in view.paragraphs:
            self._paragraph(paragraph)
        if view.is_ending:
            self._show_ending(view)
        else:
            self._show_choices(view)

    def _show_heading(self, view: View) -> None:
        chapter = view.scene.chapter
        if chapter.id != self._chapter:
            self._chapter = chapter.id
            years = f", {chapter.years}" if chapter.years else ""
            self.say(f"=== {chapter.title}{years} ===")
            for paragraph in render(chapter.text, self._session.state.memory, self._session.state.seed, 1):
                self._paragraph(paragraph)
        when, time = date(self._story, self._session.state)
        where = place_name(self._story, self._session.state)
        day = f"{when.weekday} {when}".strip() if when else ""
        if when and chapter.old_style and when.old_style:
            day += f" {when.old_style}"
        parts = [view.scene.title, day, time, where]
        heading = " · ".join(part for part in parts if part)
        if heading != self._heading:
            self._heading = heading
            self.say(f"--- {heading} ---")

    def _show_marks(self) -> None:
        if self._story.source is None:
            return
        for name, mark in self._session.marked_at(self._session.undoable).items():
            sentence = self._story.source.sentences[name].text
            self.say(f"[{MARK_SIGNS[mark]} {mark}: «{sentence}»]")

    def _show_choices(self, view: View) -> None:
        number = 0
        for choice in view.choices:
            odds = f" (chance {choice.odds} in 100)" if choice.odds is not None else ""
            if choice.is_open:
                number += 1
                self._target.write(
                    "\n".join(textwrap.wrap(f"{number}. {plain(choice.text)}{odds}", WIDTH, subsequent_indent="   "))
                    + "\n"
                )
            else:
                shut = f"-  {plain(choice.text)} (shut: {plain(choice.reason)})"
                self._target.write("\n".join(textwrap.wrap(shut, WIDTH, subsequent_indent="   ")) + "\n")
        if view.is_stuck:
            self.say("Nothing can be chosen here; the story has a fault. Type `back` to take back the last choice.")
        self._target.write("\n")

    def _show_ending(self, view: View) -> None:
        self.say(f"*** {view.scene.title} ***")
        if view.scene.epilogue:
            for line in remembered(self._story, self._session.state):
                self.say(plain(line), "  - ")
        if view.scene.page:
            self._marked_sentences(only_marked=True)
            if self._story.source is not None:
                self.say("`columns` sets the paper beside your life and the record.")
        self.say("This road ends here. Type `back` to take back the last choice, or `quit`.")

    # -- commands ---------------------------------------------------------------------------------

    def _help(self, rest: str) -> None:
        for name, (meaning, _) in self._commands.items():
            self._target.write(f"{name:>7}  {meaning}\n")
        self._target.write("\n")

    def _back(self, rest: str) -> None:
        if self._session.undo():
            self._heading = ""
            self.say("The last choice is taken back.")
            self._show()
            self._autosave()
        else:
            self.say("There is nothing to take back.")

    def _carry(self, rest: str) -> None:
        for quality in carried(self._story, self._session.state):
            self.say(f"{quality.name}: {quality.words or quality.value} ({quality.meaning})")
        for name in achievements(self._story, self._session.state):
            self.say(f"Found: {self._story.achievements[name].title}. {self._story.achievements[name].text}")

    def _paper(self, rest: str) -> None:
        self._marked_sentences(only_marked=False)

    def _marked_sentences(self, *, only_marked: bool) -> None:
        if self._story.source is None:
            self.say("This story is built on no paper.")
            return
        made = marks(self._story, self._session.state)
        for name, sentence in self._story.source.sentences.items():
            if only_marked and name not in made:
                continue
            self.say(sentence.text, f"{MARK_SIGNS.get(made.get(name, ''), ' ')} ")
        tally = ", ".join(f"{sum(mark == wanted for mark in made.values())} {wanted}" for wanted in MARK_SIGNS)
        self.say(f"So far: {tally}; {len(self._story.source.sentences) - len(made)} not met.")

    def _columns(self, rest: str) -> None:
        rows = three_columns(self._session)
        wanted = [row for row in rows if (row.name.casefold() == rest.casefold() if rest else row.mark)]
        for row in wanted:
            self._row(row)
        if not rows:
            self.say("This story is built on no paper.")
        elif rest and not wanted:
            self.say(f"The paper has no sentence '{rest[:40]}'. They go from {rows[0].name} to {rows[-1].name}.")
        elif not wanted:
            self.say("No sentence has a mark yet.")

    def _row(self, row: Row) -> None:
        self.say(f"THE PAPER, {row.name}: {row.sentence.text}")
        life, maker = "not met.", row.maker
        if row.mark:
            life = f"{MARK_SIGNS[row.mark]} {row.mark}."
        if maker is not None:
            life += f" » {plain(maker.choice)} ({maker.where})" if maker.choice else f" (On arriving: {maker.where})"
        self.say(f"YOUR LIFE: {life}", "  ")
        if row.is_told:
            verdict = VERDICT_WORDS.get(row.sentence.verdict or "", "")
            told = " ".join(part for part in (verdict and f"{verdict}.", row.sentence.record) if part)
            self.say(f"THE RECORD: {told or 'nothing.'}", "  ")
        else:
            self.say("THE RECORD: not told yet.", "  ")

    def _record(self, rest: str) -> None:
        scenes = self._session.scenes_behind()
        if not scenes:
            self.say("The record of a scene is told when you have left it.")
            return
        scene = scenes[-1]
        ground = f" This scene is {scene.basis}." if scene.basis else ""
        self.say(f"THE RECORD. {scene.title}.{ground}")
        for paragraph in render(scene.record, self._session.state.memory, self._session.state.seed, 1):
            self._paragraph(paragraph)
        if scene.sources:
            self.say("Sources: " + "; ".join(scene.sources) + ".")

    def _save(self, rest: str) -> None:
        if not rest:
            self.say("Give the game a name: save NAME.")
            return
        if is_ours(rest):
            self.say(f"Games called '{rest}' are kept by the program itself. Give it another name: save NAME.")
            return
        if self._store.exists(rest):
            self.say(f"There is a game called '{rest}' already. To put this one in its place, type: replace {rest}")
            return
        self._keep_under(rest)

    def _replace(self, rest: str) -> None:
        if not rest or is_ours(rest):
            self._save(rest)
        else:
            self._keep_under(rest)

    def _keep_under(self, name: str) -> None:
        try:
            self._keep(name)
        except SaveError as error:
            self.say(str(error))
        else:
            self.say(f"Kept as '{name}'.")

    def _games(self, rest: str) -> None:
        slots = self._store.slots()
        for slot in slots:
            if slot.game is None:
                self.say(f"{slot.name}: {slot.trouble}")
            else:
                preview = slot.game.preview
                self.say(
                    f"{slot.name}: {preview.chapter}, {preview.scene}, {preview.date} (kept {slot.game.saved_at[:16].replace('T', ' ')})"
                )
        if not slots:
            self.say("No game is kept yet.")

    def _load(self, rest: str) -> None:
        try:
            self._open(rest or self._store.autosave)
        except SaveError as error:
            self.say(str(error))
            return
        self._heading = self._chapter = ""
        self._show()

    def _quit(self, rest: str) -> None:
        self._left = True


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
