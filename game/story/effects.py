"""What choices and arrivals change, compiled to small functions on a draft of the memory."""

from __future__ import annotations

from collections.abc import Callable

from game.story import model
from game.story.decode import Path
from game.story.memory import Draft, Reader, Value, count, get, put
from game.story.names import Names
from game.story.problems import SOURCE
from game.story.runtime import Change
from game.story.suggest import did_you_mean
from game.story.writing import Writing


def compile_effects(
    effects: model.Changes, path: Path, write: Writing, names: Names, qualities: dict[str, model.Quality]
) -> tuple[Change, ...]:
    """What one mapping changes, in the order set, add, mark, remember, achieve."""
    changes: list[Change] = []
    for name, written in effects.set.items():
        changes.extend(compile_set(name, written, (*path, "set", name), write, names, qualities))
    for name, amount in effects.add.items():
        changes.extend(_add(name, amount, (*path, "add", name), write, names, qualities))
    slots = names.layout.slots
    for sentence, mark in effects.mark.items():
        slot = slots.get(f"mark:{sentence}")
        if slot is None:
            known = [key.removeprefix("mark:") for key in slots if key.startswith("mark:")]
            write.problem(
                "R303",
                (*path, "mark", sentence),
                f"There is no sentence '{sentence}' to mark.{did_you_mean(sentence, known, otherwise='Marks stand at the sentences of the source that story.yaml names.')}",
                about=SOURCE,
            )
        else:
            changes.append(_put(slot, mark))
    if effects.remember is not None:
        remember = effects.remember
        named = list(remember) if isinstance(remember, dict) else [names.line_name(write.prefix, remember)]
        changes.extend(_remember(slots[f"line:{name}"], slots["lines"]) for name in named)
    achieved = [effects.achieve] if isinstance(effects.achieve, str) else effects.achieve or []
    for name in achieved:
        slot = slots.get(f"achieved:{name}")
        if slot is None:
            write.problem(
                "R313",
                (*path, "achieve"),
                f"story.yaml has no achievement '{name}'.{did_you_mean(name, names.achievements, otherwise='Add it under `achievements`.')}",
            )
        else:
            changes.append(_put(slot, 1))
    if isinstance(effects, model.Effects) and effects.if_ is not None:
        test = write.expression(effects.if_, (*path, "if"), "flag")
        return (_guarded(test.read, tuple(changes)),) if test is not None else ()
    return tuple(changes)


def _quality(name: str, path: Path, write: Writing, qualities: dict[str, model.Quality]) -> model.Quality | None:
    quality = qualities.get(name)
    if quality is None:
        hint = did_you_mean(
            name, qualities, otherwise="Declare it under `qualities` in story.yaml or in qualities.yaml."
        )
        write.problem("R302", path, f"There is no quality '{name}'.{hint}", about=name)
    return quality


def compile_set(
    name: str, written: model.Expression, path: Path, write: Writing, names: Names, qualities: dict[str, model.Quality]
) -> list[Change]:
    """What gives a quality a value, as written at `path`; nothing, and a problem noted, if it cannot have it."""
    quality = _quality(name, path, write, qualities)
    if quality is None:
        return []
    slot = names.layout.slots[f"quality:{name}"]
    if quality.values is not None:
        if not isinstance(written, str) or written not in quality.values:
            write.problem(
                "E406",
                path,
                f"'{name}' can never be '{written}'.{did_you_mean(str(written), quality.values, otherwise='Write one of its values.')}",
            )
            return []
        return [_put(slot, str(written))]
    compiled = write.expression(written, path, "number" if quality.range is not None else "flag")
    if compiled is None:
        return []
    if quality.range is not None:
        return [_clamped(slot, compiled.read, *quality.range)]
    return [_put(slot, compiled.constant)] if compiled.constant is not None else [_computed(slot, compiled.read)]


def _add(
    name: str, amount: model.Percent, path: Path, write: Writing, names: Names, qualities: dict[str, model.Quality]
) -> list[Change]:
    quality = _quality(name, path, write, qualities)
    if quality is None:
        return []
    if quality.range is None:
        kind = "an enumeration" if quality.values is not None else "a flag"
        write.problem("E403", path, f"'{name}' is {kind}; only numbers are added to. Use `set`.")
        return []
    compiled = write.expression(amount, path, "number")
    if compiled is None:
        return []
    slot = names.layout.slots[f"quality:{name}"]
    if isinstance(compiled.constant, int):
        return [_added(slot, compiled.constant, *quality.range)]
    read = compiled.read
    return [_clamped(slot, lambda memory: get(memory, slot) + read(memory), *quality.range)]  # type: ignore[operator]


def _put(slot: int, value: Value) -> Change:
    return lambda draft: put(draft, slot, value)


def _computed(slot: int, read: Reader) -> Change:
    return lambda draft: put(draft, slot, read(draft))


def _clamped(slot: int, read: Callable[[Draft], Value], low: int, high: int) -> Change:
    return lambda draft: put(draft, slot, min(high, max(low, read(draft))))


def _added(slot: int, amount: int, low: int, high: int) -> Change:
    def change(draft: Draft) -> None:
        before: int = get(draft, slot)  # type: ignore[assignment]
        after = before + amount
        after = low if after < low else high if after > high else after
        if after != before:
            put(draft, slot, after)

    return change


def _remember(slot: int, counter: int) -> Change:
    def change(draft: Draft) -> None:
        if not get(draft, slot):
            count(draft, counter)
            put(draft, slot, get(draft, counter))

    return change


def _guarded(test: Reader, changes: tuple[Change, ...]) -> Change:
    def change(draft: Draft) -> None:
        if test(draft):
            for inner in changes:
                inner(draft)

    return change
