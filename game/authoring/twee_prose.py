"""What stands in a passage of Twine: prose, links, comments, and what only Twine's own story formats understand.

The Twee file says which story format it is written for. Harlowe and SugarCube end a line where the file does; Chapbook
and Snowman read Markdown, so blank lines part paragraphs and a backslash takes the meaning from the next sign. Their
macros are not run: a macro is taken out of the prose and handed over; a value that Twine would put in stays in the
prose as it is written, since a hole would break the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from game.story import markup

Kind = Literal["text", "link", "macro", "value", "comment", "address"]

_ADDRESS = re.compile(r"\w{1,20}://")
_SIGN = re.compile(
    r"(?P<modifier>^\[(?!\[)[^\n]*[^\n\]]\][ \t]*$)"  # Chapbook's: what becomes of the text below
    r"|\[\[|<!--|<<(?=[/=_\w-])|<%|\((?=[A-Za-z_][\w-]{0,40}:)|\$[A-Za-z_]\w*|\{(?=[^{}\n]{1,400}\})|\\.",
    re.MULTILINE,
)
_VARIABLES = re.compile(r"(?:[ \t]*\w[^\n:]*:[^\n]*\n|[ \t]*\n)*--(?=\n|\Z)")  # Chapbook's, at a passage's head
_BULLET = re.compile(r"(?:[*+\-•>]|\d{1,3}[.)])?[ \t|/,;.•·]*\Z")
_PUNCTUATION = r"!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~"
_PRINTED = re.compile(r"<<(?:[=-]|print\s)|\(print:")  # macros that only put a value in
_MARKDOWN_ESCAPE = re.compile(rf"\\([{_PUNCTUATION}])")
_QUOTE_SIGN = re.compile(r"^[ \t]*>[ \t]?", re.MULTILINE)
_LINE_SIGN = re.compile(r"\A(?:(?=[#>+=\-])|(\d{1,9})(?=[.)]))")
_TO_MARKDOWN = re.compile(r"[\\`*_{}\[\]<&~]")


class Dialect(NamedTuple):
    """What a story format makes of a passage's text."""

    markdown: bool
    signs: frozenset[str]  # the openings of what is no prose in it
    stars: bool  # *words* are emphasis


_ALWAYS = {"[[", "<!--"}
CHAPBOOK = Dialect(True, frozenset({*_ALWAYS, "{", "\\"}), True)
_DIALECTS = {
    "chapbook": CHAPBOOK,
    "snowman": Dialect(True, frozenset({*_ALWAYS, "<%", "\\"}), True),
    "harlowe": Dialect(False, frozenset({*_ALWAYS, "(", "$"}), True),
    "sugarcube": Dialect(False, frozenset({*_ALWAYS, "<<", "$"}), False),
}
_LINKS_ONLY = Dialect(False, frozenset(_ALWAYS), False)
_UNKNOWN = Dialect(False, frozenset({*_ALWAYS, "<<", "(", "$"}), True)


def dialect_of(story_format: str) -> Dialect:
    """The dialect of a story format by its name; for '' or one unknown here, what Harlowe and SugarCube share."""
    return _DIALECTS.get(story_format.strip().lower(), _UNKNOWN)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage as it is written. `start` counts characters; a link has its words and its target."""

    kind: Kind
    raw: str
    start: int
    words: str = ""
    target: str = ""


def pieces(text: str, dialect: Dialect) -> list[Piece]:
    """The passage taken apart, in order. Joined, the raw pieces are the text. Takes time in proportion to its length."""
    found: list[Piece] = []
    end = 0
    for piece in _marked(text, dialect):
        if piece.start > end:
            found.append(Piece("text", text[end : piece.start], end))
        found.append(piece)
        end = piece.start + len(piece.raw)
    if end < len(text):
        found.append(Piece("text", text[end:], end))
    return found


def _marked(text: str, dialect: Dialect) -> Iterator[Piece]:
    closers = _Closers(text)
    at = 0
    if dialect is CHAPBOOK:
        head = _VARIABLES.match(text)
        if head is not None:
            at = head.end()
            yield Piece("macro", head.group(), 0)
    while (sign := _SIGN.search(text, at)) is not None:
        opening, start = sign.group(), sign.start()
        at = sign.end()
        if sign["modifier"]:
            if dialect is CHAPBOOK:
                yield Piece("macro", opening, start)
            else:
                at = start + 1
            continue
        key = opening[0] if opening[0] in "$\\" else opening
        if key not in dialect.signs:
            at = start + 1 if key == "\\" else at
            continue
        kind, end = _stretch(opening, start, text, closers)
        if kind == "text":
            continue
        raw = text[start:end]
        if kind == "link":
            words, target = _link(raw[2:-2])
            if not target:
                continue
            yield Piece("address" if _ADDRESS.match(target) else "link", raw, start, words, target)
        else:
            yield Piece(kind, raw, start)
        at = end


def _stretch(opening: str, start: int, text: str, closers: _Closers) -> tuple[Kind, int]:
    """What an opening sign begins, and where that ends; 'text' if it begins nothing."""
    if opening[0] == "$":
        return "value", start + len(opening)
    if opening[0] == "\\":
        return "text", start
    if opening == "(":
        end = closers.parenthesis(start)
    else:
        closer = {"[[": "]]", "<!--": "-->", "<<": ">>", "<%": "%>", "{": "}"}[opening]
        end = closers.next(closer, start + len(opening))
    if not end or (opening == "[[" and closers.next("\n", start) < end and closers.next("\n", start)):
        return "text", start
    kinds: dict[str, Kind] = {"[[": "link", "<!--": "comment", "{": "value"}
    return kinds.get(opening, "value" if _PRINTED.match(text, start) else "macro"), end


def _link(inside: str) -> tuple[str, str]:
    """The words and the target of what stands between the brackets of a link."""
    inside = inside.split("][", 1)[0]  # SugarCube: [[words|target][$changes]]
    for sign, target_last, parts in (
        ("->", True, inside.rsplit("->", 1)),
        ("<-", False, inside.split("<-", 1)),
        ("|", True, inside.rsplit("|", 1)),
    ):
        if sign in inside:
            words, target = parts if target_last else reversed(parts)
            return words.strip() or target.strip(), target.strip()
    return inside.strip(), inside.strip()


class _Closers:
    """Where things close, each asked for from left to right: what was looked for once is not looked for again."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._next: dict[str, int] = {}
        self._pairs: dict[int, int] | None = None

    def next(self, closer: str, start: int) -> int:
        """Where the next `closer` from `start` on ends; 0 if there is none."""
        known = self._next.get(closer, -1)
        if known == 0 or known - len(closer) >= start:
            return known
        at = self._text.find(closer, start)
        self._next[closer] = at + len(closer) if at >= 0 else 0
        return self._next[closer]

    def parenthesis(self, start: int) -> int:
        """Behind the parenthesis that closes the one at `start`; 0 if none does."""
        if self._pairs is None:
            self._pairs, opened = {}, []
            for sign in re.finditer(r"[()]", self._text):
                if sign.group() == "(":
                    opened.append(sign.start())
                elif opened:
                    self._pairs[opened.pop()] = sign.end()
        return self._pairs.get(start, 0)


