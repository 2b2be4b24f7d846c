"""What compiling any file needs: reporting, expressions, quotations and links, in one place."""

from __future__ import annotations

from collections.abc import Callable

from game.story import markup, model
from game.story.decode import Path
from game.story.expressions import Compiled, ExpressionError, Kind, Scope
from game.story.memory import Memory
from game.story.names import Names
from game.story.problems import Problems
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
        labels: dict[str, str],
    ) -> None:
        self.document = document
        self.prefix = prefix
        self.context = f"{prefix}."
        self._problems = problems
        self._scope = scope
        self._names = names
        self._codex = codex
        self._source = source
        self._labels = labels

    def problem(self, code: str, path: Path, message: str) -> None:
        """Report a mistake at a value of the file."""
        self._problems.add(code, self.document.file, self.document.at(path), message)

    def expression(self, written: model.Expression, path: Path, kind: Kind | None = None) -> Compiled | None:
        """Compile an expression, or report why not. `kind` is what it must give, if that matters."""
        text = written if isinstance(written, str) else str(written).lower()
        try:
            compiled = self._scope.compile(text, context=self.context)
            if kind is not None and compiled.kind != kind:
                wanted = {"number": "a number", "flag": "true or false", "word": "a word"}
                advice = (
                    f" Compare it with something, as in `{text} >= 1`."
                    if kind == "flag" and compiled.kind == "number"
                    else ""
                )
                raise ExpressionError(
                    "E403",
                    f"Here stands something that gives {wanted[compiled.kind]}; it must give {wanted[kind]}.{advice}",
                )
        except ExpressionError as mistake:
            position = self.document.within(path, text, mistake.column)
            self._problems.add(mistake.code, self.document.file, position, mistake.message)
            return None
        return compiled

    def word_of(self, compiled: Compiled) -> Callable[[Memory], str]:
        """How an expression's value reads in prose: a number, a word by its label, yes or no."""
        read, labels = compiled.read, self._labels
        if compiled.kind == "flag":
            return lambda memory: "yes" if read(memory) else "no"
        if compiled.kind == "number":
            return lambda memory: str(read(memory)).replace("-", "−")
        return lambda memory: labels.get(str(read(memory)), str(read(memory)))

    def quotation(self, quoted: str, path: Path) -> tuple[str, str] | None:
        """(text, sentence id) of a quotation: a sentence by its id, or words verbatim in the source."""
        if self._source is None:
            self.problem("Q503", path, "There is nothing to quote: story.yaml names no `source`.")
            return None
        sentence = self._source.sentences.get(quoted)
        if sentence is not None:
            return sentence.text, quoted
        if " " not in quoted.strip():
            self.problem(
                "R303",
                path,
                f"There is no sentence '{quoted}' in the source.{did_you_mean(quoted, self._source.sentences)}",
            )
            return None
        if not self._source.holds(quoted):
            self.problem("Q501", path, not_verbatim(quoted, self._source))
            return None
        return quoted, self._source.sentence_of(quoted) or "?"

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
                )
        broken = markup.broken_link(text)
        if broken is not None:
            self.problem(
                "T703", path, f"The link '{broken[:40]}' is not closed or names no entry. Write [words](entry)."
            )

    def sentences(self, written: model.Names | None, path: Path) -> tuple[str, ...]:
        """The ids that `quote` names: one, a list, or a range s24..s27."""
        if written is None:
            return ()
        known = list(self._source.sentences) if self._source else []
        found: list[str] = []
        for name in [written] if isinstance(written, str) else written:
            first, dots, last = name.partition("..")
            for end in (first, last) if dots else (first,):
                if end not in known:
                    self.problem("R303", path, f"There is no sentence '{end}' in the source.{did_you_mean(end, known)}")
            if first in known and (not dots or last in known):
                stop = known.index(last) if dots else known.index(first)
                if stop < known.index(first):
                    self.problem("R303", path, f"The range {name} runs backward; write {last}..{first}.")
                found.extend(known[known.index(first) : stop + 1])
        return tuple(found)


def not_verbatim(quoted: str, source: Source) -> str:
    """The sentence for a quotation that the source does not hold."""
    nearest = source.nearest(quoted)
    hint = f" The nearest passage is: «{nearest[:300]}»" if nearest else " Nothing in it is like this."
    return f"These words do not stand in {source.document}.{hint}"
