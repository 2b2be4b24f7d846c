"""`trotsky graph`: what is an edge, where scenes stand, and that no word of a story leaves its place in any form."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from game.authoring.graph import (
    ChapterName,
    Edge,
    Figures,
    Graph,
    GraphError,
    Node,
    Way,
    graph_of,
    of_chapter,
    read_figures,
    with_heat,
)
from game.authoring.graph_html import page
from game.authoring.graph_layout import HEIGHT, WIDTH, lay_out
from game.authoring.graph_text import HEATS, dot, mermaid
from game.story import load_story
from tests.building import LANTERN, OVER, write_story
from tests.test_cli import trotsky

SCRIPT = Path(__file__).resolve().parents[2] / "game" / "authoring" / "page" / "page.js"
HOSTILE = [
    "</script><script>alert(1)</script>",
    '<img src=x onerror="alert(2)">',
    "</title></style><!--",
    "]]>&lt;#quot; `md` %%{init: {}}%%",
    '"]; click n0 "javascript:alert(3)"',
    "\\N \\\" \\",
    "end",
    "$title ${data} $$",
    "a\u2028b\u2029c\u202ed\u0000e\u001b[31mf",
]  # fmt: skip


def graph(path: Path) -> Graph:
    return graph_of(load_story(path), path)


def edges(found: Graph) -> set[tuple[str, str, str]]:
    return {(edge.source, edge.target, edge.kind) for edge in found.edges}


# -- the edges ------------------------------------------------------------------------------------


def test_the_lantern() -> None:
    found = graph(LANTERN)
    assert edges(found) == {
        ("the-shore", "the-tower", "chance"),
        ("the-shore", "the-tower", "choice"),
        ("the-shore", "a-bottle", "draw"),
        ("the-shore", "a-seal", "draw"),
        ("the-tower", "lit", "choice"),
        ("the-tower", "the-cellar", "visit"),
        ("the-tower", "dark", "choice"),
    }
    by_id = {scene.id: scene for scene in found.scenes}
    assert [scene.id for scene in found.scenes if scene.is_start] == ["the-shore"]
    assert {scene.id for scene in found.scenes if scene.is_ending} == {"lit", "dark"}
    assert {scene.id for scene in found.scenes if scene.deck == "shingle"} == {"a-bottle", "a-seal"}
    assert (by_id["the-shore"].date, by_id["the-shore"].place) == ("1 May 1902", "The shore")
    assert by_id["the-cellar"].ways[0].targets[0].kind == "return"


def test_a_choice_has_its_words_its_condition_and_its_place() -> None:
    ways = {way.text: way for scene in graph(LANTERN).scenes for way in scene.ways}
    light = ways["Light it."]
    written = (LANTERN / "2-light" / "the-tower.yaml").read_text().splitlines()
    assert light.condition == "oil >= 2"
    assert "text: Light it." in written[light.line - 1]
    assert [(target.scene, target.kind) for target in light.targets] == [("lit", "choice")]
    assert [target.note for target in ways["Try the door of the tower."].targets] == [
        "if it comes off",
        "if it does not",
    ]
    assert [target.kind for target in ways["Count the gulls."].targets] == ["stay"]


def test_a_way_on_is_no_choice_and_moves_inside_a_scene_are_no_edges(tmp_path: Path) -> None:
    scenes = {
        "a": "text: One.\nbeats:\n  two: {text: Two., go: b}\n",
        "b": "text: Well?\nwhen: times('a') >= 1\nchoices:\n  - {text: Again., go: start}\n  - {text: On., visit: c, go: d}\n",
        "c": "text: Aside.\ngo: return\n",
        "d": OVER,
    }
    found = graph(write_story(tmp_path, scenes))
    assert edges(found) == {("a", "b", "go"), ("b", "c", "visit"), ("b", "d", "choice")}
    first, second = found.scenes[0].ways
    assert (first.is_choice, first.line, second.line) == (False, 1, 3)
    assert found.scenes[1].condition == "times('a') >= 1"
    again, on = found.scenes[1].ways
    assert [(target.scene, target.beat) for target in again.targets] == [("b", "")]
    assert [target.note for target in on.targets] == ["", "afterwards"]


def test_two_choices_to_one_scene_are_one_edge_with_both_their_words(tmp_path: Path) -> None:
    scenes = {"a": "text: Well?\nchoices:\n  - {text: Run., go: b}\n  - {text: Walk., go: b}\n", "b": OVER}
    assert graph(write_story(tmp_path, scenes)).edges == (Edge("a", "b", "choice", ("Run.", "Walk.")),)


def test_all_prose_can_be_searched_for(tmp_path: Path) -> None:
    text = """
        title: Café
        text:
          - if: times('a') > 1
            text: alpha
            else: [beta, {first: gamma, then: delta}]
          - cycle: [epsilon, zeta]
        note: hidden
        beats:
          two:
            text: eta
            choices:
              - text: theta
                reply: iota
                remember: {kappa: lambda}
                go: b
        """
    words = set(graph(write_story(tmp_path, {"a": text, "b": OVER})).scenes[0].words.split())
    assert words >= {"cafe", "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "lambda"}
    assert not words & {"hidden", "kappa", "times"}


def test_one_chapter_with_its_neighbours() -> None:
    found = of_chapter(graph(LANTERN), "1-shore")
    assert {scene.id: scene.outside for scene in found.scenes} == {
        "a-bottle": False, "a-seal": False, "the-shore": False, "the-tower": True,
    }  # fmt: skip
    assert all("the-shore" in (edge.source, edge.target) for edge in found.edges)
    with pytest.raises(GraphError, match=r"^There is no chapter '1-shroe'\. Did you mean '1-shore'\?$"):
        of_chapter(found, "1-shroe")


# -- the layout -----------------------------------------------------------------------------------


def node(name: str, chapter: str = "c", title: str = "", **more: Any) -> Node:
    plain = Node(name, title or name, chapter, f"{chapter}/{name}.yaml", "", "", "", "", False, False, (), "")
    return structs.replace(plain, **more)


@st.composite
def graphs(draw: st.DrawFn, titles: st.SearchStrategy[str]) -> Graph:
    chapters = tuple(ChapterName(f"c{number}", draw(titles)) for number in range(draw(st.integers(1, 4))))
    count = draw(st.integers(1, 30))
    chosen = st.sampled_from(chapters)
    scenes = tuple(
        node(f"s{number}", draw(chosen).id, draw(titles), is_start=number == 0, ways=(Way("start", draw(titles), draw(titles), True, 1, ()),))
        for number in range(count)
    )  # fmt: skip
    ends = st.integers(0, count - 1)
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=60))
    kinds = st.sampled_from(["go", "choice", "chance", "visit", "draw"])
    drawn = {(f"s{source}", f"s{target}", draw(kinds)): None for source, target in pairs if source != target}
    return Graph(draw(titles), "hash", chapters, scenes, tuple(Edge(*edge, (draw(titles),)) for edge in drawn))


@given(graphs(st.just("")))
def test_every_scene_has_a_place_of_its_own_in_the_box_of_its_chapter(found: Graph) -> None:
    layout = lay_out(found)
    assert layout == lay_out(found)
    boxes = {box.chapter: box for box in layout.boxes}
    for scene in found.scenes:
        x, y = layout.places[scene.id]
        box = boxes[scene.chapter]
        assert box.x <= x <= box.x + box.width - WIDTH
        assert box.y <= y <= box.y + box.height - HEIGHT
        assert 0 <= x <= layout.width - WIDTH
        assert 0 <= y <= layout.height - HEIGHT
    places = list(layout.places.values())
    for index, (x, y) in enumerate(places):
        assert all(abs(x - ax) > WIDTH or abs(y - ay) > HEIGHT for ax, ay in places[:index])
    for index, box in enumerate(layout.boxes):
        for other in layout.boxes[:index]:
            assert box.x >= other.x + other.width or box.y >= other.y + other.height or other.x >= box.x + box.width


def test_a_scene_stands_below_those_that_lead_to_it_and_loops_do_no_harm() -> None:
    names = ["a", "b", "c", "d"]
    pairs = [("a", "b"), ("b", "c"), ("a", "c"), ("c", "a"), ("c", "d")]
    found = Graph(
        "T", "h", (ChapterName("c", "C"),), tuple(node(name, is_start=name == "a") for name in names),
        tuple(Edge(*pair, "choice") for pair in pairs),
    )  # fmt: skip
    heights = [lay_out(found).places[name][1] for name in names]
    assert heights == sorted(set(heights))


def test_a_long_line_of_scenes_is_folded_and_needs_no_recursion() -> None:
    scenes = tuple(node(f"s{number}", is_start=number == 0) for number in range(3000))
    line = tuple(Edge(f"s{number}", f"s{number + 1}", "go") for number in range(2999))
    layout = lay_out(Graph("T", "h", (ChapterName("c", "C"),), scenes, line))
    assert layout.height < 2 * layout.width


def test_nothing_is_laid_out_as_nothing() -> None:
    layout = lay_out(Graph("T", "h", (), (), ()))
    assert (layout.width, layout.height, layout.boxes) == (0, 0, ())


# -- Mermaid and Graphviz, read back by the part of their grammar that is written ------------------

MERMAID_NODE = re.compile(r'    n(\d+)(?:\["([^"]*)"\]|\(\["([^"]*)"\]\)|\{\{"([^"]*)"\}\})\Z')
MERMAID_CHAPTER = re.compile(r'  subgraph c(\d+)\["([^"]*)"\]\Z')
MERMAID_EDGE = re.compile(r"  n(\d+) (-->|-\.->) n(\d+)\Z")
MERMAID_STYLE = re.compile(r"  (?:classDef \w+ [\w:#,.-]+|class n\d+(?:,n\d+)* \w+)\Z")
DOT_NODE = re.compile(r'    n(\d+) \[label="((?:[^"\\]|\\[\\"])*)"((?:, [a-z]+=(?:\w+|"[\w#,]+"))*)\];\Z')
DOT_LABEL = re.compile(r' +label="((?:[^"\\]|\\[\\"])*)";\Z')
DOT_EDGE = re.compile(r"  n(\d+) -> n(\d+) \[style=(\w+)\];\Z")
DOT_FIXED = re.compile(r'digraph story \{|  rankdir=LR;|  node \[[^\]]*\];|  subgraph cluster_\d+ \{|  \}|\}')  # fmt: skip


def from_mermaid(text: str) -> str:
    return re.sub(r"#(\d+);", lambda found: chr(int(found[1])), text)


def read_mermaid(found: Graph) -> tuple[dict[int, str], set[tuple[int, int]], list[str]]:
    lines = list(mermaid(found))
    assert lines[0].startswith("%% ")
    assert lines[1] == "flowchart LR"
    nodes: dict[int, str] = {}
    links: set[tuple[int, int]] = set()
    chapters: list[str] = []
    for line in lines[2:]:
        if match := MERMAID_NODE.match(line):
            nodes[int(match[1])] = from_mermaid(match[2] or match[3] or match[4])
        elif match := MERMAID_CHAPTER.match(line):
            chapters.append(from_mermaid(match[2]))
        elif match := MERMAID_EDGE.match(line):
            links.add((int(match[1]), int(match[3])))
        else:
            assert line == "  end" or MERMAID_STYLE.match(line), line
    return nodes, links, chapters


def from_dot(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text).replace("&amp;", "&")


def read_dot(found: Graph) -> tuple[dict[int, str], list[tuple[int, int]], list[str]]:
    nodes: dict[int, str] = {}
    links: list[tuple[int, int]] = []
    labels: list[str] = []
    for line in dot(found):
        if match := DOT_NODE.match(line):
            nodes[int(match[1])] = from_dot(match[2])
        elif match := DOT_LABEL.match(line):
            labels.append(from_dot(match[1]))
        elif match := DOT_EDGE.match(line):
            links.append((int(match[1]), int(match[2])))
        else:
            assert DOT_FIXED.fullmatch(line), line
    return nodes, links, labels


TITLES = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30)).map(lambda text: " ".join(text.split()) or "?")


@given(graphs(TITLES))
def test_the_text_forms_hold_every_scene_and_edge_and_nothing_else(found: Graph) -> None:
    numbers = {scene.id: number for number, scene in enumerate(found.scenes)}
    labels = {
        numbers[scene.id]: f"{'▶ ' if scene.is_start else ''}{scene.title} ({scene.id})" for scene in found.scenes
    }
    pairs = [(numbers[edge.source], numbers[edge.target]) for edge in found.edges]
    titles = [chapter.title for chapter in found.chapters]
    assert read_mermaid(found) == (labels, set(pairs), titles)
    assert read_dot(found) == (labels, pairs, [found.title, *titles])


@pytest.mark.parametrize("title", HOSTILE)
def test_what_a_terminal_would_obey_is_not_printed(title: str, tmp_path: Path) -> None:
    scene = json.dumps({"title": title.replace("\x00", "").replace("\x1b", ""), "text": "Over.", "ending": True})
    found = graph(write_story(tmp_path, {"a": scene}))
    for line in (*mermaid(found), *dot(found)):
        assert line.isprintable()


def test_heat_is_a_colour() -> None:
    found = with_heat(graph(LANTERN), Figures("h", 4, {"lit": 4, "dark": 0, "the-tower": 2}))
    assert f"classDef heat7 fill:{HEATS[7]}" in "\n".join(mermaid(found))
    assert f'fillcolor="{HEATS[4]}"' in next(line for line in dot(found) if "(the-tower)" in line)
    assert "(dark) 0%" in from_mermaid("\n".join(mermaid(found)))
    assert next(scene.share for scene in found.scenes if scene.id == "the-shore") is None


# -- the page -------------------------------------------------------------------------------------


class Page(HTMLParser):
    """What a browser would see: the elements with their attributes, and the text inside scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inside: dict[str, str] = {}
        self.text = ""
        self._open = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._open = f"{tag}#{dict(attrs).get('id') or ''}"

    def handle_endtag(self, tag: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        self.text += data
        self.inside[self._open] = self.inside.get(self._open, "") + data

    @property
    def data(self) -> Any:
        return json.loads(self.inside["script#data"])


@given(graphs(TITLES))
def test_the_page_holds_every_scene_and_edge_and_no_markup_of_the_story(found: Graph) -> None:
    seen = Page(page(found))
    harmless = Page(page(Graph("T", "h", (), (), ())))
    assert seen.elements == harmless.elements, "The story's words add no element and no attribute."
    assert seen.inside["title#"] == found.title
    raw = seen.inside["script#data"]
    assert not set("<>&\u2028\u2029") & set(raw)
    data = seen.data
    assert [(scene["id"], scene["title"]) for scene in data["scenes"]] == [
        (each.id, each.title) for each in found.scenes
    ]
    names = [scene["id"] for scene in data["scenes"]]
    assert [
        (names[edge["from"]], names[edge["to"]], edge["kind"], tuple(edge["labels"])) for edge in data["edges"]
    ] == [(edge.source, edge.target, edge.kind, edge.labels) for edge in found.edges]
    assert sorted(data["order"]) == list(range(len(names)))
    for scene, each in zip(data["scenes"], found.scenes, strict=True):
        assert data["chapters"][scene["chapter"]]["id"] == each.chapter
        assert [way["text"] for way in scene["ways"]] == [way.text for way in each.ways]


def test_the_page_fetches_nothing_and_runs_only_its_own_script() -> None:
    text = page(graph(LANTERN))
    seen = Page(text)
    for tag, attributes in seen.elements:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base", "form", "a"}
        assert not {"src", "href", "style"} & attributes.keys()
        assert not [name for name in attributes if name.startswith("on")]
    assert set(re.findall(r"https?://[^\"' ]+", text)) == {"http://www.w3.org/2000/svg"}
    assert set(re.findall(r"url\([^)]*\)", text)) == {"url(#arrow)", "url(#arrow-in)", "url(#arrow-out)"}
    policy = next(attributes["content"] for _, attributes in seen.elements if "http-equiv" in attributes)
    assert policy is not None
    for part in ("script#", "style#"):
        digest = base64.b64encode(hashlib.sha256(seen.inside[part].encode()).digest()).decode()
        assert f"{part[:-1]}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy


def test_the_script_never_makes_markup_of_words() -> None:
    script = SCRIPT.read_text(encoding="utf-8")
    assert not re.findall(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|Function\(|DOMParser", script
    )
    assert "</" not in script


def test_the_page_is_the_same_for_the_same_story() -> None:
    assert page(graph(LANTERN)) == page(graph(LANTERN))


# -- the figures of a playtest --------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    ["", "[]", '{"hash": "h"}', '{"hash": "h", "runs": 0, "scenes": {}}', '{"hash": "h", "runs": 2, "scenes": {"a": 3}}',
     '{"hash": "h", "runs": 2, "scenes": {"a": -1}}', "[" * 5000, "\udcff"],
)  # fmt: skip
def test_other_files_are_no_figures(content: str, tmp_path: Path) -> None:
    (tmp_path / "f.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(GraphError, match=r"trotsky playtest --json"):
        read_figures(tmp_path / "f.json")


def test_there_is_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match=r"cannot be read \(No such file or directory\)"):
        read_figures(tmp_path / "none.json")


