"""Which numbers and words something is compared with, though it never holds them in any game."""

from __future__ import annotations

from game.authoring.analysis.findings import Followed
from game.authoring.analysis.program import Asked
from game.authoring.analysis.space import Field
from game.authoring.analysis.terms import Among, Comparison, Constant, Slot, Term, parts
from game.story.memory import Value

_MIRRORED = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}


def never_held(found: Followed) -> None:
    """V003 and V004: a comparison with a number, or a word, that is never held where a game can come."""
    for asked in found.made.asked:
        if id(asked) in found.explained:
            continue
        for part in parts(asked.term):
            if isinstance(part, Comparison):
                _comparison(found, asked, part)
            elif isinstance(part, Among):
                known = _field(found, part.left)
                for option in sorted(part.options, key=str) if known is not None else []:
                    _one(found, asked, known, "==", option, part)


def _comparison(found: Followed, asked: Asked, part: Comparison) -> None:
    for slot, other, operator in ((part.left, part.right, part.operator), (part.right, part.left, _MIRRORED[part.operator])):  # fmt: skip
        known = _field(found, slot)
        if known is not None and isinstance(other, Constant):
            _one(found, asked, known, operator, other.value, part)


def _field(found: Followed, term: Term) -> Field | None:
    """What the term stands for, if that is a quality or a mark that is followed."""
    if not isinstance(term, Slot) or term.positive or not term.name.startswith(("quality:", "mark:")):
        return None
    return found.flow.space.fields.get(term.name)


def _one(
    found: Followed, asked: Asked, known: Field | None, operator: str, value: Value, part: Comparison | Among
) -> None:
    if known is None or isinstance(value, bool):
        return
    held = found.flow.space.get(found.flow.anywhere, known)
    name = known.name.partition(":")[2]
    if known.numeric:
        if not held & known.where(operator, value):
            low, high = known.span(held)
            goes = f"it is always {low}" if low == high else f"it goes from {low} to {high}"
            sentence = f"`{part.text}` can never be: {goes} in every game. Correct the number, or let something change it so far."
            found.about("V003", asked, sentence, part.column)
        return
    wanted = known.where("==", value)
    if wanted and not held & wanted:
        if known.name.startswith("mark:"):
            reason = f"No choice marks '{name}' so, or none that can be taken."
        else:
            reason = f"Nothing sets '{name}' to '{value}', or nothing that can come about."
        shown = value or "''"
        sentence = f"`{part.text}` asks for '{shown}', which it never is. {reason} Set it somewhere, or take this away."
        found.about("V004", asked, sentence, part.column)
