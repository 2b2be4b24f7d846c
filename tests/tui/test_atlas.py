"""The map without a screen: the coastline, how it is made and laid flat, and what is drawn of it."""

from __future__ import annotations

import itertools
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from game.play import Stop
from game.tui.atlas.canvas import Canvas, cut
from game.tui.atlas.coast import FILE, decoded, rings
from game.tui.atlas.drawing import HERE, STOP, drawing, frame
from game.tui.atlas.make_coastline import coastline, encoded, off_line, simplify
from game.tui.atlas.projection import HIGHEST, flat, latitude_of, meridian_amid, turned

LONGITUDES = st.floats(-180, 180)
LATITUDES = st.floats(-90, 90)
POSITIONS = st.tuples(LONGITUDES, LATITUDES)
SIZES = [(56, 11), (76, 14), (116, 30), (196, 52)]
PLACES = {
    "Vienna": (16.37, 48.21), "Zürich": (8.54, 47.37), "Paris": (2.35, 48.83), "Zimmerwald": (7.48, 46.88),
    "Cádiz": (-6.29, 36.53), "The Bronx": (-73.89, 40.84), "Halifax": (-63.57, 44.65), "Petrograd": (30.32, 59.94),
    "Moscow": (37.617, 55.752), "Kremlin": (37.617, 55.752), "Sviyazhsk": (48.66, 55.77), "Tiflis": (44.8, 41.72),
    "Alma-Ata": (76.95, 43.25),
}  # fmt: skip


def road(*names: str) -> tuple[Stop, ...]:
    """Stops at these places; the last is the present one."""
    return tuple(Stop(name, name, PLACES[name], is_here=name == names[-1]) for name in names)


def is_land(longitude: float, latitude: float) -> bool:
    """Whether a ray to the east crosses the coast an odd number of times."""
    crossed = 0
    for ring in rings():
        for (x, y), (x_end, y_end) in itertools.pairwise(ring):
            if (y > latitude) != (y_end > latitude):
                crossed += longitude < x + (latitude - y) / (y_end - y) * (x_end - x)
    return crossed % 2 == 1


def kilometres_to_coast(longitude: float, latitude: float) -> float:
    """How far the nearest stretch of coast is."""
    pairs = (pair for ring in rings() for pair in itertools.pairwise(ring))
    return 111.2 * min(off_line((longitude, latitude), start, end) for start, end in pairs)


def test_the_file_is_small_and_of_this_earth() -> None:
    assert FILE.stat().st_size < 60_000
    points = [point for ring in rings() for point in ring]
    assert len(points) > 10_000
    assert all(-180 <= longitude <= 180 and -90 < latitude < 84 for longitude, latitude in points)
    assert all(ring[0] == ring[-1] and len(ring) > 2 for ring in rings())


@pytest.mark.parametrize("name", ["Alma-Ata", "Vienna", "Paris", "Moscow", "Tiflis", "Sviyazhsk"])
def test_inland_towns_are_on_land(name: str) -> None:
    assert is_land(*PLACES[name])
    assert kilometres_to_coast(*PLACES[name]) > 100


@pytest.mark.parametrize("sea", [(-30.0, 40.0), (51.0, 42.0), (34.0, 43.5), (19.5, 57.5), (5.0, 40.0), (180.0, 0.0)])
def test_the_sea_is_no_land(sea: tuple[float, float]) -> None:
    assert not is_land(*sea)


@pytest.mark.parametrize("name", ["Cádiz", "Halifax", "The Bronx", "Petrograd"])
def test_ports_are_on_the_coast(name: str) -> None:
    assert kilometres_to_coast(*PLACES[name]) < 25


@given(st.lists(st.tuples(st.integers(-18000, 18000), st.integers(-9000, 9000)), min_size=1, max_size=30))
def test_what_is_written_is_read_again(points: list[tuple[int, int]]) -> None:
    ring = [(x / 100, y / 100) for x, y in points]
    assert list(decoded(encoded(ring))) == ring


