"""Keeping things: a game's file and the folder of games, the player's settings, and what was found so far."""

from game.saves.discoveries import Discoveries, DiscoveriesFile
from game.saves.format import SavedGame, SaveError, pack, unpack
from game.saves.settings import APPEARING, FIGURES, SETTINGS_FILE, WIDTHS, Appearing, Settings, SettingsFile
from game.saves.store import AUTOSAVE, PREVIOUS, Slot, Store

__all__ = [
    "APPEARING", "AUTOSAVE", "FIGURES", "PREVIOUS", "SETTINGS_FILE", "WIDTHS", "Appearing", "Discoveries", "DiscoveriesFile", "SaveError",
    "SavedGame", "Settings", "SettingsFile", "Slot", "Store", "pack", "unpack",
]  # fmt: skip
