"""JSON Schemas of a story's files, for editors: made from the types of the format, with what each key is.

They take all that the story's reader takes. An editor reads YAML by its own rules, though, and sees a number where
the reader sees the text `30.31`: so every text may be a number here, unless it is a whole one, which is a mistake
for the reader too.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import msgspec

from game.story import model
from game.story.names import RETURN, TAKEN

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: what holds it, and the type of it, or of each of its entries if it is a table of names."""

    file: str
    authored: type[model.Authored]
    is_table: bool = False


KINDS = {
    "story": Kind("story.yaml", model.StoryFile),
    "qualities": Kind("qualities.yaml", model.Quality, is_table=True),
    "chapter": Kind("chapter.yaml, in a chapter's folder", model.ChapterFile),
    "scene": Kind("every other file in a chapter's folder", model.Scene),
    "source": Kind("the file that `source` in story.yaml names", model.SourceFile),
    "people": Kind("codex/people.yaml", model.Person, is_table=True),
    "places": Kind("codex/places.yaml", model.Place, is_table=True),
    "terms": Kind("codex/terms.yaml", model.Term, is_table=True),
}

# `patternErrorMessage` is what the language server of YAML shows; others pass over it. The rules of names, in what all dialects of patterns share: there, letters beyond ASCII cannot be asked for, so
# any character beyond it will do.
_END = r"[^\x00-/:-@\[-`{-\x7f]"
_INSIDE = r"[^\x00-,./:-@\[-^`{-\x7f]"
_NAME = {
    "pattern": rf"^(?!{RETURN}$){_END}({_INSIDE}*{_END})?$",
    "maxLength": 80,
    "patternErrorMessage": "Use letters, digits, - and _, with a letter or digit first and last; 'return' is taken.",
}
_QUALITY_NAME = {
    "pattern": rf"^(?!({'|'.join(sorted(TAKEN))})$)[^\x00-@\[-^`{{-\x7f][^\x00-/:-@\[-^`{{-\x7f]*$",
    "maxLength": 80,
    "patternErrorMessage": "Use letters, digits and _, and no word that expressions or Python use themselves.",
}
_DATE = {
    "pattern": r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$",
    "minimum": 1000,
    "maximum": 9999,
    "patternErrorMessage": "Write year-month-day, as in 1915-09-05, or 1915-09, or 1915.",
}

_FRACTION = {"type": "number", "not": {"type": "integer"}}  # a text to the story's reader

# What a story's loader refuses and the types do not say: (type, key) to what is added to its schema.
_NARROWER: dict[tuple[type[model.Authored], str], Schema] = {
    (model.StoryFile, "qualities"): {"propertyNames": _QUALITY_NAME},
    (model.StoryFile, "achievements"): {"propertyNames": _NAME},
    (model.SourceFile, "sentences"): {"propertyNames": _NAME},
    (model.Changes, "remember"): {"propertyNames": _NAME},
    (model.Choice, "id"): _NAME,
    (model.Scene, "beats"): {"propertyNames": _NAME},
    (model.Scene, "deck"): _NAME,
    (model.Scene, "date"): _DATE,
    (model.Quality, "values"): {"minItems": 1, "minProperties": 1},
    (model.Quality, "words"): {"propertyNames": {"pattern": r"^(0|-?[1-9][0-9]{0,17})$"}},
}


def schema(name: str) -> Schema:
    """The schema of a kind of file. Raises KeyError if KINDS has no such kind."""
    kind = KINDS[name]
    _, components = msgspec.json.schema_components([kind.authored], ref_template="#/$defs/{name}")
    written = {each.__name__: _struct(each, components) for each in _types() if each.__name__ in components}
    own = kind.authored.__name__
    if kind.is_table:
        root: Schema = {
            "title": name,
            "description": "Names, and below each what stands under it.",
            "type": "object",
            "additionalProperties": {"$ref": f"#/$defs/{own}"},
        }
        if kind.authored is model.Quality:
            root["propertyNames"] = _QUALITY_NAME
    else:
        root = {**written.pop(own), "title": name}
    return {"$schema": DRAFT, **root, **({"$defs": written} if written else {})}


def text_of(name: str) -> str:
    """The schema of a kind of file, as a file holds it."""
    return json.dumps(schema(name), indent=1) + "\n"


def file_name(name: str) -> str:
    """What the schema's own file is called."""
    return f"{name}.json"


def _types() -> list[type[model.Authored]]:
    """Every type of the format, in the order of model.py."""
    return [found for found in vars(model).values() if isinstance(found, type) and issubclass(found, model.Authored)]


def _struct(authored: type[model.Authored], components: dict[str, Schema]) -> Schema:
    found = components[authored.__name__]
    narrower = {key: more for (kind, key), more in _NARROWER.items() if issubclass(authored, kind)}
    properties = {key: _as_read(found["properties"][key]) | narrower.get(key, {}) for key in found["properties"]}
    return _as_read({**found, "properties": properties})


def _as_read(node: Schema) -> Schema:
    """The schema as msgspec writes it, with texts as an editor may see them and without defaults that say nothing."""
    made: Schema = {}
    for key, value in node.items():
        if key in ("items", "additionalProperties") and isinstance(value, dict):
            made[key] = _as_read(value)
        elif key == "anyOf":
            made |= _any_of(value)
        elif key == "type" and value == "string":
            made |= _any_of([{"type": value}])
        elif not (key == "default" and value in (None, {}, [])) and not (key == "required" and not value):
            made[key] = value
    return made


def _any_of(parts: list[Schema]) -> Schema:
    """One of several: what only names a type in one part, then the rest."""
    types = [part["type"] for part in parts if part.keys() == {"type"}]
    rest = [_as_read(part) for part in parts if part.keys() != {"type"}]
    if types == ["null"] and len(rest) == 1 and rest[0].keys() == {"enum"}:
        return {"enum": [*rest[0]["enum"], None]}
    if "integer" in types:
        types[types.index("integer")] = "number"
    elif "string" in types:
        rest.insert(0, _FRACTION)
    simple = [{"type": types[0] if len(types) == 1 else types}] if types else []
    return {"anyOf": [*simple, *rest]} if rest else simple[0]
