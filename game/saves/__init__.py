"""Keeping a game: the file's format, and the folder that the files are in."""

from game.saves.format import SavedGame, SaveError, pack, unpack
from game.saves.store import AUTOSAVE, Slot, Store

__all__ = ["AUTOSAVE", "SaveError", "SavedGame", "Slot", "Store", "pack", "unpack"]
