"""What the tests of power cuts share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.trust.writelog import compiled


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that logs what a program writes."""
    return compiled(tmp_path_factory.mktemp("library"))
