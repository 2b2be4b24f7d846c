"""Random games on a Dask scheduler: the same as on one process, even where a worker is killed meanwhile.

The scheduler and its two workers are processes of their own, as they are on a cluster.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from distributed import LocalCluster

from game.authoring.cluster import playtest_on
from game.authoring.playtest import BATCH, Plan, PlaytestError, last_page, playtest
from game.authoring.playtest_report import report
from game.story import load_story
from tests.building import LANTERN, OVER, write_story
from tests.test_cli import trotsky

pytestmark = pytest.mark.xdist_group("cluster")


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=logging.CRITICAL
    ) as started:
        yield started


def plan_of(folder: Path, runs: int) -> Plan:
    story = load_story(folder)
    return Plan(str(folder), story.hash, runs, 3, last_page(story)[1])


def test_a_scheduler_plays_the_same_games(cluster: LocalCluster) -> None:
    plan, story = plan_of(LANTERN, 2 * BATCH + 7), load_story(LANTERN)
    told: list[int] = []
    found = playtest_on(cluster.scheduler_address, plan, after=told.append)
    assert sorted(told) == [7, BATCH, BATCH]
    alone = playtest(story, plan)
    assert found == alone
    assert report(story, plan, found, "2-light") == report(story, plan, alone, "2-light")


def test_a_worker_that_is_killed_changes_nothing(cluster: LocalCluster) -> None:
    plan = plan_of(LANTERN, 30 * BATCH)
    victims = [worker.pid for worker in cluster.workers.values()][:1]
    told: list[int] = []

    def after(games: int) -> None:
        told.append(games)
        while victims:
            os.kill(victims.pop(), signal.SIGKILL)

    found = playtest_on(cluster.scheduler_address, plan, after=after)
    assert found == playtest(load_story(LANTERN), plan)
    assert sum(told) == plan.runs


def test_the_command(cluster: LocalCluster) -> None:
    words = ("playtest", str(LANTERN), "--runs", "230", "--json")
    done = trotsky(*words, "--dask", cluster.scheduler_address)
    assert (done.returncode, done.stdout) == (0, trotsky(*words, "--jobs", "1").stdout)


def test_a_story_that_the_workers_do_not_have(cluster: LocalCluster, tmp_path: Path) -> None:
    plan = replace(plan_of(LANTERN, 10), folder=str(tmp_path / "nowhere"))
    with pytest.raises(PlaytestError, match=r"A worker does not find the story as it is here in .*nowhere"):
        playtest_on(cluster.scheduler_address, plan)
    write_story(tmp_path / "other", {"a": OVER})
    with pytest.raises(PlaytestError, match="A worker does not find the story"):
        playtest_on(cluster.scheduler_address, replace(plan, folder=str(tmp_path / "other")))


def test_a_scheduler_that_does_not_answer() -> None:
    with pytest.raises(PlaytestError, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        playtest_on("tcp://127.0.0.1:9", plan_of(LANTERN, 10), patience=0.3)
    with pytest.raises(PlaytestError, match="No Dask scheduler answers at nonsense"):
        playtest_on("nonsense://x", plan_of(LANTERN, 10), patience=0.3)


def test_without_the_extra_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)  # as if it were not installed
    with pytest.raises(PlaytestError, match="uv sync --extra cluster"):
        playtest_on("tcp://127.0.0.1:1", plan_of(LANTERN, 1))
