"""The table of all codes that `trotsky check` can print; `explanations.py` has an example of each.

Each code has a small story under `tests/stories/broken/` that raises exactly it.
A code keeps its meaning for ever; a retired code is not given out again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Code:
    """What a code stands for: its weight, its name, and why it is a mistake."""

    severity: Literal["error", "warning", "hint"]
    title: str
    why: str


_ERRORS: dict[str, tuple[str, str]] = {
    # Y: the file as YAML
    "Y101": ("not YAML", "The file breaks a rule of YAML itself, so nothing in it can be read."),
    "Y102": ("key given twice", "Of two equal keys in one mapping, one would be lost without a word."),
    "Y103": (
        "anchor or alias",
        "Anchors (&) and aliases (*) can blow a small file up to a huge one, so a story may not use them.",
    ),
    "Y104": ("nested too deeply", "Values nest deeper than any story needs; such a file can exhaust the reader."),
    "Y105": ("file too large", "A file above the limit is refused before it is read."),
    "Y106": ("YAML tag", "Tags (!...) ask a reader to build things; a story only needs words, numbers and lists."),
    "Y107": ("not a mapping", "Each file of a story is a mapping: lines of the form `key: value`."),
    "Y108": ("not UTF-8", "Files of a story are text in UTF-8."),
    "Y109": (
        "two documents in one file",
        "A line `---` in the middle starts a second document, which would be ignored.",
    ),
    # S: the shape of values
    "S201": ("unknown key", "A key that nothing reads is usually a misspelling of one that something does."),
    "S202": ("wrong kind of value", "The key exists, but its value is of another kind than the key takes."),
    "S203": ("key missing", "Something needed is not there."),
    "S204": ("value not allowed", "The value is of the right kind but outside what the key takes."),
    "S205": (
        "name not usable",
        "Names of scenes, beats and choices become references; they need plain letters, digits, - and _.",
    ),
    "S206": ("not a date", "Dates are written year-month-day: 1915-09-05, or 1915-09, or 1915."),
    # R: references
    "R301": ("no such place to go", "`go` and `visit` name a scene, a beat, or scene.beat."),
    "R302": ("no such quality", "Qualities are declared in story.yaml or qualities.yaml before anything changes them."),
    "R303": ("no such sentence", "The name is not among the sentences of the source document."),
    "R304": ("no such person", "`cast` names people of codex/people.yaml."),
    "R305": ("no such place", "`place` names an entry of codex/places.yaml."),
    "R306": ("no such deck", "`draw` names a deck that at least one scene belongs to."),
    "R307": ("link to nothing", "A link in the prose names an entry of the codex."),
    "R308": ("no such start", "`start` in story.yaml names the first scene."),
    "R309": ("no such chapter", "`chapters` in story.yaml names folders beside it."),
    "R310": ("condition about nothing", "A function such as seen('…') names something that does not exist."),
    "R311": ("two scenes of one name", "A scene is named after its file, and the name is unique in the whole story."),
    "R312": ("two things of one name", "Two choices of a beat, two beats, or two lines to remember share a name."),
    "R313": ("no such achievement", "`achieve` names an entry under `achievements` in story.yaml."),
    # E: expressions
    "E401": (
        "condition cannot be read",
        "An expression breaks the grammar of the small language described in scenes/README.md.",
    ),
    "E402": ("unknown name", "A name in an expression is neither a quality nor a function."),
    "E403": ("kinds do not fit", "Numbers, flags and words do not mix: a flag is not compared with a number."),
    "E404": ("not in the language", "The expression uses something of Python that stories do not have."),
    "E405": ("expression too long", "An expression above the limit is refused before it is read."),
    "E406": ("no such value", "An enumeration is compared with, or set to, a word that it can never hold."),
    "E407": ("wrong arguments", "A function is given too many, too few, or the wrong kind of arguments."),
    # Q: quotation
    "Q501": ("not verbatim", "A quotation must stand in the source document word for word."),
    "Q502": ("source changed", "The source document is not the file whose sha256 the story pins."),
    "Q503": ("source missing", "The source document cannot be found or read."),
    # F: the flow from scene to scene
    "F601": ("dead end", "A player who comes here has nothing to choose, and it is no ending."),
    "F602": ("keys that exclude each other", "Two keys stand together that cannot both be meant."),
    "F604": ("return without a visit", "`go: return` is reached by plain `go`, where there is nothing to return to."),
    # T: text
    "T701": ("brace left open", "Prose puts a quality in with {name}; a lone brace is written {{ or }}."),
    "T702": ("empty text", "A choice or paragraph without words would show a player an empty line."),
    "T703": ("link left open", "A link in prose is written [words](entry)."),
}

_WARNINGS: dict[str, tuple[str, str]] = {
    # E: conditions
    "E408": ("condition that never holds", "In no game can it be fulfilled at the place where it is asked."),
    "E410": ("condition that contradicts itself", "Two of its parts exclude each other, whatever the game holds."),
    # F: the flow from scene to scene
    "F603": ("date runs backward", "Dates only run forward, unless the scene says `flashback: true`."),
    "F605": ("scene never reached", "No way that a game can take from the start leads to the scene."),
    "F606": ("beat never reached", "The scene is reached, but nothing that can come about leads to this step of it."),
    "F607": (
        "choice never open",
        "A game comes to the beat, but never with this choice open, or never to this half of a chance.",
    ),
    "F610": ("every choice shut", "A game can come here with nothing left to choose, and then it cannot go on."),
    "F611": ("loop without an end", "Whoever comes here can go on for ever, but to no ending."),
    "F612": ("choice with a twin", "Two choices of a beat do the same under the same condition."),
    # T: text
    "T704": (
        "text never shown",
        "The condition beside it always holds, or the visit for which it is meant never comes.",
    ),
    "T707": ("paragraph told twice", "The same paragraph in two places is mostly a copy that was forgotten."),
    # V: what qualities hold
    "V001": (
        "quality that never changes",
        "Nothing sets it or adds to it, so every condition on it is settled before the game.",
    ),
    "V002": (
        "quality that nothing reads",
        "It is set, but no condition, text or panel asks for it, so it makes no difference.",
    ),
    "V003": ("number never held", "A quality is compared with numbers that nothing in the story can bring it to."),
    "V004": (
        "word never held",
        "An enumeration or a mark is compared with a word that nothing in the story sets it to.",
    ),
    "V005": (
        "set beyond its range",
        "The number is kept inside the range, so the quality gets another value than is written.",
    ),
    # D: dates: people and places in time
    "D901": ("person out of their time", "Somebody of the cast was not born yet, or was dead, by the codex's years."),
    "D902": ("name before its time", "A place is called by a name that it was only given later."),
    # W: what nothing reads, and comments
    "W801": ("file that nothing reads", "A file or folder in the story that is no scene, chapter or codex of it."),
    "W803": ("allowance that is not understood", "A comment `# trotsky: allow` names a code and says why."),
    "W804": (
        "allowance that silences nothing",
        "What it allowed is gone, so it would hide the next mistake of that kind.",
    ),
}

_HINTS: dict[str, tuple[str, str]] = {
    # E: conditions
    "E409": ("condition that always holds", "It decides nothing, and may have been meant to."),
    "E411": (
        "change that never comes about",
        "Its condition never holds where it is asked; it may be there for safety's sake.",
    ),
    # Q: quotation
    "Q504": ("sentence never quoted", "No scene and no chapter quotes this sentence of the source."),
    "Q505": ("opening quotation used twice", "Two scenes begin with the same sentence of the source."),
    # F: the flow from scene to scene
    "F613": ("odds beyond 0 to 100", "Odds are kept within 0 and 100, so beyond them they are not what is written."),
    # T: text
    "T705": ("choice too long", "On a screen of 80 by 24 its words take more than two lines."),
    "T706": ("beat too long", "More than 180 words are told before the player can do something."),
    # W: what nothing reads, and comments
    "W802": ("entry that nothing leads to", "The player can only find it by reading the whole codex."),
}

CODES: dict[str, Code] = {
    **{code: Code("error", *entry) for code, entry in _ERRORS.items()},
    **{code: Code("warning", *entry) for code, entry in _WARNINGS.items()},
    **{code: Code("hint", *entry) for code, entry in _HINTS.items()},
}
