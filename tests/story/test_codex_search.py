"""The codex's list: its order, what a search finds, and what leads from entry to entry."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from game.story.alphabet import fold, index_key
from game.story.codex_search import CodexIndex, counts
from game.story.model import Person, Place, Term
from game.story.runtime import Codex

CODEX = Codex(
    people={
        "kuhlmann": Person(name="Richard von Kühlmann", text="He came to [Brest](brest).", born="1873", died=1948),
        "azef": Person(name="Ёж Азеф", text="A spy.", born="1869"),
        "sister": Person(name="The sister", text="She was at *Brest* too, and again at [Brest](brest) and [gone](gone).", died="1928"),
        "nobody": Person(name="Nobody", text="Nothing is known."),
    },
    places={
        "brest": Place(name="Brest-Litovsk", text="A fortress on the Bug."),
        "petrograd": Place(
            name="Petrograd", text="The capital.", names={"1914": "Petrograd", "1703": "St Petersburg", "1924": "Leningrad"}
        ),
    },
    terms={"spets": Term(name="Spets", text="An expert of the old army; a kühl head.")},
)  # fmt: skip
INDEX = CodexIndex(CODEX)


def found(query: str) -> list[str]:
    return [entry.id for entry in INDEX.find(query)]


def test_the_list_is_an_index() -> None:
    assert [entry.id for entry in INDEX.entries] == [
        "brest", "nobody", "petrograd", "kuhlmann", "sister", "spets", "azef",
    ]  # fmt: skip
    assert found("") == found("  ") == [entry.id for entry in INDEX.entries]
    assert counts(list(INDEX.entries)) == {"person": 4, "place": 2, "word": 1}


def test_accents_capitals_and_yo_make_no_difference() -> None:
    assert found("KUHLMANN") == found("kühlmann") == ["kuhlmann"]
    assert found("еж") == found("Ёж") == ["azef"]


def test_names_come_before_texts() -> None:
    assert found("brest") == ["brest", "kuhlmann", "sister"]
    assert found("s") == ["sister", "spets", "brest", "petrograd", "nobody", "kuhlmann", "azef"]
    assert found("kuhl") == ["kuhlmann", "spets"]
    assert found("the sister") == ["sister"]


def test_a_place_is_found_by_every_name_it_had() -> None:
    assert found("leningrad") == found("petersburg") == ["petrograd"]


def test_every_word_has_to_be_there_in_any_order() -> None:
    assert found("von richard") == ["kuhlmann"]
    assert found("richard leningrad") == []


def test_what_a_player_types_is_no_pattern() -> None:
    for query in (".*", "(", "[", "\\", "*"):
        assert found(query) == []


def test_when_they_lived_and_what_it_was_called() -> None:
    assert {name: INDEX.by_id[name].about for name in ("kuhlmann", "azef", "sister", "nobody", "brest", "spets")} == {
        "kuhlmann": "1873–1948", "azef": "born 1869", "sister": "died 1928", "nobody": "", "brest": "", "spets": "",
    }  # fmt: skip
    assert INDEX.by_id["petrograd"].about == "St Petersburg from 1703, Petrograd from 1914, Leningrad from 1924"


def test_an_entry_leads_to_those_that_its_text_names_once_each() -> None:
    assert [entry.id for entry in INDEX.linked(INDEX.by_id["sister"])] == ["brest"]
    assert INDEX.linked(INDEX.by_id["brest"]) == []


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert index_key(text) in fold(text)


@given(st.sampled_from(INDEX.entries), st.data())
def test_any_part_of_a_name_finds_it(entry: object, data: st.DataObject) -> None:
    name = INDEX.by_id[entry.id].name  # type: ignore[attr-defined]
    first = data.draw(st.integers(0, len(name) - 1))
    part = name[first : data.draw(st.integers(first + 1, len(name)))]
    assert entry in INDEX.find(part)
