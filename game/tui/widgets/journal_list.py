"""The choices of a life under their chapters and scenes, and the moment that is lit, as it was read."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from game.play import Entry, Session, date
from game.story.runtime import Scene
from game.tui.facts import cite
from game.tui.widgets.hanging import hang
from game.tui.widgets.long_list import HEADING, Line, LongList
from game.tui.widgets.panel import cited_content
from game.tui.words import content, local_time, sign, throw

_MARGIN = 7  # the number of the choice stands in it
LOST = "The story has changed since this was chosen. It cannot be gone back to."


class JournalList(LongList):
    """The entries, oldest first; the last row is the present."""

    def __init__(self, session: Session, entries: list[Entry], lit: int) -> None:
        super().__init__(len(entries) + 1, lit, id="journal")
        self._session = session
        self._entries = entries

    def draw(self, width: int) -> list[Line]:
        """The entries under their headings, and where the player stands."""
        lines: list[Line] = []
        before: Scene | None = None
        for row, entry in enumerate(self._entries):
            if entry.scene is not before or row == 0:
                lines += _headings(entry.scene, str(entry.date or ""), before, width, first=row == 0)
                before = entry.scene
            lines += [(row, line) for line in _entry(entry, width)]
        session = self._session
        here, today = session.view.scene, date(session.story, session.state)[0]
        if here is not before or not self._entries:
            lines += _headings(here, str(today or ""), before, width, first=not self._entries)
        words = "Here it ended." if session.view.is_ending else "You are here."
        head = Content.styled(f"{'▸':>{_MARGIN - 2}}", "bold $accent")
        return [*lines, (len(self._entries), head + Content.styled(f"  {words}", "bold"))]


def _chapter_rule(title: str, years: str, width: int) -> Content:
    head = Content.assemble((title.upper(), "bold $accent"), (f"  {years}" if years else "", "bold $quiet"), " ")
    head = head.truncate(width, ellipsis=True)
    return head + Content.styled("━" * max(0, width - head.cell_length), "$primary")


def _headings(scene: Scene | None, day: str, before: Scene | None, width: int, *, first: bool) -> list[Line]:
    blank: Line = (HEADING, Content(""))
    if scene is None:
        return [blank, (HEADING, Content.styled("  A scene that is no longer there", "$faint"))]
    lines: list[Line] = [] if first else [blank]
    if before is None or before.chapter is not scene.chapter:
        lines += [(HEADING, _chapter_rule(scene.chapter.title, scene.chapter.years, width))]
    title = Content.styled(f"  {scene.title}", "bold").truncate(max(8, width - len(day) - 2), ellipsis=True)
    gap = max(1, width - title.cell_length - len(day))
    return [*lines, (HEADING, Content.assemble(title, " " * gap, (day, "$quiet")))]


def _entry(entry: Entry, width: int) -> list[Content]:
    head = Content.styled(f"{entry.number:>{_MARGIN - 2}}", "$faint")
    if not entry.is_open:
        return hang(head, Content.styled("no longer known", "italic $faint"), width, _MARGIN)
    came = "" if entry.throw is None else "  came off" if entry.throw.succeeded else "  failed"
    signs = " ".join(sign(mark) for mark in entry.marked.values())
    words = Content.assemble(
        content(entry.words).plain, (came, "italic $quiet"), (f"  {signs}" if signs else "", "bold $accent")
    )
    return hang(head, words, width, _MARGIN)


class Moment(Widget):
    """One moment as it was read: the beginning of its page, and what was chosen and marked there, as much as there is room for."""

    DEFAULT_CSS = """
    Moment { height: 1fr; width: 1fr; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._entry: Entry | None = None

    def show(self, entry: Entry | None) -> None:
        """Show the page of an entry, or the present for None."""
        self._entry = entry
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """What the style sheet leaves it."""
        return container.height

    def render(self) -> Content:
        """The page's first lines, then what came of it."""
        width, height = self.size.width, self.size.height
        after = self._after(width, tight=height < 8)
        room = height - len(after)
        return Content("\n").join([*self._read(width, room), *after][:height])

    def _read(self, width: int, room: int) -> list[Content]:
        entry, session = self._entry, self._session
        if entry is not None and entry.moment is None:
            return Content.styled(LOST, "italic").wrap(width)
        seen = session.page(entry.moment).view if entry is not None and entry.moment is not None else session.view
        lines: list[Content] = []
        for number, paragraph in enumerate((*seen.said, *seen.paragraphs)):
            blank = [Content("")] if number and room > 8 else []
            lines += [*blank, *Content(content(paragraph.text).plain).wrap(width)]
            if len(lines) > room:
                break
        if len(lines) > room > 0:
            last = lines[room - 1]
            words = last.plain if last.cell_length <= width - 2 else last.plain.rpartition(" ")[0]
            lines = [*lines[: room - 1], Content(f"{words.rstrip()} …")]
        return lines[: max(0, room)]

    def _after(self, width: int, *, tight: bool) -> list[Content]:
        entry, lines = self._entry, list[Content]()
        if entry is None or not entry.is_open:
            return lines
        if not tight:
            lines += [Content(""), *hang(Content("▸ "), Content.styled(content(entry.words).plain, "bold"), width, 2)]
        story = self._session.story
        for name in entry.marked:
            line = cited_content(cite(story, name, entry.marked))
            lines += [line.truncate(width, ellipsis=True)] if tight else line.wrap(width)
        if entry.throw is not None:
            lines += Content.styled(throw(entry.throw), "italic $quiet").wrap(width)
        if entry.at and not tight:
            lines.append(Content.styled(local_time(entry.at), "$faint"))
        most = 1 if tight else 12
        return lines[:most]
