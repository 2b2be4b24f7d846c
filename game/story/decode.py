"""From plain values to the types of `model.py`, with every mistake named at once.

msgspec converts a right file in C and stops at the first mistake of a wrong one. So a wrong file
is walked a second time here, against the same types, to find all that is wrong with it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, TypeVar

import msgspec
from msgspec import inspect

from game.story import model
from game.story.problems import Problems
from game.story.suggest import did_you_mean, nearest
from game.story.yaml_tree import Document

Path = tuple[str | int, ...]
_WHOLE_NUMBER = re.compile(r"(?:0|-?[1-9][0-9]{0,17})\Z")
T = TypeVar("T", bound=msgspec.Struct)
# With a part missing these would mean something else, and every use of them would look wrong.
_ALL_OR_NOTHING = (model.Quality, model.Variants, model.Chance)
_LOST: Any = object()  # stands for a value that cannot be kept


def decode(
    document: Document, kind: type[T], problems: Problems, *, within: Path = (), partial: bool = False
) -> T | None:
    """The document as a `kind`, or None with its mistakes added to `problems`.

    `within` is the path of the part to decode, where that is not the whole. If `partial`, what is
    right in a wrong document is kept, so that what else is wrong with it can be found as well.
    """
    value = document.value
    for step in within:
        value = value[step]
    try:
        return msgspec.convert(value, kind, str_keys=True)
    except msgspec.ValidationError as error:
        before = len(problems)
        kept = _Walk(document, problems).value(value, _type_info(kind), within)
        if len(problems) == before:  # a rule that the walk does not know: msgspec's own words
            problems.add(
                "S202", document.file, document.at(within), f"This cannot be read: {error}. Correct the value."
            )
            return None
        if not partial or kept is _LOST:
            return None
        problems.partial.add(document.file)
        try:
            return msgspec.convert(kept, kind, str_keys=True)
        except msgspec.ValidationError:
            return None


@cache
def _type_info(kind: type) -> inspect.Type:
    return inspect.type_info(kind)


def _describe(info: inspect.Type) -> str:
    """What a type takes, in an author's words."""
    if isinstance(info, inspect.Metadata):
        info = info.type
    if isinstance(info, inspect.UnionType):
        names = [_describe(part) for part in info.types if not isinstance(part, inspect.NoneType)]
        return " or ".join(dict.fromkeys(names))
    if isinstance(info, inspect.LiteralType):
        return "one of " + ", ".join(str(value) for value in info.values)
    for kind, words in (
        (inspect.StrType, "a text"),
        (inspect.IntType, "a whole number"),
        (inspect.BoolType, "true or false"),
        (inspect.ListType, "a list"),
        (inspect.TupleType, "a list of fixed length"),
        (inspect.DictType, "a mapping"),
        (inspect.StructType, "a mapping"),
    ):
        if isinstance(info, kind):
            return words
    return "another kind of value"


