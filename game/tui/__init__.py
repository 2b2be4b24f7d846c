"""The game in a terminal: a Textual app. Importing this imports no Textual; `run` does."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.play import Session
    from game.saves import Store
    from game.story import Story


def run(
    story: Story,
    store: Store,
    *,
    seed: int | None = None,
    load: str | None = None,
    scene: str | None = None,
    again: Session | None = None,
) -> int:
    """Play `story` until the player leaves, and return the exit status.

    `load` names a kept game to open; `scene` begins at a scene or beat; `again` is a game to go on
    with that is not kept before the next choice; otherwise there is the title page.
    """
    # What is loaded now lives as long as the app: the collector need not look through it while the first page waits,
    # nor again with every choice.
    gc.disable()
    try:
        from game.saves import SETTINGS_FILE, SettingsFile
        from game.tui.app import GameApp

        settings = SettingsFile(store.folder.parent / SETTINGS_FILE)  # one for every story
        app = GameApp(story, store, seed=seed, load=load, scene=scene, again=again, settings=settings)
        app.fit_colours()
        gc.freeze()
        app.call_after_start(gc.enable)
        try:
            app.run()
        finally:
            app.flush()
    finally:
        gc.enable()
    if app.failure is not None:  # the terminal is as it was; the command line says what happened
        raise app.failure
    return app.return_code or 0
