"""The figures of random games as one page for a browser: tables and plots, nothing fetched from anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from game.authoring.playtest_report import Ends, Lengths, Place, Report, Spread
from game.story.model import MARK_SIGNS
from game.story.problems import printable

_STYLE = """
body { font: 16px/1.45 Georgia, serif; margin: 2em auto; max-width: 60em; padding: 0 1em; color: #222; background: #fdfbf5; }
table { border-collapse: collapse; margin: 0.5em 0 1.5em; }
th, td { padding: 0.15em 0.7em; text-align: left; vertical-align: middle; border-bottom: 1px solid #e4dfd2; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
code { font: 0.85em ui-monospace, monospace; overflow-wrap: anywhere; }
svg rect { fill: #a23b2a; }
details { margin-bottom: 1.5em; }
@media (prefers-color-scheme: dark) {
  body { color: #ddd; background: #191816; }
  th, td { border-color: #38352f; }
  svg rect { fill: #d26a55; }
}
"""


def page(report: Report) -> str:
    """The whole page. Every word of the story is escaped, and what no screen shows is made visible."""
    parts = [
        f"<h1>{_text(report.story)}</h1>",
        f"<p>{report.runs:,} random games, seed {report.seed}. Full games, with an ending and been in "
        f"<code>{_text(report.last_page)}</code>: {report.full_games:,} ({_percent(report.full_games / report.runs)}).</p>",
        *_endings(report),
        *_nevers(report),
        *_faults(report),
        *_lengths(report),
        *_met(report),
        *_qualities(report),
        *_sentences(report),
    ]
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{_text(report.story)}: {report.runs:,} random games</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(parts)
        + "\n</body>\n</html>\n"
    )


def _endings(report: Report) -> list[str]:
    rows = [
        [_bar(ending.share), _percent(ending.share), f"{ending.games:,}", _code(ending.ending), _text(ending.title)]
        for ending in report.endings
    ]
    rows += [[_bar(0), "never", "0", _code(name), ""] for name in report.endings_never_reached]
    return ["<h2>Endings</h2>", _table(["", "share n", "games n", "ending", "title"], rows)]


def _nevers(report: Report) -> list[str]:
    lists = {
        "Scenes never reached": report.scenes_never_reached,
        "Beats never reached": report.beats_never_reached,
        "Choices never taken": report.choices_never_taken,
        "Paragraphs never shown": [_where(place) for place in report.paragraphs if not place.games],
    }
    return [
        f"<h3>{name}: {len(found):,}</h3>\n<ul>" + "".join(f"<li>{_code(each)}</li>" for each in found) + "</ul>"
        for name, found in lists.items()
        if found
    ]


def _faults(report: Report) -> list[str]:
    if not report.games_without_ending:
        return []
    rows = [
        [_text(fault.fault), _code(fault.beat), f"{len(fault.choices):,}", _code(fault.line)] for fault in report.faults
    ]
    return [
        f"<h2>Games that came to no ending: {report.games_without_ending:,}</h2>",
        "<p><code>trotsky play STORY --replay LINE</code> goes on from each.</p>",
        _table(["why", "at", "choices n", "line"], rows),
    ]


def _lengths(report: Report) -> list[str]:
    spreads: list[tuple[str, Spread | None]] = [
        ("words, all games", report.words),
        ("words, full games", report.words_full),
        ("choices, all games", report.choices),
        ("choices, full games", report.choices_full),
        ("steps, all games", report.steps),
        ("steps, full games", report.steps_full),
    ]
    rows = [
        [name, *(f"{figure:,.0f}" for figure in (found.mean, found.p5, found.p25, found.p50, found.p75, found.p95))]
        for name, found in spreads
        if found is not None
    ]
    return [
        "<h2>A game</h2>",
        _table(["", "mean n", "5% n", "25% n", "50% n", "75% n", "95% n"], rows),
        *_histogram("Words", report.words_histogram),
        *_histogram("Choices", report.choices_histogram),
    ]


def _histogram(name: str, found: Lengths) -> list[str]:
    if len(found.games) < 2:
        return []
    high = found.low + found.width * len(found.games) - 1
    return [f"<p>{name} of a game, from {found.low:,} to {high:,}:<br>{_columns(found.games, 400, 60)}</p>"]


def _met(report: Report) -> list[str]:
    scenes = [
        [_bar(games / report.runs), _percent(games / report.runs), f"{games:,}", _code(scene), _text(chapter.title)]
        for chapter in report.chapters
        for scene, games in chapter.scenes.items()
    ]
    return [
        "<h2>What games met</h2>",
        _folded("Scenes", _table(["", "share n", "games n", "scene", "chapter"], scenes)),
        _folded("Choices", _places(report.choice_places, report.runs)),
        _folded("Paragraphs", _places(report.paragraphs, report.runs)),
    ]


def _places(places: Sequence[Place], runs: int) -> str:
    rows = [
        [
            _bar(place.games / runs),
            _percent(place.games / runs),
            f"{place.games:,}",
            _code(f"{place.file}:{place.line}"),
            _text(place.words),
        ]
        for place in places
    ]
    return _table(["", "share n", "games n", "place", ""], rows)


def _qualities(report: Report) -> list[str]:
    rows = [[_code(ends.id), *_ends(ends)] for ends in report.qualities if any(ends.values.values())]
    return ["<h2>Qualities at the ends of games</h2>", _table(["quality", "", ""], rows)] if rows else []


def _ends(ends: Ends) -> list[str]:
    games = sum(ends.values.values())
    if ends.range is not None:
        low, high = ends.range
        width = -(-(high - low + 1) // 60)
        counts = [0] * ((high - low) // width + 1)
        for value, count in ends.values.items():
            counts[(int(value) - low) // width] += count
        return [_columns(counts, 200, 30), f"{low} to {high}"]
    told = ", ".join(f"{_text(value)} {_percent(count / games)}" for value, count in ends.values.items())
    return [_columns(list(ends.values.values()), 200, 30), told]


def _sentences(report: Report) -> list[str]:
    if not report.sentences:
        return []
    of_full = report.full_games > 0
    rows = []
    for sentence in report.sentences:
        marks = sentence.full_marks if of_full else sentence.marks
        cells = [_percent(marks[mark]) if mark in marks else "" for mark in MARK_SIGNS]
        rows.append([_code(sentence.id), _percent(sentence.met), *cells])
    of_what = "full games" if of_full else "games that ended"
    heads = ["sentence", "printed n", *(f"{mark} n" for mark in MARK_SIGNS)]
    return [f"<h2>The source, in {of_what}</h2>", _table(heads, rows)]


# -- pieces ---------------------------------------------------------------------------------------


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are HTML already. A head that ends in ' n' is that of numbers."""
    kinds = [' class="n"' if head.endswith(" n") else "" for head in heads]
    first = "".join(f"<th{kind}>{head.removesuffix(' n')}</th>" for head, kind in zip(heads, kinds, strict=True))
    lines = [
        "<tr>" + "".join(f"<td{kind}>{cell}</td>" for cell, kind in zip(row, kinds, strict=True)) + "</tr>"
        for row in rows
    ]
    return f"<table>\n<tr>{first}</tr>\n" + "\n".join(lines) + "\n</table>"


def _folded(name: str, inside: str) -> str:
    return f"<details>\n<summary>{name}</summary>\n{inside}\n</details>"


def _bar(share: float) -> str:
    return f'<svg width="120" height="12" role="img"><rect width="{120 * share:.1f}" height="12"/></svg>'


def _columns(counts: Sequence[int], width: int, height: int) -> str:
    most, step = max(counts, default=0) or 1, width / max(1, len(counts))
    rects = "".join(
        f'<rect x="{number * step:.1f}" y="{height - height * count / most:.1f}" '
        f'width="{step * 0.85:.1f}" height="{height * count / most:.1f}"/>'
        for number, count in enumerate(counts)
    )
    return f'<svg width="{width}" height="{height}" role="img">{rects}</svg>'


def _where(place: Place) -> str:
    return f"{place.file}:{place.line}:{place.column}  {place.words}"


def _code(text: str) -> str:
    return f"<code>{_text(text)}</code>"


def _text(text: str) -> str:
    return escape(printable(text))


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%"
