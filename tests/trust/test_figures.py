"""A goal that is missed, or that nobody counted, fails the run."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.trust.figures import Figures
from tests.trust.goals import CONTROLS, GOALS, NONE, Lane


def ends_with(lane: Lane, figures: dict[str, int]) -> object:
    """End a run in which every test has passed and these were counted; give how it ends."""
    counting = Figures(lane)
    for when in ("setup", "call", "teardown"):
        report = SimpleNamespace(when=when, user_properties=list(figures.items()))
        counting.pytest_runtest_logreport(cast("Any", report))
    session = SimpleNamespace(exitstatus=pytest.ExitCode.OK)
    counting.pytest_sessionfinish(cast("Any", session))
    return session.exitstatus


def just_met(lane: Lane) -> dict[str, int]:
    return {name: least for name in GOALS if (least := GOALS[name].least(lane)) is not None}


@pytest.mark.parametrize("lane", ["run", "long"])
def test_a_run_that_meets_each_goal_ends_well(lane: Lane) -> None:
    assert ends_with(lane, just_met(lane)) == pytest.ExitCode.OK


@pytest.mark.parametrize("name", [name for name in GOALS if GOALS[name].run])
def test_one_less_than_the_goal_is_a_failure(name: str) -> None:
    met = just_met("run")
    assert ends_with("run", {**met, name: met[name] - 1}) == pytest.ExitCode.TESTS_FAILED


@pytest.mark.parametrize("name", [goal.name for goal in NONE])
def test_a_single_one_of_what_must_not_be_is_a_failure(name: str) -> None:
    assert ends_with("run", {**just_met("run"), name: 1}) == pytest.ExitCode.TESTS_FAILED


@pytest.mark.parametrize("name", GOALS)
def test_what_nobody_counted_is_a_failure(name: str) -> None:
    met = just_met("run")
    counted = met.pop(name, None) is not None
    assert (ends_with("run", met) == pytest.ExitCode.TESTS_FAILED) is counted


def test_a_run_sees_that_it_can_see() -> None:
    assert all(goal.run for goal in CONTROLS)


def test_a_figure_without_a_goal_cannot_be_counted(request: pytest.FixtureRequest) -> None:
    with pytest.raises(AssertionError, match="has no goal"):
        request.getfixturevalue("tally")("kisses", 1)
