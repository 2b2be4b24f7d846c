"""What the commands `trotsky saves …` tell, as lines: a list of games, one game, a check of all."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from unicodedata import combining, east_asian_width

from game.saves import Slot
from game.saves.inspect import Check, Listed, Told, Verified, is_alone, listed, shown_name
from game.saves.moments import duration, local_time
from game.saves.rehearsal import Replay
from game.story import Story
from game.story.problems import printable

_HEAD = ("NAME", "SAVED", "CHOICES", "PLAYED", "WHERE IT STANDS")
_PLACES = {"kept": "", "chapter": ", beginning of a chapter", "deleted": ", deleted"}
_KINDS = {
    "moved": "Opening it moves the game:",
    "defaulted": "Opening it gives other values:",
    "dropped": "Opening it drops something:",
}
_MOST_DIFFERENCES = 40
_SENTENCE, _WHERE, _WORD = 300, 100, 80  # the most characters of such things that are printed from a file


def table(slots: Sequence[Slot], rescue: Callable[[Slot], str] | None = None) -> Iterator[str]:
    """A line for each game, and what is wrong with those that cannot be opened; `rescue` gives the command that
    puts the game before such a one in its place."""
    games = [listed(slot) for slot in slots if slot.game is not None]
    if games:
        yield from _columns([_HEAD, *(_row(game) for game in games)])
    for slot in slots:
        if slot.game is None:
            yield f"{shown_name(slot.name)}: cannot be opened. {shortened(slot.trouble)}"
            if slot.earlier is not None and rescue is not None:
                moment = cut(local_time(slot.earlier.saved_at), _WORD)
                yield f"  An earlier one can be restored (saved {moment}): {rescue(slot)}."
    shared = [slot for slot in slots if not is_alone(slot, slots)]
    if shared:
        yield "Some of these share a name. The names of their files tell them apart:"
        yield from (f"  {shown_name(slot.name)}: {slot.path.name}" for slot in shared)


def _row(game: Listed) -> tuple[str, ...]:
    where = " · ".join(part for part in (game.chapter, game.scene, game.date) if part)
    saved = cut(local_time(game.saved_at), 20)
    return shown_name(game.name), saved, f"{game.choices:,}", cut(duration(game.playtime), 20), cut(where, _WHERE)


def _columns(rows: list[tuple[str, ...]]) -> Iterator[str]:
    rows = [tuple(printable(cell) for cell in row) for row in rows]
    name, saved, choices, played = (max(_cells(row[column]) for row in rows) for column in range(4))
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    for row in rows:
        line = f"{_wide(row[0], name)}  {_wide(row[1], saved)}  {row[2]:>{choices}}  {_wide(row[3], played)}  {row[4]}"
        while width and _cells(line) > width:
            line = f"{line[:-2].rstrip()}…"
        yield line


def told(found: Told, story: Story) -> Iterator[str]:
    """All that a save says of itself, what opening it would change, and its choices if they were asked for."""
    written, seen = found.story, found.preview
    version = f", version {cut(written.version, _WORD)}" if written.version else ""
    stands = " · ".join(cut(part, _WORD) for part in (seen.chapter, seen.scene, seen.date) if part)
    back = "" if found.undoable is None else f", of which {found.undoable:,} can be taken back"
    yield shown_name(found.name)
    yield f"  File       {found.file}"
    yield f"  Story      «{cut(written.title, _WORD)}» ({cut(written.id, _WORD)}){version}"
    yield f"             {_files(found, story)}"
    yield f"  Format     {found.format}, {'with a checksum' if found.has_checksum else 'without a checksum'}"
    yield f"  Saved      {cut(local_time(found.saved_at), _WORD) or 'at no known time'}"
    yield f"  Played     {cut(duration(found.playtime), _WORD)}"
    yield f"  Stands at  {cut(found.beat, _WORD)}{f': {stands}' if stands else ''}"
    if seen.line:
        yield f"             {cut(seen.line, 120)}"
    if found.began:
        yield f"  Began at   {cut(found.began, _WORD)}"
    yield f"  Chance     seed {cut(str(found.seed), _WORD)}, {found.draws:,} drawn"
    yield f"  Choices    {found.choices:,}{back}"
    yield f"  Marks      {found.marks:,}"
    yield "  Qualities" if found.qualities else "  Qualities  none"
    for name, value in found.qualities.items():
        yield f"    {cut(name, _WORD)}: {cut(_value(value), _WORD)}"
    yield from _opening(found)
    yield from _log(found)
    if found.replay is not None:
        yield from _replayed(found.replay)


def _files(found: Told, story: Story) -> str:
    if not found.is_this_story:
        return f"This is another story than «{story.title}», so the game does not open here."
    if found.is_unchanged:
        return "Its files are those of when the game was saved."
    return "Its files have changed since the game was saved."


def _opening(found: Told) -> Iterator[str]:
    for kind, heading in _KINDS.items():
        sentences = [change.sentence for change in found.changes or [] if change.kind == kind]
        if sentences:
            yield heading
            yield from (f"  {shortened(sentence)}" for sentence in sentences)
    if found.changes == [] and not found.is_unchanged:
        yield "Opening it moves nothing, sets nothing back and drops nothing."


def _log(found: Told) -> Iterator[str]:
    if found.log is None:
        return
    yield "Choices, the oldest first:" if found.log else "No choice was made yet."
    for number, step in enumerate(found.log, start=1):
        moment = cut(local_time(step.at), _WORD) or "at no known time"
        yield f"  {number:>5}  {cut(step.beat, _WORD)}  {cut(step.choice, _WORD)}  {moment}"


def _replayed(found: Replay) -> Iterator[str]:
    yield found.sentence
    for different in found.differences[:_MOST_DIFFERENCES]:
        what = f"{different.part} {cut(different.name, _WORD)}".rstrip()
        kept, replayed = (cut(words, _WORD) or "nothing" for words in (different.saved, different.replayed))
        yield f"  {what}: kept {kept}, replayed {replayed}"
    if len(found.differences) > _MOST_DIFFERENCES:
        yield f"  … and {len(found.differences) - _MOST_DIFFERENCES} more; `--json` lists them all."


def verified(found: Verified) -> Iterator[str]:
    """A line for each file that was checked, and their count."""
    for check in found.checks:
        yield _checked(check)
    if not found.files:
        yield f"No game is kept in {found.folder} yet."
        return
    sound = found.files - found.changing - found.wrong
    files = "1 file" if found.files == 1 else f"{found.files:,} files"
    changing = f"{found.changing:,} that {'changes' if found.changing == 1 else 'change'} on opening, "
    wrong = f"{found.wrong:,} that cannot be opened" if found.wrong else "none that cannot be opened"
    yield f"{files}: {sound:,} sound, {changing if found.changing else ''}{wrong}."


def _checked(check: Check) -> str:
    before = ", the game before it" if check.earlier else ""
    what = f"{shown_name(check.name)}{_PLACES[check.where]}{before}"
    if not check.changes:
        return f"{what}: {check.finding}. {shortened(check.sentence)}".rstrip()
    more = f" … and {len(check.changes) - 1:,} more." if len(check.changes) > 1 else ""
    return f"{what}: changes on opening. {shortened(check.changes[0].sentence)}{more}"


def cut(text: str, most: int) -> str:
    """The text, or its beginning if it is longer than anybody reads."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def shortened(sentence: str) -> str:
    """The sentence, without its middle if that is longer than anybody reads: a file may give it any name."""
    return sentence if len(sentence) <= _SENTENCE else f"{sentence[: _SENTENCE // 2]}…{sentence[-_SENTENCE // 2 :]}"


def _value(value: int | bool | str) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _cells(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _wide(text: str, cells: int) -> str:
    return text + " " * (cells - _cells(text))
