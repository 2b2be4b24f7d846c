"""The plain voice, line by line."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from msgspec import structs
from msgspec.structs import replace

from game.plain import run
from game.saves import AUTOSAVE, DiscoveriesFile, Store
from game.story import Story, load_story
from tests.building import write_story


@pytest.fixture(scope="module")
def lantern() -> Story:
    return load_story(Path(__file__).parent / "stories" / "lantern")


def play(story: Story, folder: Path, typed: str, load: str | None = None) -> str:
    """All that is printed when `typed` is typed."""
    target = io.StringIO()
    assert run(story, Store(folder), io.StringIO(typed), target, seed=7, load=load, scene=None) == 0
    return target.getvalue()


def test_a_number_chooses(lantern: Story, tmp_path: Path) -> None:
    assert "There are nineteen." in play(lantern, tmp_path, "1\n")


def test_an_id_chooses(lantern: Story, tmp_path: Path) -> None:
    assert "I kept the light" in play(lantern, tmp_path, "call\n")


def test_shut_choices_are_shown_with_their_reason_and_have_no_number(lantern: Story, tmp_path: Path) -> None:
    printed = play(lantern, tmp_path, "untie-the-boat\nuntie-the-boat\n")
    assert "-  Untie the boat. (shut: It is adrift already.)" in printed
    assert "That is shut: It is adrift already." in printed


def test_a_mark_is_printed_as_it_is_made(lantern: Story, tmp_path: Path) -> None:
    assert "[~ strained: «The sea was kind to me.»]" in play(lantern, tmp_path, "2\n")


def test_odds_before_and_the_throw_after(lantern: Story, tmp_path: Path) -> None:
    printed = play(lantern, tmp_path, "3\n")
    assert "(chance 40 in 100)" in printed
    assert "(A chance of 40 in 100; the throw was " in printed


def test_back_takes_the_last_choice_back(lantern: Story, tmp_path: Path) -> None:
    printed = play(lantern, tmp_path, "2\nback\nback\n")
    assert "The last choice is taken back." in printed
    assert "There is nothing to take back." in printed


def test_what_cannot_be_understood_is_answered(lantern: Story, tmp_path: Path) -> None:
    printed = play(lantern, tmp_path, "99\nxyzzy\n\n" + "a" * 10_000 + "\n")
    assert "'99' is none of the answers. Type a number from 1 to 5" in printed
    assert "Type a number, or 0 for everything else." in printed


def test_the_paper_and_the_record_and_what_is_carried(lantern: Story, tmp_path: Path) -> None:
    printed = play(lantern, tmp_path, "2\npaper\nrecord\ncarry\n0\ncall\nrecord\n")
    assert "So far: 0 stands, 1 strained, 0 struck, 0 unlived; 4 not met." in printed
    assert "is told when you have left it" in printed
    assert "The keeper was at home that night." in printed
    assert "Oil: a little (what is left in the can)" in printed
    assert "take back the last choice" in printed


def test_an_ending_prints_what_is_remembered_and_the_paper(lantern: Story, tmp_path: Path) -> None:
    printed = play(lantern, tmp_path, "2\ncall\ngo-and-light-the-lamp\nlight-it\n1\nquit\n")
    assert "*** Lit ***" in printed
    assert "  - You let the boat go before you knew what it was for." in printed
    assert "✓ No ship was lost" in printed
    assert "The story has ended here." in printed


def test_columns_set_the_paper_beside_the_life_and_the_record(lantern: Story, tmp_path: Path) -> None:
    printed = play(lantern, tmp_path, "2\ncolumns\n")
    assert (
        "THE PAPER, s02: The sea was kind to me.\n\n"
        "  YOUR LIFE: ~ strained. » Untie the boat. (1 May 1902, The Shore)\n\n"
        "  THE RECORD: an opinion.\n"
    ) in printed
    assert "s01" not in printed


def test_columns_of_one_sentence_tell_its_record_only_after_the_mark(lantern: Story, tmp_path: Path) -> None:
    untold = play(lantern, tmp_path, "columns\ncolumns S01\ncolumns s99\n")
    assert "No sentence has a mark yet." in untold
    assert "  YOUR LIFE: not met.\n\n  THE RECORD: not told yet." in untold
    assert "The paper has no sentence 's99'. They go from t01 to s04." in untold
    told = play(lantern, tmp_path, "call\n1\n1\ncolumns s01\n")
    assert "THE RECORD: wrong. The harbour book has it dark for two nights in\n  1899." in told
    assert "» Did it ever fail? (2 May 1902, The Tower)" in told


def test_a_last_page_mentions_the_columns(lantern: Story, tmp_path: Path) -> None:
    printed = play(lantern, tmp_path, "2\ncall\ngo-and-light-the-lamp\nlight-it\ncolumns\ncolumns s03\n")
    assert "`columns` sets the paper beside your life and the record." in printed
    assert "YOUR LIFE: ✓ stands. (On arriving: 3 May 1902, Lit)" in printed
    assert "YOUR LIFE: not met.\n\n  THE RECORD: accurate." in printed


def test_columns_of_a_mark_whose_choice_is_gone(lantern: Story, tmp_path: Path) -> None:
    play(lantern, tmp_path, "2\n1\n")
    store = Store(tmp_path)
    game = store.load(AUTOSAVE)
    store.save("changed", replace(game, log=[replace(game.log[0], choice="gone"), *game.log[1:]]))
    assert "YOUR LIFE: ~ strained.\n" in play(lantern, tmp_path, "columns\n", load="changed")


def test_a_story_without_a_paper_says_so(tmp_path: Path) -> None:
    write_story(tmp_path / "story", {"a": "text: A.\nending: true\npage: true\n"})
    printed = play(load_story(tmp_path / "story"), tmp_path / "saves", "columns\n")
    assert "`columns` sets" not in printed
    assert printed.count("This story is built on no paper.") == 2


def test_games_are_kept_by_name_and_gone_on_with(lantern: Story, tmp_path: Path) -> None:
    printed = play(lantern, tmp_path, "2\nsave the boat / лодка\n1\ngames\nload the boat / лодка\n")
    assert "Kept as 'the boat / лодка'." in printed
    assert "the boat / лодка: The Shore, The Shore, 1 May 1902" in printed
    assert "It is adrift already" in play(lantern, tmp_path, "", load="the boat / лодка")


def test_a_new_game_keeps_the_last_one(lantern: Story, tmp_path: Path) -> None:
    play(lantern, tmp_path, "2\n")
    assert "Your last game is kept as 'the game before'." in play(lantern, tmp_path, "1\n")
    kept = Store(tmp_path).load("the game before")
    assert [step.choice for step in kept.log] == ["untie-the-boat"]
    assert [step.choice for step in Store(tmp_path).load(AUTOSAVE).log] == ["count-the-gulls"]


def test_lines_are_at_most_72_wide(lantern: Story, tmp_path: Path) -> None:
    printed = play(lantern, tmp_path, "2\n1\ncall\npaper\ncolumns\nrecord\n0\ngames\n")
    assert max(len(line) for line in printed.splitlines()) <= 74  # "> " before what follows a prompt


def test_opening_another_game_keeps_the_one_that_was_left(lantern: Story, tmp_path: Path) -> None:
    play(lantern, tmp_path, "1\nsave kept\n")
    play(lantern, tmp_path, "2\n1\n")
    play(lantern, tmp_path, "1\n", load="kept")
    store = Store(tmp_path)
    assert [step.choice for step in store.load("the game before").log] == ["count-the-gulls"]
    assert [step.choice for step in store.load("the game before 2").log] == ["untie-the-boat", "count-the-gulls"]


def test_a_game_before_is_opened_without_losing_it(lantern: Story, tmp_path: Path) -> None:
    play(lantern, tmp_path, "2\n1\n")
    play(lantern, tmp_path, "1\n")
    play(lantern, tmp_path, "", load="the game before")
    roads = {slot.name: [step.choice for step in slot.game.log] for slot in Store(tmp_path).slots() if slot.game}
    assert roads[AUTOSAVE] == roads["the game before"] == ["untie-the-boat", "count-the-gulls"]
    assert ["count-the-gulls"] in roads.values()


def test_the_time_played_goes_on(lantern: Story, tmp_path: Path) -> None:
    play(lantern, tmp_path, "2\nsave mine\n")
    store = Store(tmp_path)
    store.save("mine", structs.replace(store.load("mine"), playtime=3600))
    play(lantern, tmp_path, "1\n", load="mine")
    assert 3600 <= store.load(AUTOSAVE).playtime < 3660


def test_a_name_that_is_taken_is_not_written_over_unasked(lantern: Story, tmp_path: Path) -> None:
    printed = play(lantern, tmp_path, "save mine\n2\nsave mine\nreplace Autosave\n")
    assert "To put this one in its place, type: replace mine" in " ".join(printed.split())
    assert "are kept by the program itself" in " ".join(printed.split())
    assert Store(tmp_path).load("mine").log == []
    play(lantern, tmp_path, "2\nreplace mine\n")
    assert len(Store(tmp_path).load("mine").log) == 1


def test_marks_of_the_past_are_not_printed_as_new_ones(lantern: Story, tmp_path: Path) -> None:
    """A game whose past cannot be played again, because its story has changed, is opened at its end."""
    play(lantern, tmp_path, "2\n1\n")
    store = Store(tmp_path)
    game = store.load(AUTOSAVE)
    store.save("changed", replace(game, log=[replace(game.log[0], choice="gone"), *game.log[1:]]))
    assert "strained:" not in play(lantern, tmp_path, "", load="changed")


def test_a_place_has_the_name_of_its_time(tmp_path: Path) -> None:
    write_story(
        tmp_path / "story",
        {"a": "date: 1915\nplace: city\ntext: A.\nending: true\n"},
        files={
            "codex/places.yaml": "city: {name: Leningrad, text: A city., names: {'1703': St Petersburg, '1914': Petrograd}}\n"
        },
    )
    assert "Petrograd ---" in play(load_story(tmp_path / "story"), tmp_path / "saves", "")


def test_endings_and_chapters_are_kept_here_too(lantern: Story, tmp_path: Path) -> None:
    play(lantern, tmp_path, "count-the-gulls\ncall\ngo-and-light-the-lamp\nlight-it\n")
    found = DiscoveriesFile(tmp_path).load()
    assert set(found.endings) == {"lit"}
    assert set(found.achievements) == {"gull-watcher"}
    assert {slot.name: len(slot.game.log) for slot in Store(tmp_path).chapters.slots() if slot.game} == {
        "1-shore": 0,
        "2-light": 2,
    }


def test_a_list_of_endings_that_cannot_be_read_is_said(lantern: Story, tmp_path: Path) -> None:
    DiscoveriesFile(tmp_path).path.write_text("{")
    assert "is damaged" in play(lantern, tmp_path, "call\ngo-and-light-the-lamp\nlight-it\n")
