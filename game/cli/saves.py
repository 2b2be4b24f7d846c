"""The commands `trotsky saves …`: list kept games, look into them, check them, and move them about.

Status 0: done. 1: `verify` found a game that cannot be opened. 2: it could not be done; a sentence says why.
What they find out is worked out in game/saves/inspect.py, and put into lines in game/cli/saves_report.py.
"""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from game.cli.output import complain, fail, json_text, print_figures, reader_may_go, say, say_mistakes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.saves import Slot, Store
    from game.story import Story

_Command = TypeVar("_Command", bound=Callable[..., Any])


@dataclass(frozen=True)
class _Place:
    """The games that a command is about, and the options it was given, for the commands that it recommends."""

    story: Story
    store: Store
    options: tuple[str, ...]

    def command(self, verb: str, name: str) -> str:
        """A command about the same games, as it can be typed."""
        words = [*verb.split(), *self.options, *(["--"] if name.startswith("-") else []), name]
        return f"`trotsky saves {shlex.join(words)}`"

    def rescue(self, slot: Slot, slots: Sequence[Slot]) -> str:
        """The command that puts the game before a damaged one in its place."""
        return self.command("restore --earlier", _typed(slot, slots))


@click.group()
def saves() -> None:
    """Look after kept games: list them, look into them, check them, and move them about.

    NAME is a game's name as `list` prints it, or the name of its file.
    """


def _place_options(command: _Command) -> _Command:
    """`--saves` and `--story`, which every command takes."""
    story = click.option("--story", metavar="STORY", help="The games of this story (a folder); ours if not said.")
    folder = click.option("--saves", "folder", metavar="DIR", help="Where games are kept, as for `trotsky play`.")
    return folder(story(command))


def _place(folder: str | None, story: str | None) -> _Place:
    """Load the story and find its games; if that cannot be, say so and end."""
    from game.paths import own_story, saves_folder
    from game.saves import Store
    from game.saves.names import why
    from game.story import StoryError, load_story

    try:
        loaded = load_story(Path(story) if story else own_story())
    except StoryError as error:
        say_mistakes(error, story)
        raise SystemExit(2) from None
    try:
        store = Store(saves_folder(folder, loaded.id))
    except RuntimeError:  # `~somebody` who is not known here
        fail(f"There is no such place as {folder}. `--saves` names the folder of the games.")
    try:
        os.listdir(store.folder)
    except FileNotFoundError:
        pass
    except OSError as error:
        fail(f"Games should be in {store.folder}, which cannot be read ({why(error)}). `--saves` names another folder.")
    options = (*(("--saves", folder) if folder else ()), *(("--story", story) if story else ()))
    return _Place(loaded, store, options)


@contextmanager
def _in_a_sentence() -> Iterator[None]:
    """What a game or the folder will not allow becomes a sentence and status 2."""
    from game.saves import SaveError

    try:
        yield
    except SaveError as error:
        fail(str(error))


def _meant(slots: Sequence[Slot], name: str) -> Slot:
    from game.saves.inspect import find

    with _in_a_sentence():
        return find(slots, name)


def _typed(slot: Slot, slots: Sequence[Slot]) -> str:
    """A word that means this game on the command line: its name, or its file's where the name is long, odd or shared."""
    from game.saves.inspect import is_alone, shown_name

    return slot.name if is_alone(slot, slots) and shown_name(slot.name) == slot.name else slot.path.name


def _quoted(name: str) -> str:
    from game.saves.inspect import quoted

    return quoted(name)


# -- looking --------------------------------------------------------------------------------------


