"""What a story holds, counted without playing it: words, choices and what becomes of them, the source."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

from msgspec import Struct

from game.authoring.quotations import printed_in
from game.authoring.read_later import REASONS, is_real, read_later
from game.authoring.reads import WrittenStory, read_written
from game.authoring.words import count_words, prose_words, template_words
from game.story import Story
from game.story.model import MARK_SIGNS
from game.story.names import all_effects
from game.story.runtime import Choice, Scene

MOST_LABEL_WORDS = 12
WORDS_A_MINUTE = 260  # silent reading of English fiction: M. Brysbaert, Journal of Memory and Language 109 (2019)


class Words(Struct):
    """Words of a part of the story. `labels` are those of choices, open or shut, and of ways on.

    `fiction` is the sum of the first four. `records` are the cards of history, `quoted` the source's words. `speech`
    is what of paragraphs and replies stands in quotation marks.
    """

    paragraphs: int = 0
    replies: int = 0
    labels: int = 0
    remembered: int = 0
    records: int = 0
    quoted: int = 0
    fiction: int = 0
    speech: int = 0


class ChapterCount(Struct, frozen=True):
    """A chapter: how many scenes, beats and real choices it has, and its words."""

    id: str
    title: str
    scenes: int
    beats: int
    choices: int
    words: Words


class SceneCount(Struct, frozen=True):
    """A scene: where it is, its words, and how many real choices it has."""

    id: str
    chapter: str
    file: str
    choices: int
    words: Words


class PersonCount(Struct, frozen=True):
    """A person of the codex: how many scenes have them on the scene (`cast`), and the fiction's words there."""

    id: str
    name: str
    scenes: int
    fiction: int


class SentenceCount(Struct, frozen=True):
    """A sentence of the source: the scenes that print it, those that only name it, and the marks it can get."""

    id: str
    printed: list[str]
    named: list[str]
    marks: list[str]


class ReadLater(Struct, frozen=True):
    """How many of the real choices are read later, and why (see `read_later.py`). `share` is 0 to 1.

    `reasons` counts choices by reason, several for one choice if so; `only` those with that reason alone.
    `unread` are the keys of the others; of these, `arrival` lead to a place that changes something that is read.
    """

    choices: int
    read: int
    share: float
    reasons: dict[str, int]
    only: dict[str, int]
    unread: list[str]
    arrival: list[str]


class Statistics(Struct, frozen=True):
    """All figures of a story.

    `choices` are those of beats with more than one that may be open together; the others are `ways_on`. `basis` is the fiction's words by
    the basis of their scene; `sentence_notes` the words of the notes on the source's sentences. `branching` is how many choices
    a beat with a real choice has on average, `reading_minutes` the time to read all fiction and quotations silently.
    """

    story: str
    hash: str
    chapters: list[ChapterCount]
    words: Words
    basis: dict[str, int]
    codex_words: int
    sentence_notes: int
    scenes: int
    beats: int
    choices: int
    ways_on: int
    endings: int
    storylets: int
    records: int
    historical_scenes: int
    long_labels: list[str]
    read_later: ReadLater
    sentences: list[SentenceCount]
    by_scene: list[SceneCount]
    people: list[PersonCount]
    branching: float
    reading_minutes: int


def statistics(story: Story, folder: Path) -> Statistics:
    """Count a story that was loaded from `folder`. Raises StoryChangedError if the files are others now."""
    written = read_written(folder, story)
    words = {scene.id: _scene_words(story, written, scene) for scene in story.scenes.values()}
    chapters = _chapters(story, words)
    scenes = list(story.scenes.values())
    choices = [choice for beat in story.beats.values() for choice in beat.choices]
    basis: Counter[str] = Counter()
    for scene in scenes:
        basis[scene.basis or "none"] += words[scene.id].fiction
    people, places, terms = (table.values() for table in (story.codex.people, story.codex.places, story.codex.terms))
    entries = [*(each.text for each in people), *(each.text for each in places), *(each.text for each in terms)]
    notes = story.source.sentences.values() if story.source is not None else ()
    real = sum(chapter.choices for chapter in chapters)
    return Statistics(
        story=story.title,
        hash=story.hash,
        chapters=chapters,
        words=_sum([chapter.words for chapter in chapters]),
        basis={name: basis[name] for name in ("attested", "inferred", "invented", "none") if basis[name]},
        codex_words=sum(count_words(text) for text in entries),
        sentence_notes=sum(count_words(note.claim or "") + count_words(note.record or "") for note in notes),
        scenes=len(scenes),
        beats=len(story.beats),
        choices=real,
        ways_on=len(choices) - real,
        endings=sum(scene.ending for scene in scenes),
        storylets=sum(bool(scene.deck) for scene in scenes),
        records=sum(bool(scene.record.parts) for scene in scenes),
        historical_scenes=sum(
            any(choice.historical for beat in scene.beats for choice in beat.choices) for scene in scenes
        ),
        long_labels=[choice.key for choice in choices if template_words(choice.label) > MOST_LABEL_WORDS],
        read_later=_read_later(story, written),
        sentences=_sentences(story, written),
        by_scene=[_scene(scene, words[scene.id]) for scene in scenes],
        people=_people(story, words),
        branching=real / max(1, sum(is_real(beat) for beat in story.beats.values())),
        reading_minutes=round(
            sum(chapter.words.fiction + chapter.words.quoted for chapter in chapters) / WORDS_A_MINUTE
        ),
    )


