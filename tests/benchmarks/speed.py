"""How fast the engine is: uv run python tests/benchmarks/speed.py [SCENES …]

Measures choices a second (`choose` and `view` with the text assembled) on a made story of 1,000
scenes with three choices each, two of them with a condition, all with an effect; the same beside a
bare Python loop over dicts; and how long 1,000 and 10,000 scenes take to load from YAML, and beyond that for
`trotsky check` to look through. Every figure is the best of several runs. Not collected by pytest: figures depend on the machine.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from game.authoring.analysis import analyse
from game.play import choose, start, view
from game.story import Story, load_story
from game.story.load import check_files

QUALITIES = 10
CHOICES = 60_000
RUNS = 5
AIM = 150_000  # choices a second
AIM_LOADING = 1.0  # seconds for 10,000 scenes
AIM_CHECKING = 1.0  # seconds for 1,000 scenes, beyond loading

TEXT = (
    "A paragraph of text for scene {number}, with some words in it.",
    "Another paragraph, a little longer than the first one was.",
)


def targets(number: int, count: int) -> tuple[int, int, int]:
    """Where the three choices of a scene lead."""
    return (number * 7 + 1) % count, (number * 5 + 2) % count, (number + 1) % count


def write(folder: Path, count: int) -> None:
    """A story of so many scenes."""
    (folder / "c").mkdir(parents=True)
    qualities = "".join(f"  q{number}: {{meaning: m, range: [-100, 100]}}\n" for number in range(QUALITIES))
    (folder / "story.yaml").write_text(f"title: Made\nstart: s0\nqualities:\n{qualities}")
    for number in range(count):
        first, second, third = targets(number, count)
        (folder / "c" / f"s{number}.yaml").write_text(
            f"title: Scene {number}\ntext: |\n  {TEXT[0].format(number=number)}\n\n  {TEXT[1]}\nchoices:\n"
            f"  - text: Go on to the one\n    if: q{number % 10} >= -{number % 7}\n    add: {{q{(number + 1) % 10}: 1}}\n    go: s{first}\n"
            f"  - text: Go on to the other\n    if: q{(number + 3) % 10} < {number % 9}\n    add: {{q{(number + 2) % 10}: -1}}\n    go: s{second}\n"
            f"  - text: Go on to the third\n    add: {{q{(number + 5) % 10}: 1}}\n    go: s{third}\n"
        )


def with_the_engine(story: Story, picks: list[float]) -> str:
    """Play `CHOICES` choices; gives the last text, so that nothing can be left out."""
    state, text = start(story, 1), ""
    for number in range(CHOICES):
        seen = view(story, state)
        text = seen.text
        offered = [choice for choice in seen.choices if not choice.reason]
        state = choose(story, state, offered[int(picks[number % 1000] * len(offered))].id)
    return text


def by_hand(count: int, picks: list[float]) -> str:
    """The same game as a bare loop: mutable dicts, nothing kept, no undo, no save."""
    scenes = []
    for number in range(count):
        first, second, third = targets(number, count)
        scenes.append(
            (
                (TEXT[0].format(number=number), TEXT[1]),
                (
                    ("Go on to the one", f"q{number % 10}", 1, -(number % 7), f"q{(number + 1) % 10}", 1, first),
                    (
                        "Go on to the other",
                        f"q{(number + 3) % 10}",
                        -1,
                        number % 9,
                        f"q{(number + 2) % 10}",
                        -1,
                        second,
                    ),
                    ("Go on to the third", "", 0, 0, f"q{(number + 5) % 10}", 1, third),
                ),
            )
        )
    qualities = {f"q{number}": -100 for number in range(QUALITIES)}
    seen: dict[int, int] = {}
    here, text = 0, ""
    for number in range(CHOICES):
        paragraphs, choices = scenes[here]
        text = "\n\n".join(paragraphs)
        offered = [
            choice
            for choice in choices
            if not choice[1]
            or (qualities[choice[1]] >= choice[3] if choice[2] > 0 else qualities[choice[1]] < choice[3])
        ]
        taken = offered[int(picks[number % 1000] * len(offered))]
        qualities[taken[4]] = max(-100, min(100, qualities[taken[4]] + taken[5]))
        here = taken[6]
        seen[here] = seen.get(here, 0) + 1
    return text


def best(work: Callable[[], object]) -> float:
    """The shortest of several runs, in seconds."""
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


def main(sizes: list[int]) -> None:
    """Print the figures."""
    source = random.Random(1)
    picks = [source.random() for _ in range(1000)]
    for count in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "story"
            write(folder, count)
            loading = best(partial(load_story, folder)) if count <= 2000 else _once(folder)
            checking = min(_checked(folder) for _ in range(RUNS if count <= 2000 else 1))
            story = load_story(folder)
        engine = CHOICES / best(partial(with_the_engine, story, picks))
        bare = CHOICES / best(partial(by_hand, count, picks))
        print(f"{count:>6,} scenes: loaded in {loading:.2f} s ({loading / count * 1e6:.0f} µs a scene)")
        print(
            f"{'':>14} {engine:,.0f} choices a second (aim {AIM:,}); a bare loop {bare:,.0f}: {bare / engine:.1f} times as fast"
        )
        print(f"{'':>14} checked in {checking:.2f} s beyond loading (aim {AIM_CHECKING:.0f} s for 1,000)")
        if count == 10_000:
            print(f"{'':>14} loading is {loading / AIM_LOADING:.1f} times the aim of {AIM_LOADING:.0f} s")


def _checked(folder: Path) -> float:
    """How long the analysis of a loaded story takes."""
    checked = check_files(folder)
    began = time.perf_counter()
    analyse(checked)
    return time.perf_counter() - began


def _once(folder: Path) -> float:
    """Large stories load long enough to be measured by the better of two."""
    times = []
    for _ in range(2):
        began = time.perf_counter()
        load_story(folder)
        times.append(time.perf_counter() - began)
    return min(times)


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [1000, 10_000])
