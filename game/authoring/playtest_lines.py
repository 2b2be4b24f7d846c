"""The figures of a playtest as lines for a person, 80 columns wide, with small plots."""

from __future__ import annotations

from collections.abc import Iterator

from game.authoring.playtest_report import Ends, Lengths, Place, Report, Spread
from game.authoring.plots import WIDTH, bar, clipped, heights
from game.story.model import MARK_SIGNS

RAREST = 8  # of what was met at all, told where not everything is asked for
_BAR = 16
_PLOT = 30  # columns for the values of a quality


def lines(report: Report, everything: bool = False) -> Iterator[str]:
    """The report line by line; with `everything`, each scene, choice and paragraph and not only the rarest."""
    yield f"{report.story}: {report.runs:,} random games, seed {report.seed}."
    full = f"{report.full_games:,} ({_percent(report.full_games / report.runs)})"
    yield f"Full games, with an ending and been in '{report.last_page}': {full}."
    yield from _endings(report)
    yield from _listed("Scenes never reached", report.scenes_never_reached)
    yield from _listed("Beats never reached", report.beats_never_reached)
    yield from _listed("Choices never taken", report.choices_never_taken)
    unseen = [place for place in report.paragraphs if not place.games]
    yield from _listed("Paragraphs never shown", [clipped(_where(place), WIDTH - 2) for place in unseen])
    yield from _faults(report)
    yield from _lengths(report)
    yield from _visits(report, everything)
    yield from _qualities(report)
    if report.shared_mean is not None and report.shared_p95 is not None:
        yield ""
        yield f"Prose that two full games share ({report.shared_pairs} pairs):"
        mean, most = _percent(report.shared_mean), _percent(report.shared_p95)
        yield f"  {mean} on average, {most} at the 95th percentile."
    yield from _sentences(report)


def _endings(report: Report) -> Iterator[str]:
    yield ""
    yield "Endings"
    most = max((ending.share for ending in report.endings), default=1)
    for ending in report.endings:
        drawn = f"{bar(ending.share / most, _BAR):{_BAR}}"
        yield clipped(
            f"  {ending.games:>8,}  {_percent(ending.share):>6}  {drawn}  {ending.ending} ({ending.title})", WIDTH
        )
    yield from _listed("Endings never reached", report.endings_never_reached)


def _faults(report: Report) -> Iterator[str]:
    if not report.games_without_ending:
        return
    yield ""
    yield f"Games that came to no ending: {report.games_without_ending:,}"
    yield "`trotsky play STORY --replay LINE` goes on from the line under each."
    for fault in report.faults:
        told = fault.line.count(",") + 1
        only = f", the first {told:,} of them here" if told < len(fault.choices) else ""
        yield f"  {fault.fault}, at {fault.beat}: seed {fault.seed}, {len(fault.choices):,} choices{only}"
        yield f"    {fault.line}"
    if report.games_without_ending > len(report.faults):
        yield f"  … and {report.games_without_ending - len(report.faults):,} more."


# -- how long games are ---------------------------------------------------------------------------


def _lengths(report: Report) -> Iterator[str]:
    yield ""
    yield f"{'A game':22}{'mean':>9}{'5%':>9}{'25%':>9}{'50%':>9}{'75%':>9}{'95%':>9}"
    yield from _spread("words, all games", report.words)
    yield from _spread("words, full games", report.words_full)
    yield from _spread("choices, all games", report.choices)
    yield from _spread("choices, full games", report.choices_full)
    yield from _spread("steps, all games", report.steps)
    yield from _spread("steps, full games", report.steps_full)
    yield from _histogram("words", report.words_histogram)
    yield from _histogram("choices", report.choices_histogram)


def _spread(name: str, found: Spread | None) -> Iterator[str]:
    if found is not None:
        figures = (found.mean, found.p5, found.p25, found.p50, found.p75, found.p95)
        yield f"  {name:20}{''.join(f'{figure:>9,.0f}' for figure in figures)}"


def _histogram(name: str, found: Lengths) -> Iterator[str]:
    if len(found.games) > 1:
        high = found.low + found.width * len(found.games) - 1
        yield f"  {name:8}{heights(found.games)}  {found.low:,} to {high:,}"


# -- what was met ---------------------------------------------------------------------------------


