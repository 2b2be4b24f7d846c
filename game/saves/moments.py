"""Moments and lengths of time as a player reads them in a list of games."""

from __future__ import annotations

import datetime


def local_time(saved_at: str) -> str:
    """A saved game's UTC moment as the player's own clock would have it; as it stands if it is no time."""
    here = _here(saved_at)
    return f"{here.day} {here:%b %Y, %H:%M}" if here is not None else saved_at


def local_day(moment: str) -> str:
    """The day of a UTC moment where the player is: '3 May 2026'; as it stands if it is no time."""
    here = _here(moment)
    return f"{here.day} {here:%b %Y}" if here is not None else moment


def _here(moment: str) -> datetime.datetime | None:
    try:
        return datetime.datetime.fromisoformat(moment).astimezone()
    except (ValueError, OverflowError):
        return None


def duration(seconds: int) -> str:
    """A time played: '45 min', '2 h 5 min'."""
    minutes = seconds // 60
    if minutes < 1:
        return "under a minute"
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
