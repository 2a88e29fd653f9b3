"""The figures of `make trust`: tests count what they do, and one table shows it beside the goals.

A test that takes the fixture `tally` belongs to the lane, wherever it stands:

    def test_a_killed_backup_leaves_no_half_of_one(database: Path, tally: Tally) -> None:
        ...
        tally("backups", 60)
        tally("corrupt", len(bad))
        assert not bad

Every call adds. The names are those of tests/trust/goals.py, in any run; count before you assert,
zeros too, because a figure that nobody counted is a missed goal. In an ordinary run it does
nothing else. What takes more than some tenths of a second is marked `trust` and stays out of
`make test`; what takes minutes is marked `long` and is run by `make trust-long`.
"""

from __future__ import annotations

from collections import Counter
from typing import Protocol, get_args

import pytest

from tests.trust.goals import CONTROLS, DONE, GOALS, NONE, Goal, Lane


class Tally(Protocol):
    """Adds to a figure, by its name in the table."""

    def __call__(self, name: str, count: int, /) -> None: ...


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Tally:
    """Count what a test has done or found, for the table of `make trust`."""

    def count(name: str, number: int) -> None:
        assert name in GOALS, f"{name} has no goal in tests/trust/goals.py"
        # A report carries these from the process of the test to the one that counts.
        request.node.user_properties.append((name, number))

    return count


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the lane from the command line."""
    parser.addoption("--trust", choices=get_args(Lane), help="run what counts, show the figures")


def pytest_configure(config: pytest.Config) -> None:
    """Count, where the tests' reports come together."""
    if config.getoption("trust") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Figures(config.getoption("trust")))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the tests that count or are marked for the lane; of them, the marks choose."""
    if not config.getoption("trust"):
        return
    counting = [item for item in items if _belongs(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in counting])
    items[:] = counting


def _belongs(item: pytest.Item) -> bool:
    counts = "tally" in getattr(item, "fixturenames", ())
    return counts or item.get_closest_marker("trust") is not None


class Figures:
    """Adds up what the tests count and compares it with the goals."""

    def __init__(self, lane: Lane) -> None:
        self._lane = lane
        self._counted: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take the figures of a test, be it passed or failed."""
        if report.when == "teardown":
            for name, number in report.user_properties:
                if name in GOALS:
                    self._counted[name] += int(str(number))

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """A missed goal is a failure, even if every test has passed."""
        if session.exitstatus == pytest.ExitCode.OK and not all(map(self._met, self._goals())):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Show the table."""
        terminalreporter.section("trust")
        for heading, goals in (
            ("done", DONE),
            ("found, and must not be", NONE),
            ("has to fail", CONTROLS),
        ):
            terminalreporter.write_line(f"{heading:44}{'figure':>10}  goal")
            for goal in goals:
                if goal.least(self._lane) is not None:
                    met = self._met(goal)
                    terminalreporter.write_line(self._line(goal), green=met, red=not met)

    def _goals(self) -> list[Goal]:
        return [goal for goal in GOALS.values() if goal.least(self._lane) is not None]

    def _figure(self, goal: Goal) -> int | None:
        return self._counted.get(goal.name)

    def _met(self, goal: Goal) -> bool:
        return goal.met(self._lane, self._figure(goal))

    def _line(self, goal: Goal) -> str:
        figure = self._figure(goal)
        shown = "not counted" if figure is None else f"{figure:,}"
        missed = "" if self._met(goal) else "  MISSED"
        return f"  {goal.name:42}{shown:>10}  {goal.words(self._lane)}{missed}"
