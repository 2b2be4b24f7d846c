"""What the player sees now. Asking changes nothing."""

from __future__ import annotations

from msgspec import Struct

from game.play.prose import render, variants
from game.play.state import State, Throw
from game.story.dates import Date, parse
from game.story.memory import PAGE, Memory, get
from game.story.runtime import Beat, Choice, OpenChoice, Outcome, Paragraph, Scene, ShownQuality, Story, TextPart


class View(Struct, frozen=True):
    """One moment as the player sees it: what is said, what was thrown, what can be chosen.

    `said` answers the last choice and comes before `paragraphs`, the text of the place itself.
    Choices that are shut are among the others, with their reason.
    """

    scene: Scene
    beat: Beat
    said: tuple[Paragraph, ...]
    paragraphs: tuple[Paragraph, ...]
    choices: tuple[OpenChoice, ...]
    throw: Throw | None
    is_ending: bool

    @property
    def is_stuck(self) -> bool:
        """Whether nothing can be chosen though the story has not ended: a fault of the story."""
        return not self.is_ending and not any(choice.is_open for choice in self.choices)

    @property
    def text(self) -> str:
        """Everything said, as one text with blank lines between paragraphs."""
        return "\n\n".join([paragraph.text for paragraph in (*self.said, *self.paragraphs)])


class Carried(Struct, frozen=True):
    """A quality as the panel shows it. `words` is '' where the author gave none; `range` is None for what is no number."""

    id: str
    name: str
    meaning: str
    value: int | str | bool
    words: str
    range: tuple[int, int] | None = None


def view(story: Story, state: State) -> View:
    """What the player sees in `state`."""
    beat = story.beats[state.beat]
    memory = state.memory
    said: tuple[Paragraph, ...] = ()
    if state.said:
        found = reply_of(story, state.said)
        if found is not None:
            choice, outcome = found
            said = render(outcome.reply, memory, state.seed, int(get(memory, choice.slot)))
    paragraphs: tuple[Paragraph, ...] = ()
    if state.fresh or not said:  # a player never looks at an empty page
        paragraphs = beat.prose.fixed or ()
        if beat.prose.fixed is None:
            paragraphs = render(beat.prose, memory, state.seed, _looks(state, beat))
    choices = beat.fixed
    if choices is None:
        choices = _choices(beat, memory, state)
    return View(beat.scene, beat, said, paragraphs, choices, state.throw, not choices and beat.scene.ending)


def written(story: Story, state: State, seen: View) -> list[TextPart]:
    """The paragraphs of `seen`, the view of `state`, as they are written: each is one object of the story."""
    found: list[TextPart] = []
    reply = reply_of(story, state.said) if seen.said else None
    if reply is not None:
        choice, outcome = reply
        found += variants(outcome.reply, state.memory, state.seed, int(get(state.memory, choice.slot)))
    if seen.paragraphs:
        found += variants(seen.beat.prose, state.memory, state.seed, _looks(state, seen.beat))
    return found


def _looks(state: State, beat: Beat) -> int:
    """How often the text of the place was read: who comes back from a visit reads it again."""
    return times(state.memory, beat) + (not state.fresh)


def times(memory: Memory, beat: Beat) -> int:
    """How often the player has come to a beat."""
    return int(get(memory, beat.slot))


def reply_of(story: Story, said: str) -> tuple[Choice, Outcome] | None:
    """The choice and the outcome that `State.said` names, or None if the story no longer has them."""
    key, sign = (said[:-1], said[-1]) if said.endswith(("+", "-")) else (said, "")  # no name ends in either
    beat_key, _, name = key.rpartition(".")
    beat = story.beats.get(beat_key)
    choice = beat.by_id.get(name) if beat is not None else None
    if choice is None or choice.slot < 0 or (choice.chance is None) != (not sign):
        return None
    if choice.chance is None:
        return choice, choice.outcome
    return choice, choice.chance.then if sign == "+" else choice.chance.otherwise


def _choices(beat: Beat, memory: Memory, state: State) -> tuple[OpenChoice, ...]:
    shown: list[OpenChoice] = []
    fallbacks: list[OpenChoice] = []
    open_ones = 0
    for choice in beat.choices:
        seen = look(choice, memory, state)
        if seen is None:
            continue
        if choice.fallback:
            fallbacks.append(seen)
            continue
        shown.append(seen)
        if not seen.reason:
            open_ones += 1
    if fallbacks and not open_ones:
        shown.extend(fallbacks)
    return tuple(shown)


