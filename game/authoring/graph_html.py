"""The graph of scenes as one page for a browser: no network, no other file, and nothing in it that runs but ours.

The story's words stand in the page once, as JSON in which no sign of HTML is left, and the page's script sets them as
text. Its policy (https://www.w3.org/TR/CSP3/) lets exactly our script and our style work, told by their hashes, and
lets nothing be fetched.
"""

from __future__ import annotations

import base64
import hashlib
from html import escape
from pathlib import Path
from string import Template
from typing import Any

import msgspec

from game.authoring.graph import EDGE_KINDS, Graph, Node, Way
from game.authoring.graph_layout import HEIGHT, WIDTH, lay_out

_FOLDER = Path(__file__).parent / "page"
# What ends a script in HTML, and what older readers of JavaScript took for the end of a line.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def page(graph: Graph) -> str:
    """The whole page. It is the same for the same graph."""
    style, script = _part("page.css"), _part("page.js")
    return Template(_part("page.html")).substitute(
        title=escape(graph.title),
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
        data=msgspec.json.encode(data(graph)).decode().translate(_ESCAPES),
    )


def data(graph: Graph) -> dict[str, Any]:
    """What the page's script draws. Scenes and chapters are named by their numbers, from 0, except in `to`."""
    layout = lay_out(graph)
    numbers = {scene.id: number for number, scene in enumerate(graph.scenes)}
    boxes = {box.chapter: box for box in layout.boxes}
    chapters = [chapter for chapter in graph.chapters if chapter.id in boxes]
    places = {chapter.id: number for number, chapter in enumerate(chapters)}
    return {
        "title": graph.title,
        "games": graph.games,
        "size": [layout.width, layout.height],
        "box": {"width": WIDTH, "height": HEIGHT},
        "kinds": EDGE_KINDS,
        "order": [numbers[scene] for scene in layout.places],
        "chapters": [
            {
                "id": chapter.id,
                "title": chapter.title,
                "x": boxes[chapter.id].x,
                "y": boxes[chapter.id].y,
                "width": boxes[chapter.id].width,
                "height": boxes[chapter.id].height,
            }
            for chapter in chapters
        ],
        "scenes": [_scene(scene, places[scene.chapter], layout.places[scene.id]) for scene in graph.scenes],
        "edges": [
            {"from": numbers[edge.source], "to": numbers[edge.target], "kind": edge.kind, "labels": edge.labels}
            for edge in graph.edges
        ],
    }


def _scene(scene: Node, chapter: int, place: tuple[int, int]) -> dict[str, Any]:
    return {
        "id": scene.id,
        "title": scene.title,
        "chapter": chapter,
        "x": place[0],
        "y": place[1],
        "file": scene.file,
        "date": scene.date,
        "place": scene.place,
        "when": scene.condition,
        "deck": scene.deck,
        "start": scene.is_start,
        "ending": scene.is_ending,
        "outside": scene.outside,
        "share": scene.share,
        "ways": [_way(way) for way in scene.ways],
        "words": scene.words,
    }


def _way(way: Way) -> dict[str, Any]:
    return {
        "beat": way.beat,
        "text": way.text,
        "if": way.condition,
        "choice": way.is_choice,
        "line": way.line,
        "to": way.targets,
    }


def _part(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
