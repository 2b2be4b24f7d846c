"""What the panel shows beside the prose, gathered from the game in one place for every width."""

from __future__ import annotations

from dataclasses import dataclass, replace

from game.play import Carried, Session, carried, changed, date, marks, place_name
from game.story import Story


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence of the source, its mark, and whether the last choice made it."""

    id: str
    text: str
    mark: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """Where and when the player is, what is carried, and which sentences are at stake."""

    chapter: str
    years: str
    date: str
    weekday: str
    old_style: str
    time: str
    place: str
    carried: tuple[Carried, ...]
    cited: tuple[Cited, ...]
    changed: frozenset[str] = frozenset()  # what is carried that the last choice changed
    figures: bool = False  # whether what is carried is told in figures too

    def as_on(self, other: Facts) -> Facts:
        """These facts, with the chapter, the day and the place of others."""
        return replace(
            self, chapter=other.chapter, years=other.years, date=other.date, weekday=other.weekday,
            old_style=other.old_style, time=other.time, place=other.place,
        )  # fmt: skip

    @property
    def when_and_where(self) -> str:
        """The date and the place on one line."""
        when = " ".join(part for part in (self.date, self.old_style) if part)
        return " · ".join(part for part in (when, self.time, self.place) if part)

    @property
    def at_stake(self) -> Cited | None:
        """The one sentence to show where there is room for one: just marked, else without a mark yet."""
        ranked = sorted(self.cited, key=lambda cited: (not cited.is_new, bool(cited.mark)))
        return ranked[0] if ranked else None


def facts(session: Session, *, figures: bool = False) -> Facts:
    """The facts of the present moment; with `figures`, what is carried is told in figures too."""
    story, state, seen = session.story, session.state, session.view
    when, time = date(story, state)
    chapter = seen.scene.chapter
    return Facts(
        chapter=chapter.title,
        years=chapter.years,
        date=str(when) if when else "",
        weekday=when.weekday if when else "",
        old_style=when.old_style if when and chapter.old_style else "",
        time=time,
        place=place_name(story, state),
        carried=tuple(carried(story, state)),
        cited=_cited(session, seen.scene.quotes),
        changed=changed(session, figures=figures),
        figures=figures,
    )


def _cited(session: Session, quotes: tuple[str, ...]) -> tuple[Cited, ...]:
    story = session.story
    if story.source is None:
        return ()
    new, all_marks = session.marked_at(session.undoable), marks(story, session.state)
    names = [*new, *(name for name in quotes if name not in new)]
    return tuple(cite(story, name, all_marks, is_new=name in new) for name in names)


def cite(story: Story, name: str, all_marks: dict[str, str], *, is_new: bool = False) -> Cited:
    """One sentence with its mark."""
    sentence = story.source.sentences.get(name) if story.source else None
    return Cited(name, sentence.text if sentence else "", all_marks.get(name, ""), is_new)
