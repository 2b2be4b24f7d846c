"""Which conditions never hold, always hold, or contradict themselves."""

from __future__ import annotations

from collections.abc import Iterable

from game.authoring.analysis.findings import Followed
from game.authoring.analysis.flow import Met
from game.authoring.analysis.layout import space_of
from game.authoring.analysis.program import Asked
from game.authoring.analysis.space import Situation, Space
from game.authoring.analysis.suppose import Judge
from game.authoring.analysis.terms import Constant
from game.authoring.analysis.variants import readings


def contradictions(found: Followed) -> None:
    """E410: a condition that no values whatever can fulfil."""
    space, judge = found.flow.space, found.flow.judge
    declared: Space | None = None
    for asked in found.made.asked:
        if not asked.is_condition or id(asked) in found.explained or isinstance(asked.term, Constant):
            continue
        if judge.may(asked.term, space.anything, True):
            continue
        declared = declared or space_of(found.made, declared=True)[0]
        if not Judge(declared).may(asked.term, declared.anything, True):
            sentence = (
                f"`{_short(asked.text)}` contradicts itself: no values at all fulfil it. Correct one of its parts."
            )
            found.about("E410", asked, sentence)


def settled_conditions(found: Followed) -> None:
    """E408, E409 and E411: a condition that gives the same answer wherever it is asked."""
    flow = found.flow
    asked_in_text: dict[int, tuple[Asked, Met]] = {}
    for asked, situation in readings(found):
        met = asked_in_text.setdefault(id(asked), (asked, Met()))[1]
        met.holds = met.holds or flow.judge.may(asked.term, situation, True)
        met.fails = met.fails or flow.judge.may(asked.term, situation, False)
        met.where |= situation
    for asked, met in (*_asked_on_the_way(found), *asked_in_text.values()):
        if id(asked) in found.explained or met.holds == met.fails:
            continue
        given = _given(found, asked, met.where)
        if not met.holds and asked.guards_change:
            found.about("E411", asked, f"`{_short(asked.text)}` never holds here{given}, so this changes nothing. Correct it, or take it away.")  # fmt: skip
        elif not met.holds:
            found.about(
                "E408",
                asked,
                f"`{_short(asked.text)}` never holds here{given}. Correct it, or take away what it guards.",
            )
        else:
            found.about("E409", asked, f"`{_short(asked.text)}` always holds here{given}, so it decides nothing. Take it away, or correct it.")  # fmt: skip


def _asked_on_the_way(found: Followed) -> Iterable[tuple[Asked, Met]]:
    for asked in found.made.asked:
        met = found.flow.met.get(id(asked))
        if met is not None:
            yield asked, met


def _given(found: Followed, asked: Asked, where: Situation) -> str:
    held = found.held(asked, where)
    return f" ({held})" if held else ""


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 80 else text[:77] + "…"
