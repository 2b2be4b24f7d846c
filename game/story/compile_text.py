"""Prose and labels, from what an author wrote to parts that can be filled with a game's values."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Literal

from game.story import model
from game.story.decode import Path
from game.story.memory import Memory
from game.story.runtime import FirstPart, IfPart, Paragraph, Prose, Template, TextPart, TurnPart
from game.story.writing import Writing

_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_SPACES = re.compile(r"[ \t\n\r]+")
BRACES = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


def paragraphs(text: str) -> list[str]:
    """A text parted at its blank lines; line breaks inside a paragraph are spaces."""
    if "\n" not in text:
        return [one_line(text)] if text.strip() else []
    return [one_line(part) for part in _BLANK_LINES.split(text.strip("\n")) if part.strip()]


def one_line(text: str) -> str:
    """The text with line breaks as spaces. Spaces that keep words together stay what they are."""
    if "\n" in text or "  " in text or "\t" in text or "\r" in text:
        text = _SPACES.sub(" ", text)
    return text.strip(" ")


def template(text: str, path: Path, writer: Writing) -> Template:
    """A text with `{expression}` in it; {{ and }} stand for braces."""
    writer.check_links(text, path)
    if "{" not in text and "}" not in text:
        return Template(text)
    parts: list[str | Callable[[Memory], str]] = []
    literal = ""
    end = 0
    for match in BRACES.finditer(text):
        literal += text[end : match.start()]
        end = match.end()
        found = match.group()
        if found in ("{{", "}}"):
            literal += found[0]
        elif match.group(1) is None:
            writer.problem(
                "T701",
                path,
                f"A lone '{found}' stands in the text. Write '{found * 2}' for a brace, or {{name}} for a quality's value.",
                text[match.start() : match.start() + 12],
            )
        else:
            compiled = writer.expression(match.group(1), path)
            if compiled is not None:
                if literal:
                    parts.append(literal)
                    literal = ""
                parts.append(compiled.say)
    literal += text[end:]
    if not parts:
        return Template(literal)
    if literal:
        parts.append(literal)
    return Template(None, tuple(parts))


def prose(text: model.Text | None, path: Path, writer: Writing) -> Prose:
    """What an author wrote under `text`, `reply` or `record`."""
    if text is None:
        return Prose()
    parts: list[TextPart | IfPart | FirstPart | TurnPart] = []
    if isinstance(text, str):
        parts.extend(_plain(text, path, writer))
    else:
        for index, item in enumerate(text):
            if isinstance(item, str):
                parts.extend(_plain(item, (*path, index), writer))
            else:
                parts.extend(_variants(item, (*path, index), writer))
    return _finish(parts)


def _finish(parts: Sequence[TextPart | IfPart | FirstPart | TurnPart]) -> Prose:
    fixed: list[Paragraph] = []
    for part in parts:
        if not isinstance(part, TextPart) or part.fixed is None:
            return Prose(tuple(parts), None)
        fixed.append(part.fixed)
    return Prose(tuple(parts), tuple(fixed))


def _plain(text: str, path: Path, writer: Writing) -> list[TextPart]:
    found = paragraphs(text)
    if not found:
        writer.problem("T702", path, "This text is empty. Write something, or leave the key out.")
    return [TextPart(template(paragraph, path, writer)) for paragraph in found]


def _variants(item: model.Variants, path: Path, writer: Writing) -> list[TextPart | IfPart | FirstPart | TurnPart]:
    forms = [
        name for name in ("text", "first", "sequence", "cycle", "shuffle", "quote") if getattr(item, name) is not None
    ]
    if len(forms) != 1:
        what = f"here stand {' and '.join(forms)}" if forms else "here stands none of them"
        writer.problem(
            "F602",
            path,
            f"A paragraph takes one of text, first, sequence, cycle, shuffle or quote; {what}. Keep one, and make a second paragraph of the rest.",
        )
        return []
    form = forms[0]
    if item.then is not None and form != "first":
        writer.problem(
            "F602", path, "`then` belongs to `first`: the text for later visits. Add `first`, or take `then` away."
        )
    if item.else_ is not None and item.if_ is None:
        writer.problem("F602", path, "`else` needs an `if` beside it. Add the condition, or take `else` away.")
    if form == "text":
        inner = prose(item.text, (*path, "text"), writer)
    elif form == "first":
        first, then = prose(item.first, (*path, "first"), writer), prose(item.then, (*path, "then"), writer)
        inner = _wrap(FirstPart(first, then))
    elif form == "quote":
        quoted = writer.quotation(item.quote or "", (*path, "quote"))
        inner = _finish([TextPart(Template(quoted[0]), quoted[1])]) if quoted else Prose()
    else:
        inner = _wrap(_turn(item, form, path, writer))
    if item.if_ is None:
        return list(inner.parts)
    test = writer.expression(item.if_, (*path, "if"), "flag")
    otherwise = prose(item.else_, (*path, "else"), writer)
    return [IfPart(test.read, inner, otherwise)] if test is not None else []


def _wrap(part: FirstPart | TurnPart) -> Prose:
    return Prose((part,), None)


def _turn(item: model.Variants, form: str, path: Path, writer: Writing) -> TurnPart:
    options: list[str] = getattr(item, form)
    if not options or not all(option.strip() for option in options):
        writer.problem("T702", (*path, form), f"`{form}` needs at least one text, and none of them empty.")
    parts = tuple(
        TextPart(template(one_line(option), (*path, form, index), writer)) for index, option in enumerate(options)
    )
    kind: Literal["sequence", "cycle", "shuffle"] = (
        "sequence" if form == "sequence" else "cycle" if form == "cycle" else "shuffle"
    )
    return TurnPart(kind, "/".join((writer.prefix, *(str(step) for step in path))), parts or (TextPart(Template("")),))
