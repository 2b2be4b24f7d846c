"""The graph of scenes as text for two known programs: Mermaid and Graphviz.

Nodes are called n0, n1, … so that no name of a scene is ever a word of theirs, and in labels every sign that they
could take for their own is written as its number.
"""

from __future__ import annotations

from collections.abc import Iterator

from game.authoring.graph import EdgeKind, Graph, Node

_ARROWS: dict[EdgeKind, str] = {"go": "-->", "choice": "-->", "chance": "-->", "visit": "-.->", "draw": "-.->"}
_STYLES: dict[EdgeKind, str] = {
    "go": "solid", "choice": "solid", "chance": "bold", "visit": "dashed", "draw": "dotted",
}  # fmt: skip
_SAFE = frozenset(" ,.:?!'()-–—’‘“”…")
HEATS = ("#fffaf0", "#f0dccf", "#e1beaf", "#d2a08e", "#c3826e", "#b4644d", "#a5462d", "#96280c")  # seldom to often


def mermaid(graph: Graph) -> Iterator[str]:
    """The graph in the language of Mermaid, line by line."""
    numbers = {scene.id: number for number, scene in enumerate(graph.scenes)}
    yield f"%% {_entities(graph.title)}"
    yield "flowchart LR"
    for number, chapter in enumerate(graph.chapters):
        yield f'  subgraph c{number}["{_entities(chapter.title)}"]'
        for scene in graph.scenes:
            if scene.chapter == chapter.id:
                left, right = ("([", "])") if scene.is_ending else ("{{", "}}") if scene.deck else ("[", "]")
                yield f'    n{numbers[scene.id]}{left}"{_entities(_label(scene))}"{right}'
        yield "  end"
    drawn = dict.fromkeys((edge.source, edge.target, _ARROWS[edge.kind]) for edge in graph.edges)
    for source, target, arrow in drawn:
        yield f"  n{numbers[source]} {arrow} n{numbers[target]}"
    for heat, colour in enumerate(HEATS):
        yield from _class(
            f"heat{heat}",
            f"fill:{colour},color:{_ink(heat)}",
            [scene for scene in graph.scenes if _heat(scene) == heat],
            numbers,
        )
    yield from _class("start", "stroke-width:4px", [scene for scene in graph.scenes if scene.is_start], numbers)
    yield from _class("ending", "stroke-width:3px", [scene for scene in graph.scenes if scene.is_ending], numbers)
    yield from _class("deck", "stroke-dasharray:4", [scene for scene in graph.scenes if scene.deck], numbers)
    yield from _class("outside", "opacity:0.5", [scene for scene in graph.scenes if scene.outside], numbers)


def _class(name: str, style: str, scenes: list[Node], numbers: dict[str, int]) -> Iterator[str]:
    if scenes:
        yield f"  classDef {name} {style}"
        yield f"  class {','.join(f'n{numbers[scene.id]}' for scene in scenes)} {name}"


def dot(graph: Graph) -> Iterator[str]:
    """The graph in the language of Graphviz, line by line."""
    numbers = {scene.id: number for number, scene in enumerate(graph.scenes)}
    yield "digraph story {"
    yield "  rankdir=LR;"
    yield f"  label={_quoted(graph.title)};"
    yield '  node [shape=box, style="filled,rounded", fillcolor=white];'
    for number, chapter in enumerate(graph.chapters):
        yield f"  subgraph cluster_{number} {{"
        yield f"    label={_quoted(chapter.title)};"
        for scene in graph.scenes:
            if scene.chapter == chapter.id:
                yield f"    n{numbers[scene.id]} [{', '.join(_attributes(scene))}];"
        yield "  }"
    for edge in graph.edges:
        yield f"  n{numbers[edge.source]} -> n{numbers[edge.target]} [style={_STYLES[edge.kind]}];"
    yield "}"


def _label(scene: Node) -> str:
    mark = "▶ " if scene.is_start else ""
    share = f" {100 * scene.share:.0f}%" if scene.share is not None else ""
    return f"{mark}{scene.title} ({scene.id}){share}"


def _attributes(scene: Node) -> Iterator[str]:
    yield f"label={_quoted(_label(scene))}"
    if scene.is_ending:
        yield "peripheries=2"
    if scene.is_start:
        yield "penwidth=3"
    if scene.deck:
        yield 'style="filled,rounded,dashed"'
    if scene.outside:
        yield "color=gray, fontcolor=gray"
    heat = _heat(scene)
    if heat is not None:
        yield f'fillcolor="{HEATS[heat]}", fontcolor="{_ink(heat)}"'


def _heat(scene: Node) -> int | None:
    """Which of the colours a scene's share gives."""
    return None if scene.share is None else min(len(HEATS) - 1, int(scene.share * len(HEATS)))


def _ink(heat: int) -> str:
    return "#000000" if heat < 4 else "#ffffff"


def _entities(text: str) -> str:
    """For Mermaid: letters, digits and harmless signs as they are, anything else as #NUMBER;."""
    return "".join(letter if letter.isalnum() or letter in _SAFE else f"#{ord(letter)};" for letter in text)


def _quoted(text: str) -> str:
    """For Graphviz, in which a backslash and an ampersand have a meaning in labels."""
    text = text.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'
