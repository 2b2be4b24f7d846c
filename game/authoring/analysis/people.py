"""People on a scene before they were born or after they died, by the codex's years."""

from __future__ import annotations

from game.authoring.analysis.findings import Findings
from game.story.dates import parse


def people_out_of_time(found: Findings) -> None:
    """D901: somebody of the `cast` who was not yet born, or no longer alive, on the scene's date.

    In a scene whose `basis` is `invented` the dead are not asked for: on another road they may have lived longer.
    """
    people = found.made.story.codex.people
    for scene_id, scene in found.made.story.scenes.items():
        if scene.date is None:
            continue
        named = found.made.names.scenes[scene_id]
        for index, name in enumerate(scene.cast):
            person = people[name]
            born = parse(person.born) if person.born is not None else None
            died = parse(person.died) if person.died is not None else None
            if born is not None and scene.date.is_before(born):
                why = f"{person.name} was born in {born}"
            elif died is not None and scene.basis != "invented" and died.is_before(scene.date):
                why = f"{person.name} died in {died}"
            else:
                continue
            sentence = f"{why}, and this is {scene.date}. Correct the year in codex/people.yaml, the date, or the cast."
            found.add("D901", named.document, ("cast", index), sentence)
