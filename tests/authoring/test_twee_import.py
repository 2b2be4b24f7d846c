"""A Twee file as a story of ours: what becomes of passages, links, markup, macros, and of files from strangers."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.authoring.twee import Passage, TweeError, parse, write
from game.authoring.twee_import import CHAPTER, Imported, import_twee, write_story
from game.authoring.twee_prose import dialect_of, pieces
from game.story import Story, check_story, load_story, markup
from game.story.runtime import Beat
from tests.test_cli import trotsky


def imported(text: str, folder: Path, form: str = "Harlowe") -> tuple[Story, list[str]]:
    """The story that a Twee file becomes, and what was remarked."""
    made = import_twee(f'{text}\n:: StoryData\n{{"format": "{form}"}}\n'.encode(), "made")
    write_story(made, folder / "made")
    return load_story(folder / "made"), [f"{remark.line} {remark.message}" for remark in made.remarks]


def read(beat: Beat) -> list[str]:
    """The paragraphs of a beat as a player reads them."""
    assert beat.prose.fixed is not None
    return [markup.plain(paragraph.text) for paragraph in beat.prose.fixed]


def ways(beat: Beat) -> list[tuple[str, str]]:
    """The words of each choice, and the scene that it leads to."""
    return [(markup.plain(choice.label.fixed or ""), choice.outcome.move.target) for choice in beat.choices]


def note(folder: Path, scene: str) -> str:
    return (folder / "made" / CHAPTER / f"{scene}.yaml").read_text(encoding="utf-8")


def test_the_four_forms_of_links_are_choices(tmp_path: Path) -> None:
    story, remarks = imported(
        ":: Start\n[[Hall]]\n[[In|Hall]]\n[[Out -> Far away]]\n[[Far away<-Off]]\n[[a->b->Hall]]\n:: Hall\n:: Far away\n",
        tmp_path,
    )
    hall, away = "hall.start", "far-away.start"
    assert ways(story.beats[story.start]) == [
        ("Hall", hall), ("In", hall), ("Out", away), ("Off", away), ("a->b", hall),
    ]  # fmt: skip
    assert remarks == []


def test_one_link_alone_at_the_end_is_the_way_on(tmp_path: Path) -> None:
    story, _ = imported(":: Start\nRain.\n\n[[Walk on->Hall]]\n:: Hall\nA [[door->Start]] stands open.\n", tmp_path)
    start, hall = story.beats[story.start], story.beats["hall.start"]
    assert [(choice.id, choice.implied) for choice in start.choices] == [("continue", True)]
    assert ways(start) == [("Walk on", "hall.start")]
    assert read(start) == ["Rain."]
    assert [(choice.id, choice.implied) for choice in hall.choices] == [("door", False)]
    assert read(hall) == ["A door stands open."]


def test_text_between_links_stays_in_its_order(tmp_path: Path) -> None:
    story, _ = imported(
        ":: Start\nOne.\n* [[A->Start]]\nTwo.\nThree [[B->Start]] four.\n[[C->Start]], [[D->Start]]\n", tmp_path
    )
    assert read(story.beats[story.start]) == ["One.", "Two.", "Three B four."]
    assert [words for words, _ in ways(story.beats[story.start])] == ["A", "B", "C", "D"]


def test_a_passage_without_links_is_an_ending_and_a_missing_one_is_made(tmp_path: Path) -> None:
    story, remarks = imported(":: Start\nHere.\n[[North]]\n[[South]]\n:: South\nSea.\n", tmp_path)
    assert [scene.id for scene in story.scenes.values() if scene.ending] == ["north", "south"]
    assert story.scenes["north"].title == "North"
    assert remarks == [
        "3 There is no passage 'North'. The scene 'north' was made for it; write it, or correct the link."
    ]


def test_where_it_begins(tmp_path: Path) -> None:
    text = ':: A\n:: Start\n:: B\n:: StoryData\n{"start": "B"}\n'
    assert load_of(text, tmp_path / "1").start == "b.start"
    assert load_of(text.replace('"B"', '"Z"'), tmp_path / "2").start == "a.start"
    assert load_of(":: A\n:: Start\n", tmp_path / "3").start == "start-passage.start"
    assert load_of(":: A\n:: B\n", tmp_path / "4").start == "a.start"


def load_of(text: str, folder: Path) -> Story:
    write_story(import_twee(text.encode(), "made"), folder)
    return load_story(folder)


def test_macros_are_notes_and_named_with_their_lines(tmp_path: Path) -> None:
    text = ":: Start\n<<set $a to 1>>\nYou have $coins coins.\n<<if $a>>Rain.<</if>>\n<<link [[In|Hall]]>><</link>>\n:: Hall\n"
    story, remarks = imported(text, tmp_path, "SugarCube")
    assert read(story.beats[story.start]) == ["You have $coins coins.", "Rain."]
    assert ways(story.beats[story.start]) == [("In", "hall.start")]
    assert [remark.split("'")[0] + remark.split("'")[1] for remark in remarks] == [
        "2 The macro <<set $a to 1>>", "3 $coins", "4 The macro <<if $a>>", "4 The macro <</if>>",
        "5 The macro <<link [[In|Hall]]>>", "5 The macro <</link>>",
    ]  # fmt: skip
    assert "Line 2: <<set $a to 1>>" in note(tmp_path, "start-passage")


def test_a_value_that_is_printed_stays_in_its_sentence(tmp_path: Path) -> None:
    story, remarks = imported(":: Start\n<<print $a>>, <<= $b>> and <<printer>>.\n", tmp_path, "SugarCube")
    assert read(story.beats[story.start]) == ["<<print $a>>, <<= $b>> and ."]
    assert len(remarks) == 3


def test_macros_of_harlowe_close_where_their_parenthesis_does(tmp_path: Path) -> None:
    story, remarks = imported(
        ":: Start\n(set: $a to (random: 1,(max: 2,3)))Rain (and snow).\n(if: $b)[Hail.]\n", tmp_path
    )
    assert read(story.beats[story.start]) == ["Rain (and snow).", "[Hail.]"]
    assert len(remarks) == 2


def test_values_and_modifiers_of_chapbook(tmp_path: Path) -> None:
    text = (
        ":: Start\ncoins: 3\n--\nYou have {coins} \\{not\\} \\*here\\*.\n\n[if coins > 2]\n*Enough*,\nit seems: $5.\n"
    )
    story, remarks = imported(text, tmp_path, "Chapbook")
    assert read(story.beats[story.start]) == ["You have {coins} {not} *here*.", "Enough, it seems: $5."]
    assert [remark.split()[0] for remark in remarks] == ["2", "4", "6"]


def test_tags_and_comments_are_notes(tmp_path: Path) -> None:
    imported(":: Start [dark ending]\nRain.<!-- Ask\nAnna. -->\n", tmp_path)
    assert note(tmp_path, "start-passage").endswith(
        "ending: true\nnote: |-\n  Tags in Twine: dark\n  Line 2: Ask\n  Anna.\n"
    )


def test_names_are_safe_and_unique(tmp_path: Path) -> None:
    names = [
        "../../etc/passwd",
        "CON",
        "nul",
        "Chapter",
        "start",
        "return",
        "a b",
        "A-B",
        "A.B",
        "1914",
        "true",
        "???",
        "Ёж",
        "x" * 300,
        "lpt1",
    ]
    story, _ = imported("".join(f":: {name}\nText.\n" for name in names), tmp_path)
    assert [scene.title for scene in story.scenes.values()] != names
    assert {scene.title for scene in story.scenes.values()} == set(names)
    files = sorted(path.name for path in (tmp_path / "made" / CHAPTER).iterdir())
    assert len({name.casefold() for name in files}) == len(names) + 1
    assert {"etc-passwd.yaml", "con-passage.yaml", "chapter-passage.yaml", "start-passage.yaml", "a-b-3.yaml"} <= set(
        files
    )
    assert sorted(path.name for path in (tmp_path / "made").iterdir()) == [CHAPTER, "story.yaml"]


def test_text_that_looks_like_yaml_or_markup_is_only_text(tmp_path: Path) -> None:
    lines = [
        "key: value # no",
        "- a",
        "[x](nowhere)",
        "{a} }{",
        "true",
        "0123",
        "*a* \\ b",
        "'\"",
        "| >",
        "%TAG !",
        "*a [b] c*",
    ]
    story, _ = imported(":: Start\n" + "\n\n".join(lines), tmp_path)
    lines[6] = "a \\ b"
    assert read(story.beats[story.start]) == lines


def test_code_is_left_out_and_addresses_stay_words(tmp_path: Path) -> None:
    story, remarks = imported(":: S [script]\nalert(1)\n:: Start\nSee [[it->https://x.org/a]].\n", tmp_path)
    assert list(story.scenes) == ["start-passage"]
    assert read(story.beats[story.start]) == ["See [[it->https://x.org/a]]."]
    assert [remark.split()[0] for remark in remarks] == ["1", "4"]


def test_equal_names_and_equal_words(tmp_path: Path) -> None:
    story, remarks = imported(":: Start\n[[Go->A]]\n[[Go->B]]\n[[!->A]]\n:: A\nfirst\n:: A\nsecond\n:: B\n", tmp_path)
    assert [choice.id for choice in story.beats[story.start].choices] == ["go", "go-2", "choice"]
    assert [read(story.beats[f"{name}.start"]) for name in ("a", "a-2")] == [["first"], ["second"]]
    assert len(remarks) == 1


def test_nothing_is_written_where_something_is(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(TweeError, match="not empty"):
        write_story(import_twee(b":: A\n", "a"), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    "text",
    ["[[" * 49_000, "[[a]]" * 19_000, "(a:" * 33_000, "<<a" * 33_000, "$a " * 33_000, "{" * 99_000, " " * 99_000 + "[[a]]x",
     "a:::::\n" * 14_000, "[" * 99_000, "*" * 99_000, "[a](" * 24_000, "<!--" * 24_000, "\\" * 99_000, "[ ] " * 24_000],
    ids=lambda text: text[:5],
)  # fmt: skip
@pytest.mark.parametrize("form", ["Harlowe", "Chapbook", ""])
def test_no_passage_takes_long(text: str, form: str) -> None:
    begin = perf_counter()
    with suppress(TweeError):
        import_twee(f':: A\n{text}\n:: StoryData\n{{"format": "{form}"}}'.encode(), "a")
    assert perf_counter() - begin < 20


def test_more_links_than_passages_may_be() -> None:
    many = "".join(
        f":: p{page}\n" + "".join(f"[[{page}-{number}]]" for number in range(1000)) + "\n" for page in range(11)
    )
    with pytest.raises(TweeError, match="10,000"):
        import_twee(many.encode(), "a")


def test_more_links_than_a_file_may_have() -> None:
    many = "".join(f":: p{page}\n{'[[p0]]' * 16_000}\n" for page in range(4))
    with pytest.raises(TweeError, match="50,000 links"):
        import_twee(many.encode(), "a")


@pytest.mark.parametrize("title", ["", "\udcff", "\x1b[2J", " \n "])
def test_any_title(title: str, tmp_path: Path) -> None:
    write_story(import_twee(b":: A\n", title), tmp_path)
    assert load_story(tmp_path).title.isprintable()


FRAGMENTS = st.sampled_from([
    "[[", "]]", "->", "<-", "|", "[[a->b]]", "[[Start]]", "][", "<<", ">>", "<<if $x>>", "(if: $x)", "(a:", ")", "$x", "{", "}", "{x}", "<!--", "-->",
    "\\", "*", "**", "*a*", "[x](y)", "\n", "\n\n", "::", "\n:: ", "#", ": ", "- ", "> ", "--\n", "[if x]\n", "choice: continue ", "\t", "\u00a0", "\u2028", "\x85", "\x00", "True", "12", "~", "`", "text",
])  # fmt: skip
TEXTS = st.lists(FRAGMENTS | st.text(max_size=6), max_size=12).map("".join)
NAMES = st.sampled_from(["Start", "a", "A", "b", "con", "return", "StoryTitle", "x.y", ".", "/"]) | st.text(
    min_size=1, max_size=12
)
FORMS = st.sampled_from(["Harlowe", "SugarCube", "Chapbook", "Snowman", ""])


def settle(content: bytes, folder: Path) -> Imported | None:
    """Import and write, or None if the file was refused."""
    try:
        made = import_twee(content, "made")
    except TweeError:
        return None
    write_story(made, folder)
    return made


@given(
    st.lists(st.tuples(NAMES, TEXTS, st.lists(st.sampled_from(["ending", "dark", "script"]), max_size=2)), max_size=4),
    FORMS,
)
def test_made_up_files_become_stories_without_mistakes(made: list[tuple[str, str, list[str]]], form: str) -> None:
    passages = [Passage(name, text, tuple(tags)) for name, text, tags in made]
    passages.append(Passage("StoryData", f'{{"format": "{form}"}}'))
    with tempfile.TemporaryDirectory() as folder:
        if settle(write(passages).encode(), Path(folder)) is None:
            return
        story, problems = check_story(folder)
        assert [str(problem) for problem in problems] == []
        assert story is not None
        assert all(Path(folder) in path.resolve().parents for path in Path(folder).rglob("*"))


@given(st.binary(max_size=200) | TEXTS.map(str.encode))
def test_any_bytes_become_a_story_or_a_sentence(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        if settle(content, Path(folder)) is not None:
            assert [str(problem) for problem in check_story(folder)[1]] == []


@given(st.text("ab *[]{}\\#>-_:'\"\n0.", max_size=40), FORMS)
def test_words_are_kept_whatever_they_look_like(text: str, form: str) -> None:
    """What has no links and no macros is read as it was, but for markup that both sides share."""
    if any(piece.kind != "text" for piece in pieces(text, dialect_of(form))) or form in ("Chapbook", "Snowman"):
        return
    with tempfile.TemporaryDirectory() as folder:
        passages = [Passage("Start", text), Passage("StoryData", f'{{"format": "{form}"}}')]
        write_story(import_twee(write(passages).encode(), "made"), Path(folder))
        beat = load_story(folder).beats["start-passage.start"]
        lines = [" ".join(line.split()) for line in parse(write(passages))[0][0].text.split("\n")]
        told = [line if form == "SugarCube" else line.replace("*", "") for line in lines if line]
        found = read(beat) if form == "SugarCube" else [line.replace("*", "") for line in read(beat)]
        assert found == told


def test_the_command(tmp_path: Path) -> None:
    file = tmp_path / "gate.twee"
    file.write_text(":: StoryTitle\nThe Gate\n:: Start\n$x\n[[Knock]]\n", encoding="utf-8")
    done = trotsky("import", str(file), str(tmp_path / "gate"))
    assert (done.returncode, done.stdout) == (
        0,
        f"The Gate: 2 scenes in {tmp_path / 'gate'}. `trotsky play {tmp_path / 'gate'}` plays it.\n",
    )
    assert [line.split("  ")[0] for line in done.stderr.splitlines()] == [f"{file}:{line}:1" for line in (4, 5)]
    again = trotsky("import", str(file), str(tmp_path / "gate"))
    assert (again.returncode, again.stdout) == (2, "")
    assert "is not empty" in again.stderr


@pytest.mark.parametrize(("name", "words"), [("none.twee", "cannot be read"), ("bad.twee", ":2:1  This is no UTF-8")])
def test_the_command_fails_in_a_sentence(name: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "bad.twee").write_bytes(b":: A\n\xff\n")
    done = trotsky("import", str(tmp_path / name), str(tmp_path / "new"))
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert not (tmp_path / "new").exists()
