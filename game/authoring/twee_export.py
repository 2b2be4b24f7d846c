"""A story of ours as passages for Twine: one for each beat, laid out by chapters, with every word of the files in it.

Twine knows no state of ours. So all variants of a text follow each other, each behind a comment that says when it is
shown; what else the files say of a scene or a choice (conditions, changes, replies, the record) stands in comments
too, as the YAML that it is. The story format named is Chapbook: it comes with every Twine, reads the same *emphasis*
as we do, hides comments, and gives no meaning to `$`, `//` or a word in brackets, as Harlowe, Twine's default, does.
"""

from __future__ import annotations

import json
import re
import uuid
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from game.authoring.reads import WrittenStory, read_written
from game.authoring.twee import DATA, TITLE, Passage, write
from game.authoring.twee_prose import line_start, to_markdown
from game.authoring.yaml_writer import to_yaml
from game.story import Story, markup
from game.story.compile_text import one_line, paragraphs
from game.story.names import BeatName, SceneName
from game.story.runtime import Beat, Choice, Move

FORMAT, FORMAT_VERSION = "Chapbook", "1.2.3"
RETURN = "(return)"  # the passage that stands for the place where a visit began
TILE, STEP = 100, 125  # a passage on Twine's map, and from one to the next

_HELD = "\ue000"  # stands for a value while markup is read
_VALUE = re.compile(rf"\{{\{{|\}}\}}|\{{[^{{}}]*\}}|{_HELD}")
_LABEL_SIGNS = {"->": "→", "<-": "←", "|": "¦"}  # what would part a link's words from its target
_COMMENT_SIGN = re.compile(r"\\|-(?=-)|\[(?=\[)")
# What a passage shows itself, and so need not say in a comment.
_OF_THE_STORY = {"id", "version", "author", "about"}
_SHOWN = {"text", "choices", "beats"}