@given(st.lists(st.tuples(st.floats(0, 5), st.floats(40, 45)), min_size=2, max_size=25), st.floats(0.01, 1))
def test_a_simpler_line_strays_no_farther_than_it_may(line: list[tuple[float, float]], tolerance: float) -> None:
    simple = simplify(line, tolerance)
    assert (simple[0], simple[-1]) == (line[0], line[-1])
    assert set(simple) <= set(line)
    # Two points on one spot have a stretch of no length between them.
    pairs = list(itertools.pairwise(simple))
    assert all(min(off_line(point, start, end) for start, end in pairs) <= tolerance + 1e-9 for point in line)


def test_a_topology_becomes_lines_and_small_islands_are_left_out() -> None:
    square = [[0, 0], [100, 0], [0, 100], [-100, 0], [0, -100]]
    speck = [[500, 500], [1, 0], [0, 1], [-1, -1]]
    topology: dict[str, Any] = {
        "transform": {"scale": [0.01, 0.01], "translate": [10, 20]},
        "arcs": [square[:3], [[100, 100], [-100, 0], [0, -100]], speck],
        "objects": {"land": {"geometries": [{"arcs": [[[0, 1]], [[2]]]}, {"arcs": [[[-2, -1]]]}]}},
    }
    lines = coastline(topology).splitlines()
    assert list(decoded(lines[0])) == [(10, 20), (11, 20), (11, 21), (10, 21), (10, 20)]
    assert list(decoded(lines[1])) == [(10, 20), (10, 21), (11, 21), (11, 20), (10, 20)]
    assert len(lines) == 2


@given(LONGITUDES, st.floats(-HIGHEST, HIGHEST))
def test_the_flat_map_can_be_read_back(longitude: float, latitude: float) -> None:
    x, y = flat(longitude, latitude)
    assert x == longitude
    assert latitude_of(y) == pytest.approx(latitude, abs=1e-6)


@given(st.floats(-80, 80), st.floats(-80, 80))
def test_north_is_up(one: float, other: float) -> None:
    assert (flat(0, one)[1] < flat(0, other)[1]) == (one < other) or math.isclose(one, other, abs_tol=1e-9)


@given(st.floats(-75, 75))
def test_a_small_square_stays_a_square(latitude: float) -> None:
    step = 0.01
    high = flat(0, latitude + step)[1] - flat(0, latitude - step)[1]
    assert high * math.cos(math.radians(latitude)) == pytest.approx(2 * step, rel=1e-3)


@given(st.floats(-1000, 1000), LONGITUDES)
def test_a_longitude_turned_is_the_same_and_near(longitude: float, meridian: float) -> None:
    near = turned(longitude, meridian)
    assert abs(near - meridian) <= 180 + 1e-9
    assert ((near - longitude) / 360) == pytest.approx(round((near - longitude) / 360))


def test_the_midst_of_the_pacific_is_in_the_pacific() -> None:
    assert abs(meridian_amid([170, -170])) == pytest.approx(180)
    assert meridian_amid([10, 20]) == pytest.approx(15)


@given(st.lists(POSITIONS, min_size=1, max_size=8), st.sampled_from(SIZES))
def test_every_place_on_earth_is_in_its_frame(positions: list[tuple[float, float]], size: tuple[int, int]) -> None:
    shown = frame(positions, *size)
    for position in positions:
        column, row = shown.cell(position)
        assert 0 <= column <= size[0]
        assert 0 <= row <= size[1]


@given(st.tuples(*[st.floats(-30, 60)] * 4))
def test_a_line_is_cut_at_the_edges(numbers: tuple[float, float, float, float]) -> None:
    start, end = numbers[:2], numbers[2:]
    inside = cut(start, end, 20, 10)
    if inside is not None:
        assert all(-1e-6 <= x <= 20 + 1e-6 and -1e-6 <= y <= 10 + 1e-6 for x, y in inside)
    else:
        steps = [
            (start[0] + part * (end[0] - start[0]) / 50, start[1] + part * (end[1] - start[1]) / 50)
            for part in range(51)
        ]
        assert not any(0 < x < 20 and 0 < y < 10 for x, y in steps)


