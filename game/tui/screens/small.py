"""What is said when the window is too small to play in, until it grows."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

LEAST = Size(60, 20)


def is_too_small(size: Size) -> bool:
    """Whether the game cannot be read at this size."""
    return size.width < LEAST.width or size.height < LEAST.height


class SmallScreen(ModalScreen[None]):
    """The sentence. It goes away by itself."""

    DEFAULT_CSS = """
    SmallScreen, SmallScreen:ansi { background: $background; padding: 0 1; align: center middle; }
    SmallScreen Static { width: 100%; max-width: 50; text-align: center; }
    """

    _is_going = False

    def compose(self) -> ComposeResult:
        """The sentence."""
        yield Static(
            Content(
                f"This window is too small. The game needs {LEAST.width}×{LEAST.height}: make the window larger, "
                "or the letters smaller, or leave with Ctrl+Q and run\n\ntrotsky play --plain"
            )
        )

    def on_resize(self, event: events.Resize) -> None:
        """Go, if there is room."""
        self._go_if_there_is_room()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Go, if there was room made while another screen was on top."""
        self._go_if_there_is_room()

    def _go_if_there_is_room(self) -> None:
        if not self._is_going and self.app.screen is self and not is_too_small(self.app.size):
            self._is_going = True
            self.dismiss()

    def key_ctrl_q(self) -> None:
        """Leave the game."""
        self.app.exit()

    def key_f10(self) -> None:
        """Leave the game."""
        self.app.exit()