# -- lines and paragraphs -------------------------------------------------------------------------


@dataclass(slots=True)
class Line:
    """A line of a passage: its prose with the words of its links in it, and whether it is more than links."""

    text: str
    links: list[Piece]
    is_prose: bool
    is_bare: bool  # nothing but comments and macros: as if the line were not there


def lines(found: list[Piece]) -> list[Line]:
    """The pieces line by line; comments and macros are gone."""
    made: list[Line] = []
    for row in _rows(found):
        links = [link for piece in row for link in _links(piece)]
        rest = "".join(piece.raw for piece in row if _is_read(piece) and piece.kind != "link")
        has_value = any(piece.kind in ("value", "address") for piece in row)
        prose = "".join(_read(piece) for piece in row if _is_read(piece))
        is_prose = bool(rest.strip()) and (has_value or not links or _BULLET.match(rest.strip()) is None)
        is_bare = not links and not rest.strip() and any(not _is_read(piece) for piece in row)
        made.append(Line(prose, links, is_prose, is_bare))
    return made


def _links(piece: Piece) -> list[Piece]:
    """The link that a piece is, or the links inside a macro."""
    if piece.kind == "macro" and "[[" in piece.raw:
        return [link for link in pieces(piece.raw, _LINKS_ONLY) if link.kind == "link"]
    return [piece] if piece.kind == "link" else []


def _read(piece: Piece) -> str:
    if piece.kind == "value":  # an expression is not to be taken for markup
        return piece.raw.replace("*", "\\*") if piece.raw.startswith("{") else piece.raw
    return piece.words if piece.kind == "link" else piece.raw


def _is_read(piece: Piece) -> bool:
    return piece.kind not in ("macro", "comment")


def _rows(found: list[Piece]) -> Iterator[list[Piece]]:
    row: list[Piece] = []
    for piece in found:
        if piece.kind != "text":
            row.append(piece)
            continue
        first, *others = piece.raw.split("\n")
        row.append(Piece("text", first, piece.start))
        for text in others:
            yield row
            row = [Piece("text", text, piece.start)]
    yield row


def paragraphs(made: list[Line], dialect: Dialect) -> list[str]:
    """The prose of the lines, as the story format would part it; without the lines that hold only links."""
    parts: list[list[str]] = [[]]
    for line in made:
        if line.is_bare:
            continue
        if line.is_prose:
            parts[-1].append(line.text)
        if not line.is_prose or not dialect.markdown:
            parts.append([])
    texts = ["\n".join(part) for part in parts if part]
    return [
        text for text in (_QUOTE_SIGN.sub("", text) if dialect.markdown else text for text in texts) if text.strip()
    ]


# -- from one markup to the other -----------------------------------------------------------------


def to_ours(text: str, dialect: Dialect) -> str:
    """Prose of Twine in our light markup: emphasis stays, and every other sign of ours is written so that it shows."""
    kept = _to_ours(text, dialect, dialect.stars)
    if any(span.style and "\\" in span.text for span in markup.spans(kept)):
        return _to_ours(text, dialect, False)  # a backslash would show inside emphasis
    return kept


def _to_ours(text: str, dialect: Dialect, stars: bool) -> str:
    parts: list[str] = []
    end = 0
    for match in _MARKDOWN_ESCAPE.finditer(text) if dialect.markdown else ():
        parts.append(_shown(text[end : match.start()], stars))
        parts.append(_shown(match.group(1), False))
        end = match.end()
    parts.append(_shown(text[end:], stars))
    return "".join(parts)


def _shown(text: str, stars: bool) -> str:
    text = re.sub(r"[\\\[]" if stars else r"[\\\[*]", r"\\\g<0>", text)
    return text.replace("{", "{{").replace("}", "}}")


def to_markdown(text: str) -> str:
    """Words without any markup as Markdown that shows just them."""
    return _TO_MARKDOWN.sub(r"\\\g<0>", text)


def line_start(text: str) -> str:
    """A paragraph of Markdown with a backslash before what would make a list, a heading or a quotation of it."""
    return _LINE_SIGN.sub(lambda found: f"{found[1] or ''}\\", text)