def _visits(report: Report, everything: bool) -> Iterator[str]:
    yield ""
    yield "Chapters, by the games that were in them; each block is a scene, by its games"
    for chapter in report.chapters:
        share = chapter.games / report.runs
        drawn = clipped(heights(list(chapter.scenes.values()), report.runs), 44)
        yield f"  {_percent(share):>6}  {clipped(chapter.id, 24):24}  {drawn}"
    if everything:
        yield from _all_scenes(report)
    choices = [place for place in report.choice_places if place.games]
    shown = [place for place in report.paragraphs if place.games]
    yield from _places("Choices", choices, report.runs, everything)
    yield from _places("Paragraphs", shown, report.runs, everything)


def _all_scenes(report: Report) -> Iterator[str]:
    yield ""
    yield "Scenes, by the games that met them"
    for chapter in report.chapters:
        for scene, games in chapter.scenes.items():
            yield f"  {_percent(games / report.runs):>6}  {bar(games / report.runs, _BAR):{_BAR}}  {clipped(scene, 50)}"


def _places(name: str, places: list[Place], runs: int, everything: bool) -> Iterator[str]:
    if not places:
        return
    yield ""
    if everything:
        yield f"{name}, by the games that met them"
    else:
        places = sorted(places, key=lambda place: place.games)[:RAREST]
        yield f"{name}: the {len(places)} that the fewest games met, if any did (`--all` tells all)"
    for place in places:
        yield clipped(f"  {_percent(place.games / runs):>6}  {_where(place)}", WIDTH)


def _where(place: Place) -> str:
    return f"{place.file}:{place.line}:{place.column}  {place.words}"


# -- what is carried at the end -------------------------------------------------------------------


def _qualities(report: Report) -> Iterator[str]:
    found = [ends for ends in report.qualities if any(ends.values.values())]
    if found:
        yield ""
        yield "Qualities at the ends of games"
        for ends in found:
            yield clipped(f"  {clipped(ends.id, 22):22}  {_ends(ends)}", WIDTH)


def _ends(ends: Ends) -> str:
    games = sum(ends.values.values())
    if ends.kind == "flag":
        share = ends.values["true"] / games
        return f"{bar(share, _BAR):{_BAR}}  true in {_percent(share)}"
    if ends.range is not None:
        return _numbers(ends, *ends.range)
    most = sorted(ends.values.items(), key=lambda item: -item[1])
    told = ", ".join(f"{value} {_percent(count / games)}" for value, count in most)
    return f"{heights(list(ends.values.values()))}  {told}"


def _numbers(ends: Ends, low: int, high: int) -> str:
    width = -(-(high - low + 1) // _PLOT)
    counts = [0] * ((high - low) // width + 1)
    for value, games in ends.values.items():
        counts[(int(value) - low) // width] += games
    middle = _median({int(value): games for value, games in ends.values.items()})
    return f"{heights(counts)}  {low} to {high}, half of them up to {middle}"


def _median(values: dict[int, int]) -> int:
    half, passed = sum(values.values()) / 2, 0
    for value in sorted(values):
        passed += values[value]
        if passed >= half:
            return value
    return 0


# -- the source -----------------------------------------------------------------------------------


def _sentences(report: Report) -> Iterator[str]:
    if not report.sentences:
        return
    yield ""
    if report.unmet_mean is not None and report.unmet_worst is not None:
        yield "Sentences of the source that a full game does not print:"
        mean, worst = _percent(report.unmet_mean), _percent(report.unmet_worst)
        yield f"  {mean} on average, {worst} at worst (seed {report.unmet_worst_seed})."
    of_full = report.full_games > 0
    of_what = "full games" if of_full else "games that ended"
    heads = "".join(f"{mark:>10}" for mark in MARK_SIGNS)
    yield f"What becomes of each, in {of_what}:"
    yield f"{'Sentence':10}{'printed':>9}{heads}{'none':>10}"
    for sentence in report.sentences:
        marks = sentence.full_marks if of_full else sentence.marks
        shares = [marks.get(mark, 0.0) for mark in MARK_SIGNS]
        none = max(0.0, round(1 - sum(shares), 9))
        cells = "".join(f"{_percent(share) if share else '·':>10}" for share in (*shares, none))
        yield f"  {sentence.id:8}{_percent(sentence.met):>9}{cells}".rstrip()


def _listed(name: str, found: list[str]) -> Iterator[str]:
    if found:
        yield f"{name}: {len(found)}"
        yield from (f"  {each}" for each in found)


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%"
