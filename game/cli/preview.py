"""`trotsky preview`: the game beside its files, for authors."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from game.cli.output import fail
from game.cli.story import faultless


@click.command()
@click.argument("story", required=False)
@click.option("--scene", metavar="ID", help="Begin at this scene or beat.")
@click.option("--seed", type=int, help="Fix what chance will do.")
def preview(story: str | None, scene: str | None, seed: int | None) -> None:
    """Play STORY while you write it: what you save appears at once, with the state kept.

    Ctrl+O shows where each paragraph and choice stands in the files and why it is shown or hidden, Ctrl+N every
    quality, Ctrl+L every scene to go to. The game is kept nowhere.
    """
    if not sys.stdout.isatty() or not sys.stdin.isatty() or os.environ.get("TERM") == "dumb":
        fail("The preview needs a terminal to draw on. `trotsky play --plain` plays in lines of text.")
    folder, loaded = faultless(story, False)
    if scene is not None and scene not in loaded.scenes and scene not in loaded.beats:
        fail(f"The story has no scene '{scene}'. Name a file of a chapter, without .yaml, or scene.beat.")
    from game.paths import saves_folder
    from game.preview.app import PreviewApp
    from game.saves import SETTINGS_FILE, SettingsFile

    settings = SettingsFile(saves_folder(None, loaded.id).parent / SETTINGS_FILE)
    app = PreviewApp(Path(folder), loaded, settings, scene=scene, seed=seed)
    app.fit_colours()
    app.run()
    if app.failure is not None:
        raise app.failure
    raise SystemExit(app.return_code or 0)
