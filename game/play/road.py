"""The road walked: the scenes in their order, what was chosen in each, and the doors that stayed closed.

A door is a choice that the player saw and never took, open or shut with its reason. Where it leads is not
told, and a door looks the same whether or not the road came by its room another way: to leave it out would
tell. Asking changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from msgspec import Struct

from game.play.session import Page, Session
from game.play.view import date
from game.story.dates import Date
from game.story.runtime import Scene


class Door(Struct, frozen=True):
    """A choice not taken, as it was read. `reason` is '' where it stood open."""

    words: str
    reason: str = ""


class Stay(Struct, frozen=True):
    """One stay in a scene: its first moment, the words of what was chosen there, the doors left closed.

    A scene that is come to again is another stay, and `is_again` says so.
    """

    moment: int
    scene: Scene
    date: Date | None
    taken: tuple[str, ...]
    doors: tuple[Door, ...]
    is_again: bool


def road(session: Session) -> list[Stay]:
    """The stays from the first moment that can be gone back to, oldest first; the last is where the player is."""
    pages = session.pages()
    steps = session.log[len(session.log) - session.undoable :]
    opened = {(step.beat, step.choice) for step in steps}
    here = session.view
    # What is still open where the player stands has not been left.
    opened |= {(here.beat.key, choice.id) for choice in here.choices if choice.is_open}
    building: list[_Building] = []
    for page in pages:
        if not building or building[-1].pages[-1].view.scene is not page.view.scene:
            building.append(_Building(date(session.story, session.states[page.number])[0]))
        building[-1].pages.append(page)
    seen: set[str] = set()
    stays: list[Stay] = []
    for one in building:
        stays.append(one.stay(opened, seen))
        seen.add(stays[-1].scene.id)
    return stays


def is_whole(session: Session) -> bool:
    """Whether the road is known from where the game began."""
    return session.undoable == len(session.log)


@dataclass(slots=True)
class _Building:
    """A stay while its moments are gathered."""

    date: Date | None
    pages: list[Page] = field(default_factory=list)

    def stay(self, opened: set[tuple[str, str]], seen: set[str]) -> Stay:
        first = self.pages[0]
        doors: dict[tuple[str, str], Door] = {}
        for page in self.pages:
            if not page.chosen:
                continue  # the present: nothing is left yet
            for choice in page.view.choices:
                name = (page.view.beat.key, choice.id)
                known = doors.get(name)
                # It may have stood shut at one moment and open at the next: then it was open.
                if name not in opened and (known is None or known.reason):
                    doors[name] = Door(choice.text, choice.reason)
        taken = tuple(page.chosen for page in self.pages if page.chosen)
        scene = first.view.scene
        return Stay(first.number, scene, self.date, taken, tuple(doors.values()), scene.id in seen)
