"""Sentences of the source that no scene quotes, and those with which more than one scene opens."""

from __future__ import annotations

from game.authoring.analysis.findings import Findings
from game.authoring.quotations import printed_in


def quotations_of_the_source(found: Findings) -> None:
    """Q504 and Q505."""
    made = found.made
    source, files = made.story.source, made.files.source
    if source is None or files is None:
        return
    quoted = {name for chapter in made.story.chapters for name in chapter.quotes}
    opened: dict[str, str] = {}
    for scene_id, scene in made.story.scenes.items():
        quoted |= {*scene.quotes, *printed_in(made.story, scene)}
        if not scene.quotes:
            continue
        first = opened.setdefault(scene.quotes[0], scene_id)
        if first != scene_id:
            sentence = f"'{first}' opens with the quotation '{scene.quotes[0]}' too. Begin one of the two with another sentence."
            found.add("Q505", made.names.scenes[scene_id].document, ("quote",), sentence)
    for name, authored in source.sentences.items():
        if name not in quoted and authored.kind == "sentence":
            sentence = f"No scene quotes '{name}'. Quote it somewhere, if it is to be answered."
            found.add("Q504", files[1], ("sentences", name), sentence)
