"""YAML to plain values, each with its line and column, in one pass over the parser's events.

PyYAML's loaders take `No` for false, keep the last of two equal keys in silence and expand
aliases without bound. This reader takes the events of its C parser instead and builds the values
itself: scalars follow the core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema),
a repeated key is an error, and tags, anchors, aliases, depth and size are refused or bounded.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import yaml

try:
    from yaml.cyaml import CParser as _Parser  # type: ignore[attr-defined]
except ImportError:  # PyYAML built without libyaml: the same events, more slowly
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class _Parser(Reader, Scanner, Parser):  # type: ignore[no-redef]
        def __init__(self, stream: str) -> None:
            Reader.__init__(self, stream)
            Scanner.__init__(self)
            Parser.__init__(self)


from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from game.story.problems import Problems

MOST_BYTES = 2_000_000  # one file
MOST_DEPTH = 24  # values inside values

# A plain value: str, int, bool, None, or a list or dict of them. Keys are always str.
Value = Any

# For each container: key or index -> (line, column, the child's own positions or None). A value in
# a mapping stands where its key does, since that is the line an author looks for.
Positions = dict[Any, "tuple[int, int, Positions | None]"]

_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # what YAML counts as one
_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#")
_TAG_DIRECTIVE = re.compile(r"^%TAG", re.MULTILINE)  # many of them take libyaml minutes
_CONTROL = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]")
_REFUSED_CHARACTER = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}\Z")
_WORDS: dict[str, bool | None] = {
    "true": True, "True": True, "TRUE": True,
    "false": False, "False": False, "FALSE": False,
    "null": None, "Null": None, "NULL": None, "~": None, "": None,
}  # fmt: skip
_NOT_A_WORD = object()


class Document:
    """One file read: its value, and where everything in it stands."""

    __slots__ = ("_lines", "file", "positions", "text", "value")

    def __init__(self, file: str, text: str, value: Value, positions: Positions | None) -> None:
        self.file = file
        self.text = text
        self.value = value
        self.positions = positions
        self._lines: list[str] | None = None

    def at(self, path: Sequence[str | int]) -> tuple[int, int]:
        """Line and column (from 1) of the value at `path`, or of its nearest known parent."""
        line, column, positions = 1, 1, self.positions
        for step in path:
            if positions is None or step not in positions:
                break
            line, column, positions = positions[step]
        return line, column

    def keep_items(self, path: Sequence[str | int], indexes: Sequence[int]) -> None:
        """Let the list at `path` have only the items at `indexes` from now on, each at its old place."""
        positions = self.positions
        for step in path:
            positions = positions[step][2] if positions and step in positions else None
        if positions is not None and len(indexes) < len(positions):
            kept = [positions[index] for index in indexes]
            positions.clear()
            positions.update(enumerate(kept))

    def within(self, path: Sequence[str | int], part: str, offset: int) -> tuple[int, int]:
        """The place `offset` characters into the text `part` of the value at `path`.

        Where the part cannot be found as it stands (it was folded or escaped), the value's own place.
        """
        line, column = self.at(path)
        if not part.strip():
            return line, column
        if self._lines is None:
            self._lines = _LINE_BREAK.split(self.text)
        lines, first = self._lines, line - 1
        if first >= len(lines):
            return line, column
        key = str(path[-1]) if path and isinstance(path[-1], str) else ""
        start = column - 1 + len(key)
        # The value goes on as long as lines are blank or stand deeper than its key or its dash.
        edge = column - 1 if key else lines[first].rfind("-", 0, column - 1)
        for number in range(first, len(lines)):
            text = lines[number]
            indent = len(text) - len(text.lstrip(" "))
            if number > first and text.strip() and indent <= edge:
                break
            found = text.find(part, start if number == first else 0)
            if found >= 0:
                return number + 1, found + 1 + offset
        return line, column


class Comment(NamedTuple):
    """A comment of a file, from its # on; line and column count from 1. `alone`: nothing stands before it."""

    line: int
    column: int
    text: str
    alone: bool


