"""Keeping things: a game's file and the folder of games, the player's settings, and what was found so far."""

from game.saves.discoveries import Discoveries, DiscoveriesFile
from game.saves.format import SavedGame, SaveError, pack, unpack
from game.saves.settings import APPEARING, FIGURES, SETTINGS_FILE, WIDTHS, Appearing, Settings, SettingsFile
from game.saves.store import AUTOSAVE, DELETED, PREVIOUS, Slot, Store, file_name, path_of, target_of

__all__ = [
    "APPEARING",
    "AUTOSAVE",
    "DELETED",
    "FIGURES",
    "PREVIOUS",
    "SETTINGS_FILE",
    "WIDTHS",
    "Appearing",
    "Discoveries",
    "DiscoveriesFile",
    "SaveError",
    "SavedGame",
    "Settings",
    "SettingsFile",
    "Slot",
    "Store",
    "file_name",
    "pack",
    "path_of",
    "target_of",
    "unpack",
]  # fmt: skip