def ifid(story: Story) -> str:
    """The story's identity for Twine: always the same for a story of this id."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"trotsky:{story.id}")).upper()


def export_twee(story: Story, folder: Path) -> str:
    """The story that was loaded from `folder`, as Twee 3. Raises StoryChangedError if the files are others now."""
    return write(passages(story, folder))


def passages(story: Story, folder: Path) -> list[Passage]:
    """The passages of `export_twee`. Raises StoryChangedError if the files are others now."""
    return list(_Export(story, read_written(folder, story)).passages())


def passage_names(story: Story) -> dict[str, str]:
    """The passage of each beat by the beat's key: `scene` for a scene's first beat, `scene.beat` for the others."""
    names = {}
    for scene in story.scenes.values():
        for number, beat in enumerate(scene.beats):
            name = beat.key if number else scene.id
            names[beat.key] = f"{name} (scene)" if name in (TITLE, DATA) else name
    return names


class _Export:
    """One story on its way."""

    def __init__(self, story: Story, written: WrittenStory) -> None:
        self._story = story
        self._names = written.names
        self._files = written.files
        self._passage = passage_names(story)
        self._first: set[str] = set()  # the scene of each chapter that comes first
        self._order = {key: number for number, key in enumerate(_reading_order(story))}

    def passages(self) -> Iterator[Passage]:
        """All of them, those about the story first."""
        story = self._story
        data = {
            "ifid": ifid(story),
            "format": FORMAT,
            "format-version": FORMAT_VERSION,
            "start": self._passage[story.start],
        }
        yield Passage(TITLE, one_line(story.title) or story.id)
        yield Passage(DATA, json.dumps(data, indent=2, ensure_ascii=False))
        left = STEP
        for chapter in story.chapters:
            scenes = [scene for scene in story.scenes.values() if scene.chapter is chapter]
            scenes.sort(key=lambda scene: min((self._order[beat.key] for beat in scene.beats), default=0))
            self._first |= {scene.id for scene in scenes[:1]}
            for row, scene in enumerate(scenes):
                for column, beat in enumerate(scene.beats):
                    yield self._beat(beat, left + column * STEP, (row + 1) * STEP)
            left += (max((len(scene.beats) for scene in scenes), default=0) + 1) * STEP
        yield from self._engine(left)

    def _engine(self, left: int) -> Iterator[Passage]:
        """The passages that stand for what the engine does: going back from a visit, drawing from a deck."""
        moves = [move for beat in self._story.beats.values() for choice in beat.choices for _, move in _moves(choice)]
        top = STEP
        if any(move.kind == "return" for move in moves):
            yield Passage(RETURN, "Back to where the visit began.", ("engine",), _position(left, top))
        for deck in self._story.decks.values():
            top += STEP
            links = "\n\n".join(
                f"[[{_label(scene.title)}->{self._passage[scene.beats[0].key]}]]" for scene in deck.scenes
            )
            yield Passage(_deck(deck.id), f"One of these is drawn.\n\n{links}", ("engine",), _position(left, top))

    # -- a beat -----------------------------------------------------------------------------------

    def _beat(self, beat: Beat, left: int, top: int) -> Passage:
        named = self._names.beats[beat.key]
        scene = self._names.scenes[beat.scene.id]
        parts = list(self._head(named, scene))
        own = _at(scene, named.path)
        parts.extend(self._prose(own.get("reply" if named.inline else "text")))
        for choice in beat.choices:
            parts.extend(self._choice(choice, scene))
        tags = [f"chapter-{beat.scene.chapter.id}"]
        if beat.scene.deck:
            tags.append(f"deck-{beat.scene.deck}")
        if beat.scene.ending and not beat.choices:
            tags.append("ending")
        return Passage(self._passage[beat.key], "\n\n".join(parts), tuple(tags), _position(left, top))

    def _chapter(self, scene: SceneName) -> Iterator[str]:
        """What chapter.yaml says, with the first scene of the chapter; with the story's first, what story.yaml tells."""
        if scene.id == self._story.start.split(".")[0]:
            story = {key: value for key, value in self._files.document.value.items() if key in _OF_THE_STORY}
            yield _comment(f"story: {self._story.id}\n{to_yaml(story)}")
        if scene.id in self._first:
            chapter = next(chapter for chapter in self._files.chapters if chapter.id == scene.chapter)
            if chapter.document.value:
                yield _comment(f"chapter: {chapter.id}\n{to_yaml(chapter.document.value)}")

    def _head(self, named: BeatName, scene: SceneName) -> Iterator[str]:
        if named is scene.beats[0]:
            yield from self._chapter(scene)
            rest = {key: value for key, value in scene.document.value.items() if key not in _SHOWN}
            if rest:
                yield _comment(f"scene: {scene.id}\n{to_yaml(rest)}")
        if named.inline or not named.path:
            return
        rest = {key: value for key, value in _at(scene, named.path).items() if key not in _SHOWN}
        if rest:
            yield _comment(f"beat: {named.id}\n{to_yaml(rest)}")

    def _prose(self, text: Any) -> Iterator[str]:
        """Every paragraph of a text, each variant behind a comment that says when it is shown."""
        for item in [] if text is None else [text] if isinstance(text, str) else text:
            if isinstance(item, str):
                yield from (line_start(_markdown(paragraph)) for paragraph in paragraphs(item))
            else:
                yield from self._variants(item)

    def _variants(self, item: dict[str, Any]) -> Iterator[str]:
        condition, otherwise = item.get("if"), item.get("else")
        if condition is not None:
            yield _comment(f"if: {one_line(str(condition))}")
        yield from self._form(item)
        if otherwise is not None:
            yield _comment("else")
            yield from self._prose(otherwise)
        if condition is not None:
            yield _comment("end of if")

    def _form(self, item: dict[str, Any]) -> Iterator[str]:
        yield from self._prose(item.get("text"))
        if item.get("first") is not None:
            yield _comment("first")
            yield from self._prose(item["first"])
            if item.get("then") is not None:
                yield _comment("then")
                yield from self._prose(item["then"])
            yield _comment("end of first")
        for kind in ("sequence", "cycle", "shuffle"):
            for number, option in enumerate(item.get(kind) or (), start=1):
                yield f"{_comment(f'{kind}: {number}')}\n\n{line_start(_markdown(one_line(option)))}"
            if item.get(kind):
                yield _comment(f"end of {kind}")
        quoted = item.get("quote")
        if quoted is not None and self._story.source is not None:
            sentence = self._story.source.sentences.get(quoted)
            name = quoted if sentence is not None else self._story.source.sentence_of(quoted) or "the source"
            words = sentence.text if sentence is not None else quoted
            yield f"{_comment(f'quote: {name}')}\n\n> {line_start(to_markdown(one_line(words)))}"

    def _choice(self, choice: Choice, scene: SceneName) -> Iterator[str]:
        """Its links, each with a comment that says its name; with the first, all else that the file says of it."""
        named = self._names.choices.get(choice.key)
        words = self._words(choice) if named is None else named.authored.text
        for number, (role, move) in enumerate(_moves(choice)):
            label = _label(words) if not role else f"{_label(words)} ({role})"
            link = f"[[{label}->{self._target(move, choice)}]]"
            if named is None:
                yield link if not role else f"{link}\n\n{_comment(f'way on, {role}')}"
                continue
            name = f"{choice.id}-{role}" if role else choice.id
            rest: dict[str, Any] = {}
            if not number:
                left_out = {"choices", "reply"} if named.authored.choices else {"choices"}  # the reply opens the beat
                rest = {key: value for key, value in _at(scene, named.path).items() if key not in left_out}
                if _label(words) == words:
                    rest.pop("text", None)
            note = _comment(f"choice: {name}\n{to_yaml(rest)}" if rest else f"choice: {name}")
            yield f"{link}\n\n{note}"

    def _words(self, choice: Choice) -> str:
        """The words of a way on that has no choice."""
        beat = self._names.beats[choice.key.rsplit(".", 1)[0]]
        return beat.authored.continue_ or self._files.story.continue_

    def _target(self, move: Move, choice: Choice) -> str:
        if move.kind == "return":
            return RETURN
        if move.kind == "draw":
            return _deck(move.target)
        return self._passage[move.target if move.kind != "stay" else choice.key.rsplit(".", 1)[0]]