def comments(text: str) -> list[Comment]:
    """The comments of a text that `read` could read: every # that begins one, and none that stands in a value."""
    lines = _LINE_BREAK.split(text)
    inside: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for first, start, last, end in _scalars(text):
        for number in range(first, last + 1):
            inside[number].append((start if number == first else 0, end if number == last else len(lines[number])))
    found = []
    for number, line in enumerate(lines):
        for match in _COMMENT.finditer(line):
            column = match.start()
            if not any(begin <= column < end for begin, end in inside[number]):
                found.append(Comment(number + 1, column + 1, line[column:], not line[:column].strip()))
                break
    return found


def _scalars(text: str) -> Iterator[tuple[int, int, int, int]]:
    """First line and column, last line and column of every value, all from 0."""
    parser = _Parser(text)
    try:
        while True:
            event: Any = parser.get_event()
            if type(event) is ScalarEvent:
                first: Any = event.start_mark
                last: Any = event.end_mark
                is_block = event.style in ("|", ">")  # behind its sign a comment may stand
                yield (first.line + 1, 0, last.line, last.column) if is_block else (
                    first.line, first.column, last.line, last.column,
                )  # fmt: skip
            elif type(event) is StreamEndEvent:
                return
    finally:
        dispose = getattr(parser, "dispose", None)
        if dispose is not None:
            dispose()


class _RefusedError(Exception):
    """Reading stopped: the problem is already noted."""


def read(text: str, file: str, problems: Problems) -> Document | None:
    """The document in `text`, or None if it cannot be read at all; all mistakes go to `problems`.

    A repeated key is noted and reading goes on; anything else ends it.
    """
    if len(text) > MOST_BYTES:
        problems.add("Y105", file, (1, 1), f"The file has more than {MOST_BYTES:,} characters. Split it into several.")
        return None
    directive = _TAG_DIRECTIVE.search(text)
    if directive is not None:
        line = text.count("\n", 0, directive.start()) + 1
        problems.add("Y106", file, (line, 1), "Take the line '%TAG' away; a story has no tags.")
        return None
    try:
        value, positions = _build(text, file, problems)
    except yaml.YAMLError as error:
        problems.add("Y101", file, _position(error, text), _explain(error))
        return None
    except _RefusedError:
        return None
    except UnicodeEncodeError:
        problems.add("Y108", file, (1, 1), "The file holds half a character. Save it as UTF-8.")
        return None
    except RecursionError:
        problems.add(
            "Y104", file, (1, 1), f"Values nest more than {MOST_DEPTH} deep here. Close some brackets, or indent less."
        )
        return None
    if value is None:
        value, positions = {}, {}
    if not isinstance(value, dict):
        problems.add(
            "Y107",
            file,
            (1, 1),
            "The file must hold lines of the form `key: value`, not a list or a single text. Write each value after its key.",
        )
        return None
    return Document(file, text, value, positions)


