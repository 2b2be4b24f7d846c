"""Mistakes planted in our own story: the kinds that a machine can see are seen, each of them."""

from __future__ import annotations

import pytest

from game.paths import own_story
from tests.authoring.planting import RULES, copied, mistakes, planted, said

SURE = {
    "a target renamed", "a quality misspelt", "a value misspelt", "a person misspelt", "a place misspelt", "a sentence misnamed",
    "a link misspelt", "a key misspelt", "a quotation mark left open", "a quotation changed",
}  # fmt: skip


@pytest.mark.parametrize("seed", [1, 2])
def test_what_a_machine_can_see_is_seen(seed: int) -> None:
    with copied(own_story()) as story:
        before = said(story)
        for mistake in mistakes(story, len(RULES), seed):
            if mistake.kind in SURE:
                with planted(story, mistake):
                    assert said(story) - before, f"{mistake.kind}, {mistake.file}:{mistake.line}: {mistake.now}"
        assert said(story) == before  # each was taken out again


def test_every_rule_changes_something() -> None:
    with copied(own_story()) as story:
        found = list(mistakes(story, len(RULES)))
        assert {mistake.kind for mistake in found} == {rule.kind for rule in RULES}
        for mistake in found:
            assert (story / mistake.file).read_text(encoding="utf-8") != mistake.text, mistake.kind
