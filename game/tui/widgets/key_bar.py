"""The bottom line: as many of the screen's keys as fit, from the registry of actions; each can be clicked."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from game.tui.actions import Action, Place, actions_of


class KeyBar(Widget, can_focus=False):
    """The line of keys. What cannot be done now is left out."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-bar--key"}
    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; padding: 0 1; background: $panel; color: $quiet; }
    KeyBar > .key-bar--key { color: $foreground; text-style: bold; }
    """

    def __init__(self, place: Place, label_of: Callable[[Action], tuple[str, str]]) -> None:
        """`label_of` gives the key of an action, as the player has it, and what the action is called just now."""
        super().__init__()
        self._label_of = label_of
        self._actions = [action for action in actions_of(place) if action.bar]

    def render(self) -> Content:
        """The keys that fit. The last always does: it is the way out."""
        items = [self._item(action) for action in self._actions if self.screen.check_action(action.id, ()) is True]
        while len(items) > 1 and sum(item.cell_length + 2 for item in items) - 2 > self.size.width:
            del items[-2]
        return Content("  ").join(items)

    def _item(self, action: Action) -> Content:
        key_style = self.get_visual_style("key-bar--key", partial=True)
        click = Style.from_meta({"@click": f"screen.{action.id}"})
        key, word = self._label_of(action)
        return Content.assemble((key, key_style), f" {word}").stylize(click)