def _build(text: str, file: str, problems: Problems) -> tuple[Value, Positions | None]:
    parser = _Parser(text)
    next_event = parser.get_event
    documents = 0
    result: Value = None
    result_positions: Positions | None = None
    # A stack of open containers; `container` is the innermost, `key` its waiting key or None.
    stack: list[tuple[Any, Positions, Any, bool]] = []
    container: Any = None
    positions: Positions = {}
    key: Any = None
    key_line = key_column = 1
    is_map = False

    def refuse(code: str, event: Any, message: str) -> _RefusedError:
        problems.add(code, file, (event.start_mark.line + 1, event.start_mark.column + 1), message)
        return _RefusedError()

    try:
        while True:
            event: Any = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                if event.anchor is not None:
                    raise refuse(
                        "Y103",
                        event,
                        f"Write the value out instead of the anchor '&{event.anchor}'; a text that begins with & needs quotes around it.",
                    )
                if event.tag is not None and event.tag != "!":
                    raise refuse(
                        "Y106",
                        event,
                        f"Take the tag '{event.tag}' away; a text that begins with ! needs quotes around it.",
                    )
                mark = event.start_mark
                text_value: str = event.value
                if event.style == '"' and _CONTROL.search(text_value):
                    problems.add(
                        "S204", file, (mark.line + 1, mark.column + 1),
                        "The text holds a character that no screen shows. Take the escape (such as \\e or \\0) away.",
                    )  # fmt: skip
                if is_map and key is None:
                    key = text_value
                    key_line, key_column = mark.line + 1, mark.column + 1
                    if key in container:
                        problems.add(
                            "Y102", file, (mark.line + 1, mark.column + 1),
                            f"'{key}' stands twice here; keep one, or put both values into a list.",
                        )  # fmt: skip
                    continue
                value: Value = text_value
                if event.implicit[0]:  # a plain scalar: no quotes
                    word = _WORDS.get(text_value, _NOT_A_WORD)
                    if word is not _NOT_A_WORD:
                        value = word
                    elif _INTEGER.match(text_value):
                        value = int(text_value)
                if is_map:
                    container[key] = value
                    positions[key] = (key_line, key_column, None)
                    key = None
                elif container is not None:
                    positions[len(container)] = (mark.line + 1, mark.column + 1, None)
                    container.append(value)
                else:
                    result = value
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if event.anchor is not None:
                    raise refuse("Y103", event, f"Write the values out instead of the anchor '&{event.anchor}'.")
                if event.tag is not None and event.tag != "!":
                    raise refuse(
                        "Y106",
                        event,
                        f"Take the tag '{event.tag}' away; a text that begins with ! needs quotes around it.",
                    )
                if is_map and key is None:
                    raise refuse(
                        "Y101",
                        event,
                        "A key must be a word, not a list or a mapping. If this is a text with braces, put quotes around it.",
                    )
                if len(stack) >= MOST_DEPTH:
                    raise refuse(
                        "Y104",
                        event,
                        f"Values nest more than {MOST_DEPTH} deep here. Close some brackets, or indent less.",
                    )
                child: Any = {} if kind is MappingStartEvent else []
                child_positions: Positions = {}
                if is_map:
                    container[key] = child
                    positions[key] = (key_line, key_column, child_positions)
                    key = None
                elif container is not None:
                    mark = event.start_mark
                    positions[len(container)] = (mark.line + 1, mark.column + 1, child_positions)
                    container.append(child)
                else:
                    result, result_positions = child, child_positions
                stack.append((container, positions, key, is_map))
                container, positions, key, is_map = child, child_positions, None, kind is MappingStartEvent
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                container, positions, key, is_map = stack.pop()
            elif kind is AliasEvent:
                raise refuse(
                    "Y103",
                    event,
                    f"Write the value out instead of the alias '*{event.anchor}'; a text that begins with * needs quotes around it.",
                )
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise refuse("Y109", event, "Give what follows a file of its own, or take the line '---' away.")
            elif kind is StreamEndEvent:
                return result, result_positions
    finally:
        dispose = getattr(parser, "dispose", None)
        if dispose is not None:
            dispose()


def _position(error: yaml.YAMLError, text: str) -> tuple[int, int]:
    """Where PyYAML says the mistake is, or where the first character is that YAML does not allow."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        return mark.line + 1, mark.column + 1
    refused = _REFUSED_CHARACTER.search(text)
    before = text[: refused.start()] if refused is not None else ""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _explain(error: yaml.YAMLError) -> str:
    """What to do, by the usual cause where one is known, and PyYAML's own finding."""
    finding = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error).splitlines()[0]
    if "mapping values are not allowed" in finding:
        advice = "A text with a colon in it needs quotes around it, or a block opened by `|` or `>-`."
    elif "cannot start any token" in finding:
        advice = (
            "A value may not begin with this character unless it is in quotes, and no line may be indented by a tab."
        )
    elif "expected alphabetic or numeric character" in finding:
        advice = "A text that begins with * or & needs quotes around it."
    elif "expected <block end>" in finding or "expected key" in finding or "expected '-' indicator" in finding:
        advice = "Indent this line exactly as its neighbours; a text that goes on after a closing quote needs quotes around the whole."
    elif "could not find expected ':'" in finding:
        advice = "The line before needs a colon and a space after its key, or its text quotes or more indentation."
    elif "end of stream" in finding or "unexpected end" in finding:
        advice = "Close the quotation mark or bracket that was opened before."
    elif "control characters" in finding or "special characters" in finding:
        advice = "Delete this character; it cannot be seen, and YAML does not allow it."
    elif "expected ',' or" in finding:
        advice = "Close the bracket or brace, or put a comma here; a text with brackets or commas in it needs quotes."
    elif "escape" in finding:
        advice = "Write the backslash twice, or put the text in single quotes."
    else:
        advice = "Look at this line and the one before it for a missing quote, colon or indentation."
    return f"This is not YAML: {finding}. {advice}"
