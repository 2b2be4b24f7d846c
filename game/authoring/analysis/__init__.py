"""What a machine can find in a story that loads without a mistake: one file for each question.

`program.py` takes the story apart, `flow.py` follows it along every way, and each question looks at what they made.
The flow allows for too much rather than too little, so that nothing is called impossible that can happen; what
cannot be decided so is not reported.
"""

from __future__ import annotations

from game.authoring.analysis.conditions import contradictions, settled_conditions
from game.authoring.analysis.findings import Findings
from game.authoring.analysis.flow import TooLargeError, follow
from game.authoring.analysis.loops import endless_loops
from game.authoring.analysis.odds import odds_beyond
from game.authoring.analysis.program import program
from game.authoring.analysis.qualities import set_beyond_range, unused_qualities
from game.authoring.analysis.reached import never_reached
from game.authoring.analysis.search import Search
from game.authoring.analysis.shut import all_shut
from game.authoring.analysis.twins import twins
from game.authoring.analysis.values import never_held
from game.authoring.analysis.variants import hidden_texts
from game.story.load import Checked

# Each asks one thing; those that follow say nothing about an expression that an earlier one has spoken of.
_FLOW_QUESTIONS = (unused_qualities, set_beyond_range, never_held, contradictions, hidden_texts, settled_conditions, never_reached, twins)  # fmt: skip


def analyse(checked: Checked) -> None:
    """Add what is found to the story's problems; nothing where it did not load."""
    if checked.story is None or checked.written is None:
        return
    made = program(checked.story, *checked.written)
    try:
        flow = follow(made)
    except TooLargeError:
        return
    found = Findings(made, flow, checked.problems)
    for ask in _FLOW_QUESTIONS:
        ask(found)
    search = Search(found)
    endless_loops(found, all_shut(found, search))
    odds_beyond(found, search)
