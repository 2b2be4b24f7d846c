"""Which scenes, endings, beats, choices and halves of a chance no game can come to."""

from __future__ import annotations

from game.authoring.analysis.findings import Followed
from game.authoring.analysis.program import Option, Step


def never_reached(found: Followed) -> None:
    """F605 to F607: what cannot be reached from the start, each thing told once, at the outermost."""
    flow, made = found.flow, found.made
    reached = {key.split(".")[0] for key in flow.at}
    for scene_id, named in made.names.scenes.items():
        if scene_id in reached:
            continue
        entry = made.entries.get(scene_id)
        if entry is not None and id(entry) in found.explained:
            continue
        what = "This ending" if named.authored.ending else "This scene"
        sentence = f"{what} is never reached: no way that a game can take leads to '{scene_id}'. Lead one to it, or take it away."
        found.add("F605", named.document, (), sentence)
    for step in made.steps.values():
        if step.scene.id not in reached:
            continue
        if step.key in flow.at:
            for option in step.options:
                _option(found, step, option)
        elif not step.named.inline:
            sentence = f"The beat '{step.named.id}' is never reached. Lead a choice or a `go` to it, or take it away."
            found.add("F606", step.document, step.named.path, sentence)


def _option(found: Followed, step: Step, option: Option) -> None:
    if option.key not in found.flow.taken:
        if option.named is None or (option.condition is not None and id(option.condition) in found.explained):
            return
        target = option.halves[0].move.target.split(".")[0]
        entry = found.made.entries.get(target)
        if entry is not None and id(entry) in found.explained:
            return
        if option.fallback:
            why = "another choice here is always open, and a `fallback` comes only when none is. Take it away, or let the others run out"
        elif entry is not None and target != step.scene.id:
            why = (
                f"what `when` of '{target}' asks for is never so here. Correct that condition, or take the choice away"
            )
        else:
            why = "what it asks for is never so here. Correct the condition, or take the choice away"
        found.add("F607", option.document, option.path, f"This choice is never open: {why}.")
        return
    if option.odds is None:
        return
    for half, odds in zip(option.halves, ("0 or less", "100 or more"), strict=True):
        if id(half) not in found.flow.halves:
            sentence = (
                f"This never comes about: the odds are always {odds} here. Correct the odds, or make two choices of it."
            )
            found.add("F607", option.document, half.path, sentence)
