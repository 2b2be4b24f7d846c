"""Entries of the codex that nobody can come to from the story."""

from __future__ import annotations

from game.authoring.analysis.findings import Findings
from game.authoring.analysis.texts import Texts
from game.story import markup


def unlinked_entries(found: Findings, texts: Texts) -> None:
    """W802: an entry that is in no cast, is no scene's place, and that no text and no other entry links to."""
    used: set[str] = set()
    for scene in found.made.story.scenes.values():
        used |= {scene.place, *scene.cast}
    for text in (*texts.scenes, *texts.chapters, *texts.codex):
        if "](" in text.text:
            used |= {link for link in markup.links(text.text) if (text.path[0], text.key) != (link, "text")}
    for document in found.made.files.codex_documents:
        for name in document.value:
            if name not in used:
                sentence = f"Nothing leads to '{name}': no text links to it, and no scene has it in its cast or as its place. Link to it with [words]({name}), or take it away."
                found.add("W802", document, (name,), sentence)
