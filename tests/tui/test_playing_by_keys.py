"""Playing with the keyboard alone, and what stands on the screen meanwhile."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from game.saves import AUTOSAVE, Store
from game.story import Story
from game.tui.app import GameApp
from game.tui.screens.chapter_card import ChapterCard
from game.tui.screens.play import PlayScreen
from game.tui.screens.title import TitleScreen
from game.tui.widgets.column import Column
from game.tui.widgets.page_block import PageBlock
from tests.conftest import StoryMaker
from tests.tui.house import app_of, begin, house, options, pick, play_screen, press, shown


async def test_lantern_is_played_to_its_ending_by_keyboard_alone(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path) as pilot:
        await press(pilot, "down", "up", "enter")
        assert isinstance(pilot.app.screen, ChapterCard)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, PlayScreen)
        assert "The tide has gone out" in shown(pilot)
        await press(pilot, "down", "down", "down", "down", "enter")  # call for the keeper
        assert isinstance(pilot.app.screen, ChapterCard)
        await press(pilot, "space")
        assert "THE TOWER" in shown(pilot)
        await press(pilot, "1", "1")  # ask; did it ever fail
        assert "“Twice,” he says." in shown(pilot)
        await press(pilot, "1")
        assert play_screen(pilot).live.session.view.is_ending
        assert "LIT" in shown(pilot)
        await press(pilot, "end", "down", "down", "down", "enter")  # to the title page
        assert isinstance(pilot.app.screen, TitleScreen)


async def test_the_last_words_of_a_chapter_are_passed_by_the_same_keys(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, seed=2) as pilot:
        await press(pilot, "enter", "enter", "down", "down", "enter")  # try the door
        assert "It gives." in shown(pilot)
        assert options(pilot).open_ids == ["app:turn"]
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ChapterCard)
        await press(pilot, "enter", "down", "enter", "enter")  # light the lamp
        assert play_screen(pilot).live.session.view.is_ending


async def test_space_reads_on_and_takes_the_only_way(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-cellar", size=(60, 20)) as pilot:
        assert options(pilot).open_ids == ["app:title"]  # nowhere to return to: the story is stuck
        assert "does not say how it goes on" in shown(pilot)
    async with house(lantern, tmp_path, scene="the-tower", size=(60, 20)) as pilot:
        await pick(pilot, options(pilot).open_ids[1])
        await pick(pilot, options(pilot).open_ids[1])
        assert play_screen(pilot).live.session.view.scene.id == "the-cellar"
        await press(pilot, "space")
        assert play_screen(pilot).live.session.view.scene.id == "the-tower"


async def test_space_chooses_nothing_among_several(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await press(pilot, "space", "space")
        assert play_screen(pilot).live.session.undoable == 0


async def test_backspace_takes_back_and_across_a_chapter_too(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        before = shown(pilot)
        await pick(pilot, "count-the-gulls")
        await press(pilot, "backspace")
        assert shown(pilot) == before
        await pick(pilot, "call")
        assert "THE LIGHT" in shown(pilot)
        await press(pilot, "backspace")
        assert shown(pilot) == before
        await press(pilot, "backspace")
        assert shown(pilot) == before


async def test_the_past_stays_above_with_the_words_of_the_choice(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore", size=(100, 40)) as pilot:
        await pick(pilot, "count-the-gulls")
        text = shown(pilot)
        assert "▸ Count the gulls." in text
        assert text.index("The tide") < text.index("▸ Count") < text.index("There are nineteen.")
        assert [block.has_class("-past") for block in pilot.app.screen.query(PageBlock)] == [True, False]


async def test_the_links_of_the_past_are_as_faint_as_its_words(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore", size=(100, 40)) as pilot:
        present = pilot.app.screen.query(PageBlock).last().text.styles.link_color
        await pick(pilot, "count-the-gulls")
        past, now = (block.text.styles.link_color for block in pilot.app.screen.query(PageBlock))
        assert now == present
        assert past != present
        await press(pilot, "backspace")
        assert [block.text.styles.link_color for block in pilot.app.screen.query(PageBlock)] == [present]


async def test_odds_before_and_the_throw_after(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        assert "chance 40 in 100" in shown(pilot)
        await pick(pilot, "try-the-door-of-the-tower")
        thrown = play_screen(pilot).live.session.view.throw
        assert thrown is not None
        assert f"40 in 100: threw {thrown.rolled}, and it" in shown(pilot)


async def test_a_shut_choice_says_why_and_has_no_number(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await pick(pilot, "untie-the-boat")
        assert "·  Untie the boat.  — It is adrift already." in shown(pilot)
        assert options(pilot).number_of("untie-the-boat") == 0


async def test_a_mark_is_drawn_as_it_is_made(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        assert "~ The sea was kind to me." not in shown(pilot)
        await pick(pilot, "untie-the-boat")
        assert "~  The sea was kind to me." in shown(pilot)


async def test_the_panel_tells_the_day_the_place_and_what_is_carried(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-tower") as pilot:
        text = shown(pilot)
        for words in ("2 May 1902", "[19 April] Old Style", "Friday", "The tower", "Oil", "a little", "Courage"):
            assert words in text


async def test_an_ending_shows_what_was_remembered_and_the_paper(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore", size=(100, 50)) as pilot:
        for choice in ("untie-the-boat", "call", "go-and-light-the-lamp", "light-it"):
            await pick(pilot, choice)
        text = shown(pilot)
        assert "You let the boat go before you knew what it was for." in text
        assert "I kept the light for eleven years" in text
        await press(pilot, "end")
        assert options(pilot).open_ids == ["app:paper", "app:endings", "app:undo", "app:title"]
        await pick(pilot, "app:undo")
        assert not play_screen(pilot).live.session.view.is_ending


async def test_a_choice_below_the_screen_is_read_before_it_is_taken(story_of: StoryMaker, tmp_path: Path) -> None:
    long = "text: |\n" + "".join(f"  Paragraph {n}.\n\n" for n in range(30)) + "choices: [{text: Go., go: b}]"
    story = story_of({"a": long, "b": "text: Over.\nending: true"})
    async with house(story, tmp_path, scene="a", size=(60, 20)) as pilot:
        await press(pilot, "enter")
        assert play_screen(pilot).live.session.undoable == 0
        assert "1  Go." in shown(pilot)
        await press(pilot, "enter")
        assert play_screen(pilot).live.session.view.is_ending


async def test_space_alone_reads_a_long_page_and_goes_on(story_of: StoryMaker, tmp_path: Path) -> None:
    long = "text: |\n" + "".join(f"  Paragraph {n}.\n\n" for n in range(30)) + "go: b"
    story = story_of({"a": long, "b": "text: Over.\nending: true"})
    async with house(story, tmp_path, scene="a", size=(60, 20)) as pilot:
        await press(pilot, *["space"] * 3)
        assert play_screen(pilot).live.session.undoable == 0
        await press(pilot, *["space"] * 3)
        assert play_screen(pilot).live.session.view.is_ending


async def test_arrows_scroll_the_page_and_then_go_through_the_choices(story_of: StoryMaker, tmp_path: Path) -> None:
    long = "text: |\n" + "".join(f"  Paragraph {n}.\n\n" for n in range(12)) + "choices: [{text: A.}, {text: B.}]"
    async with house(story_of({"a": long}), tmp_path, scene="a", size=(60, 20)) as pilot:
        column = pilot.app.screen.query_one(Column)
        await press(pilot, "down")
        assert column.scroll_y > 0
        assert options(pilot).lit == "a"
        await press(pilot, *["down"] * 8)
        assert options(pilot).lit == "b"
        await press(pilot, "up", *["pageup"] * 5)
        assert column.scroll_y == 0


async def test_the_transcript_is_windowed_and_the_chapter_can_be_read_back(
    story_of: StoryMaker, tmp_path: Path
) -> None:
    story = story_of({"a": "text: The beginning.\nchoices: [{text: Again., reply: Once more., sticky: true}]"})
    async with house(story, tmp_path, scene="a", size=(60, 20)) as pilot:
        await press(pilot, *["1"] * 32)
        assert len(pilot.app.screen.query(PageBlock)) < 24
        await press(pilot, *["home"] * 3)
        assert "The beginning." in shown(pilot)
        await press(pilot, "end", "1")
        assert len(pilot.app.screen.query(PageBlock)) < 24


async def test_every_choice_is_kept_and_can_be_continued(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path) as pilot:
        assert options(pilot).open_ids[0] == "new"
        await begin(pilot)
        await pick(pilot, "count-the-gulls")
        app_of(pilot).flush()
        assert len(Store(tmp_path).load(AUTOSAVE).log) == 1
    async with house(lantern, tmp_path) as pilot:
        assert options(pilot).open_ids[0] == "continue"
        await press(pilot, "1")
        assert "There are nineteen." in shown(pilot)
        assert "▸ Count the gulls." in shown(pilot)


async def test_a_choice_outlives_a_kill_right_after_it(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await pick(pilot, "count-the-gulls")
        await press(pilot, "f10", "3")
    assert len(Store(tmp_path).load(AUTOSAVE).log) == 1


async def test_an_old_game_is_set_aside_when_a_new_one_begins(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path) as pilot:
        await press(pilot, "1", "1", "1", "f10", "2")
        await pick(pilot, "new")
        await pick(pilot, "call")
        app_of(pilot).flush()
        kept = {slot.name: slot.game for slot in Store(tmp_path).slots()}
        before = kept["the game before"]
        assert before is not None
        assert before.log[0].choice == "count-the-gulls"


async def test_a_save_that_fails_is_said_once_and_stands_until_it_is_mended(lantern: Story, tmp_path: Path) -> None:
    folder = tmp_path / "games"
    folder.write_text("in the way")
    async with house(lantern, folder, scene="the-shore") as pilot:
        await pick(pilot, "count-the-gulls")
        app_of(pilot).flush()
        await pilot.pause()
        assert "Not saved." in shown(pilot)
        assert len(app_of(pilot)._notifications) == 1
        await pick(pilot, "untie-the-boat")
        app_of(pilot).flush()
        await pilot.pause()
        assert len(app_of(pilot)._notifications) == 1
        folder.unlink()
        await press(pilot, "backspace")
        app_of(pilot).flush()
        await pilot.pause()
        assert not app_of(pilot).trouble


@pytest.mark.parametrize(
    ("wanted", "sentence"), [({"load": "nothing"}, "no saved game"), ({"scene": "moon"}, "no scene")]
)
async def test_what_cannot_be_opened_is_a_sentence_over_the_title(
    lantern: Story, tmp_path: Path, wanted: dict[str, Any], sentence: str
) -> None:
    async with house(lantern, tmp_path, **wanted) as pilot:
        assert sentence in shown(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, TitleScreen)


async def test_another_seed_each_time_where_none_is_given(lantern: Story, tmp_path: Path) -> None:
    seeds = set()
    for _ in range(2):
        app = GameApp(lantern, Store(tmp_path))
        async with app.run_test() as pilot:
            app.new_game()
            await pilot.pause()
            assert app.live is not None
            seeds.add(app.live.session.state.seed)
    assert len(seeds) == 2


async def test_a_key_pressed_twice_in_haste_does_no_harm(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        listed = options(pilot)
        listed.action_pick(5)
        listed.action_pick(1)
        await pilot.pause()
        assert isinstance(pilot.app.screen, ChapterCard)
        assert play_screen(pilot).live.session.undoable == 1
