"""In a fresh clone the files of tests are compiled once, not once by each process that runs them.

Each of them reads all files before its first test, and all would go the same way at the same
pace, compiling what the others do. So every second one goes from the last file to the first, and
from the middle on finds compiled what it reads; then it puts the tests in the order of all.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from itertools import groupby

import pytest


def _from_the_end(config: pytest.Config) -> bool:
    """Whether this is every second of the processes of pytest-xdist, which count from gw0."""
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    # What is named one after the other has an order of its own.
    return number % 2 == 1 and len(config.args) == 1


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Let the last file of a folder, and the last folder, be the first."""
    report = yield
    if isinstance(collector, pytest.Directory) and _from_the_end(collector.config):
        report.result.reverse()
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the files back; within a file all have gone the same way."""
    if _from_the_end(config):
        files = [list(of_file) for _, of_file in groupby(items, key=lambda item: item.path)]
        items[:] = [item for of_file in reversed(files) for item in of_file]
