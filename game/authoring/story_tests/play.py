"""A test played: its choices are made by the rules of the game itself, and its expectations asked on the way.

Where a test says how chance falls, the choice is made from the same moment with one seed after another, the game's
own first, until it falls so; then the game goes on under its own seed. So what happens is always something that the
rules can make happen, and what comes later does not depend on it.
"""

from __future__ import annotations

import difflib
from itertools import zip_longest
from pathlib import Path

from msgspec import Struct, structs

from game.authoring.story_tests.checks import Check, Place, offers
from game.authoring.story_tests.read import FOLDER, TRANSCRIPTS, ReadyStep, ReadyTest
from game.authoring.story_tests.transcript import transcript
from game.play import ChoiceError, Session, State, Step, choose, historical_choice
from game.play.chance import whole
from game.saves.files import read_bounded, write_whole
from game.story import Story
from game.story.suggest import nearest
from game.story.yaml_tree import MOST_BYTES

MOST_SEEDS = 10_000  # odds of 1 in 100 fail all of them once in 10**43 games
MOST_HISTORY = 5_000  # choices on history's road, before it is taken to go round in a circle
MOST_COMPARED = 20_000  # lines of a transcript


class TranscriptError(Exception):
    """A transcript that cannot be written. The message is a sentence."""


class Failure(Struct, frozen=True):
    """What was expected at one place of a test, and what was found instead.

    `step` counts the choices made before, `choice` is the last of them, `beat` is where the game stood. `diff` is
    that of a transcript, in the unified form.
    """

    file: str
    line: int
    column: int
    step: int
    choice: str
    beat: str
    expected: str
    found: str
    diff: list[str] = []


class Played(Struct, frozen=True):
    """What became of one test. `wrote` is the transcript that was written, or ''."""

    name: str
    file: str
    line: int
    passed: bool
    choices: int
    failures: list[Failure]
    wrote: str = ""


class Report(Struct, frozen=True):
    """What became of all tests."""

    story: str
    hash: str
    passed: int
    failed: int
    tests: list[Played]


def report(story: Story, played: list[Played]) -> Report:
    """All of them together."""
    failed = sum(not each.passed for each in played)
    return Report(story.title, story.hash, len(played) - failed, failed, played)


def play_test(test: ReadyTest, folder: Path, *, update: bool = False) -> Played:
    """Play one test of the story in `folder`.

    With `update`, its transcript is written if all else is as expected. Raises TranscriptError.
    """
    run = _Run(test)
    run.play()
    wrote = ""
    if test.transcript and run.is_through:
        wrote = _compare(run, folder, write=update and not run.failures)
    place = test.place
    return Played(test.name, place.file, place.line, not run.failures, len(run.session.log), run.failures, wrote)


