"""What a game arrives at: chapters that begin, endings, discoveries."""

from __future__ import annotations

from game.play import Session, arrived, begun_chapter, chapters, endings
from game.story import Story
from game.story.works import works_cited
from tests.conftest import StoryMaker
from tests.play.playing import play


def begun(session: Session) -> str:
    chapter = begun_chapter(session)
    return chapter.id if chapter is not None else ""


def test_a_chapter_begins_where_the_game_enters_it(lantern: Story) -> None:
    assert begun(play(lantern)) == "1-shore"
    assert begun(play(lantern, "count-the-gulls")) == ""
    session = play(lantern, "count-the-gulls", "call")
    assert begun(session) == "2-light"
    session.undo()
    assert begun(session) == ""
    session.choose("call")
    assert begun(session) == "2-light"


def test_a_game_begun_in_the_middle_stands_at_no_beginning(lantern: Story) -> None:
    assert begun(play(lantern, at="the-tower")) == ""
    assert begun(play(lantern, at="the-shore")) == ""
    assert begun(play(lantern, "call", at="the-shore")) == "2-light"


def test_a_visit_begins_no_chapter_and_neither_does_coming_back(story_of: StoryMaker) -> None:
    story = story_of(
        {
            "a": "text: Here.\nchoices:\n- {text: Remember., visit: old}\n- {text: On., go: b}",
            "b": "text: B.\nending: true",
        },
        files={
            "story.yaml": "title: Made\nstart: a\nchapters: [c, d]\n",
            "d/old.yaml": "text: Long ago.\nchoices: [{text: Back., go: return}]",
        },
    )
    assert begun(play(story, "remember")) == ""
    assert begun(play(story, "remember", "back")) == ""


def test_endings_are_told_apart_and_stand_by_date(story_of: StoryMaker) -> None:
    over = "text: Over.\nending: true\n"
    story = story_of(
        {
            "start": "text: A.\nchoices: [{text: B., go: z}]",
            "m": over,
            "z": f"{over}date: 1914-10",
            "n": f"{over}date: 1928",
        }
    )
    assert [scene.id for scene in endings(story)] == ["z", "n", "m"]
    assert arrived(play(story, "b")).ending == "z"
    assert arrived(play(story)).ending == ""


def test_a_chapter_of_endings_is_none_to_begin_at(story_of: StoryMaker) -> None:
    story = story_of(
        {"a": "text: A.\nchoices: [{text: B., go: over}]"},
        files={
            "story.yaml": "title: Made\nstart: a\nchapters: [c, ends]\n",
            "ends/over.yaml": "text: Over.\nending: true",
        },
    )
    assert [chapter.id for chapter in chapters(story)] == ["c"]
    assert begun(play(story, "b")) == ""


def test_what_was_found_is_told_once(lantern: Story) -> None:
    assert arrived(play(lantern)).achievements == ()
    assert arrived(play(lantern, "count-the-gulls")).achievements == ("gull-watcher",)
    assert arrived(play(lantern, "count-the-gulls", "call")).achievements == ()


def test_what_the_first_scene_gives_is_found_at_once(story_of: StoryMaker) -> None:
    story = story_of({"a": "enter: {achieve: born}\ntext: Over.\nending: true"}, achievements="born: {title: Born}")
    assert arrived(play(story)) == arrived(play(story, at="a"))
    assert arrived(play(story)).achievements == ("born",)
    assert arrived(play(story)).ending == "a"


def test_the_works_are_listed_once_without_chapter_and_page(story_of: StoryMaker) -> None:
    story = story_of({
        "a": "text: A.\nchoices: [{text: B., go: b}]\nsources: ['Trotsky, My Life, ch. 19', 'Émigré papers', 'The Papers, vol. 2']",
        "b": "text: B.\nending: true\nsources: ['Trotsky, My Life, ch. 20-21', 'Kotkin, Stalin, vol. 1, p. 3', 'emigre papers']",
    })  # fmt: skip
    assert works_cited(story) == ["Émigré papers", "Kotkin, Stalin, vol. 1", "The Papers, vol. 2", "Trotsky, My Life"]
