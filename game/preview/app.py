"""The game with its files watched: what is saved appears, and what is wrong with it is said over the game."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from pathlib import Path

from game.authoring.reads import StoryChangedError, WrittenStory, read_written
from game.play.workshop import in_story
from game.preview.play import PreviewScreen
from game.preview.watching import Fingerprint, fingerprint
from game.saves import SettingsFile, Store
from game.story import Problems, Story, check_story
from game.tui.app import GameApp
from game.tui.live import LiveGame
from game.tui.screens.play import PlayScreen

_EVERY = 0.2  # seconds: with the reading, a change is on the screen within half a second


class PreviewApp(GameApp):
    """A game that is kept nowhere, in a story whose files are read again whenever one of them changes."""

    CSS_PATH = ["../tui/app.tcss", "../tui/screens/title.tcss"]  # noqa: RUF012  (Textual looks beside this file)

    def __init__(
        self, folder: Path, story: Story, settings: SettingsFile, *, scene: str | None = None, seed: int | None = None
    ) -> None:
        self._kept = tempfile.TemporaryDirectory(prefix="trotsky-preview-")
        super().__init__(story, Store(Path(self._kept.name)), seed=seed, scene=scene or story.start, settings=settings)
        self.folder = folder
        self.problems: Problems | None = None  # of the files as they are now; none if the story could be read
        self._seen: Fingerprint = frozenset()
        self._is_looking = False
        self._written: WrittenStory | None = None

    def play_screen(self, live: LiveGame, begins: bool) -> PlayScreen:
        """The page, with the author's bench."""
        return PreviewScreen(live)

    def on_mount(self) -> None:
        """Begin to watch."""
        self._seen = fingerprint(self.folder)
        self.set_interval(_EVERY, self.look)

    def on_unmount(self) -> None:
        """Nothing of the game stays."""
        self.flush()
        self.store.release()
        with contextlib.suppress(OSError):
            self._kept.cleanup()

    @property
    def written(self) -> WrittenStory | None:
        """The story as its files say it; None while they are not those of the story that is played."""
        if self._written is None or self._written.files.hash != self.story.hash:
            try:
                self._written = read_written(self.folder, self.story)
            except StoryChangedError:
                self._written = None
        return self._written

    async def look(self) -> None:
        """See whether a file has changed, and if so read the story again."""
        if self._is_looking:
            return
        self._is_looking = True
        try:
            found = await asyncio.to_thread(fingerprint, self.folder)
            if found != self._seen:
                self._seen = found
                story, problems = await asyncio.to_thread(check_story, self.folder)
                await self._take_up(story, problems)
        finally:
            self._is_looking = False

    async def _take_up(self, story: Story | None, problems: Problems) -> None:
        self.problems = None if story is not None else problems
        if story is not None and story.hash != self.story.hash and self.live is not None:
            session, adjustments = in_story(self.live.session, story)
            self.story, self.live.session = story, session
            said = [str(adjustment) for adjustment in adjustments]
        elif story is not None:
            self.story, said = story, []
        else:
            said = []
        for screen in self.screen_stack:
            if isinstance(screen, PreviewScreen):
                await screen.take_up(said)
