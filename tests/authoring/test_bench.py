"""What an author sees of the present moment."""

from __future__ import annotations

from pathlib import Path

from game.authoring.bench import Item, here
from game.authoring.reads import WrittenStory, read_written
from game.play import Session
from game.play.workshop import jump
from game.story import Story, load_story
from tests.building import LANTERN, write_story

SCENE = """
text:
  - |
    One paragraph, with a [word](word) in it.

    And another.
  - if: oil > 1 and not lit
    text: Enough oil.
    else: Too little.
  - first: New here.
    then: Here again.
  - cycle: [Tick., Tock.]
  - quote: s01
choices:
  - text: Light it.
    if: oil >= 3
    locked: Not enough oil.
  - text: Wait.
    once: true
  - {text: Whistle., if: lit}
  - {text: Give up., fallback: true, go: end}
  - {text: Throw a coin., chance: {odds: 10 * oil, then: {}, else: {}}}
  - {text: Go in., go: cellar}
"""
QUALITIES = "oil: {meaning: m, range: [0, 9], start: 2}\nlit: {meaning: m}\n"


def moment(folder: Path) -> tuple[Session, WrittenStory]:
    scenes = {"a": SCENE, "cellar": "when: oil > 8\ntext: Dark.\ngo: a", "end": "text: End.\nending: true"}
    files = {"codex/terms.yaml": "word: {name: word, text: A word.}\n"}
    written = write_story(folder, scenes, qualities=QUALITIES, source=True, files=files)
    story = load_story(written)
    return Session.new(story, 1), read_written(written, story)


def told(item: Item) -> tuple[str, str, int, tuple[str, ...]]:
    return item.words, item.standing, item.spot.line, item.why


def test_every_paragraph_and_choice_has_its_place_and_its_reason(tmp_path: Path) -> None:
    game, written = moment(tmp_path)
    enough = "oil > 1 and not lit → true (lit is false, oil is 2)"
    found = here(written, game)
    assert {item.spot.file for item in found} == {"c/a.yaml"}
    assert [told(item) for item in found] == [
        ("One paragraph, with a word in it.", "shown", 4, ()),
        ("And another.", "shown", 6, ()),
        ("Enough oil.", "shown", 8, (enough,)),
        ("Too little.", "not shown", 9, (f"else of: {enough}",)),
        ("New here.", "shown", 10, ("first: times here: 1",)),
        ("Here again.", "not shown", 11, ("then: times here: 1",)),
        ("Tick.", "shown", 12, ("cycle, 1 of 2",)),
        ("Tock.", "not shown", 12, ("cycle, 2 of 2",)),
        (found[8].words, "shown", 13, ("a quotation",)),
        ("light-it: Light it.", "shut", 15, ("oil >= 3 → false (oil is 2)",)),
        ("wait: Wait.", "open", 18, ()),
        ("whistle: Whistle.", "hidden", 20, ("lit → false (lit is false)",)),
        ("give-up: Give up.", "hidden", 21, ("fallback: offered only when nothing else is open", "something else is open")),
        ("throw-a-coin: Throw a coin.", "open", 22, ("odds: 10 * oil → 20 (oil is 2)",)),
        ("go-in: Go in.", "hidden", 23, ("cellar: oil > 8 → false (oil is 2)",)),
    ]  # fmt: skip
    assert found[8].words.startswith("s01: The light never failed.")


def test_what_was_taken_once_says_so(tmp_path: Path) -> None:
    game, written = moment(tmp_path)
    game.choose("wait")
    assert told(here(written, game)[10]) == ("wait: Wait.", "hidden", 18, ("once: it was taken",))


def test_every_beat_of_a_story_that_uses_the_whole_format_can_be_looked_at(lantern: Story) -> None:
    written = read_written(LANTERN, lantern)
    game = Session.new(lantern, 1)
    for beat in lantern.beats:
        jump(game, beat)
        shown = [item for item in here(written, game) if item.kind == "text" and item.standing == "shown"]
        assert len(shown) == len(game.view.paragraphs)
        open_ones = [item.words.split(":")[0] for item in here(written, game) if item.standing == "open"]
        offered = [choice.id for choice in game.view.choices if choice.is_open]
        assert open_ones == [choice for choice in offered if choice != "continue"]
