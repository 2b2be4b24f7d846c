"""What an author sees of the present moment: each paragraph and choice with its place in the files, and why it is shown,
shut or hidden, with the values that decide it. Asking changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from game.authoring.reads import WrittenStory
from game.play import Session
from game.play.view import look, times
from game.story import model
from game.story.compile_text import one_line, paragraphs
from game.story.decode import Path as Keys
from game.story.markup import plain
from game.story.memory import get
from game.story.migration import written as as_written
from game.story.names import BeatName, ChoiceName
from game.story.yaml_tree import Document

Standing = Literal["shown", "not shown", "open", "shut", "hidden"]
_LONGEST = 72  # characters of a paragraph: enough to know it by


class Spot(Struct, frozen=True):
    """A place in the files of a story: the file from the story's folder, line and column from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Item(Struct, frozen=True):
    """A paragraph or a choice of the present beat: how it begins, where it stands, and why it is as it is."""

    kind: Literal["text", "choice"]
    words: str
    spot: Spot
    standing: Standing
    why: tuple[str, ...] = ()


def here(written: WrittenStory, session: Session) -> list[Item]:
    """Every paragraph and choice of the beat that the game stands at, in the order of the file."""
    name = written.names.beats[session.state.beat]
    scene = written.names.scenes[name.key.partition(".")[0]]
    return list(_Here(written, session, name, scene.document).items())


class _Here:
    """One look at one beat."""

    def __init__(self, written: WrittenStory, session: Session, beat: BeatName, document: Document) -> None:
        self._written = written
        self._session = session
        self._beat = beat
        self._document = document

    def items(self) -> Iterator[Item]:
        yield from self._text(self._beat.authored.text, (*self._beat.path, "text"), True, ())
        for choice in self._beat.choices:
            yield self._choice(choice)

    # -- paragraphs -------------------------------------------------------------------------------

    def _text(self, text: model.Text | None, path: Keys, is_shown: bool, why: tuple[str, ...]) -> Iterator[Item]:
        if text is None:
            return
        if isinstance(text, str):
            for paragraph in paragraphs(text):
                yield self._paragraph(paragraph, text, path, is_shown, why)
            return
        for index, part in enumerate(text):
            if isinstance(part, str):
                for paragraph in paragraphs(part):
                    yield self._paragraph(paragraph, part, (*path, index), is_shown, why)
            else:
                yield from self._variants(part, (*path, index), is_shown, why)

    def _variants(self, part: model.Variants, path: Keys, is_shown: bool, why: tuple[str, ...]) -> Iterator[Item]:
        if part.if_ is not None:
            holds, words = self._judge((*path, "if"), str(part.if_))
            yield from self._forms(part, path, is_shown and holds, (*why, words))
            yield from self._text(part.else_, (*path, "else"), is_shown and not holds, (*why, f"else of: {words}"))
        else:
            yield from self._forms(part, path, is_shown, why)

    def _forms(self, part: model.Variants, path: Keys, is_shown: bool, why: tuple[str, ...]) -> Iterator[Item]:
        looks = max(1, times(self._session.state.memory, self._session.story.beats[self._beat.key]))
        yield from self._text(part.text, (*path, "text"), is_shown, why)
        if part.first is not None:
            told = f"times here: {looks}"
            yield from self._text(part.first, (*path, "first"), is_shown and looks == 1, (*why, f"first: {told}"))
            yield from self._text(part.then, (*path, "then"), is_shown and looks > 1, (*why, f"then: {told}"))
        for kind in ("sequence", "cycle", "shuffle"):
            for index, one in enumerate(getattr(part, kind) or ()):
                place = f"{kind}, {index + 1} of {len(getattr(part, kind))}"
                shown = is_shown and one_line(one) in self._now
                yield self._paragraph(one_line(one), one, (*path, kind, index), shown, (*why, place))
        if part.quote is not None:
            source = self._session.story.source
            sentence = source.sentences.get(part.quote) if source is not None else None
            words = f"{part.quote}: {sentence.text}" if sentence is not None else part.quote
            yield self._paragraph(words, part.quote, (*path, "quote"), is_shown, (*why, "a quotation"))

    @property
    def _now(self) -> str:
        return "\n".join(paragraph.text for paragraph in self._session.view.paragraphs)

    def _paragraph(self, words: str, whole: str, path: Keys, is_shown: bool, why: tuple[str, ...]) -> Item:
        first_line = next((line for line in whole.splitlines() if line.strip() and one_line(line) in words), "")
        line, column = self._document.within(path, first_line.strip(), 0)
        return Item("text", _cut(words), self._spot(line, column), "shown" if is_shown else "not shown", why)

    # -- choices ----------------------------------------------------------------------------------

    def _choice(self, choice: ChoiceName) -> Item:
        session = self._session
        found = session.story.beats[self._beat.key].by_id[choice.id]
        seen = next((one for one in session.view.choices if one.id == choice.id), None)
        why: list[str] = []
        if choice.authored.if_ is not None:
            why.append(self._judge((*choice.path, "if"), str(choice.authored.if_))[1])
        if found.once and get(session.state.memory, found.slot):
            why.append("once: it was taken")
        target = found.outcome.move.target
        if found.entry is not None:
            scene = target.partition(".")[0]
            when = self._written.names.scenes[scene]
            words = str(when.authored.when)
            why.append(f"{scene}: {self._judge(('when',), words, when.document)[1]}")
        if found.fallback:
            why.append("fallback: offered only when nothing else is open")
        if found.outcome.move.kind == "return" and not session.state.visits:
            why.append("return: there is no visit to come back from")
        if choice.authored.chance is not None:
            judged = self._judge((*choice.path, "chance", "odds"), str(choice.authored.chance.odds))
            why.append(f"odds: {judged[1]}")
        standing: Standing = "hidden" if seen is None else "open" if seen.is_open else "shut"
        if standing == "hidden" and found.fallback and look(found, session.state.memory, session.state) is not None:
            why.append("something else is open")
        line, column = self._document.at(choice.path)
        words = f"{choice.id}: {one_line(choice.authored.text)}"
        return Item("choice", _cut(words), self._spot(line, column), standing, tuple(why))

    # -- conditions -------------------------------------------------------------------------------

    def _judge(self, path: Keys, words: str, document: Document | None = None) -> tuple[bool, str]:
        """Whether a condition holds now, and how it reads with the values that decide it."""
        compiled = self._written.expressions.get(((document or self._document).file, path))
        if compiled is None:
            return words.lower() == "true", words
        memory = self._session.state.memory
        value = compiled.read(memory)
        slots = self._session.story.layout.slots
        values = [
            f"{name.removeprefix('quality:')} is {as_written(get(memory, slots[name])) or 'none'}"
            for name in sorted(compiled.reads)
            if name in slots
        ]
        told = f" ({', '.join(values)})" if values else ""
        return bool(value), f"{one_line(words)} → {as_written(value)}{told}"

    def _spot(self, line: int, column: int) -> Spot:
        return Spot(self._document.file, line, column)


def _cut(words: str) -> str:
    words = plain(words)
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
