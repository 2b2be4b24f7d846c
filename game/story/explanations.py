"""What `trotsky explain` tells of each code beyond the table in `codes.py`: an example, and how to mend it.

Kept apart from the table, since only that command reads it. A test puts each example into the small story of its
code under `tests/stories/broken/`, where it must raise the code.
"""

from __future__ import annotations

from typing import NamedTuple


class Explanation(NamedTuple):
    """`example` is the content of a file that raises the code; `file` is where it stands in a story."""

    file: str
    example: str
    mend: str


EXPLANATIONS: dict[str, Explanation] = {
    "Y101": Explanation(
        "c/a.yaml",
        """\
text: He said: no.
ending: true
""",
        'Put the text into quotation marks: `text: "He said: no."`. The line before the one that is named is often the one to mend.',
    ),
    "Y102": Explanation(
        "c/a.yaml",
        """\
text: One.
ending: true
text: Two.
""",
        "Keep one of the two, or put both texts into a list.",
    ),
    "Y103": Explanation(
        "c/a.yaml",
        """\
text: &again Over.
ending: true
""",
        "Write the value out in each place. A text that begins with & or * is put into quotation marks.",
    ),
    "Y104": Explanation(
        "c/a.yaml",
        """\
text: Deep.
ending: true
note: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
""",
        "Close the brackets, or indent the lines as their neighbours are.",
    ),
    "Y105": Explanation(
        "c/a.yaml",
        """\
text: … and so on for more than two million characters.
""",
        "Part the file: a scene becomes several scenes, a codex keeps what is linked to.",
    ),
    "Y106": Explanation(
        "c/a.yaml",
        """\
text: !loud Over.
ending: true
""",
        "Take the tag away. A text that begins with ! is put into quotation marks.",
    ),
    "Y107": Explanation(
        "c/chapter.yaml",
        """\
- title
- text
""",
        "Write lines of the form `key: value`.",
    ),
    "Y108": Explanation(
        "c/a.yaml",
        """\
title: Over
text: Caf�.
ending: true
""",
        "Save the file as UTF-8; most editors ask for the encoding when a file is saved.",
    ),
    "Y109": Explanation(
        "c/a.yaml",
        """\
text: It is over.
ending: true
---
text: Another.
""",
        "Give the second document a file of its own, or take the line `---` away.",
    ),
    "S201": Explanation(
        "c/a.yaml",
        """\
txt: It is over.
ending: true
""",
        "Correct the key; the message says which there are. Look at the indentation too: a key may stand a step too deep.",
    ),
    "S202": Explanation(
        "c/a.yaml",
        """\
title: 1914
text: It is over.
ending: true
""",
        'Write what the message asks for. A number that is meant as words is quoted: `title: "1914"`.',
    ),
    "S203": Explanation(
        "c/a.yaml",
        """\
text: Well?
choices:
  - go: a
""",
        "Add the key that is named.",
    ),
    "S204": Explanation(
        "c/a.yaml",
        """\
text: It is over.
basis: atested
ending: true
""",
        "Choose one of the values that the message names.",
    ),
    "S205": Explanation(
        "c/a.yaml",
        """\
text: Well?
choices:
  - {text: …, go: b}
""",
        "Give the thing a name of letters, digits, - and _, here by `id: wait`.",
    ),
    "S206": Explanation(
        "c/a.yaml",
        """\
date: 5 May 1902
text: It is over.
ending: true
""",
        "Write year, month, day: `date: 1902-05-05`.",
    ),
    "R301": Explanation(
        "c/a.yaml",
        """\
text: Well?
choices:
  - text: On.
    go: the-towr
""",
        "Correct the name, or write the scene. `go` takes a beat of this scene, a scene, or scene.beat.",
    ),
    "R302": Explanation(
        "c/a.yaml",
        """\
enter:
  set: {litt: true}
text: It is over.
ending: true
""",
        "Correct the name, or declare the quality in qualities.yaml.",
    ),
    "R303": Explanation(
        "c/a.yaml",
        """\
text:
  - quote: s09
ending: true
""",
        "Use a name that stands under `sentences` in the source's file.",
    ),
    "R304": Explanation(
        "c/a.yaml",
        """\
cast: [kepper]
text: It is over.
ending: true
""",
        "Correct the name, or add the person to codex/people.yaml.",
    ),
    "R305": Explanation(
        "c/a.yaml",
        """\
place: towr
text: It is over.
ending: true
""",
        "Correct the name, or add the place to codex/places.yaml.",
    ),
    "R306": Explanation(
        "c/a.yaml",
        """\
text: Walk.
draw: shingel
go: b
""",
        "Correct the name, or give a scene that `deck`.",
    ),
    "R307": Explanation(
        "c/a.yaml",
        """\
text: The [lens](fresnell) is broken.
ending: true
""",
        "Correct the name behind the words, or add the entry to the codex.",
    ),
    "R308": Explanation(
        "story.yaml",
        """\
title: Broken
start: b
chapters: [c]
""",
        "Let `start` name a scene: a file of a chapter, without .yaml.",
    ),
    "R309": Explanation(
        "story.yaml",
        """\
title: Broken
start: a
chapters: [c, c2]
""",
        "Correct the folder's name, or make the folder.",
    ),
    "R310": Explanation(
        "c/a.yaml",
        """\
text: Well?
choices:
  - text: On.
    if: seen('the-cellar')
    go: b
  - {text: Out., go: b}
""",
        "Correct the name in the quotation marks, or write what it asks about.",
    ),
    "R311": Explanation(
        "d/a.yaml",
        """\
text: It is over.
ending: true
""",
        "Rename one of the two files. To keep games that know the old name, add `was`.",
    ),
    "R312": Explanation(
        "c/a.yaml",
        """\
text: Well?
choices:
  - {text: Go on!, go: b}
  - {text: Go on?, go: b}
""",
        "Give one of the two an `id` of its own.",
    ),
    "R313": Explanation(
        "c/a.yaml",
        """\
enter: {achieve: gull}
text: It is over.
ending: true
""",
        "Correct the name, or add it under `achievements` in story.yaml.",
    ),
    "E401": Explanation(
        "c/a.yaml",
        """\
text: Well?
choices:
  - {text: On., if: oil = 3, go: b}
  - {text: Out., go: b}
""",
        "Write == to compare, and the words `and`, `or`, `not`.",
    ),
    "E402": Explanation(
        "c/a.yaml",
        """\
text: You have {oill} left.
go: b
""",
        "Correct the name, declare the quality, or put a word into quotation marks.",
    ),
    "E403": Explanation(
        "c/a.yaml",
        """\
text: Well?
choices:
  - {text: On., if: oil, go: b}
  - {text: Out., go: b}
""",
        "Compare numbers with numbers and words with words; a flag stands alone.",
    ),
    "E404": Explanation(
        "c/a.yaml",
        """\
text: Well?
choices:
  - {text: On., if: 'oil / 2 > 1', go: b}
  - {text: Out., go: b}
""",
        "Use what the language has: the guide lists it under “Conditions and amounts”.",
    ),
    "E405": Explanation(
        "c/a.yaml",
        """\
text: Well?
choices:
  - text: In.
    if: oil > 1000001
    go: b
  - {text: Out., go: b}
""",
        "Part the condition, keep a part of its result in a quality, or write a smaller number.",
    ),
    "E406": Explanation(
        "c/a.yaml",
        """\
enter: {set: {boat: mored}}
text: It is over.
ending: true
""",
        "Write one of the quality's `values`, or add the word to them.",
    ),
    "E407": Explanation(
        "c/a.yaml",
        """\
text: Well?
choices:
  - {text: In., if: 'max(oil) > 1', go: b}
  - {text: Out., go: b}
""",
        "Write what the function takes; the message says it.",
    ),
    "Q501": Explanation(
        "c/a.yaml",
        """\
text:
  - quote: The light never once failed.
ending: true
""",
        "Copy the words from the document; the message shows the nearest passage.",
    ),
    "Q502": Explanation(
        "log.yaml",
        """\
document: log.txt
sha256: ba84f78f070b6a73b11ae299c463ccca8dd6f347f63f3f67a42dab072996e843
sentences:
  s01: {text: The light never failed.}
""",
        "Bring the document back as it was. If the change is meant, look at every quotation and write the new sha256.",
    ),
    "Q503": Explanation(
        "story.yaml",
        """\
title: Broken
start: a
chapters: [c]
source: log.yml
""",
        "Correct the name, or put the file there.",
    ),
    "F601": Explanation(
        "c/a.yaml",
        """\
text: A wall.
""",
        "Give the beat `choices` or `go`, or say `ending: true`.",
    ),
    "F602": Explanation(
        "c/a.yaml",
        """\
text: Well?
choices:
  - {text: On., once: true, sticky: true, go: b}
""",
        "Keep one of the keys that are named.",
    ),
    "F604": Explanation(
        "c/a.yaml",
        """\
text: Well?
choices:
  - text: Back.
    go: return
  - text: On.
    go: b
""",
        "Reach the scene by `visit` or `draw`, or name a target instead of `return`.",
    ),
    "T701": Explanation(
        "c/a.yaml",
        """\
text: A brace { stands here.
ending: true
""",
        "Write the brace twice, or close it behind a quality's name.",
    ),
    "T702": Explanation(
        "c/a.yaml",
        """\
text:
  - It is over.
  - ''
ending: true
""",
        "Write something, or take the empty text away.",
    ),
    "T703": Explanation(
        "c/a.yaml",
        """\
text: The [lens](the fresnel) is broken.
ending: true
""",
        "Write [words](entry), with the entry's name as it stands in the codex.",
    ),
    "E408": Explanation(
        "c/b.yaml",
        """\
text:
  - It burns.
  - if: not lit
    text: You cannot see your hand.
ending: true
""",
        "The message says what may be held at that place. Correct the condition, let some way lead here with other values, or take the text or choice away.",
    ),
    "E410": Explanation(
        "c/a.yaml",
        """\
text: The can is open.
choices:
  - text: Pour some away.
    add: {oil: -1}
    sticky: true
  - text: Light the small lamp.
    if: oil > 1 and oil < 1
    go: b
  - text: Go down.
    go: b
""",
        "One part is mostly the wrong way round, or `or` was meant for `and`.",
    ),
    "F603": Explanation(
        "c/a.yaml",
        """\
date: 1902-05-02
text: Well?
choices:
  - text: On.
    go: b
""",
        "Correct one of the dates, or give the earlier scene `flashback: true`.",
    ),
    "F605": Explanation(
        "c/cellar.yaml",
        """\
text: Nobody has been here for years.
go: b
""",
        "Lead a choice to the scene, or correct the conditions of those that lead there. A scene that is for later can be allowed by a comment.",
    ),
    "F606": Explanation(
        "c/a.yaml",
        """\
text: Well?
choices:
  - text: Up.
    go: b
beats:
  stairs:
    text: There are ninety-one steps.
    go: b
""",
        "Lead a choice of the scene to the beat (`go: stairs`), or take it away.",
    ),
    "F607": Explanation(
        "c/a.yaml",
        """\
text: Well?
choices:
  - text: Up.
    go: b
  - text: Sit down and wait.
    fallback: true
    go: b
""",
        "The message says what keeps it shut: another choice that is always open beside a `fallback`, the `when` of the scene that it leads to, or odds of 0 or 100.",
    ),
    "F610": Explanation(
        "c/a.yaml",
        """\
text: The can is open.
choices:
  - text: Pour some away.
    add: {oil: -2}
    reply: It runs down the steps.
  - text: Light the lamp.
    if: oil >= 1
    locked: There is no oil.
    go: b
""",
        "Add a choice that is always open, or one with `fallback: true`. The message tells a game that comes to this.",
    ),
    "F611": Explanation(
        "c/weed.yaml",
        """\
text: Weed.
choices:
  - text: On.
    go: shingle
""",
        "Lead a choice out of the loop, to where an ending can be reached.",
    ),
    "F612": Explanation(
        "c/a.yaml",
        """\
text: Well?
choices:
  - text: Go up.
    go: b
  - text: Climb.
    go: b
""",
        "Give one of the two a reply, a change or a target of its own, or take it away.",
    ),
    "T704": Explanation(
        "c/a.yaml",
        """\
text:
  - first: You have not been here before.
    then: Here you are again.
go: b
""",
        "Take the text away, or lead a way back here, or correct the condition beside it.",
    ),
    "T707": Explanation(
        "c/b.yaml",
        """\
text:
  - It is over.
  - The tide has gone out and left you here with a can of oil and a light that is not lit.
ending: true
""",
        "Keep one. If both are wanted, let the two places lead to one beat that tells it.",
    ),
    "V001": Explanation(
        "story.yaml",
        """\
title: Broken
start: a
chapters: [c]
qualities:
  oil: {meaning: what is left, range: [0, 9], start: 2}
""",
        "Let a choice `set` or `add` to it, or take the quality away and write its value out.",
    ),
    "V002": Explanation(
        "story.yaml",
        """\
title: Broken
start: a
chapters: [c]
qualities:
  oil: {meaning: what is left, range: [0, 9], start: 2}
""",
        "Ask for it in a condition, print it as {oil}, show it in the panel (`shown: true`), or take it and its changes away.",
    ),
    "V003": Explanation(
        "c/a.yaml",
        """\
text: The can is open.
choices:
  - text: Pour some away.
    add: {oil: -1}
    go: b
  - text: Light the great lamp.
    if: oil >= 7
    locked: It takes seven measures.
    go: b
""",
        "Ask for a number that can be held, or let something change the quality so far.",
    ),
    "V004": Explanation(
        "c/b.yaml",
        """\
text:
  - It is over.
  - if: boat == sunk
    text: The sea gives back a plank of it.
  - if: boat == adrift
    text: The boat is gone.
ending: true
""",
        "Let a choice set the quality to that word, or take away what waits for it.",
    ),
    "V005": Explanation(
        "c/a.yaml",
        """\
text: You have {oil} measures of oil.
choices:
  - text: Fill the can.
    set: {oil: 12}
    go: b
  - text: Let it be.
    go: b
""",
        "Write a number within the range, or widen the range.",
    ),
    "D901": Explanation(
        "c/a.yaml",
        """\
date: 1902-05-01
cast: [keeper]
text: The keeper is at the door.
go: b
""",
        "Correct the date of the scene, the years in codex/people.yaml, or the cast. Those who are only spoken of are linked to, not cast.",
    ),
    "D902": Explanation(
        "c/a.yaml",
        """\
date: 1902-05-01
text: The boat is for [Queensport](port).
go: b
""",
        "Write the name of the time; the link stays as it is.",
    ),
    "W801": Explanation(
        "c/old.yml",
        """\
text: It is over.
ending: true
""",
        "Rename the file to end in .yaml, list the folder under `chapters`, or move it out of the story.",
    ),
    "W803": Explanation(
        "c/a.yaml",
        """\
# trotsky: allow F605
text: Well?
go: b
""",
        "Write `# trotsky: allow CODE reason`. An error cannot be allowed.",
    ),
    "W804": Explanation(
        "c/a.yaml",
        """\
# trotsky: allow F605 the cellar is for later
text: Well?
go: b
""",
        "Take the comment away.",
    ),
    "E409": Explanation(
        "c/b.yaml",
        """\
text:
  - It is over.
  - if: lit
    text: You can see your hand.
ending: true
""",
        "Take the condition away, or lead a way here on which it fails.",
    ),
    "E411": Explanation(
        "c/b.yaml",
        """\
enter:
  - if: not lit
    add: {oil: -1}
text: It is over, with {oil} measures left.
ending: true
""",
        "Take the change away if it was only for safety's sake, or correct its condition.",
    ),
    "Q504": Explanation(
        "log.yaml",
        """\
document: log.txt
sha256: 4f20f2c63aaf5892b44da6a5f71a56375f20c05453706dde8bda6bf89548f4f9
sentences:
  s01: {text: The light never failed.}
  s02: {text: The sea was kind to me.}
""",
        "Quote the sentence in a scene that answers it, or leave it: a hint is no mistake.",
    ),
    "Q505": Explanation(
        "c/b.yaml",
        """\
quote: s01
text: It is over.
ending: true
""",
        "Let each scene open with a sentence of its own, or leave it if both answer the same.",
    ),
    "F613": Explanation(
        "c/a.yaml",
        """\
text: The door is swollen.
choices:
  - text: Oil the hinge.
    add: {oil: -1}
    sticky: true
  - text: Try the door.
    chance:
      odds: 60 * oil
      then: {go: b}
      else: {reply: It holds.}
    sticky: true
""",
        "Choose smaller numbers, or write what is meant: `min(90, 60 * oil)`.",
    ),
    "T705": Explanation(
        "c/a.yaml",
        """\
text: Well?
choices:
  - text: Tell him at length that the light has never failed in the eleven years in which you have had the keeping of it, not even in the great storm of the year before last.
    go: b
""",
        "Say the deed in a dozen words, and the rest in the `reply`.",
    ),
    "T706": Explanation(
        "c/a.yaml",
        """\
text: |
  … more than 180 words that no condition holds back …
go: b
""",
        "Part the text into two beats with a way on between them.",
    ),
    "W802": Explanation(
        "codex/terms.yaml",
        """\
fresnel: {name: Fresnel lens, text: A lens in rings.}
""",
        "Link to the entry where its word first stands: [lens](fresnel). Or leave it for those who read the codex.",
    ),
}
