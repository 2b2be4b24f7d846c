"""Twee 3, the text format of Twine: a text to its passages, and passages to a text.

The format is the Interactive Fiction Technology Foundation's
(https://github.com/iftechfoundation/twine-specs/blob/master/twee-3-specification.md). A line that begins with `::`
begins a passage; a backslash takes the meaning from `[ ] { }` and itself in that line, and from `::` at the beginning
of a line of text. What the text of a passage means, its links among it, is in `twee_prose.py`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

MOST_BYTES = 16_000_000  # a file
MOST_PASSAGES = 10_000
MOST_CHARACTERS = 100_000  # of one passage
MOST_NAME = 1_000  # characters of a passage's name
TITLE, DATA = "StoryTitle", "StoryData"
CODE = frozenset({"script", "stylesheet"})  # tags of passages that hold no story

_LINE_BREAK = re.compile("\r\n?")
_LINE_SEPARATOR = re.compile("[\x85\u2028\u2029]")  # a line's end to YAML, but not to Twine
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_ESCAPED_LINE = re.compile(r"^\\(?=\\*:)", re.MULTILINE)
_LINE_TO_ESCAPE = re.compile(r"^(?=::|\\+:)", re.MULTILINE)
_HEADER_SIGNS = re.compile(r"[\\\[\]{}]")


class TweeError(Exception):
    """A file that cannot be taken. The message is a sentence; `line` counts from 1, 0 for the whole file."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage. `text` has no blank lines at its end; `line` is that of its header, from 1 (0 for one made here)."""

    name: str
    text: str = ""
    tags: tuple[str, ...] = ()
    metadata: dict[str, Any] = field(default_factory=dict)
    line: int = 0


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that could not be taken over as it stands, and the line (from 1) where it stands."""

    line: int
    message: str


def read_text(content: bytes) -> str:
    """The file's text, each line ended by a line feed. Raises TweeError if it is too large or no UTF-8."""
    if len(content) > MOST_BYTES:
        raise TweeError(f"The file is larger than {MOST_BYTES:,} bytes. Split it into several.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise TweeError("This is no UTF-8 text. Save the file as UTF-8.", line) from None
    return _LINE_SEPARATOR.sub(" ", _LINE_BREAK.sub("\n", text))


def parse(text: str) -> tuple[list[Passage], list[Remark]]:
    """The passages in their order, StoryTitle and StoryData among them. Raises TweeError where a bound is passed."""
    remarks: list[Remark] = []
    passages: list[Passage] = []
    headers = [match.start() for match in re.finditer(r"^::", text, re.MULTILINE)]
    if len(headers) > MOST_PASSAGES:
        raise TweeError(f"The file has {len(headers):,} passages; at most {MOST_PASSAGES:,} are taken. Split it.")
    if not headers:
        raise TweeError("There is no passage in this file. A passage begins with a line `:: Its name`.")
    if text[: headers[0]].strip():
        remarks.append(Remark(1, "What stands before the first passage was left out. Put a line `:: Name` before it."))
    line = text.count("\n", 0, headers[0]) + 1
    for begin, end in zip(headers, [*headers[1:], len(text)], strict=True):
        header, _, body = text[begin:end].partition("\n")
        passages.append(_passage(header, body, line, remarks))
        line += text.count("\n", begin, end)
    return passages, remarks


def _passage(header: str, body: str, line: int, remarks: list[Remark]) -> Passage:
    name, tags, metadata = _read_header(header, line, remarks)
    if not name:
        name = f"Passage of line {line}"
        remarks.append(Remark(line, f"This passage has no name; it is called '{name}'. Write one after `::`."))
    if len(name) > MOST_NAME:
        raise TweeError(f"The name of this passage has more than {MOST_NAME:,} characters. Shorten it.", line)
    if len(body) > MOST_CHARACTERS:
        raise TweeError(f"The passage '{name[:80]}' has more than {MOST_CHARACTERS:,} characters. Split it.", line)
    unseen = len(_UNSEEN.findall(body))
    if unseen:
        remarks.append(Remark(line, f"{unseen} characters in '{name[:80]}' that no screen shows were left out."))
        body = _UNSEEN.sub("", body)
    return Passage(name, _without_end(_ESCAPED_LINE.sub("", body)), tags, metadata, line)


def _without_end(text: str) -> str:
    """The text without the blank lines at its end."""
    lines = text.split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    return "\n".join(lines)


def _read_header(header: str, line: int, remarks: list[Remark]) -> tuple[str, tuple[str, ...], dict[str, Any]]:
    body = _UNSEEN.sub("", header[2:])
    name_end = _first_of("[{", body, 0)
    rest = body[name_end:]
    tags: tuple[str, ...] = ()
    if rest.startswith("["):
        tags_end = _first_of("]", rest, 1)
        tags = tuple(dict.fromkeys(_unescaped(tag) for tag in rest[1:tags_end].split()))
        rest = rest[tags_end + 1 :] if tags_end < len(rest) else "?"
    rest = rest.strip()
    if rest and not (rest.startswith("{") and rest.endswith("}")):
        return _unescaped(_trimmed(body)), (), {}  # brackets that are no tags belong to the name
    return _unescaped(_trimmed(body[:name_end])), tags, _read_metadata(rest, line, remarks)


def _read_metadata(text: str, line: int, remarks: list[Remark]) -> dict[str, Any]:
    found = _json_object(text) if text else {}
    if found is None:
        remarks.append(Remark(line, "The part in braces is no JSON and was left out. It holds position and size only."))
    return found or {}


def _json_object(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def story_data(passages: Iterable[Passage], remarks: list[Remark]) -> dict[str, str]:
    """What StoryData says in words: ifid, format, format-version, start. Empty if there is none."""
    passage = next((passage for passage in passages if passage.name == DATA), None)
    if passage is None:
        return {}
    found = _json_object(passage.text)
    if found is None:
        remarks.append(Remark(passage.line, "StoryData is no JSON and was left out. Mend it, or take it away."))
    return {key: value for key, value in (found or {}).items() if isinstance(value, str)}


def write(passages: Iterable[Passage]) -> str:
    """The passages as Twee 3, to be saved as UTF-8."""
    return "\n\n".join(_written(passage) for passage in passages)


def _written(passage: Passage) -> str:
    parts = ["::", _written_name(passage.name)]
    if passage.tags:
        parts.append(f"[{' '.join(_escaped('-'.join(tag.split())) for tag in passage.tags)}]")
    if passage.metadata:
        parts.append(json.dumps(passage.metadata, separators=(",", ":")))
    return f"{' '.join(parts)}\n{_LINE_TO_ESCAPE.sub(lambda _: chr(92), passage.text)}\n"


def _written_name(name: str) -> str:
    one_line = name.replace("\n", " ").replace("\r", " ")
    core = one_line.strip()
    before = one_line[: len(one_line) - len(one_line.lstrip())]
    after = one_line[len(one_line.rstrip()) :] if core else ""
    return f"{_backslashed(before)}{_escaped(core)}{_backslashed(after)}"


def _backslashed(text: str) -> str:
    return "".join(f"\\{letter}" for letter in text)


def _escaped(text: str) -> str:
    return _HEADER_SIGNS.sub(lambda found: f"\\{found[0]}", text)


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)


def _first_of(signs: str, text: str, start: int) -> int:
    """Where the first of these signs stands that has no backslash before it; the text's length if none does."""
    at = start
    while at < len(text) and text[at] not in signs:
        at += 2 if text[at] == "\\" else 1
    return min(at, len(text))


def _trimmed(text: str) -> str:
    """Without the spaces around it; a space behind a backslash belongs to the name."""
    text = text.lstrip()
    end = len(text)
    while end and text[end - 1].isspace():
        backslashes = len(text[: end - 1]) - len(text[: end - 1].rstrip("\\"))
        if backslashes % 2:
            break
        end -= 1
    return text[:end]