@given(st.tuples(*[st.floats(0, 20)] * 4))
def test_a_line_has_no_gaps(numbers: tuple[float, float, float, float]) -> None:
    canvas = Canvas(20, 20, "heavy")
    canvas.line(numbers[:2], numbers[2:])
    cells = set(canvas.drawn)
    rows, columns = {row for _, row in cells}, {column for column, _ in cells}
    assert rows == set(range(min(rows), max(rows) + 1)) if rows else not cells
    assert columns == set(range(min(columns), max(columns) + 1)) if columns else not cells
    halves = [2 * row + half for (_, row), sign in canvas.drawn.items() for half in (0, 1) if sign in _HALVES[half]]
    assert set(halves) == set(range(min(halves, default=0), max(halves, default=-1) + 1))


_HALVES = ("▘▝▀▌▞▛▚▐▜▙▟█", "▖▌▞▛▗▚▐▜▄▙▟█")  # the blocks with something in the upper half, and in the lower


def test_lines_are_dots_or_blocks() -> None:
    fine, heavy = Canvas(4, 2, "fine"), Canvas(4, 2, "heavy")
    for canvas in (fine, heavy):
        canvas.line((0, 0.1), (3.9, 0.1))
        canvas.line((9, 9), (12, 12))
    assert fine.drawn == {(column, 0): "⠉" for column in range(4)}
    assert heavy.drawn == {(column, 0): "▀" for column in range(4)}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("names", [list(PLACES), list(PLACES)[:5], ["Alma-Ata"], ["Moscow", "Kremlin"]])
def test_a_map_is_as_wide_as_it_is_told(size: tuple[int, int], names: list[str]) -> None:
    drawn = drawing(road(*names), *size)
    for row in range(size[1]):
        assert sum(cell_len(text) for text, _ in drawn.runs(row)) == size[0]
    assert drawn.text().count(HERE) == 1
    assert names[-1] in drawn.text()
    assert any(kind == "coast" for _, kind in drawn.cells.values())


@pytest.mark.parametrize("size", SIZES)
def test_names_are_whole_and_apart(size: tuple[int, int]) -> None:
    text = drawing(road(*PLACES), *size).text()
    words = {word for line in text.splitlines() for word in line.split() if word[0].isalpha()}
    assert words <= {word for name in PLACES for word in name.split()}
    assert words >= {"Alma-Ata", "Tiflis", "Cádiz"}


def test_the_road_is_drawn_and_an_aside_is_off_it() -> None:
    on = drawing(road("Vienna", "Alma-Ata"), 76, 14)
    away = (
        Stop("v", "Vienna", PLACES["Vienna"], is_here=True),
        Stop("a", "Alma-Ata", PLACES["Alma-Ata"], is_aside=True),
    )
    off = drawing(away, 76, 14)
    assert any(kind == "road" for _, kind in on.cells.values())
    assert not any(kind == "road" for _, kind in off.cells.values())
    assert off.text().count(STOP) == 1


def test_places_on_one_spot_share_a_mark_and_the_commonest_name() -> None:
    kremlin, moscow = (Stop(name, name, PLACES["Moscow"]) for name in ("Kremlin", "Moscow"))
    text = drawing((kremlin, moscow, kremlin, *road("Cádiz")), 76, 14).text()
    assert "Kremlin" in text
    assert "Moscow" not in text
    assert text.count(STOP) == 1


def test_wide_and_joined_letters_keep_their_cells() -> None:
    stops = (Stop("m", "莫斯科", PLACES["Moscow"]), Stop("c", "Ca\u0301diz", PLACES["Cádiz"], is_here=True))
    drawn = drawing(stops, 76, 14)
    assert all(sum(cell_len(text) for text, _ in drawn.runs(row)) == 76 for row in range(14))
    assert "莫斯科" in drawn.text()
    assert "Ca\u0301diz" in drawn.text()


@given(st.lists(POSITIONS, min_size=1, max_size=4), st.sampled_from([(56, 11), (30, 5), (4, 2)]))
def test_anywhere_on_earth_can_be_drawn(positions: list[tuple[float, float]], size: tuple[int, int]) -> None:
    drawn = drawing(tuple(Stop(str(n), f"Place {n}", at) for n, at in enumerate(positions)), *size)
    assert all(sum(cell_len(text) for text, _ in drawn.runs(row)) == size[0] for row in range(size[1]))
    assert STOP in drawn.text()


def test_nothing_is_drawn_of_nowhere() -> None:
    assert not drawing((Stop("x", "Nowhere", None),), 76, 14).cells
    assert not drawing(road("Vienna"), 0, 0).cells
