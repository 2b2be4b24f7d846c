"""The colours: everything that is written in them can be read, in our own themes and in Textual's."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from game.story import Story
from game.tui.themes import CONTRAST, NEWSPRINT, POSTER, THEMES, contrast_ratio, ours
from tests.tui.house import app_of, house, pick, press, shown

WRITTEN = ("foreground", "quiet", "faint", "accent", "error")
GROUNDS = ("background", "surface", "panel")


def colours(theme: Theme) -> dict[str, Color]:
    made = {**theme.to_color_system().generate(), **theme.variables}
    return {name: Color.parse(made[name]) for name in (*WRITTEN, *GROUNDS, "primary", "on-red", "rule")}


def test_the_ratio_is_that_of_the_standard() -> None:
    black, white = Color.parse("#000000"), Color.parse("#ffffff")
    assert contrast_ratio(black, white) == pytest.approx(21)
    assert contrast_ratio(white, white) == 1
    assert contrast_ratio(Color.parse("#767676"), white) == pytest.approx(4.54, abs=0.005)
    assert contrast_ratio(Color.parse("#595959"), white) == pytest.approx(7.0, abs=0.01)


@pytest.mark.parametrize(
    ("theme", "least"), [(POSTER, 4.5), (NEWSPRINT, 4.5), (CONTRAST, 7)], ids=lambda value: getattr(value, "name", "")
)
def test_what_is_written_can_be_read(theme: Theme, least: float) -> None:
    found = colours(theme)
    for word in WRITTEN:
        for ground in GROUNDS:
            assert contrast_ratio(found[word], found[ground]) >= least, (word, ground)
    assert contrast_ratio(found["on-red"], found["primary"]) >= least


@pytest.mark.parametrize("theme", [POSTER, NEWSPRINT, CONTRAST], ids=lambda theme: theme.name)
def test_what_is_drawn_can_be_seen(theme: Theme) -> None:
    """WCAG 2.2, 1.4.11: signs that tell something need 3 to 1; a rule that only parts needs less."""
    found = colours(theme)
    assert contrast_ratio(found["primary"], found["background"]) >= 3
    assert contrast_ratio(found["rule"], found["background"]) >= 2


@pytest.mark.parametrize("name", [name for name, theme in BUILTIN_THEMES.items() if not theme.ansi])
def test_the_colours_we_mix_for_other_themes_can_be_read(name: str) -> None:
    theme = BUILTIN_THEMES[name]
    made = {**theme.to_color_system().generate(), **ours(theme)}
    ground, ink = Color.parse(made["background"]), Color.parse(made["foreground"])
    most = contrast_ratio(ink, ground)  # a theme's own ink is the clearest there is
    for word in ("quiet", "faint"):
        assert contrast_ratio(Color.parse(made[word]), ground) >= min(4.5, most)
    assert contrast_ratio(Color.parse(made["on-red"]), Color.parse(made["primary"])) >= 4.5


async def test_every_theme_there_is_can_be_put_on(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        for name in app_of(pilot).available_themes:
            app_of(pilot).change(theme=name)
            await press(pilot, "f1")
            assert "HELP" in shown(pilot)
            await press(pilot, "f10")
        app_of(pilot).change(theme="")
        assert pilot.app.theme == POSTER.name
        await pick(pilot, "untie-the-boat")


async def test_the_next_theme_is_one_of_ours_and_is_kept(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path) as pilot:
        seen = []
        for _ in THEMES:
            await press(pilot, "f12")
            seen.append(pilot.app.theme)
        assert set(seen) == {theme.name for theme in THEMES}
        await press(pilot, "f12")
    async with house(lantern, tmp_path) as pilot:
        assert pilot.app.theme == seen[0]
