"""Mistakes planted in a story by rule, and who notices them: `uv run python -m tests.authoring.planting [COUNT]`.

Each mistake is one change in one file of a copy of our own story, of the kinds that authors make. It is noticed if
`trotsky check` has more to say than before; or else if one of the story's own tests fails; or else if the figures of
1,000 random games are others (see `is_seen`). The shares are printed by kind. What is taken away (an effect, a mark) leaves a story that is as sound as before: only a test can miss it.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from game.authoring.analysis import analyse
from game.authoring.playtest import Plan, last_page, playtest
from game.authoring.story_tests import play_test, read_tests
from game.paths import own_story
from game.story import check_story
from game.story.load import check_files

GAMES = 1000
MOVED, COMMON = 0.10, 0.03  # shares of the games
Change = Callable[[re.Match[str], random.Random], str]


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of mistake: what it changes in the text of a file, and how. `files` is a pattern of their names."""

    kind: str
    pattern: re.Pattern[str]
    change: Change
    files: str = "[0-9e]*/*.yaml"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One planted: the file, its text before and after, and the line."""

    kind: str
    file: Path
    text: str
    line: int
    was: str
    now: str


def _longer(match: re.Match[str], _: random.Random) -> str:
    return f"{match[1]}{match[2]}x"


def _flipped(match: re.Match[str], _: random.Random) -> str:
    other = {">=": "<", "<=": ">", "==": "!=", "!=": "==", ">": "<=", "<": ">="}
    return f"{match[1]}{other[match[2]]}"


def _shifted(match: re.Match[str], chance: random.Random) -> str:
    return f"{match[1]}{int(match[2]) + chance.choice((-11, 11))}"


def _without(match: re.Match[str], _: random.Random) -> str:
    return ""


def _hundredfold(match: re.Match[str], _: random.Random) -> str:
    return f"{match[1]}{int(match[2]) * 100 or 100}"


def _another_word(match: re.Match[str], _: random.Random) -> str:
    return f"{match[1]}{match[2][::-1]}"


RULES = (
    Rule("a target renamed", re.compile(r"((?:\bgo|visit|draw): )([\w.-]+)"), _longer),
    Rule("a comparison flipped", re.compile(r"(\b(?:if|when): [^\n]*?\w )(>=|<=|==|!=|>|<)(?= )"), _flipped),
    Rule("a condition turned round", re.compile(r"(\b(?:if|when): )([^\n,}{]+)"), lambda m, _: f"{m[1]}not ({m[2]})"),
    Rule("an effect dropped", re.compile(r"^ +(?:set|add): \{[^}\n]*\}\n", re.MULTILINE), _without),
    Rule("a mark dropped", re.compile(r"^ +mark: \{[^}\n]*\}\n", re.MULTILINE), _without),
    Rule("a quality misspelt", re.compile(r"((?:set|add): \{)(\w+)"), _longer),
    Rule("a value misspelt", re.compile(r"(set: \{\w+: )([a-z]\w+)"), _longer),
    Rule("an amount too large", re.compile(r"(add: \{\w+: )(-?\d+)"), _hundredfold),
    Rule("a date shifted", re.compile(r"^(date: )(\d{4})", re.MULTILINE), _shifted),
    Rule("a person misspelt", re.compile(r"^(cast: \[)([\w-]+)", re.MULTILINE), _longer),
    Rule("a place misspelt", re.compile(r"^(place: )([\w-]+)", re.MULTILINE), _longer),
    Rule("a sentence misnamed", re.compile(r"(mark: \{)([a-z]\d\d)"), _longer),
    Rule("a quotation changed", re.compile(r'(^    text: "[^\n]*?)\b(\w{5,})\b', re.MULTILINE), _another_word, "testimony.yaml"),
    Rule("a link misspelt", re.compile(r"(\]\()([\w-]+)(?=\))"), _longer),
    Rule("a key misspelt", re.compile(r"^( +)(choices|text|reply)(?=:)", re.MULTILINE), _longer),
    Rule("a choice that leads nowhere", re.compile(r"^ +go: [\w.-]+\n", re.MULTILINE), _without),
    Rule("a quotation mark left open", re.compile(r'(sources: \["[^"\n]*)(")'), lambda m, _: m[1]),
    Rule("two choices of one id", re.compile(r"(\n +id: )([\w-]+)((?:.|\n)*?\n +id: )([\w-]+)"), lambda m, _: f"{m[1]}{m[4]}{m[3]}{m[4]}"),
)  # fmt: skip


def mistakes(folder: Path, count: int, seed: int = 1) -> Iterator[Mistake]:
    """`count` mistakes in the story of a folder, the kinds in turn, each at a place by chance."""
    chance = random.Random(seed)
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.yaml"))}
    found = {
        rule.kind: [
            (path, match)
            for path, text in texts.items()
            if path.relative_to(folder).match(rule.files) and not {"codex", "tests", "schema"} & set(path.parts)
            for match in rule.pattern.finditer(text)
        ]
        for rule in RULES
    }
    rules = [rule for rule in RULES if found[rule.kind]]
    for number in range(count):
        rule = rules[number % len(rules)]
        path, match = chance.choice(found[rule.kind])
        now, text = rule.change(match, chance), texts[path]
        changed = text[: match.start()] + now + text[match.end() :]
        line = text.count("\n", 0, match.start()) + 1
        yield Mistake(rule.kind, path.relative_to(folder), changed, line, match.group(), now)


@contextmanager
def copied(folder: Path) -> Iterator[Path]:
    """A copy of a story, with the documents beside it."""
    with tempfile.TemporaryDirectory() as place:
        shutil.copytree(folder, Path(place, "story"))
        seeds = folder.resolve().parent / "seeds"
        if seeds.is_dir():
            shutil.copytree(seeds, Path(place, "seeds"))
        yield Path(place, "story")


@contextmanager
def planted(story: Path, mistake: Mistake) -> Iterator[None]:
    """The copy with the mistake in it."""
    path = story / mistake.file
    before = path.read_text(encoding="utf-8")
    path.write_text(mistake.text, encoding="utf-8")
    try:
        yield
    finally:
        path.write_text(before, encoding="utf-8")


def said(story: Path) -> set[str]:
    """All that `trotsky check` says, hints too, without the places: a line that moved is no finding."""
    checked = check_files(story)
    analyse(checked)
    return {f"{problem.code} {problem.message}" for problem in checked.problems}


def failing(story: Path) -> set[str]:
    """The story's own tests that do not end as expected; none if it cannot be opened."""
    loaded, _ = check_story(story)
    if loaded is None:
        return set()
    written, problems = read_tests(story, loaded)
    if problems.errors:
        return {str(problem) for problem in problems}
    return {test.name for test in written if not play_test(test, story).passed}


