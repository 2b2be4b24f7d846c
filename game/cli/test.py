"""`trotsky test`: the tests that an author wrote beside a story."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from game.cli.output import complain, fail, json_text, reader_may_go, say
from game.cli.story import faultless, print_problems_as_json

if TYPE_CHECKING:
    from game.authoring.story_tests import ReadyTest, Report
    from game.story import Problems, Story


@click.command()
@click.argument("story", required=False)
@click.argument("names", nargs=-1)
@click.option("--update", is_flag=True, help="Write the transcripts of tests anew where the text has changed.")
@click.option("--json", "as_json", is_flag=True, help="Print what became of each test as JSON.")
def test(story: str | None, names: tuple[str, ...], update: bool, as_json: bool) -> None:
    """Run the tests that lie in the folder `tests` of STORY.

    NAMES are tests, files of tests, or patterns such as 'brest-*'; all, if none is named.
    Status 0: all is as expected. 1: something is not, or the story has mistakes. 2: a file of tests has mistakes.
    """
    from game.authoring.story_tests import TranscriptError, read_tests, selected

    if story is not None and not Path(story).is_dir():
        words = " ".join([story, *names])
        fail(f"There is no folder '{story}'. The story's folder comes first: `trotsky test FOLDER {words}`.")
    folder, loaded = faultless(story, as_json)
    tests, problems = read_tests(folder, loaded)
    if problems.errors:
        _say_mistakes(problems, as_json)
        raise SystemExit(2)
    if not tests:
        fail(f"There is no test in {folder / 'tests'}. The guide for authors tells how to write one.")
    try:
        meant = selected(tests, names)
    except ValueError as error:
        fail(str(error))
    for problem in problems:
        complain(str(problem))
    try:
        with reader_may_go():
            report = _run(loaded, folder, meant, update=update, aloud=not as_json)
            if as_json:
                click.echo(json_text(report))
    except TranscriptError as error:
        fail(str(error))
    raise SystemExit(1 if report.failed else 0)


def _run(story: Story, folder: Path, tests: list[ReadyTest], *, update: bool, aloud: bool) -> Report:
    """Play the tests one after the other, and tell each as it is done if `aloud`."""
    from game.authoring.story_tests import play_test, report
    from game.authoring.story_tests.report import count_of, lines_of

    done = []
    for each in tests:
        done.append(play_test(each, folder, update=update))
        if aloud:
            for line in lines_of(done[-1]):
                say(line)
    found = report(story, done)
    if aloud:
        say(count_of(found))
    return found


def _say_mistakes(problems: Problems, as_json: bool) -> None:
    with reader_may_go():
        if as_json:
            print_problems_as_json(problems)
            return
        for problem in problems:
            say(str(problem))
        say(f"{len(problems.errors)} to mend before the tests can be run.")
