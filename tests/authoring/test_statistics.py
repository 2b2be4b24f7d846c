"""`trotsky stats`: each figure on a story small enough to count by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.authoring.reads import StoryChangedError
from game.authoring.statistics import ReadLater, Statistics, statistics
from game.authoring.statistics_report import lines
from game.authoring.words import count_words, spoken_words
from game.story import load_story
from tests.building import LANTERN, OVER, write_story

QUALITIES = """
    coins: {meaning: m, range: [0, 9]}
    met: {meaning: m}
"""


def counted(folder: Path, scenes: dict[str, str], **parts: object) -> Statistics:
    path = write_story(folder, scenes, **parts)  # type: ignore[arg-type]
    return statistics(load_story(path), path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Two words.", 2),
        ("A dash — is no word.", 5),
        ("*Strong* and [the words](ferryman) of a link.", 7),
        ("", 0),
        ("nobody’s half-word, 1917", 3),
    ],
)
def test_words_are_runs_with_a_letter_or_a_digit(text: str, words: int) -> None:
    assert count_words(text) == words


def test_words_by_what_they_are(tmp_path: Path) -> None:
    found = counted(
        tmp_path,
        {
            "a": """
                basis: invented
                text:
                  - Two words.
                  - if: met
                    text: You have {coins + 1} coins.
                    else: None.
                  - first: Once.
                    then: Then again.
                  - cycle: [One., Two three.]
                  - quote: s02
                choices:
                  - text: Go over now.
                    if: met
                    locked: Not yet.
                    reply: Off you go then.
                    remember: You went over.
                    go: b
                  - text: Throw.
                    chance: {odds: 50, then: {reply: It falls., go: b}, else: {reply: It stays up there.}}
                record: What history has, in six words.
            """,
            "b": "text: It is over.\nending: true\n",
        },
        qualities=QUALITIES,
        source=True,
    )
    words = found.chapters[0].words
    assert words.paragraphs == 2 + 4 + 1 + 1 + 2 + 1 + 2 + 3
    assert words.replies == 4 + 2 + 4
    assert words.labels == 3 + 2 + 1  # a choice, why it is shut, the other; `Go on.` is not the author's
    assert words.remembered == 3
    assert words.records == 6
    assert words.quoted == 6
    assert words.fiction == found.words.fiction == 16 + 10 + 6 + 3
    assert found.basis == {"invented": 32, "none": 3}


def test_chapters_codex_and_notes_are_counted_apart(tmp_path: Path) -> None:
    story = "title: Made\nstart: a\nchapters: [c, d]\nsource: log.yaml\n"
    found = counted(
        tmp_path,
        {"a": "text: One.\ngo: b\n"},
        chapter="text: An opening.",
        source=True,
        files={
            "story.yaml": story,
            "d/b.yaml": OVER,
            "codex/terms.yaml": "t: {name: Term, text: Three short words.}\n",
        },
    )
    assert [(chapter.id, chapter.words.fiction) for chapter in found.chapters] == [("c", 3), ("d", 3)]
    assert (found.words.fiction, found.codex_words, found.sentence_notes) == (6, 3, 0)


def test_things_are_counted(tmp_path: Path) -> None:
    found = counted(
        tmp_path,
        {
            "a": """
                text: Here.
                choices:
                  - text: One two three four five six seven eight nine ten eleven twelve thirteen.
                    id: long
                    historical: true
                    go: b
                  - text: One two three four five six seven eight nine ten eleven twelve.
                    draw: d
                    go: c
                record: Thus.
            """,
            "b": "text: Only one.\nchoices: [{text: On., go: c}]\n",
            "c": OVER,
            "drawn": "deck: d\ntext: A bird.\n",
        },
    )
    assert (found.scenes, found.beats, found.choices, found.ways_on) == (4, 4, 2, 2)
    assert (found.endings, found.storylets, found.records, found.historical_scenes) == (1, 1, 1, 1)
    assert found.long_labels == ["a.start.long"]


def test_the_source_says_where_it_is_quoted_and_how_it_can_be_marked(tmp_path: Path) -> None:
    found = counted(
        tmp_path,
        {
            "a": """
                quote: s03
                enter: {mark: {s01: unlived}}
                text: [{quote: The light never}]
                choices:
                  - {text: One., mark: {s01: stands}, go: b}
                  - text: Two.
                    chance: {odds: 5, then: {do: [{mark: {s03: struck}}], go: b}, else: {go: b}}
            """,
            "b": OVER,
        },
        source=True,
    )
    assert [(each.id, each.printed, each.named, each.marks) for each in found.sentences] == [
        ("s01", ["a"], [], ["stands", "unlived"]),
        ("s02", [], [], []),
        ("s03", [], ["a"], ["struck"]),
    ]
    told = "\n".join(lines(found))
    assert "2 of 3 sentences quoted (66.7%), 2 marked, 1 in two ways or more" in told
    assert "Never quoted: s02" in told
    assert "Named by a scene, never printed: s03" in told


def test_a_quotation_over_two_sentences_quotes_both(tmp_path: Path) -> None:
    text = "text: [{quote: never failed. The sea}]\nending: true\n"
    found = counted(tmp_path, {"a": text}, source=True)
    assert [each.id for each in found.sentences if each.printed] == ["s01", "s02"]


# -- read later -----------------------------------------------------------------------------------


def read(folder: Path, choice: str, then: str = OVER, **parts: object) -> ReadLater:
    """A beat of two choices, `it` (with the given keys) and another, that lead to the scene `b`."""
    scene = f"text: Here.\nchoices:\n  - {{text: It., {choice}}}\n  - {{text: The other., go: b}}\n"
    return counted(folder, {"a": scene, "b": then}, qualities=QUALITIES, source=True, **parts).read_later


READS_COINS = "text: [{if: coins >= 2, text: Rich.}]\nending: true\n"


@pytest.mark.parametrize(
    ("choice", "then", "reasons"),
    [
        ("go: b", OVER, []),
        ("go: b", "text: [{if: chosen('a.it'), text: So.}]\nending: true\n", ["id"]),
        ("add: {coins: 1}, go: b", READS_COINS, ["quality"]),
        ("do: [{set: {coins: 1}}], go: b", READS_COINS, ["quality"]),
        ("chance: {odds: 5, then: {go: b}, else: {set: {coins: 3}, go: b}}", READS_COINS, ["quality"]),
        ("add: {coins: 1}, go: b", "text: You have {coins}.\nending: true\n", ["quality"]),
        ("add: {coins: 1}, go: b", "enter: {set: {met: coins >= 1}}\ntext: So.\nending: true\n", ["quality"]),
        ("add: {coins: 1}, go: b", OVER, []),
        ("if: coins < 3, add: {coins: 1}, reply: 'Now {coins}.', go: b", OVER, []),
        ("mark: {s01: struck}, go: b", OVER, ["mark"]),
        ("remember: You did it., go: b", OVER, ["remembered"]),
    ],
)
def test_what_counts_as_read_later(tmp_path: Path, choice: str, then: str, reasons: list[str]) -> None:
    found = read(tmp_path, choice, then)
    assert (found.choices, found.read, found.share) == (2, len(reasons), len(reasons) / 2)
    assert [reason for reason, count in found.reasons.items() if count] == reasons
    assert [reason for reason, count in found.only.items() if count] == reasons
    assert found.unread == (["a.start.the-other"] if reasons else ["a.start.it", "a.start.the-other"])


def test_an_achievement_counts(tmp_path: Path) -> None:
    found = read(tmp_path, "achieve: bell, go: b", achievements="bell: {title: Bell}")
    assert found.reasons["achievement"] == 1


def roads(folder: Path, first: str, second: str, **more: str) -> ReadLater:
    scene = f"text: Here.\nchoices:\n  - {{text: First., {first}}}\n  - {{text: Second., {second}}}\n"
    return counted(folder, {"a": scene, **more}, qualities=QUALITIES).read_later


def test_a_road_that_is_asked_about_counts_through_ways_on(tmp_path: Path) -> None:
    asks = "text: [{if: seen('c'), text: So.}]\nending: true\n"
    found = roads(tmp_path, "go: b", "go: end", b="text: On.\ngo: c\n", c="text: On.\ngo: end\n", end=asks)
    assert found.unread == ["a.start.second"]
    assert found.reasons["road"] == 1


def test_a_road_that_all_choices_take_does_not_count(tmp_path: Path) -> None:
    asks = "text: [{if: seen('b'), text: So.}]\nending: true\n"
    found = roads(tmp_path, "go: b", "go: b", b="text: On.\ngo: end\n", end=asks)
    assert found.read == 0


def test_an_ending_counts_where_not_all_choices_lead_to_it(tmp_path: Path) -> None:
    assert roads(tmp_path / "1", "go: b", "go: c", b=OVER, c=OVER).reasons["ending"] == 2
    assert roads(tmp_path / "2", "go: b", "go: b", b=OVER).read == 0


def test_what_only_arriving_changes_is_told_apart(tmp_path: Path) -> None:
    found = roads(
        tmp_path,
        "go: b",
        "go: c",
        b="enter: {set: {met: true}}\ntext: On.\nchoices: [{text: X., go: end}, {text: Y., go: end}]\n",
        c="text: On.\nchoices: [{text: X., go: end}, {text: Y., go: end}]\n",
        end="text: [{if: met, text: So.}]\nending: true\n",
    )
    assert "a.start.first" in found.unread
    assert found.arrival == ["a.start.first"]


def test_a_quality_is_not_read_by_the_condition_under_which_it_is_shown(tmp_path: Path) -> None:
    scene = "text: Here.\nchoices:\n  - {text: It., set: {own: true}, go: b}\n  - {text: Other., set: {other: true}, go: b}\n"
    qualities = "own: {meaning: m, shown: own}\nother: {meaning: m}\nthird: {meaning: m, shown: other}\n"
    found = counted(tmp_path, {"a": scene, "b": OVER}, qualities=qualities).read_later
    assert found.unread == ["a.start.it"]


@pytest.mark.parametrize("second", ["", "  - {text: Else., fallback: true, go: b}\n"])
def test_what_is_never_open_beside_another_is_no_choice(tmp_path: Path, second: str) -> None:
    found = counted(tmp_path, {"a": f"text: Here.\nchoices:\n  - {{text: On., go: b}}\n{second}", "b": OVER})
    assert (found.choices, found.read_later.choices, found.read_later.share) == (0, 0, 1.0)
    assert found.ways_on == 1 + bool(second)


def test_the_whole_format_can_be_counted() -> None:
    told = "\n".join(lines(statistics(load_story(LANTERN), LANTERN)))
    assert told.startswith("The Lantern: ")
    assert "Choices read later: " in told


def test_files_that_changed_meanwhile_are_refused(tmp_path: Path) -> None:
    story = load_story(write_story(tmp_path, {"a": OVER}))
    write_story(tmp_path, {"a": "text: Another.\nending: true\n"})
    with pytest.raises(StoryChangedError, match="changed while they were read"):
        statistics(story, tmp_path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He said: “Two words,” and left.", 2),
        ("“To the end of the paragraph, unclosed", 7),
        ('"Straight ones" too, and "these two".', 4),
        ("It’s no speech, nor is 'this'.", 0),
    ],
)
def test_speech_stands_in_quotation_marks(text: str, words: int) -> None:
    assert spoken_words(text) == words


def test_scenes_people_branching_and_reading_time(tmp_path: Path) -> None:
    scenes = {
        "a": "cast: [ann]\ntext: “One two,” she says.\nchoices:\n  - {text: Go., go: b}\n  - {text: Stay.}\n  - {text: Sit., reply: “Well?”}",
        "b": "cast: [ann, bob]\ntext: '" + "word " * 600 + "'\nchoices: [{text: Left., go: c}, {text: Right., go: c}]",
        "c": OVER,
    }
    people = "".join(f"{name.lower()}: {{name: {name}, text: A person.}}\n" for name in ("Ann", "Bob", "Eve"))
    found = counted(tmp_path, scenes, files={"codex/people.yaml": people})
    assert [(scene.id, scene.words.fiction, scene.choices) for scene in found.by_scene] == [
        ("a", 4 + 1 + 3, 3), ("b", 602, 2), ("c", found.by_scene[2].words.fiction, 0)
    ]  # fmt: skip
    assert [(person.name, person.scenes, person.fiction) for person in found.people] == [
        ("Ann", 2, 610),
        ("Bob", 1, 602),
    ]
    assert found.words.speech == 3
    assert (found.branching, found.reading_minutes) == (2.5, 2)
    told = "\n".join(lines(found, scenes=True))
    assert "To read it all takes 2 min" in told
    assert f"{'Ann':30}   2 scenes, 610 words of fiction there" in told
    assert "    b " in told
    assert "    b " not in "\n".join(lines(found))
