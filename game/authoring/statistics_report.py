"""The figures of a story as lines for a person."""

from __future__ import annotations

from collections.abc import Iterator

from game.authoring.statistics import (
    MOST_LABEL_WORDS,
    WORDS_A_MINUTE,
    PersonCount,
    ReadLater,
    SentenceCount,
    Statistics,
    Words,
)  # fmt: skip

_MOST_PEOPLE = 12

_REASONS = {
    "id": "asked for by name",
    "quality": "a quality that is read",
    "mark": "a mark",
    "remembered": "a remembered line",
    "achievement": "an achievement",
    "road": "a road that is asked about",
    "ending": "an ending",
}


def lines(found: Statistics, *, scenes: bool = False) -> Iterator[str]:
    """The report, line by line; with `scenes`, the words of each."""
    yield f"{found.story}: {found.words.fiction:,} words of fiction."
    yield ""
    yield f"{'Words':20}{'fiction':>9}{'paragraphs':>12}{'replies':>9}{'labels':>9}{'lines':>9}{'records':>9}{'quoted':>9}{'speech':>9}"
    for chapter in found.chapters:
        yield _words(chapter.id, chapter.words)
        if scenes:
            for scene in found.by_scene:
                if scene.chapter == chapter.id:
                    yield _words(f"  {scene.id}", scene.words)
    yield _words("in all", found.words)
    yield f"To read it all takes {_duration(found.reading_minutes)}, at {WORDS_A_MINUTE} words a minute."
    yield f"The codex has {found.codex_words:,} words, the notes on the source's sentences {found.sentence_notes:,}."
    if found.words.fiction:
        shares = ", ".join(f"{name} {_percent(words / found.words.fiction)}" for name, words in found.basis.items())
        yield f"Fiction by the basis of its scene: {shares}."
    yield ""
    yield f"{'In it':20}{'scenes':>9}{'beats':>9}{'choices':>9}"
    for chapter in found.chapters:
        yield f"  {chapter.id[:18]:18}{chapter.scenes:>9,}{chapter.beats:>9,}{chapter.choices:>9,}"
    yield f"  {'in all':18}{found.scenes:>9,}{found.beats:>9,}{found.choices:>9,}"
    yield f"Beside them {found.ways_on:,} ways on that are no choice; {found.endings} endings, {found.storylets} storylets in decks."
    yield f"Where there is a choice, there are {found.branching:.1f} on average."
    yield f"Record cards: {found.records}. Scenes with a historical choice: {found.historical_scenes}."
    yield from _listed(f"Choices said in more than {MOST_LABEL_WORDS} words", found.long_labels)
    yield from _read_later(found.read_later)
    yield from _people(found.people)
    yield from _sentences(found.sentences)


def _people(found: list[PersonCount]) -> Iterator[str]:
    if not found:
        return
    yield ""
    yield f"On the scene: {len(found)} people of the codex."
    for person in found[:_MOST_PEOPLE]:
        yield f"  {person.name[:30]:30}{person.scenes:>4} scenes, {person.fiction:,} words of fiction there"
    if len(found) > _MOST_PEOPLE:
        yield f"  … and {len(found) - _MOST_PEOPLE} more."


def _duration(minutes: int) -> str:
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"


def _words(name: str, words: Words) -> str:
    return (
        f"  {name[:18]:18}{words.fiction:>9,}{words.paragraphs:>12,}{words.replies:>9,}{words.labels:>9,}"
        f"{words.remembered:>9,}{words.records:>9,}{words.quoted:>9,}{words.speech:>9,}"
    )


def _read_later(found: ReadLater) -> Iterator[str]:
    yield ""
    yield f"Choices read later: {found.read:,} of {found.choices:,} ({_percent(found.share)})."
    for reason, count in found.reasons.items():
        if count:
            yield f"  {count:>6,}  {_REASONS[reason]} ({found.only[reason]:,} by this alone)"
    arrival = set(found.arrival)
    yield from _listed(
        "Not read later", [f"{key} (but what it leads to is)" if key in arrival else key for key in found.unread]
    )


def _sentences(found: list[SentenceCount]) -> Iterator[str]:
    if not found:
        return
    quoted = [sentence for sentence in found if sentence.printed or sentence.named]
    marked = [sentence for sentence in found if sentence.marks]
    yield ""
    yield (
        f"The source: {len(quoted)} of {len(found)} sentences quoted ({_percent(len(quoted) / len(found))}), {len(marked)} marked, "
        f"{sum(len(sentence.marks) > 1 for sentence in found)} in two ways or more."
    )
    yield from _names("Never quoted", [sentence.id for sentence in found if sentence not in quoted])
    yield from _names("Named by a scene, never printed", [each.id for each in quoted if not each.printed])
    yield from _names("Never marked", [sentence.id for sentence in found if not sentence.marks])
    for sentence in marked:
        yield f"  {sentence.id:6} {', '.join(sentence.marks)}"


def _listed(name: str, found: list[str]) -> Iterator[str]:
    yield f"{name}: {len(found)}"
    yield from (f"  {each}" for each in found)


def _names(name: str, found: list[str]) -> Iterator[str]:
    if found:
        yield f"{name}: {', '.join(found)}"


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%"
