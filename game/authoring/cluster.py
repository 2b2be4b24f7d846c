"""Random games on the workers of a Dask scheduler that runs already: the same games, the same figures.

Dask gives the batches of a worker that is lost to others. A batch depends on its plan and numbers alone, so that it
comes out alike wherever it is played, and however often.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from game.authoring.playtest import CHANGED, Plan, PlaytestError, batches_of, play_batch
from game.authoring.tally import Tally

_PATIENCE = 10  # seconds for the scheduler to answer


def playtest_on(
    address: str, plan: Plan, *, after: Callable[[int], None] = lambda games: None, patience: float = _PATIENCE
) -> Tally:
    """Play all games of the plan on the scheduler at `address`. `after` is told the size of each batch when it is done.

    Every worker needs this program, and the story under the same path. Raises PlaytestError if the scheduler cannot be
    reached in `patience` seconds, or if a worker cannot play.
    """
    try:
        from distributed import Client, KilledWorker, as_completed
    except ImportError:
        raise PlaytestError(
            "`--dask` needs the package distributed. Install it with `uv sync --extra cluster`, or leave `--dask` away."
        ) from None
    plan = replace(plan, folder=str(Path(plan.folder).resolve()))
    batches = batches_of(plan)
    try:
        client = Client(address, timeout=patience, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise PlaytestError(
            f"No Dask scheduler answers at {address} ({error or type(error).__name__}). Start one, or correct the address."
        ) from None
    with client:
        futures = client.map(partial(_play, plan), batches, pure=False)
        numbers = {future.key: number for number, future in enumerate(futures)}
        tallies: dict[int, Tally] = {}
        try:
            for future, tally in as_completed(futures, loop=client.loop, with_results=True):
                if numbers[future.key] not in tallies:  # one that was lost is played again
                    after(len(tally.rows))
                tallies[numbers[future.key]] = tally
        except KilledWorker as error:
            raise PlaytestError(
                f"Several workers died while they played the same games ({error}). Look at their logs."
            ) from None
        finally:
            _let_go(client, futures)
    whole = Tally()
    for number in range(len(batches)):
        whole.add(tallies[number])
    return whole


def _play(plan: Plan, batch: tuple[int, int]) -> Tally:
    try:
        return play_batch(plan, batch)
    except PlaytestError as error:
        if str(error) != CHANGED:
            raise
        raise PlaytestError(
            f"A worker does not find the story as it is here in {plan.folder}. Every worker needs it under this path."
        ) from None


def _let_go(client: Any, futures: list[Any]) -> None:
    """What is not played yet need not be."""
    if any(not future.done() for future in futures):
        client.cancel(futures)