def _scene(scene: Scene, words: Words) -> SceneCount:
    choices = sum(len(beat.choices) for beat in scene.beats if is_real(beat))
    return SceneCount(scene.id, scene.chapter.id, scene.file, choices, words)


def _people(story: Story, words: dict[str, Words]) -> list[PersonCount]:
    """Those who are on any scene, the most present first."""
    there = [(name, words[scene.id].fiction) for scene in story.scenes.values() for name in scene.cast]
    found = [
        PersonCount(
            name, person.name, sum(one == name for one, _ in there), sum(count for one, count in there if one == name)
        )
        for name, person in story.codex.people.items()
    ]
    return sorted((person for person in found if person.scenes), key=lambda person: (-person.fiction, person.id))


def _chapters(story: Story, words: dict[str, Words]) -> list[ChapterCount]:
    found = []
    for chapter in story.chapters:
        scenes = [scene for scene in story.scenes.values() if scene.chapter is chapter]
        beats = [beat for scene in scenes for beat in scene.beats]
        opening = prose_words(chapter.text)
        own = Words(paragraphs=opening.own, quoted=opening.quoted, fiction=opening.own, speech=opening.speech)
        total = _sum([own, *(words[scene.id] for scene in scenes)])
        choices = sum(len(beat.choices) for beat in beats if is_real(beat))
        found.append(ChapterCount(chapter.id, chapter.title, len(scenes), len(beats), choices, total))
    return found


def _sum(parts: list[Words]) -> Words:
    return Words(*(sum(getattr(part, name) for part in parts) for name in Words.__struct_fields__))


def _scene_words(story: Story, written: WrittenStory, scene: Scene) -> Words:
    found = Words()
    for beat in scene.beats:
        told = prose_words(beat.prose)
        found.paragraphs += told.own
        found.quoted += told.quoted
        found.speech += told.speech
        for choice in beat.choices:
            _add_choice(found, choice, written.files.story.continue_)
    lines = [text for text, first, _ in written.names.lines.values() if first.id == scene.id]
    found.remembered = sum(count_words(text) for text in lines)
    card = prose_words(scene.record)
    found.records = card.own
    found.quoted += card.quoted
    found.fiction = found.paragraphs + found.replies + found.labels + found.remembered
    return found


def _add_choice(found: Words, choice: Choice, usual: str) -> None:
    """The words of a choice; the story's usual way on (`Go on.`) is not the scene's own."""
    if not choice.implied or choice.label.fixed != usual:
        found.labels += template_words(choice.label)
    if choice.locked is not None:
        found.labels += template_words(choice.locked)
    chance = choice.chance
    for outcome in (choice.outcome, *((chance.then, chance.otherwise) if chance is not None else ())):
        reply = prose_words(outcome.reply)
        found.replies += reply.own
        found.quoted += reply.quoted
        found.speech += reply.speech


def _read_later(story: Story, written: WrittenStory) -> ReadLater:
    found = read_later(story, written)
    read = [later for later in found if later.reasons]
    unread = [later for later in found if not later.reasons]
    return ReadLater(
        choices=len(found),
        read=len(read),
        share=len(read) / len(found) if found else 1.0,
        reasons={reason: sum(reason in later.reasons for later in read) for reason in REASONS},
        only={reason: sum(later.reasons == (reason,) for later in read) for reason in REASONS},
        unread=[later.choice for later in unread],
        arrival=[later.choice for later in unread if later.arrival],
    )


def _sentences(story: Story, written: WrittenStory) -> list[SentenceCount]:
    if story.source is None:
        return []
    printed: defaultdict[str, list[str]] = defaultdict(list)
    named: defaultdict[str, list[str]] = defaultdict(list)
    for scene in story.scenes.values():
        here = printed_in(story, scene)
        for name in here:
            printed[name].append(scene.id)
        for name in set(scene.quotes) - here:
            named[name].append(scene.id)
    marks: defaultdict[str, set[str]] = defaultdict(set)
    for scene_name in written.names.scenes.values():
        for _, effects in all_effects(scene_name.authored):
            for name, mark in effects.mark.items():
                marks[name].add(mark)
    return [
        SentenceCount(name, printed[name], named[name], [mark for mark in MARK_SIGNS if mark in marks[name]])
        for name in story.source.sentences
    ]
