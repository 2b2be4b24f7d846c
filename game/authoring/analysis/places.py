"""Places called by a name that they were only given later."""

from __future__ import annotations

from game.authoring.analysis.findings import Findings
from game.authoring.analysis.texts import Texts
from game.play.view import name_at
from game.story import markup
from game.story.dates import Date, parse


def places_before_their_names(found: Findings, texts: Texts) -> None:
    """D902: in a dated scene a link to a place calls it by a name of later years.

    Old names go on being said, and are not reported; nor is a record, which speaks from today, nor a word without a
    link, which may be somebody's name.
    """
    places = found.made.story.codex.places
    later = {name: _names(entry.names) for name, entry in places.items() if entry.names}
    dates = {named.document.file: found.made.story.scenes[name].date for name, named in found.made.names.scenes.items()}
    for text in texts.scenes:
        when = dates.get(text.document.file)
        if when is None or "](" not in text.text or text.is_record:
            continue
        for span in markup.spans(text.text):
            since = later.get(span.link, {}).get(span.text)
            if since is None or not when.is_before(since):
                continue
            then = name_at(found.made.story, span.link, when)
            if then != span.text:
                sentence = f"On {when} it was not called {span.text} yet, but {then}: the codex gives it that name from {since} on. Use the name of the time."
                found.add("D902", text.document, text.path, sentence, f"[{span.text}]")


def _names(written: dict[str, str]) -> dict[str, Date]:
    """The names of a place, and since when it has each."""
    return {name: since for year, name in written.items() if (since := parse(year)) is not None}
