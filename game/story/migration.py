"""What the author says of games that were kept before the story changed, where `was` cannot tell it."""

from __future__ import annotations

from game.story import model
from game.story.expressions import QualityType
from game.story.memory import Value
from game.story.names import Names
from game.story.runtime import Migration
from game.story.suggest import did_you_mean
from game.story.yaml_tree import Document

Path = tuple[str | int, ...]


def written(value: Value) -> str:
    """A value as a YAML file writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def migration(
    authored: model.Migration, names: Names, qualities: dict[str, QualityType], document: Document
) -> Migration:
    """The table with its names checked; what is wrong in it is reported and left out."""
    places: dict[str, str] = {}
    for old, target in authored.places.items():
        path: Path = ("migrate", "places", old)
        beat = names.resolve_beat(target, "")
        if beat is None:
            hint = did_you_mean(target, [*names.scenes, *names.beats], otherwise="Name a scene, or scene.beat.")
            names.problem("R301", document, path, f"There is no place '{target}' to go on at.{hint}")
        elif names.resolve_beat(old, "") is not None:
            sentence = (
                f"The place '{old}' is still there, so its games need no other. Take the line out, or correct the name."
            )
            names.problem("S204", document, path, sentence)
        else:
            places[old] = beat
    values: dict[str, dict[str, Value]] = {}
    for name, changed in authored.values.items():
        path = ("migrate", "values", name)
        quality = qualities.get(name)
        if quality is None:
            hint = did_you_mean(name, qualities, otherwise="Name one that the story has now.")
            names.problem("R302", document, path, f"There is no quality '{name}'.{hint}")
            continue
        for old, value in changed.items():
            if _fits(value, quality):
                values.setdefault(name, {})[old] = value
            else:
                kind = {"number": "a number", "flag": "true or false", "word": f"one of {', '.join(quality.values)}"}
                sentence = f"'{name}' can never be '{written(value)}': it is {kind[quality.kind]}. Write such a value."
                names.problem("E406" if quality.kind == "word" else "E403", document, (*path, old), sentence)
    return Migration(places, values)


def _fits(value: Value, quality: QualityType) -> bool:
    match quality.kind:
        case "number":
            return isinstance(value, int) and not isinstance(value, bool)
        case "flag":
            return isinstance(value, bool)
        case _:
            return value in quality.values
