"""What a machine can find in a story that loads without a mistake: one file for each question.

`program.py` takes the story apart, `flow.py` follows it along every way, and each question looks at what they made.
The flow allows for too much rather than too little, so that nothing is called impossible that can happen; what
cannot be decided so is not reported.
"""

from __future__ import annotations

from game.authoring.analysis.allowances import allow
from game.authoring.analysis.codex_links import unlinked_entries
from game.authoring.analysis.conditions import contradictions, settled_conditions
from game.authoring.analysis.findings import Findings, Followed
from game.authoring.analysis.flow import TooLargeError, follow
from game.authoring.analysis.lengths import long_beats, long_labels
from game.authoring.analysis.loops import endless_loops
from game.authoring.analysis.odds import odds_beyond
from game.authoring.analysis.people import people_out_of_time
from game.authoring.analysis.places import places_before_their_names
from game.authoring.analysis.program import program
from game.authoring.analysis.qualities import set_beyond_range, unused_qualities
from game.authoring.analysis.quoted import quotations_of_the_source
from game.authoring.analysis.reached import never_reached
from game.authoring.analysis.repeated import repeated_prose
from game.authoring.analysis.search import Search
from game.authoring.analysis.shut import all_shut
from game.authoring.analysis.texts import Texts
from game.authoring.analysis.twins import twins
from game.authoring.analysis.values import never_held
from game.authoring.analysis.variants import hidden_texts
from game.story.load import Checked, no_collection

# Each asks one thing. Those that follow say nothing about an expression that an earlier one has spoken of.
_QUALITY_QUESTIONS = (unused_qualities, set_beyond_range)
_FLOW_QUESTIONS = (never_held, contradictions, hidden_texts, settled_conditions, never_reached)
_TEXT_QUESTIONS = (long_labels, places_before_their_names, repeated_prose, unlinked_entries)
_OTHER_QUESTIONS = (twins, long_beats, people_out_of_time, quotations_of_the_source)


def analyse(checked: Checked) -> None:
    """Add what is found to the story's problems, less what its comments allow; nothing where it did not load."""
    if checked.story is None or checked.written is None:
        return
    files, names = checked.written
    with no_collection():
        found = Findings(program(checked.story, files, names), checked.problems)
        for ask in _QUALITY_QUESTIONS:
            ask(found)
        is_complete = True
        try:
            _ask_the_flow(Followed(found.made, found.problems, found.explained, flow=follow(found.made)))
        except TooLargeError:
            is_complete = False
        texts = Texts(files)
        for look in _TEXT_QUESTIONS:
            look(found, texts)
        for ask in _OTHER_QUESTIONS:
            ask(found)
        allow(files, checked.problems, is_complete=is_complete)


def _ask_the_flow(found: Followed) -> None:
    for ask in _FLOW_QUESTIONS:
        ask(found)
    search = Search(found)
    endless_loops(found, all_shut(found, search))
    odds_beyond(found, search)
