"""The codex as a list that can be searched: every entry once, in the order of an index, and what leads from one to another."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from game.story.alphabet import fold, index_key
from game.story.markup import links, plain
from game.story.model import Person, Place, Term
from game.story.runtime import Codex

Kind = Literal["person", "place", "word"]
KINDS: tuple[Kind, ...] = ("person", "place", "word")


class Entry(Struct, frozen=True):
    """One entry. `about` says in a few words when a person lived or what a place was called; '' if the codex does not know."""

    id: str
    kind: Kind
    name: str
    text: str
    other_names: tuple[str, ...] = ()
    about: str = ""


class _Folded(Struct, frozen=True):
    entry: Entry
    name: str
    others: str
    text: str


class CodexIndex:
    """Every entry of a codex, sorted by name; a search looks at names first."""

    def __init__(self, codex: Codex) -> None:
        found = [_person(name, person) for name, person in codex.people.items()]
        found += [_place(name, place) for name, place in codex.places.items()]
        found += [_word(name, term) for name, term in codex.terms.items()]
        found.sort(key=lambda entry: (index_key(entry.name), entry.id))
        self.entries = tuple(found)
        self.by_id = {entry.id: entry for entry in reversed(found)}
        # Where one name is a person's and a place's, a link means what it always meant: the term, then the person.
        self.by_id |= {entry.id: entry for kind in ("place", "person", "word") for entry in found if entry.kind == kind}
        self._folded = [
            _Folded(entry, fold(entry.name), fold("\n".join(entry.other_names)), fold(plain(entry.text)))
            for entry in found
        ]

    def find(self, query: str) -> list[Entry]:
        """What every word of the query is found in: names that begin with it, names, other names, then texts."""
        wanted = fold(query).split()
        if not wanted:
            return list(self.entries)
        ranked = [(rank, row.entry) for row in self._folded if (rank := _rank(row, wanted)) is not None]
        ranked.sort(key=lambda found: found[0])  # a stable sort: within a rank they stay in the index's order
        return [entry for _, entry in ranked]

    def linked(self, entry: Entry) -> list[Entry]:
        """The entries that this one's text leads to, each once, in the text's order."""
        return [self.by_id[name] for name in dict.fromkeys(links(entry.text)) if name in self.by_id]


def counts(entries: list[Entry]) -> dict[str, int]:
    """How many there are of each kind."""
    return {kind: sum(entry.kind == kind for entry in entries) for kind in KINDS}


def _rank(row: _Folded, wanted: list[str]) -> int | None:
    def everywhere(text: str) -> bool:
        return all(word in text for word in wanted)

    whole = " ".join(wanted)
    if row.name.removeprefix("the ").startswith(whole) or row.name.startswith(whole):
        return 0
    if f" {whole}" in row.name or f"({whole}" in row.name or f"-{whole}" in row.name:
        return 1
    if everywhere(row.name):
        return 2
    names = f"{row.name}\n{row.others}"
    if everywhere(names):
        return 3
    return 4 if everywhere(f"{names}\n{row.text}") else None


def _person(name: str, person: Person) -> Entry:
    born, died = str(person.born or ""), str(person.died or "")
    about = f"{born}–{died}" if born and died else f"born {born}" if born else f"died {died}" if died else ""
    return Entry(name, "person", person.name, person.text, about=about)


def _place(name: str, place: Place) -> Entry:
    dated = [f"{called} from {year}" for year, called in sorted(place.names.items())]
    others = tuple(dict.fromkeys(called for called in place.names.values() if called != place.name))
    return Entry(name, "place", place.name, place.text, others, ", ".join(dated))


def _word(name: str, term: Term) -> Entry:
    return Entry(name, "word", term.name, term.text)
