"""What a player's games arrive at: the beginnings of chapters, endings, discoveries. Asking changes nothing."""

from __future__ import annotations

from msgspec import Struct

from game.play.session import Session
from game.play.view import achievements
from game.story.runtime import Chapter, Scene, Story


class Arrived(Struct, frozen=True):
    """What the last step of a game came to: an ending ('' if none), and discoveries that were not there before."""

    ending: str = ""
    achievements: tuple[str, ...] = ()


def arrived(session: Session) -> Arrived:
    """What the last choice came to; before any choice, what the game begins with."""
    now = achievements(session.story, session.state)
    before = achievements(session.story, session.states[-2]) if session.undoable else []
    here = session.view
    return Arrived(here.scene.id if here.is_ending else "", tuple(name for name in now if name not in before))


def endings(story: Story) -> list[Scene]:
    """The story's endings by chapter, within a chapter by date; those without one last."""

    def when(scene: Scene) -> tuple[int, int, tuple[int, int, int]]:
        date = scene.date
        return scene.chapter.number, date is None, (date.year, date.month, date.day) if date else (0, 0, 0)

    return sorted((scene for scene in story.scenes.values() if scene.ending), key=when)


def chapters(story: Story) -> list[Chapter]:
    """The chapters that can be played, in order: not those in which the story does nothing but end."""
    played = {scene.chapter.id for scene in story.scenes.values() if not scene.ending}
    return [chapter for chapter in story.chapters if chapter.id in played]


def begun_chapter(session: Session) -> Chapter | None:
    """The chapter that this moment is the beginning of, or None: it is entered here for the first time in this game.

    A game that was begun in the middle of the story stands at no chapter's beginning until it enters another.
    """
    here, beats = session.view.scene.chapter, session.story.beats
    if (session.began and not session.log) or session.state.visits:
        return None
    if any(step.beat in beats and beats[step.beat].scene.chapter is here for step in reversed(session.log)):
        return None
    return here if here in chapters(session.story) else None
