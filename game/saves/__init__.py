"""Keeping a game: the file's format, and the folder that the files are in."""

from game.saves.format import SavedGame, SaveError, pack, unpack
from game.saves.store import AUTOSAVE, PREVIOUS, Slot, Store

__all__ = ["AUTOSAVE", "PREVIOUS", "SaveError", "SavedGame", "Slot", "Store", "pack", "unpack"]
