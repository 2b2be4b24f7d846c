"""Comments by which an author allows what the check would report: `# trotsky: allow CODE reason`.

At the end of a line it speaks of that line; on a line of its own, of the next line that is no comment. What lies
outside the lines of a file, as a scene that is never reached, is reported at the first line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from game.story.codes import CODES
from game.story.files import StoryFiles
from game.story.problems import Problem, Problems
from game.story.suggest import did_you_mean
from game.story.yaml_tree import Comment, Document, comments

_MARK = re.compile(r"#\s*trotsky:")
_ALLOWANCE = re.compile(r"#\s*trotsky:\s*allow\s+(\S+)[\s:,-]*(.*)\Z")


@dataclass(slots=True)
class _Allowance:
    """A code allowed on certain lines of a file; `used` once it has silenced something."""

    document: Document
    comment: Comment
    code: str
    lines: frozenset[int]
    used: bool = False


def allow(files: StoryFiles, problems: Problems, *, is_complete: bool) -> None:
    """Take away what is allowed, and report W803 and W804. `is_complete`: nothing was left unasked, so that an
    allowance that silences nothing is one too many."""
    found: dict[tuple[str, str], list[_Allowance]] = {}
    for document in _documents(files):
        if _MARK.search(document.text):
            for allowance in _allowances(document, problems):
                found.setdefault((document.file, allowance.code), []).append(allowance)
    if not found:
        return
    problems.found = [problem for problem in problems.found if not _is_allowed(problem, found)]
    for allowance in (allowance for group in found.values() for allowance in group):
        if not allowance.used and is_complete:
            sentence = f"This allows {allowance.code}, and there is nothing of the kind here. Take the comment away."
            problems.add("W804", allowance.document.file, _place(allowance.comment), sentence)


def _documents(files: StoryFiles) -> Iterator[Document]:
    """Every file that was read, once."""
    several = [files.document, *(document for _, document in files.qualities.values()), *files.codex_documents]
    if files.source is not None:
        several.append(files.source[1])
    for chapter in files.chapters:
        several += [chapter.document, *(document for _, document, _ in chapter.scenes)]
    yield from {document.file: document for document in several}.values()


def _is_allowed(problem: Problem, found: dict[tuple[str, str], list[_Allowance]]) -> bool:
    if problem.severity == "error":
        return False
    allowing = [one for one in found.get((problem.file, problem.code), ()) if problem.line in one.lines]
    for allowance in allowing:
        allowance.used = True
    return bool(allowing)


def _allowances(document: Document, problems: Problems) -> Iterator[_Allowance]:
    written = comments(document.text)
    alone = {comment.line for comment in written if comment.alone}
    for comment in written:
        if not _MARK.match(comment.text):
            continue
        match = _ALLOWANCE.match(comment.text.rstrip())
        fault = _fault(match)
        if match is None or fault:
            problems.add("W803", document.file, _place(comment), fault)
            continue
        lines = {comment.line}
        if comment.alone:
            following = comment.line + 1
            while following in alone:
                following += 1
            lines |= {following} | ({1} if comment.line == 1 or set(range(1, comment.line)) <= alone else set())
        yield _Allowance(document, comment, match.group(1), frozenset(lines))


def _fault(match: re.Match[str] | None) -> str:
    """What is wrong with an allowance, or ''."""
    if match is None:
        return "This is no allowance. Write `# trotsky: allow CODE reason`."
    code = match.group(1)
    if code not in CODES:
        return f"There is no code '{code[:40]}'.{did_you_mean(code, CODES, otherwise='`trotsky explain` lists them.')}"
    if CODES[code].severity == "error":
        return f"{code} is a mistake that keeps the story from opening, and cannot be allowed. Mend it."
    if not re.search(r"\w", match.group(2)):
        return f"Say why {code} is allowed here: `# trotsky: allow {code} reason`."
    return ""


def _place(comment: Comment) -> tuple[int, int]:
    return comment.line, comment.column