def _describe_value(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    text = str(value)
    return f"'{text if len(text) <= 40 else text[:37] + '…'}'"


def _fits(value: Any, info: inspect.Type) -> bool:
    """Whether the outermost kind of `value` is what `info` takes."""
    if isinstance(info, inspect.LiteralType | inspect.StrType):
        return isinstance(value, str)
    if isinstance(info, inspect.BoolType):
        return isinstance(value, bool)
    if isinstance(info, inspect.IntType):
        return isinstance(value, int) and not isinstance(value, bool)
    if isinstance(info, inspect.NoneType):
        return value is None
    if isinstance(info, inspect.ListType | inspect.TupleType):
        return isinstance(value, list)
    if isinstance(info, inspect.DictType | inspect.StructType):
        return isinstance(value, dict)
    return True


def _remedy(value: Any, info: inspect.Type) -> str:
    """What to type instead of a value of the wrong kind."""
    if value is None:
        return "Write one, or leave the key out."
    kinds = info.types if isinstance(info, inspect.UnionType) else (info,)
    if any(isinstance(kind, inspect.StrType) for kind in kinds):
        if isinstance(value, dict):
            return "A text that holds `: ` or begins with a brace needs quotes around it."
        if isinstance(value, list):
            return "A text that begins with a bracket needs quotes around it."
        word = str(value).lower() if isinstance(value, bool) else value
        return f'If it is meant as words, put it in quotes: "{word}".'
    if any(isinstance(kind, inspect.ListType) for kind in kinds):
        return "Begin each item on a line of its own with `- `, or write [one, two]."
    if any(isinstance(kind, inspect.DictType | inspect.StructType) for kind in kinds):
        return "Write lines of the form `key: value`, indented below this one."
    return f"Write {_describe(info)}."


class _Walk:
    """One descent through a value beside its type. Each step returns what can be kept, or `_LOST`."""

    def __init__(self, document: Document, problems: Problems) -> None:
        self._document = document
        self._problems = problems

    def _add(self, code: str, path: Path, message: str) -> None:
        self._problems.add(code, self._document.file, self._document.at(path), message)

    def value(self, value: Any, info: inspect.Type, path: Path) -> Any:
        if isinstance(info, inspect.Metadata):
            info = info.type
        if isinstance(info, inspect.UnionType):
            fitting = [part for part in info.types if _fits(value, part)]
            return self.value(value, fitting[0], path) if fitting else self._wrong_kind(value, info, path)
        if not _fits(value, info):
            return self._wrong_kind(value, info, path)
        if isinstance(info, inspect.StructType):
            return self._struct(value, info, path)
        if isinstance(info, inspect.ListType):
            return self._list(value, info, path)
        if isinstance(info, inspect.TupleType):
            return self._tuple(value, info, path)
        if isinstance(info, inspect.DictType):
            return self._dict(value, info, path)
        if isinstance(info, inspect.LiteralType) and value not in info.values:
            allowed = [str(each) for each in info.values]
            hint = did_you_mean(value, allowed, otherwise=f"Write one of: {', '.join(allowed)}.")
            self._add("S204", path, f"{_describe_value(value)} is not allowed here.{hint}")
            return _LOST
        if isinstance(info, inspect.IntType):
            low, high = info.ge, info.le
            if (low is not None and value < low) or (high is not None and value > high):
                self._add(
                    "S204", path, f"{value} is outside the allowed {low} to {high}. Choose a number between them."
                )
                return _LOST
        return value

    def _wrong_kind(self, value: Any, info: inspect.Type, path: Path) -> Any:
        name = f"'{path[-1]}'" if path and isinstance(path[-1], str) else "this item"
        self._add(
            "S202", path, f"{name} takes {_describe(info)}, but here stands {_describe_value(value)}. {_remedy(value, info)}"
        )  # fmt: skip
        return _LOST

    def _struct(self, value: dict[str, Any], info: inspect.StructType, path: Path) -> Any:
        fields = {entry.encode_name: entry for entry in info.fields}
        kept: dict[str, Any] = {}
        for key, item in value.items():
            known = fields.get(key)
            if known is None:
                hint = did_you_mean(key, fields)
                if nearest(key, fields) is None:
                    hint = " It takes: " + ", ".join(fields) + "."
                self._add("S201", (*path, key), f"Nothing reads the key '{key}'.{hint}")
            else:
                kept[key] = self.value(item, known.type, (*path, key))
        is_whole = True
        for name, entry in fields.items():
            if entry.required and name not in value:
                self._add("S203", path, f"The key '{name}' is missing. Add it; it takes {_describe(entry.type)}.")
            if entry.required and kept.get(name, _LOST) is _LOST:
                is_whole = False
        lost = len(kept) < len(value) or _LOST in kept.values()
        if not is_whole or (lost and info.cls in _ALL_OR_NOTHING):
            return _LOST
        return {key: item for key, item in kept.items() if item is not _LOST}

    def _list(self, value: list[Any], info: inspect.ListType, path: Path) -> Any:
        kept = [self.value(item, info.item_type, (*path, index)) for index, item in enumerate(value)]
        self._document.keep_items(path, [index for index, item in enumerate(kept) if item is not _LOST])
        return [item for item in kept if item is not _LOST]

    def _tuple(self, value: list[Any], info: inspect.TupleType, path: Path) -> Any:
        if len(value) != len(info.item_types):
            self._add("S202", path, f"This takes {len(info.item_types)} values, as in [0, 10]; here are {len(value)}.")
            return _LOST
        parts = enumerate(zip(value, info.item_types, strict=True))
        kept = [self.value(item, part, (*path, index)) for index, (item, part) in parts]
        return _LOST if any(item is _LOST for item in kept) else kept

    def _dict(self, value: dict[str, Any], info: inspect.DictType, path: Path) -> Any:
        whole_numbers = isinstance(info.key_type, inspect.IntType)
        kept: dict[str, Any] = {}
        for key, item in value.items():
            if whole_numbers and not _WHOLE_NUMBER.match(key):
                self._add(
                    "S202", (*path, key), f"The key '{key}' must be a whole number. Write one, as in `3: enough`."
                )
                continue
            found = self.value(item, info.value_type, (*path, key))
            if found is not _LOST:
                kept[key] = found
            elif isinstance(info.value_type, inspect.StructType):
                self._problems.broken.add(key)
        return kept
