"""What the game is made with: the libraries, each with its version and licence as it says them itself."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata

_LIBRARIES = ("textual", "rich", "pyyaml", "msgspec", "click", "platformdirs")
_CLASSIFIER = "License :: OSI Approved :: "


@dataclass(frozen=True, slots=True)
class Library:
    """A library; `licence` is '' where it does not say."""

    name: str
    version: str
    licence: str


def libraries() -> list[Library]:
    """Those that this game runs on. One that is not installed as a package is left out."""
    found: list[Library] = []
    for name in _LIBRARIES:
        try:
            about = metadata(name)
        except PackageNotFoundError:
            continue
        said = [*(about.get_all("License-Expression") or []), *(about.get_all("License") or [])]
        said += [line[len(_CLASSIFIER) :] for line in about.get_all("Classifier") or [] if line.startswith(_CLASSIFIER)]
        # An old package may print the whole of its licence there; its name is one short line.
        licence = next((words for words in said if words and "\n" not in words and len(words) <= 40), "")
        found.append(Library(about["Name"], about["Version"], licence))
    return found
