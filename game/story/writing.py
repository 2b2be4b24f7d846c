"""What compiling any file needs: reporting, expressions, quotations and links, in one place."""

from __future__ import annotations

from game.story import markup, model
from game.story.decode import Path
from game.story.expressions import Compiled, ExpressionError, Kind, Scope
from game.story.names import Names
from game.story.problems import SOURCE, Problems
from game.story.runtime import Codex
from game.story.source import Source
from game.story.suggest import did_you_mean
from game.story.yaml_tree import Document


class Writing:
    """One file being compiled. `context` is the beat that relative references start from."""

    def __init__(
        self,
        document: Document,
        problems: Problems,
        scope: Scope,
        names: Names,
        codex: Codex,
        source: Source | None,
        prefix: str,
    ) -> None:
        self.document = document
        self.prefix = prefix
        self.context = f"{prefix}."
        self._problems = problems
        self._scope = scope
        self._names = names
        self._codex = codex
        self._source = source

    def problem(self, code: str, path: Path, message: str, part: str = "", about: str = "") -> None:
        """Report a mistake at a value of the file, or at `part` of the text that stands there.

        `about` is as in `Problems.add`.
        """
        self._problems.add(code, self.document.file, self.document.within(path, part, 0), message, about)

    def expression(self, written: model.Expression, path: Path, kind: Kind | None = None) -> Compiled | None:
        """Compile an expression, or report why not. `kind` is what it must give, if that matters."""
        text = written if isinstance(written, str) else str(written).lower()
        try:
            compiled = self._scope.compile(text, context=self.context)
            if kind is not None and compiled.kind != kind:
                raise ExpressionError("E403", wrong_kind(text.strip(), compiled.kind, kind))
        except ExpressionError as mistake:
            position = self.document.within(path, text, mistake.column)
            self._problems.add(mistake.code, self.document.file, position, mistake.message, mistake.about)
            return None
        return compiled

    def quotation(self, quoted: str, path: Path) -> tuple[str, str] | None:
        """(text, sentence id) of a quotation: a sentence by its id, or words verbatim in the source."""
        if self._source is None:
            self.problem(
                "Q503",
                path,
                "There is nothing to quote: story.yaml names no `source`. Name one there, or write the words as plain text.",
                about=SOURCE,
            )
            return None
        sentence = self._source.sentences.get(quoted)
        if sentence is not None:
            return sentence.text, quoted
        if " " not in quoted.strip():
            self.problem("R303", path, self._no_sentence(quoted))
            return None
        if not self._source.holds(quoted):
            self.problem("Q501", path, not_verbatim(quoted, self._source))
            return None
        return quoted, self._source.sentence_of(quoted) or "?"

    def _no_sentence(self, name: str) -> str:
        known = self._source.sentences if self._source else ()
        hint = did_you_mean(name, known, otherwise="Use an id under `sentences` in the source's file.")
        return f"There is no sentence '{name}' in the source.{hint}"

    def check_links(self, text: str, path: Path) -> None:
        """Report links to entries that the codex does not have, and links written wrong."""
        if "[" not in text:
            return
        for entry in markup.links(text):
            if entry not in self._codex:
                known = [*self._codex.people, *self._codex.places, *self._codex.terms]
                self.problem(
                    "R307",
                    path,
                    f"The codex has no entry '{entry}'.{did_you_mean(entry, known, otherwise='Add it to codex/terms.yaml, people.yaml or places.yaml.')}",
                    f"]({entry})",
                    about=entry,
                )
        broken = markup.broken_link(text)
        if broken is not None:
            self.problem(
                "T703", path, f"The link '{broken[:40]}' is not closed or names no entry. Write [words](entry).", broken
            )

    def sentences(self, written: model.Names | None, path: Path) -> tuple[str, ...]:
        """The ids that `quote` names: one, a list, or a range s24..s27."""
        if written is None:
            return ()
        if self._source is None:
            self.problem(
                "Q503",
                path,
                "There is nothing to quote: story.yaml names no `source`. Name one there, or take `quote` away.",
                about=SOURCE,
            )
            return ()
        known = list(self._source.sentences)
        found: list[str] = []
        for index, name in enumerate([written] if isinstance(written, str) else written):
            place = path if isinstance(written, str) else (*path, index)
            first, dots, last = name.partition("..")
            for end in (first, last) if dots else (first,):
                if end not in known:
                    self.problem("R303", place, self._no_sentence(end))
            if first in known and (not dots or last in known):
                stop = known.index(last) if dots else known.index(first)
                if stop < known.index(first):
                    self.problem("R303", place, f"The range {name} runs backward; write {last}..{first}.")
                found.extend(known[known.index(first) : stop + 1])
        return tuple(found)


def wrong_kind(text: str, given: Kind, wanted: Kind) -> str:
    """The sentence for an expression that gives one kind of value where another is needed."""
    advice = {
        ("number", "flag"): f"Compare it with a number, as in `{text} >= 1`.",
        ("word", "flag"): f"Compare it with a word, as in `{text} == 'word'`.",
        ("flag", "number"): f"Write a number, or two of them by a condition: `2 if {text} else 0`.",
        ("word", "number"): "Write a number or the name of a quality that is one.",
    }.get((given, wanted), "Write one that does.")
    kinds = {"number": "a number", "flag": "true or false", "word": "a word"}
    return f"'{text}' gives {kinds[given]}, but {kinds[wanted]} is needed here. {advice}"


def not_verbatim(quoted: str, source: Source) -> str:
    """The sentence for a quotation that the source does not hold."""
    nearest = source.nearest(quoted)
    hint = (
        f" Copy them exactly; the nearest passage is: «{nearest[:300]}»"
        if nearest
        else " Nothing in it is like this; correct the words, or write them as plain text."
    )
    return f"These words do not stand in {source.document}.{hint}"