def figures(story: Path) -> dict[str, float]:
    """What 1,000 games by chance say of a story: the share of games in which each thing was met, came about or was
    carried at the end; and of those that came to no ending."""
    loaded, _ = check_story(story)
    if loaded is None:
        return {}
    tally = playtest(loaded, Plan(str(story), loaded.hash, GAMES, 1, last_page(loaded)[1]))
    endings = Counter(row.ending for row in tally.rows)
    shares = {f"ending {name or 'none'}": count / GAMES for name, count in endings.items()}
    counters = {"beat": tally.beats, "choice": tally.choices, "paragraph": tally.passages, "mark": tally.marks}
    for kind, counter in counters.items():
        shares |= {f"{kind} {name}": count / GAMES for name, count in counter.items()}
    for name, values in tally.ends.items():
        shares |= {f"end {name} {value}": count / GAMES for value, count in values.items()}
    return shares


def is_seen(before: dict[str, float], now: dict[str, float]) -> bool:
    """Whether an author who reads the figures beside those of before would see a change: a share that moves by
    a tenth of all games, or a thing that was met in three of a hundred and is not met any more."""
    for name in before.keys() | now.keys():
        was, is_now = before.get(name, 0.0), now.get(name, 0.0)
        if abs(was - is_now) >= MOVED or (was >= COMMON and not is_now) or (is_now >= COMMON and not was):
            return True
    return False


def main() -> None:
    """Plant, and print who noticed."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    number: Counter[str] = Counter()
    noticed: dict[str, Counter[str]] = {"check": Counter(), "tests": Counter(), "games": Counter()}
    missed: list[Mistake] = []
    with copied(own_story()) as story:
        before, usual = said(story), figures(story)
        for mistake in mistakes(story, count):
            number[mistake.kind] += 1
            with planted(story, mistake):
                if said(story) - before:
                    noticed["check"][mistake.kind] += 1
                elif failing(story):
                    noticed["tests"][mistake.kind] += 1
                elif is_seen(usual, figures(story)):
                    noticed["games"][mistake.kind] += 1
                else:
                    missed.append(mistake)
    lost = Counter(mistake.kind for mistake in missed)
    print(f"{'planted':32}{'':>6}{'check':>7}{'tests':>7}{'games':>7}{'missed':>8}")
    for kind, planted_in in [*number.items(), ("in all", number.total())]:
        by = [counter.total() if kind == "in all" else counter[kind] for counter in noticed.values()]
        print(
            f"{kind:32}{planted_in:>6}{by[0]:>7}{by[1]:>7}{by[2]:>7}{lost.total() if kind == 'in all' else lost[kind]:>8}"
        )
    print(f"Noticed: {100 * (1 - lost.total() / number.total()):.1f}%.")
    for mistake in missed:
        print(f"  missed: {mistake.kind}, {mistake.file}:{mistake.line}: {mistake.was.strip()!r}")


if __name__ == "__main__":
    main()