@saves.command("list")
@click.option("--deleted", is_flag=True, help="The games in the bin instead.")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@_place_options
def list_games(deleted: bool, as_json: bool, folder: str | None, story: str | None) -> None:
    """List the kept games, the latest first."""
    from game.cli.saves_report import table
    from game.saves.inspect import games

    place = _place(folder, story)
    store = place.store.bin if deleted else place.store
    slots = [] if as_json else store.slots()
    with reader_may_go():
        if as_json:
            click.echo(json_text(games(store)))
            return
        for line in table(slots, None if deleted else lambda slot: place.rescue(slot, slots)):
            say(line)
        if not slots:
            say(f"No deleted game is in {store.folder}." if deleted else f"No game is kept in {store.folder} yet.")


@saves.command()
@click.argument("name")
@click.option("--log", is_flag=True, help="Print every choice: where it was made, which one, and when.")
@click.option("--replay", is_flag=True, help="Make the choices again and tell the first that leads elsewhere.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@_place_options
def show(name: str, log: bool, replay: bool, as_json: bool, folder: str | None, story: str | None) -> None:
    """Print all that the game NAME says of itself, and what opening it would change."""
    from game.cli.saves_report import told
    from game.saves.inspect import tell

    place = _place(folder, story)
    slots = place.store.slots()
    slot = _meant(slots, name)
    if slot.game is None:
        _cannot_open(slot, slots, place)
    with _in_a_sentence():
        found = tell(slot.game, slot.path, place.story, log=log, replay=replay)
    with reader_may_go():
        print_figures(found, told(found, place.story), as_json)


def _cannot_open(slot: Slot, slots: Sequence[Slot], place: _Place) -> NoReturn:
    """Say why a game cannot be opened and what can be done."""
    hint = ""
    if slot.earlier is not None:
        hint = f" The one before it can be put in its place: {place.rescue(slot, slots)}."
    fail(f"The game {_quoted(slot.name)} cannot be opened. {slot.trouble} Its file is {slot.path}.{hint}")


@saves.command()
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@_place_options
def verify(name: str | None, as_json: bool, folder: str | None, story: str | None) -> None:
    """Check every game, or NAME: that it can be read, is what was written, and opens in the story.

    The games before them, the beginnings of chapters and the bin are checked too. Status 1 if any cannot be opened.
    """
    from game.cli.saves_report import verified
    from game.saves.inspect import verify as find_out

    place = _place(folder, story)
    with _in_a_sentence():
        found = find_out(place.store, place.story, name)
    with reader_may_go():
        print_figures(found, verified(found), as_json)
    raise SystemExit(1 if found.wrong else 0)


@saves.command()
@click.argument("name", required=False)
@_place_options
def path(name: str | None, folder: str | None, story: str | None) -> None:
    """Print the folder of the games, or the file of NAME."""
    place = _place(folder, story)
    found = place.store.folder if name is None else _meant(place.store.slots(), name).path
    with reader_may_go():
        if sys.stdout.isatty():
            say(str(found))
        else:
            click.echo(os.fsencode(found))  # for a script the path must be the path, whatever bytes are in it


# -- moving ---------------------------------------------------------------------------------------


@saves.command()
@click.argument("name")
@click.argument("file")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@_place_options
def export(name: str, file: str, force: bool, folder: str | None, story: str | None) -> None:
    """Write the game NAME to FILE, or into FILE if that is a folder."""
    from game.saves import file_name, target_of

    place = _place(folder, story)
    slot = _meant(place.store.slots(), name)
    with _in_a_sentence():
        target = target_of(file, Path.cwd(), file_name(slot.name))
        if os.path.lexists(target) and not force:
            fail(f"There is a file {target} already. `--force` writes over it.")
        place.store.export_to(slot.path, target)
    say(f"The game {_quoted(slot.name)} is written to {target}.")


@saves.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@_place_options
def import_games(files: tuple[str, ...], folder: str | None, story: str | None) -> None:
    """Take games in from files. None takes the place of another."""
    from game.cli.saves_report import shortened
    from game.saves import SaveError, path_of

    place = _place(folder, story)
    failed = False
    for file in files:
        try:
            name = place.store.import_from(path_of(file, Path.cwd()), place.story.id)
        except SaveError as error:
            complain(f"{shortened(file)} was not taken in. {shortened(str(error))}")
            failed = True
        else:
            say(f"{shortened(file)} is kept as {_quoted(name)}.")
    raise SystemExit(2 if failed else 0)


@saves.command()
@click.argument("name")
@click.argument("new")
@_place_options
def rename(name: str, new: str, folder: str | None, story: str | None) -> None:
    """Keep the game NAME under the name NEW."""
    from game.saves import is_ours

    place = _place(folder, story)
    slots = place.store.slots()
    slot = _meant(slots, name)
    if not new.strip():
        fail("A game needs a name. Give one that can be seen.")
    if is_ours(new):
        fail(f"Games called {_quoted(new)} are kept by the program itself, and written over. Choose another name.")
    if slot.game is None:
        _cannot_open(slot, slots, place)
    with _in_a_sentence():
        place.store.rename(_slot_name(slot, place), new)
    say(f"The game {_quoted(slot.name)} is called {_quoted(new)} now.")


def _slot_name(slot: Slot, place: _Place) -> str:
    """The name by which the store finds the file of this slot. Raises SaveError if there is none.

    A file that was copied into the folder may lie under a name that is not made of the game's.
    """
    from game.saves import SaveError
    from game.saves.names import name_in

    for name in (slot.name, name_in(slot.path)):
        if place.store.path(name) == slot.path:
            return name
    raise SaveError(
        f"{slot.path.name} is not where this program keeps a game called {_quoted(slot.name)}. "
        f"Take it in under a name of its own: {place.command('import', str(slot.path))}."
    )


@saves.command()
@click.argument("name")
@_place_options
def delete(name: str, folder: str | None, story: str | None) -> None:
    """Put the game NAME into the bin. `restore` brings it back."""
    place = _place(folder, story)
    slot = _meant(place.store.slots(), name)
    with _in_a_sentence():
        moved = place.store.delete(slot.path)
    deleted = place.store.bin.slots()
    back = next((_typed(one, deleted) for one in deleted if one.path == moved), moved.name)
    say(f"The game {_quoted(slot.name)} is in the bin. It can be brought back: {place.command('restore', back)}.")


@saves.command()
@click.argument("name")
@click.option("--earlier", is_flag=True, help="Put the game that was in the slot before it in its place.")
@click.option("--force", is_flag=True, help="With --earlier: even where the game can be opened.")
@_place_options
def restore(name: str, earlier: bool, force: bool, folder: str | None, story: str | None) -> None:
    """Bring the game NAME back from the bin, or with --earlier the one before a damaged one."""
    place = _place(folder, story)
    if earlier:
        _restore_earlier(place, name, force)
        return
    if force:
        fail("`--force` goes with `--earlier`. A game from the bin never takes the place of another.")
    slot = _meant(place.store.bin.slots(), name)
    with _in_a_sentence():
        kept = place.store.restore(slot.path)
    say(f"The game {_quoted(slot.name)} is back, and kept as {_quoted(kept)}.")


def _restore_earlier(place: _Place, name: str, force: bool) -> None:
    from game.saves import DamagedError, SaveError

    slots = place.store.slots()
    slot = _meant(slots, name)
    with _in_a_sentence():
        own = _slot_name(slot, place)
        try:
            place.store.load(own)
        except DamagedError:
            pass
        except SaveError as error:  # the file is gone; or it was written by a newer program, or may not be read
            if os.path.lexists(slot.path) and not force:
                fail(f"Nothing was changed. {error} `--force` puts the game before it in its place all the same.")
        else:
            if not force:
                say(f"The game {_quoted(slot.name)} is whole; nothing was changed.")
                return
        aside = place.store.rescue(own)
    kept = f" What was there is kept as {aside}." if aside is not None else ""
    say(f"The game before it is in the place of {_quoted(slot.name)} now.{kept}")