def _moves(choice: Choice) -> Iterator[tuple[str, Move]]:
    """Where a choice can lead, the first without a word, each further one with a word for its role."""
    outcomes = [("", choice.outcome)]
    if choice.chance is not None:
        outcomes = [("", choice.chance.then), ("else", choice.chance.otherwise)]
    for role, outcome in outcomes:
        yield role, outcome.move
        if outcome.move.after:
            yield f"{role}-after".lstrip("-"), Move("go", outcome.move.after)


def _reading_order(story: Story) -> Iterator[str]:
    """Every beat's key, those first that are fewest choices from the start."""
    waiting, known = deque([story.start]), {story.start}
    for key in [None, *story.beats]:
        if key is not None and key not in known:
            known.add(key)
            waiting.append(key)
        while waiting:
            here = waiting.popleft()
            yield here
            for choice in story.beats[here].choices:
                for _, move in _moves(choice):
                    drawn = (
                        [scene.beats[0].key for scene in story.decks[move.target].scenes] if move.kind == "draw" else []
                    )
                    for target in drawn or [move.target]:
                        if target in story.beats and target not in known:
                            known.add(target)
                            waiting.append(target)


def _at(scene: SceneName, path: tuple[str | int, ...]) -> dict[str, Any]:
    """What the file says at a path."""
    value = scene.document.value
    for step in path:
        value = value[step]
    assert isinstance(value, dict)
    return value


def _position(left: int, top: int) -> dict[str, str]:
    return {"position": f"{left},{top}", "size": f"{TILE},{TILE}"}


def _deck(deck: str) -> str:
    return f"(deck {deck})"


# -- prose ----------------------------------------------------------------------------------------


def _comment(text: str) -> str:
    """A note that no story format shows. A backslash keeps apart what would end it or be taken for a link."""
    written = _COMMENT_SIGN.sub(lambda found: found[0] + chr(92), text)
    return f"<!-- {written}{'' if written.endswith(chr(10)) else ' '}-->"


def _markdown(text: str, *, entries: bool = True) -> str:
    """A paragraph of our markup as Markdown; a codex entry that words link to stands in a comment behind them."""
    values: list[str] = []

    def hold(found: re.Match[str]) -> str:
        if found[0] in ("{{", "}}"):
            return found[0]
        values.append(found[0])
        return _HELD

    held = _VALUE.sub(hold, text)
    parts = []
    for span in markup.spans(held):
        words = to_markdown(span.text.replace("{{", "{").replace("}}", "}"))
        sign = {"": "", "emphasis": "*", "strong": "**"}[span.style]
        parts.append(f"{sign}{words}{sign}")
        if span.link and entries:
            parts.append(_comment(f"codex: {span.link}"))
    remaining = iter(values)
    return re.sub(_HELD, lambda _: next(remaining), "".join(parts))


def _label(text: str) -> str:
    """The words of a link, with signs in the place of those that links are made of."""
    words = " ".join(paragraphs(text))
    for sign, other in _LABEL_SIGNS.items():
        words = words.replace(sign, other)
    return _markdown(words, entries=False)
