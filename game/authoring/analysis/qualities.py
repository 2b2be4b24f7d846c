"""Which qualities nothing sets or nothing reads, and which are set to numbers that they cannot hold."""

from __future__ import annotations

from game.authoring.analysis.findings import Findings
from game.authoring.analysis.terms import Constant, slots_of
from game.story import model
from game.story.memory import get
from game.story.migration import written


def unused_qualities(found: Findings) -> None:
    """V001 and V002: a quality that nothing changes, or that nothing asks for."""
    made = found.made
    changed = {change.slot for change in made.changes}
    read: set[str] = set()
    for asked in made.asked:
        read |= slots_of(asked.term) - {f"quality:{asked.of}"}  # to be reckoned from itself tells nobody anything
    for name, (quality, document) in made.files.qualities.items():
        slot = f"quality:{name}"
        path = ("qualities", name) if document.file == "story.yaml" else (name,)
        if slot not in changed:
            value = written(get(made.story.initial, made.names.layout.slots[slot]))
            advice = "Let something `set` it, or take it away."
            found.add("V001", document, path, f"Nothing changes '{name}': it is {value} for ever. {advice}")
            _explain_all(found, slot)
        elif slot not in read and not _is_shown(quality):
            advice = "Ask for it in a condition or a text, show it, or take it away."
            found.add("V002", document, path, f"Nothing reads '{name}', and the panel does not show it. {advice}")


def _is_shown(quality: model.Quality) -> bool:
    return str(quality.shown).strip().lower() != "false"


def _explain_all(found: Findings, slot: str) -> None:
    for asked in found.made.asked:
        if slot in slots_of(asked.term):
            found.explained.add(id(asked))


def set_beyond_range(found: Findings) -> None:
    """V005: a number set to a value outside its range, so that it gets another; or changed by more than its range is
    wide, so that it comes to an end of it whatever it was."""
    for change in found.made.changes:
        name = change.slot.removeprefix("quality:")
        quality = found.made.files.qualities.get(name)
        if quality is None or quality[0].range is None:
            continue
        value = change.value
        if isinstance(value, Constant):
            value = value.value
        if not isinstance(value, int):
            continue
        low, high = quality[0].range
        if change.kind == "add":
            if abs(value) > high - low:
                sentence = (
                    f"Adding {value} to '{name}' always brings it to {low if value < 0 else high}: its range is {low} to "
                    f"{high}. Correct the number, or `set` it."
                )
                found.add("V005", change.document, change.path, sentence)
        elif not low <= value <= high:
            becomes = low if value < low else high
            found.add(
                "V005", change.document, change.path,
                f"'{name}' cannot be {value}: its range is {low} to {high}, so it becomes {becomes}. Correct the number or the range.",
            )  # fmt: skip
