"""Mistakes planted in a story by rule, and who notices them: `uv run python -m tests.authoring.planting [COUNT]`.

Each mistake is one change in one file of a copy of our own story, of the kinds that authors make. It is noticed if
`trotsky check` has more to say than before, or else if one of the story's own tests fails. The shares are printed by
kind. What is taken away (an effect, a mark) leaves a story that is as sound as before: only a test can miss it.
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
from game.authoring.story_tests import play_test, read_tests
from game.paths import own_story
from game.story import check_story
from game.story.load import check_files

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


def main() -> None:
    """Plant, and print who noticed."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    number: Counter[str] = Counter()
    by_check: Counter[str] = Counter()
    by_tests: Counter[str] = Counter()
    missed: list[Mistake] = []
    with copied(own_story()) as story:
        before = said(story)
        for mistake in mistakes(story, count):
            number[mistake.kind] += 1
            with planted(story, mistake):
                if said(story) - before:
                    by_check[mistake.kind] += 1
                elif failing(story):
                    by_tests[mistake.kind] += 1
                else:
                    missed.append(mistake)
    print(f"{'planted':32}{'':>6}{'check':>7}{'tests':>7}{'missed':>8}")
    for kind, planted_in in number.items():
        lost = planted_in - by_check[kind] - by_tests[kind]
        print(f"{kind:32}{planted_in:>6}{by_check[kind]:>7}{by_tests[kind]:>7}{lost:>8}")
    noticed = by_check.total() + by_tests.total()
    print(f"{'in all':32}{number.total():>6}{by_check.total():>7}{by_tests.total():>7}{len(missed):>8}")
    print(
        f"Noticed: {100 * noticed / number.total():.1f}%, by check alone {100 * by_check.total() / number.total():.1f}%."
    )
    for mistake in missed:
        print(f"  missed: {mistake.kind}, {mistake.file}:{mistake.line}: {mistake.was.strip()!r}")


if __name__ == "__main__":
    main()
