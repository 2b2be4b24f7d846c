"""The save file: JSON that a person can read, with everything needed to go on. See saves/README.md."""

from __future__ import annotations

import hashlib
from typing import Annotated

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from game.play import Adjustment, Session, Snapshot, Step, date, restore, snapshot
from game.story import Story
from game.story.markup import plain

FORMAT = 2  # 1 had no checksum
MOST_BYTES = 16_000_000
LONGEST_THOUGHT = 600  # seconds between two choices that count as play; beyond, the player was away
MOST_TEXT = 2_000
_Text = Annotated[str, Meta(max_length=MOST_TEXT)]


class SaveError(Exception):
    """A game that cannot be kept or opened. The message is a sentence for the player."""


class DamagedError(SaveError):
    """What is in the file is not what was written, or no game at all."""


class NewerError(SaveError):
    """The file was written by a newer program, which can open it."""


class SavedStory(Struct, frozen=True, forbid_unknown_fields=True):
    """Which story the game is of; `hash` tells whether its files have changed since."""

    id: _Text
    title: _Text
    version: _Text
    hash: _Text


class Preview(Struct, frozen=True, forbid_unknown_fields=True):
    """What a list of games shows of this one."""

    chapter: _Text
    scene: _Text
    date: _Text
    line: _Text


class SavedGame(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A whole file. `saved_at` is ISO 8601 in UTC; `playtime` is in seconds.

    `checksum` is '' until the file is written, and in a file from which a person took it out to change something else.
    """

    format: int
    name: _Text
    story: SavedStory
    saved_at: _Text
    playtime: Annotated[int, Meta(ge=0)] = 0
    preview: Preview
    began: _Text = ""
    state: Snapshot
    log: Annotated[list[Step], Meta(max_length=1_000_000)]
    checksum: Annotated[str, Meta(max_length=64)] = ""


class _Version(Struct):
    format: int


def pack(session: Session, name: str, saved_at: str, playtime: int = 0) -> SavedGame:
    """The game as it stands, ready to be written."""
    story, seen = session.story, session.view
    when, _ = date(story, session.state)
    first = next(iter(seen.paragraphs or seen.said), None)
    line = plain(first.text) if first is not None else ""
    return SavedGame(
        format=FORMAT, name=name, saved_at=saved_at,
        story=SavedStory(_short(story.id), _short(story.title), _short(story.version), story.hash),
        playtime=playtime, began=session.began, state=snapshot(story, session.state), log=list(session.log),
        preview=Preview(_short(seen.scene.chapter.title), _short(seen.scene.title), str(when) if when else "", line[:120]),
    )  # fmt: skip


def unpack(saved: SavedGame, story: Story) -> tuple[Session, list[Adjustment]]:
    """The game in `story`, and what of it could not stay as it was. Raises SaveError for another story.

    Effects are not run again: the state is taken as it was saved.
    """
    if saved.story.id != _short(story.id):
        raise SaveError(f"This game is of «{saved.story.title}», not of «{story.title}». Open it with that story.")
    state, notes = restore(story, saved.state, [step.beat for step in saved.log])
    return Session.resume(story, state, saved.log, saved.began), notes


def _short(text: str) -> str:
    return text[:MOST_TEXT]


def encode(game: SavedGame) -> bytes:
    """The bytes of the file: JSON, indented, so that two saves can be compared by eye.

    Raises SaveError if `decode` would not take them back: a game is never kept where it is lost.
    """
    game = replace(game, format=FORMAT, checksum="")
    try:
        summed = replace(game, checksum=_digest(msgspec.json.encode(game, order="sorted")))
        content = msgspec.json.format(msgspec.json.encode(summed), indent=1) + b"\n"
    except UnicodeEncodeError:
        raise SaveError("The name holds half a character. Choose another name.") from None
    if len(game.name) > MOST_TEXT:
        raise SaveError(f"The name is too long. Choose one of at most {MOST_TEXT} characters.")
    if len(content) > MOST_BYTES:
        raise SaveError(f"The game is larger than {MOST_BYTES:,} bytes, more than can be opened again.")
    decode(content)
    return content


def decode(content: bytes) -> SavedGame:
    """The game in `content`, of this format or an earlier one. Raises SaveError that says what is wrong with it:
    NewerError if a newer program wrote it, else DamagedError."""
    if len(content) > MOST_BYTES:
        raise DamagedError("The file is larger than any game; it was not opened.")
    try:
        version = msgspec.json.decode(content, type=_Version).format
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        version = 0
    if version < 1:
        raise DamagedError("The file is damaged, or it is no saved game.")
    if version > FORMAT:
        raise NewerError(
            f"The game was saved by a newer version of this program (format {version}; this one reads up to {FORMAT}). "
            "Bring the program up to date to open it."
        )
    try:
        game = msgspec.json.decode(content, type=SavedGame)
        if game.checksum and game.checksum != _digest(_without_checksum(content)):
            raise DamagedError("The file is damaged: it is not what was written, for its checksum does not fit.")
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        where = str(error).partition(" at `$.")[2].rstrip("`")
        raise DamagedError(f"The file is damaged at '{where}'." if where else "The file is damaged.") from None
    return game


def _without_checksum(content: bytes) -> bytes:
    # Over what the file says and not over its bytes: a file that was laid out anew is the same game.
    document = msgspec.json.decode(content)
    document["checksum"] = ""
    return msgspec.json.encode(document, order="sorted")


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


__all__ = ["FORMAT", "DamagedError", "NewerError", "SaveError", "SavedGame", "decode", "encode", "pack", "unpack"]
