"""Keeping things: a game's file and the folder of games, the player's settings, and what was found so far."""

from game.saves.discoveries import Discoveries, DiscoveriesFile
from game.saves.format import LONGEST_THOUGHT, DamagedError, NewerError, SavedGame, SaveError, pack, unpack
from game.saves.names import AUTOSAVE, CHECKPOINTS, PREVIOUS, QUICK, file_name, is_autosave, is_ours, path_of, target_of
from game.saves.opening import Opened, open_game
from game.saves.settings import APPEARING, FIGURES, SETTINGS_FILE, WIDTHS, Appearing, Settings, SettingsFile
from game.saves.store import DELETED, OLDER, Slot, Store

__all__ = [
    "APPEARING",
    "AUTOSAVE",
    "CHECKPOINTS",
    "DELETED",
    "FIGURES",
    "LONGEST_THOUGHT",
    "OLDER",
    "PREVIOUS",
    "QUICK",
    "SETTINGS_FILE",
    "WIDTHS",
    "Appearing",
    "DamagedError",
    "Discoveries",
    "DiscoveriesFile",
    "NewerError",
    "Opened",
    "SaveError",
    "SavedGame",
    "Settings",
    "SettingsFile",
    "Slot",
    "Store",
    "file_name",
    "is_autosave",
    "is_ours",
    "open_game",
    "pack",
    "path_of",
    "target_of",
    "unpack",
]  # fmt: skip
