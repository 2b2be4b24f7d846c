"""Choices of one beat that do the same under the same condition, so that one of them is for nothing."""

from __future__ import annotations

from msgspec import msgpack, structs

from game.authoring.analysis.findings import Findings
from game.authoring.analysis.program import read_slots
from game.story import model
from game.story.names import ChoiceName


def twins(found: Findings) -> None:
    """F612: a choice that differs from an earlier one of its beat only in its words, and that nothing tells from it."""
    read = read_slots(found.made)
    for step in found.made.steps.values():
        named = [option.named for option in step.options if option.named is not None]
        if len(named) < 2:
            continue
        seen: dict[bytes, ChoiceName] = {}
        for choice in named:
            if choice.authored.choices or f"chosen:{choice.key}" in read:
                continue
            first = seen.setdefault(_deed(choice.authored), choice)
            if first is not choice:
                sentence = f"This choice does what '{first.id}' does, and nothing asks which was taken. Let it do something else, or take one of the two away."
                found.add("F612", step.document, choice.path, sentence)


def _deed(choice: model.Choice) -> bytes:
    """All of a choice but how it is called."""
    return msgpack.encode(structs.replace(choice, text="", id=None, historical=False, locked=None, was=None))