def look(choice: Choice, memory: Memory, state: State) -> OpenChoice | None:
    """How one choice shows, or None while it is hidden. Fallbacks are judged by the caller."""
    if choice.once and memory[choice.slot // PAGE][choice.slot % PAGE]:
        return None
    condition = choice.condition
    if condition is not None and not condition(memory):
        if choice.locked is None:
            return None
        return OpenChoice(choice.id, choice.label.fill(memory), choice.locked.fill(memory) or "shut")
    entry = choice.entry
    if entry is not None and not entry(memory):
        return None
    if choice.outcome.move.kind == "return" and not state.visits:
        return None
    if choice.fixed is not None:
        return choice.fixed
    odds = odds_of(choice, memory) if choice.chance is not None else None
    return OpenChoice(choice.id, choice.label.fill(memory), "", odds)


def odds_of(choice: Choice, memory: Memory) -> int:
    """The chance in 100 that a throw comes off, kept within 0 and 100."""
    if choice.chance is None:
        return 100
    odds = choice.chance.odds(memory)
    return max(0, min(100, int(odds)))


def historical_choice(story: Story, state: State) -> str | None:
    """The id of the open choice that history took, or the only way on; None off its road."""
    beat = story.beats[state.beat]
    seen = view(story, state)
    open_ids = [choice.id for choice in seen.choices if choice.is_open]
    for choice in beat.choices:
        if choice.historical and choice.id in open_ids:
            return choice.id
    return open_ids[0] if len(open_ids) == 1 else None


def marks(story: Story, state: State) -> dict[str, str]:
    """The mark at each sentence that has one, in the order of the source."""
    if story.source is None:
        return {}
    slots = story.layout.slots
    found = ((name, str(get(state.memory, slots[f"mark:{name}"]))) for name in story.source.sentences)
    return {name: mark for name, mark in found if mark}


def carried(story: Story, state: State) -> list[Carried]:
    """The qualities that the panel shows now, in the order they are declared."""
    return [_carry(quality, state.memory) for quality in story.qualities.values() if quality.shown(state.memory)]


def _carry(quality: ShownQuality, memory: Memory) -> Carried:
    value = get(memory, quality.slot)
    declared = quality.declared
    words = ""
    if isinstance(value, bool):
        words = "yes" if value else "no"
    elif isinstance(value, str):
        words = declared.labels.get(value, value)
    else:
        reached = [level for level in declared.words if level <= value]
        words = declared.words[max(reached)] if reached else ""
    return Carried(quality.id, quality.name, declared.meaning, value, words, declared.range)


def remembered(story: Story, state: State) -> list[str]:
    """The lines kept for the epilogue, in the order they were earned."""
    found = [(get(state.memory, line.slot), line) for line in story.lines.values()]
    kept = sorted((int(order), line.id) for order, line in found if order)
    return [story.lines[name].text.fill(state.memory) for _, name in kept]


def achievements(story: Story, state: State) -> list[str]:
    """The ids of what was found so far."""
    slots = story.layout.slots
    return [name for name in story.achievements if get(state.memory, slots[f"achieved:{name}"])]


def date(story: Story, state: State) -> tuple[Date | None, str]:
    """The date now, and the time of day as the author says it ('' if the scene gives none)."""
    scene = story.scenes.get(state.date_of)
    here = story.beats[state.beat].scene
    return (scene.date if scene is not None else None), here.time


def place(story: Story, state: State) -> str:
    """The id of the place now, or ''."""
    scene = story.scenes.get(state.place_of)
    return scene.place if scene is not None else ""


def place_name(story: Story, state: State) -> str:
    """What the place was called at the time, or '' if the story says no place."""
    return name_at(story, place(story, state), date(story, state)[0])


def name_at(story: Story, name: str, when: Date | None) -> str:
    """What a place was called on a day, or '' if the story does not know it."""
    known = story.codex.places.get(name)
    if known is None:
        return ""
    since = [(began, name) for written, name in known.names.items() if (began := parse(written)) is not None]
    names = [name for began, name in sorted(since) if when is not None and not when.is_before(began)]
    return names[-1] if names else known.name
