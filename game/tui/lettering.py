"""Letters for posters: drawn on a grid of square points, heavy upright strokes on thin level ones."""

from __future__ import annotations

import unicodedata

HEIGHT = 7

_DRAWN = """
A .####. ##..## ##..## ###### ##..## ##..## ##..##
B #####. ##..## ##..## #####. ##..## ##..## #####.
C .####. ##..## ##.... ##.... ##.... ##..## .####.
D #####. ##..## ##..## ##..## ##..## ##..## #####.
E ###### ##.... ##.... #####. ##.... ##.... ######
F ###### ##.... ##.... #####. ##.... ##.... ##....
G .####. ##..## ##.... ##.### ##..## ##..## .####.
H ##..## ##..## ##..## ###### ##..## ##..## ##..##
I ## ## ## ## ## ## ##
J ....## ....## ....## ....## ....## ##..## .####.
K ##..## ##.##. ####.. ###... ####.. ##.##. ##..##
L ##.... ##.... ##.... ##.... ##.... ##.... ######
M ##...## ###.### ####### ##.#.## ##...## ##...## ##...##
N ##...## ###..## ####.## ##.#.## ##.#### ##..### ##...##
O .####. ##..## ##..## ##..## ##..## ##..## .####.
P #####. ##..## ##..## #####. ##.... ##.... ##....
Q .####. ##..## ##..## ##..## ##.### ##..## .#####
R #####. ##..## ##..## #####. ####.. ##.##. ##..##
S .####. ##..## ##.... .####. ....## ##..## .####.
T ###### ..##.. ..##.. ..##.. ..##.. ..##.. ..##..
U ##..## ##..## ##..## ##..## ##..## ##..## .####.
V ##..## ##..## ##..## ##..## ##..## .####. ..##..
W ##...## ##...## ##...## ##.#.## ####### ###.### ##...##
X ##..## ##..## .####. ..##.. .####. ##..## ##..##
Y ##..## ##..## ##..## .####. ..##.. ..##.. ..##..
Z ###### ....## ...##. ..##.. .##... ##.... ######
0 .####. ##..## ##..## ##..## ##..## ##..## .####.
1 .## ### .## .## .## .## .##
2 .####. ##..## ....## ..###. .##... ##.... ######
3 #####. ....## ....## .####. ....## ....## #####.
4 ##..## ##..## ##..## ###### ....## ....## ....##
5 ###### ##.... #####. ....## ....## ##..## .####.
6 .####. ##.... ##.... #####. ##..## ##..## .####.
7 ###### ....## ....## ...##. ..##.. ..##.. ..##..
8 .####. ##..## ##..## .####. ##..## ##..## .####.
9 .####. ##..## ##..## .##### ....## ....## .####.
, .. .. .. .. .. ## .#
. .. .. .. .. .. ## ##
: .. ## ## .. .. ## ##
' ## .# .. .. .. .. ..
! ## ## ## ## ## .. ##
? .####. ##..## ....## ...##. ..##.. ...... ..##..
- .... .... .... #### .... .... ....
& .###.. ##.##. ##.##. .###.. ##.### ##..## .##.##
"""
_LETTERS = {line[0]: line[2:].split() for line in _DRAWN.strip().splitlines()}
_LETTERS[" "] = ["..."] * HEIGHT
_SAME = str.maketrans("’‘–—", "''--")


def draw(text: str) -> list[str] | None:
    """The text as rows of '#' and '.', or None if a letter of it cannot be drawn."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    wanted = plain.translate(_SAME).upper()
    if not wanted or any(letter not in _LETTERS for letter in wanted):
        return None
    return [".".join(_LETTERS[letter][row] for letter in wanted) for row in range(HEIGHT)]


def set_in_lines(text: str, width: int) -> list[list[str]] | None:
    """The words in as few drawn lines as `width` allows, of even length; None if a word is too wide."""
    words = text.split()
    for count in range(1, len(words) + 1):
        drawn = _best(words, count, width)
        if drawn is not None:
            return drawn
    return None


def _best(words: list[str], count: int, width: int) -> list[list[str]] | None:
    if count == 1:
        rows = draw(" ".join(words))
        return [rows] if rows and len(rows[0]) <= width else None
    best: list[list[str]] | None = None
    for cut in range(1, len(words) - count + 2):
        head = draw(" ".join(words[:cut]))
        if head is None or len(head[0]) > width:
            break
        tail = _best(words[cut:], count - 1, width)
        if tail is not None and (best is None or _widest([head, *tail]) < _widest(best)):
            best = [head, *tail]
    return best


def _widest(lines: list[list[str]]) -> int:
    return max(len(rows[0]) for rows in lines)
