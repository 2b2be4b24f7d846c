"""Which sentences of the source a paragraph, a prose or a scene quotes."""

from __future__ import annotations

from collections.abc import Iterator

from game.story.runtime import FirstPart, IfPart, Paragraph, Prose, Scene, Story, TextPart
from game.story.source import Source, normal


def sentences_of(source: Source | None, paragraph: Paragraph) -> frozenset[str]:
    """The sentences that a paragraph quotes: one, or all that a passage across several touches."""
    if source is None or not paragraph.quote:
        return frozenset()
    if paragraph.quote in source.sentences:
        return frozenset([paragraph.quote])
    first = source.text.find(normal(paragraph.text))
    last = first + len(normal(paragraph.text))
    found = set()
    end = 0
    for name, sentence in source.sentences.items():
        text = normal(sentence.text)
        begin = source.text.find(text, end)  # sentences stand in the order of the document
        if begin < 0:
            continue
        end = begin + len(text)
        if begin < last and first < end:
            found.add(name)
    return frozenset(found)


def quotations(prose: Prose) -> Iterator[Paragraph]:
    """Every quotation in a prose, whatever it depends on."""
    for part in prose.parts:
        if isinstance(part, TextPart):
            if part.quote:
                yield Paragraph(part.template.fixed or "", part.quote)
        elif isinstance(part, IfPart):
            yield from quotations(part.yes)
            yield from quotations(part.no)
        elif isinstance(part, FirstPart):
            yield from quotations(part.first)
            yield from quotations(part.then)


def printed_in(story: Story, scene: Scene) -> set[str]:
    """The sentences that the beats and the replies of a scene can print."""
    found: set[str] = set()
    for beat in scene.beats:
        texts = [beat.prose]
        for choice in beat.choices:
            texts.append(choice.outcome.reply)
            if choice.chance is not None:
                texts += [choice.chance.then.reply, choice.chance.otherwise.reply]
        for text in texts:
            for paragraph in quotations(text):
                found |= sentences_of(story.source, paragraph)
    return found