class _Run:
    """One test being played."""

    def __init__(self, test: ReadyTest) -> None:
        self._test = test
        self.session = Session.new(test.story, test.seed, at=test.at or None)
        self.failures: list[Failure] = []
        self.is_through = False  # whether all choices could be made

    def play(self) -> None:
        """Make the choices, as far as they can be made, and ask what is to be asked."""
        for step in self._test.steps:
            if step.choice:
                why = self._take(step)
                if why:
                    self.fail(step.place, f"choice: {step.choice}{_luck(step)}", why)
                    return
            self._ask(step.checks)
        if self._test.history and not self._follow():
            return
        self.is_through = True
        self._ask(self._test.checks)

    def fail(self, place: Place, expected: str, found: str, diff: list[str] | None = None) -> None:
        """Note what was not as expected now."""
        log = self.session.log
        last = log[-1].choice if log else ""
        self.failures.append(
            Failure(
                place.file, place.line, place.column, len(log), last, self.session.state.beat, expected, found, diff or []
            )
        )  # fmt: skip

    def _ask(self, checks: tuple[Check, ...]) -> None:
        for check in checks:
            found = check.ask(self.session)
            if found:
                self.fail(check.place, check.expected, found)

    def _take(self, step: ReadyStep) -> str:
        """Make a choice; why it cannot be made, or '' if it was."""
        shown = next((choice for choice in self.session.view.choices if choice.id == step.choice), None)
        if shown is None:
            match = nearest(step.choice, [choice.id for choice in self.session.view.choices])
            hint = f" Did you mean '{match}'?" if match else ""
            return f"it is not shown; {offers(self.session)}.{hint}"
        try:
            if step.chance is None and not step.draw:
                self.session.choose(step.choice)
                return ""
            after, met = self._with_luck(step)
        except ChoiceError as error:
            return str(error)
        if after is None:
            if step.chance is not None and shown.odds is None:
                return "it is not left to chance here; take `chance` away"
            if step.chance is not None and shown.odds in (0, 100):
                return f"its odds are {shown.odds} in 100"
            return f"in {MOST_SEEDS:,} tries it led to {', '.join(sorted(met))}, and never fell so"
        before = self.session
        taken = Step(before.state.beat, step.choice)
        self.session = Session(before.story, [*before.states, after], [*before.log, taken], before.began)
        return ""

    def _with_luck(self, step: ReadyStep) -> tuple[State | None, set[str]]:
        """The state after a choice that falls out as wanted, if it ever does, and the scenes that it was seen to lead to."""
        story, now = self.session.story, self.session.state
        met: set[str] = set()
        for further in range(MOST_SEEDS):
            after = choose(story, structs.replace(now, seed=whole(now.seed + further)), step.choice)
            if step.chance is not None and after.throw is None:
                break
            scene = story.beats[after.beat].scene.id
            met.add(scene)
            if step.draw not in ("", scene):
                continue
            if step.chance is None or (after.throw is not None and after.throw.succeeded == (step.chance == "success")):
                return structs.replace(after, seed=now.seed), met
        return None, met

    def _follow(self) -> bool:
        """Go on as history did, as far as that leads."""
        for _ in range(MOST_HISTORY):
            choice = historical_choice(self.session.story, self.session.state)
            if choice is None:
                return True
            self.session.choose(choice)
        self.fail(self._test.place, "history: true", f"no ending after {MOST_HISTORY:,} choices")
        return False


def _luck(step: ReadyStep) -> str:
    chance = f", chance: {step.chance}" if step.chance is not None else ""
    return f"{chance}, draw: {step.draw}" if step.draw else chance


def _compare(run: _Run, folder: Path, *, write: bool) -> str:
    """Hold the road's text against the kept one, and keep it anew if `write`; the name of a file that was written."""
    test = run._test
    name = f"{FOLDER}/{TRANSCRIPTS}/{test.transcript}.txt"
    path = folder / name
    told = transcript(run.session)
    try:
        kept = read_bounded(path, MOST_BYTES).decode("utf-8", "replace") if path.is_file() else None
    except OSError as error:
        run.fail(test.transcript_place, f"transcript: {name}", f"it cannot be read ({error.strerror or error})")
        return ""
    if kept == told:
        return ""
    if write:
        _write(path, folder, told)
        return name
    if kept is None:
        run.fail(test.transcript_place, f"transcript: {name}", "there is no such file yet; `--update` writes it")
        return ""
    run.fail(
        test.transcript_place,
        f"transcript: {name}",
        "the text is another; `--update` keeps it",
        _diff(kept, told, name),
    )
    return ""


def _diff(kept: str, told: str, name: str) -> list[str]:
    before, after = kept.splitlines(), told.splitlines()
    if max(len(before), len(after)) > MOST_COMPARED:  # comparing takes too long: the first line that differs will do
        pairs = zip_longest(before, after, fillvalue="")
        number, (was, now) = next((n, pair) for n, pair in enumerate(pairs, start=1) if pair[0] != pair[1])
        return [f"@@ line {number} @@", f"-{was}", f"+{now}"]
    return list(difflib.unified_diff(before, after, f"{name} (kept)", f"{name} (now)", lineterm=""))


def _write(path: Path, folder: Path, told: str) -> None:
    home = folder.resolve() / FOLDER / TRANSCRIPTS
    if path.parent.resolve() != home:
        raise TranscriptError(f"{path.parent} lies outside of the story's folder. Put a folder in the link's place.")
    content = told.encode("utf-8", "replace")
    if len(content) > MOST_BYTES:
        raise TranscriptError(
            f"{path} would be larger than {MOST_BYTES:,} bytes. Keep the transcript of a shorter road."
        )
    try:
        write_whole(path, content)
    except OSError as error:
        raise TranscriptError(
            f"{path} cannot be written ({error.strerror or error}). Check the folder's permissions."
        ) from None
