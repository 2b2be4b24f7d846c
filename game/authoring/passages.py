"""Every paragraph of a story as it is written, each variant for itself: what can be shown, and where it stands.

They are numbered in the order of the story's beats, in each its text and then the replies of its choices, so that any
process that has loaded the same files counts alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from game.authoring.reads import WrittenStory
from game.story import Story, model
from game.story.compile_text import one_line, paragraphs
from game.story.decode import Path as Keys
from game.story.names import BeatName, ChoiceName
from game.story.runtime import Beat, Choice, FirstPart, IfPart, Outcome, Prose, TextPart
from game.story.yaml_tree import Document


class Passage(NamedTuple):
    """A paragraph of a beat's text, or of a reply: then `said` is what `State.said` is while it is shown, else ''."""

    beat: str
    said: str
    part: TextPart


class Guard(NamedTuple):
    """What decides whether a paragraph is shown: a condition by its place in the file, or '' and a word about visits."""

    path: Keys
    holds: bool
    visits: str = ""


class Written(NamedTuple):
    """A paragraph in its file. `guards` are all that must be so for it to be shown, the outermost first."""

    document: Document
    path: Keys
    words: str
    guards: tuple[Guard, ...]

    @property
    def place(self) -> tuple[int, int]:
        """Line and column, from 1, of where it begins."""
        whole = self.document.value
        for step in self.path:
            whole = whole[step]
        lines = (line.strip() for line in str(whole).splitlines())
        first = next((line for line in lines if line and self.words.startswith(one_line(line))), "")
        return self.document.within(self.path, first, 0)


def passages(story: Story) -> list[Passage]:
    """All of them, in order."""
    return [passage for beat in story.beats.values() for passage in _of_beat(beat)]


def _of_beat(beat: Beat) -> Iterator[Passage]:
    yield from (Passage(beat.key, "", part) for part in _parts(beat.prose))
    for choice in beat.choices:
        for said, outcome in replies(choice):
            yield from (Passage(beat.key, said, part) for part in _parts(outcome.reply))


def replies(choice: Choice) -> list[tuple[str, Outcome]]:
    """What a choice can come to, each with what `State.said` is then."""
    if choice.chance is None:
        return [(choice.key, choice.outcome)]
    return [(f"{choice.key}+", choice.chance.then), (f"{choice.key}-", choice.chance.otherwise)]


def _parts(prose: Prose) -> Iterator[TextPart]:
    for part in prose.parts:
        if isinstance(part, TextPart):
            yield part
        elif isinstance(part, IfPart):
            yield from _parts(part.yes)
            yield from _parts(part.no)
        elif isinstance(part, FirstPart):
            yield from _parts(part.first)
            yield from _parts(part.then)
        else:
            yield from part.options


def written_passages(story: Story, written: WrittenStory) -> list[Written]:
    """Where each of `passages` stands, in the same order."""
    found: list[Written] = []
    for beat in story.beats.values():
        name = written.names.beats[beat.key]
        document = written.names.scenes[beat.scene.id].document
        found.extend(_written(name, document))
    return found


def _written(beat: BeatName, document: Document) -> Iterator[Written]:
    yield from _text(document, beat.authored.text, (*beat.path, "text"), ())
    for choice in beat.choices:
        for reply, path in _replies(choice):
            yield from _text(document, reply, path, ())


def _replies(choice: ChoiceName) -> list[tuple[model.Text | None, Keys]]:
    chance = choice.authored.chance
    if chance is None:
        return [(choice.authored.reply, (*choice.path, "reply"))]
    path = (*choice.path, "chance")
    return [(chance.then.reply, (*path, "then", "reply")), (chance.else_.reply, (*path, "else", "reply"))]


def _text(document: Document, text: model.Text | None, path: Keys, guards: tuple[Guard, ...]) -> Iterator[Written]:
    if isinstance(text, str):
        yield from (Written(document, path, words, guards) for words in paragraphs(text))
        return
    for index, item in enumerate(text or ()):
        if isinstance(item, str):
            yield from _text(document, item, (*path, index), guards)
        elif item.if_ is None:
            yield from _forms(document, item, (*path, index), guards)
        else:
            condition = (*path, index, "if")
            yield from _forms(document, item, (*path, index), (*guards, Guard(condition, True)))
            yield from _text(document, item.else_, (*path, index, "else"), (*guards, Guard(condition, False)))


def _forms(document: Document, item: model.Variants, path: Keys, guards: tuple[Guard, ...]) -> Iterator[Written]:
    yield from _text(document, item.text, (*path, "text"), guards)
    yield from _text(document, item.first, (*path, "first"), (*guards, Guard((), True, "the first visit")))
    yield from _text(document, item.then, (*path, "then"), (*guards, Guard((), True, "a later visit")))
    for kind in ("sequence", "cycle", "shuffle"):
        options = getattr(item, kind) or ()
        for index, option in enumerate(options):
            turn = Guard((), True, f"text {index + 1} of {len(options)} of a {kind}")
            yield Written(document, (*path, kind, index), one_line(option), (*guards, turn))
    if item.quote is not None:
        yield Written(document, (*path, "quote"), item.quote, guards)