# -- the command ----------------------------------------------------------------------------------


def test_the_command_prints_mermaid_and_writes_by_the_ending_of_the_file(tmp_path: Path) -> None:
    done = trotsky("graph", str(LANTERN))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == list(mermaid(graph(LANTERN)))
    for name, beginning in (("g.dot", "digraph story {"), ("g.html", "<!DOCTYPE html>"), ("g.mmd", "%% The Lantern")):
        done = trotsky("graph", str(LANTERN), "--out", str(tmp_path / name))
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == f"Written into {tmp_path / name}: 7 scenes, 7 ways between them.\n"
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(beginning)


def test_the_command_takes_what_a_playtest_prints(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    figures.write_text(trotsky("playtest", str(LANTERN), "--runs", "20", "--jobs", "1", "--json").stdout)
    done = trotsky("graph", str(LANTERN), "--format", "html", "--chapter", "2-light", "--heat", str(figures))
    assert (done.returncode, done.stderr) == (0, "")
    data = Page(done.stdout).data
    assert data["games"] == 20
    assert {scene["id"]: scene["outside"] for scene in data["scenes"]}["the-shore"]
    assert all(0 <= scene["share"] <= 1 for scene in data["scenes"])
    figures.write_text('{"hash": "another", "runs": 1, "scenes": {"gone": 1}}')
    done = trotsky("graph", str(LANTERN), "--heat", str(figures))
    assert done.returncode == 0
    assert "are not of this story as it is now" in done.stderr


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--chapter", "3-none"], "There is no chapter '3-none'."),
        (["--heat", "no-such-file"], "no-such-file cannot be read"),
        (["--out", "no-such-folder/g.html"], "cannot be written"),
        (["--out", "scene.yaml"], "would be a file of a story"),
        (["--format", "png"], "Invalid value for '--format'"),
    ],
)
def test_the_command_says_what_it_cannot_do(words: list[str], sentence: str, tmp_path: Path) -> None:
    done = trotsky("graph", str(LANTERN), *words, cwd=tmp_path, PYTHONPATH=str(SCRIPT.parents[3]))
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_more_arrows_than_mermaid_draws(tmp_path: Path) -> None:
    ways = "".join(f"  - {{text: Go {name}., go: s{name}}}\n" for name in range(23))
    scenes = {f"s{name}": f"text: Well?\nchoices:\n{ways}" for name in range(23)}
    done = trotsky("graph", str(write_story(tmp_path, scenes)))
    assert done.returncode == 0
    assert done.stderr.startswith("Mermaid draws 500 arrows and no more unless its `maxEdges` is raised; here are 506.")


def test_a_story_with_mistakes_prints_what_check_prints(tmp_path: Path) -> None:
    path = write_story(tmp_path, {"a": "text: Here.\ngo: nowhere\n", "b": OVER})
    done, checked = (trotsky(word, str(path)) for word in ("graph", "check"))
    assert (done.returncode, done.stdout) == (1, checked.stdout)
