"""Reading: where the eye is led, what says that there is more, and how a mark is seen as it is made."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.saves import Store
from game.story import Story
from game.tui.app import GameApp
from game.tui.screens.bearings import BearingsScreen
from game.tui.widgets.column import Column
from game.tui.widgets.panel import Panel
from tests.conftest import StoryMaker
from tests.tui.house import app_of, house, options, pick, play_screen, press, shown

LONG = "text: |\n" + "".join(f"  Paragraph {n}.\n\n" for n in range(30))


async def test_a_mark_stands_under_the_reply_that_made_it(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore", size=(120, 50)) as pilot:
        assert "strained" not in shown(pilot)
        await pick(pilot, "untie-the-boat")
        text = shown(pilot)
        assert " ~  strained  The sea was kind to me." in text
        assert text.index("It goes out with the tide") < text.index("~  strained") < text.index("Count the gulls")
        await press(pilot, "backspace")
        assert "strained" not in shown(pilot)
        await pick(pilot, "untie-the-boat")
        await pick(pilot, "count-the-gulls")
        assert shown(pilot).count("~  strained") == 1


async def test_a_quoted_sentence_gets_its_mark_where_it_stands(story_of: StoryMaker, tmp_path: Path) -> None:
    story = story_of(
        {
            "a": "quote: s02\ntext:\n- quote: s02\n- Well?\nchoices: [{text: Strike it., reply: Done., mark: {s02: struck}, go: b}]",
            "b": "text: Over.\nchoices: [{text: Again., sticky: true, reply: Still.}]",
        },
        source=True,
    )
    async with house(story, tmp_path, scene="a", size=(80, 40)) as pilot:
        assert "✗" not in shown(pilot)
        await pick(pilot, options(pilot).open_ids[0])
        assert "▌  ✗ The sea was kind to me." in shown(pilot)
        assert "✗  struck  The sea was kind to me." in shown(pilot)
        await press(pilot, "backspace")
        assert "▌  The sea was kind to me." in shown(pilot)


async def test_what_lies_below_is_said_until_it_has_been_seen(story_of: StoryMaker, tmp_path: Path) -> None:
    story = story_of({"a": LONG + "choices: [{text: A.}, {text: B.}]"})
    async with house(story, tmp_path, scene="a", size=(60, 20)) as pilot:
        assert "more lines  Space" in shown(pilot)
        await press(pilot, "space")
        assert "more lines  Space" in shown(pilot)
        await press(pilot, "end")
        assert "more line" not in shown(pilot)
        await press(pilot, "home")
        line = next(y for y, text in enumerate(shown(pilot).splitlines()) if "more lines" in text)
        await pilot.click(offset=(30, line))
        await pilot.pause()
        assert pilot.app.screen.query_one(Column).scroll_y > 0


async def test_all_the_words_of_a_choice_stand_over_what_they_led_to(story_of: StoryMaker, tmp_path: Path) -> None:
    words = "The first words " + "and some more of them " * 5
    story = story_of({"a": f"text: Here.\nchoices: [{{text: {words}, go: b}}]", "b": LONG + "ending: true"})
    async with house(story, tmp_path, scene="a", size=(60, 20)) as pilot:
        await press(pilot, "1")
        text = shown(pilot)
        assert "▸ The first words" in text
        assert "Paragraph 0." in text


async def test_a_choice_longer_than_the_screen_leaves_room_and_can_be_taken(
    story_of: StoryMaker, tmp_path: Path
) -> None:
    story = story_of({"a": f"text: Here.\nchoices: [{{text: {'words ' * 300}, go: b}}]", "b": LONG + "ending: true"})
    async with house(story, tmp_path, scene="a", size=(60, 20)) as pilot:
        for _ in range(12):
            await press(pilot, "down")
        await press(pilot, "enter")
        assert play_screen(pilot).live.session.view.is_ending
        assert "Paragraph 0." in shown(pilot)


async def test_a_panel_too_short_for_all_of_it_can_be_read_as_a_sheet(story_of: StoryMaker, tmp_path: Path) -> None:
    names = [f"thing_{n}" for n in range(12)]
    words = "a great deal of it, and more than that, and then some more still"
    story = story_of(
        {"a": "text: Here.\nchoices: [{text: A.}, {text: B.}]"},
        qualities="".join(
            f"{name}: {{meaning: m, range: [0, 1], shown: true, words: {{0: '{words}'}}}}\n" for name in names
        ),
    )
    async with house(story, tmp_path, scene="a", size=(100, 30)) as pilot:
        assert pilot.app.screen.query_one(Panel).max_scroll_y > 0
        assert "F4 You" in shown(pilot)
        await press(pilot, "f4")
        assert isinstance(pilot.app.screen, BearingsScreen)
        await press(pilot, "end")
        assert "Thing 11" in shown(pilot)


async def test_what_is_carried_wraps_beside_its_name(story_of: StoryMaker, tmp_path: Path) -> None:
    story = story_of(
        {"a": "text: Here.\nchoices: [{text: A.}]"},
        qualities="oil: {meaning: m, range: [0, 1], shown: true, words: {0: a can that is nearly empty and smells}}",
    )
    async with house(story, tmp_path, scene="a", size=(100, 30)) as pilot:
        lines = [line.partition("▌")[2] for line in shown(pilot).splitlines()]
        first = next(number for number, line in enumerate(lines) if "Oil" in line)
        assert lines[first + 1].startswith("       ")
        assert lines[first + 1].strip()


async def test_a_wider_window_keeps_the_line_that_was_being_read(story_of: StoryMaker, tmp_path: Path) -> None:
    text = "text: |\n" + "".join(f"  Paragraph {n}, {'which goes on for a while ' * 8}.\n\n" for n in range(30))
    async with house(story_of({"a": text + "ending: true"}), tmp_path, scene="a", size=(60, 20)) as pilot:
        await press(pilot, *["space"] * 6)
        column = pilot.app.screen.query_one(Column)

        def top() -> str:
            y = column.region.y
            return next(line for line in shown(pilot).splitlines()[y:] if "Paragraph" in line).split(",")[0]

        before = top()
        for size in [(200, 20), (60, 20), (80, 24), (60, 20)]:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            await pilot.pause()
            assert abs(int(top().split()[1]) - int(before.split()[1])) <= 1


async def test_notices_never_cover_the_choices(lantern: Story, tmp_path: Path) -> None:
    app = GameApp(lantern, Store(tmp_path), seed=1, scene="the-shore")
    async with app.run_test(size=(60, 20), notifications=True) as pilot:
        await pilot.pause()
        app.notify("Words " * 20, title="Not saved", severity="error")
        for _ in range(4):
            await pilot.pause()
        said = [y for y, line in enumerate(shown(pilot).splitlines()) if "Words" in line]
        assert said
        assert max(said) < 12


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (100, 30), (120, 40), (160, 50), (200, 60)])
async def test_an_authors_strangest_text_stays_inside_the_screen(
    story_of: StoryMaker, tmp_path: Path, size: tuple[int, int]
) -> None:
    strange = (
        "'" + "x" * 500 + " 战争与和平" * 40 + " 👩‍👩‍👧‍👦🏳️‍🌈 " * 10 + " e\u0301\u0323" * 50 + " שלום עולם مرحبا"
        + " [red]a[/red] [/] [@click=app.exit]b[/] * ** ]( [c] (d) \\[ $primary {{x}} \t end'"
    )  # fmt: skip
    story = story_of(
        {"a": f"text: {strange}\nchoices: [{{text: {strange}}}, {{text: B., if: 'false', locked: {strange}}}]"}
    )
    async with house(story, tmp_path, scene="a", size=size) as pilot:
        for key in ("space", "space", "end", "f2", "tab", "f10", "f3", "f10", "f4", "f10", "f5", "1", "escape"):
            await press(pilot, key)
            strips = pilot.app.screen._compositor.render_strips()
            assert {strip.cell_length for strip in strips} == {size[0]}
        assert app_of(pilot).failure is None


async def test_forty_choices_can_all_be_taken(story_of: StoryMaker, tmp_path: Path) -> None:
    choices = ", ".join(f"{{text: Choice number {n}., reply: You took {n}., sticky: true}}" for n in range(40))
    async with house(
        story_of({"a": f"text: Here.\nchoices: [{choices}]"}), tmp_path, scene="a", size=(60, 20)
    ) as pilot:
        assert " 9  Choice number 8." in shown(pilot)
        await press(pilot, *["down"] * 39)
        assert "    Choice number 39." in shown(pilot)
        await press(pilot, "enter")
        assert play_screen(pilot).live.session.log[-1].choice == "choice-number-39"


async def test_a_number_whose_choice_is_not_on_the_screen_shows_all_the_choices_first(
    lantern: Story, tmp_path: Path
) -> None:
    async with house(lantern, tmp_path, scene="the-shore", size=(60, 20)) as pilot:
        assert "5  Call for the keeper." not in shown(pilot)
        await press(pilot, "4")
        assert play_screen(pilot).live.session.log == ()
        for words in ("1  Count the gulls.", "4  Walk along the shingle.", "5  Call for the keeper."):
            assert words in shown(pilot)
        await press(pilot, "4")
        assert [step.choice for step in play_screen(pilot).live.session.log] == ["walk-along-the-shingle"]
