"""A finished file gets its name, also where a virus scanner holds it for a moment (A25)."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from snt_desk.db import placing


def held(code: int) -> OSError:
    """What Windows says of a file that another program has open."""
    error = PermissionError(13, "held by another program")
    error.winerror = code  # type: ignore[attr-defined]  # Windows's alone
    return error


class Scanner:
    """Holds the file so many times; notes for how long it was waited."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, error: OSError, times: int) -> None:
        self.waited: list[float] = []
        self._error, self._left, self._replace = error, times, os.replace
        monkeypatch.setattr(os, "replace", self._held)
        monkeypatch.setattr(time, "sleep", self.waited.append)

    def _held(self, *names: Path) -> None:
        if self._left:
            self._left -= 1
            raise self._error
        self._replace(*names)


@pytest.fixture
def part(tmp_path: Path) -> Path:
    (tmp_path / "file").write_bytes(b"old")
    path = tmp_path / "file.part"
    path.write_bytes(b"new")
    return path


@pytest.mark.parametrize("code", [5, 32, 33])
@pytest.mark.parametrize("times", range(6))
def test_it_is_tried_again_until_the_file_is_let_go(
    part: Path, times: int, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    scanner = Scanner(monkeypatch, held(code), times)
    placing.put(part, part.with_suffix(""))
    assert part.with_suffix("").read_bytes() == b"new"
    assert scanner.waited == [0.05, 0.1, 0.2, 0.4, 0.8][:times]


def test_after_a_second_and_a_half_it_is_given_up(
    part: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Scanner(monkeypatch, held(32), 6)
    with pytest.raises(PermissionError):
        placing.put(part, part.with_suffix(""))
    assert part.with_suffix("").read_bytes() == b"old"
    assert part.read_bytes() == b"new"


@pytest.mark.parametrize("error", [held(2), PermissionError(13, "not allowed")])
def test_for_another_reason_it_is_not_tried_again(
    part: Path, error: OSError, monkeypatch: pytest.MonkeyPatch
) -> None:
    scanner = Scanner(monkeypatch, error, 1)
    with pytest.raises(PermissionError):
        placing.put(part, part.with_suffix(""))
    assert scanner.waited == []


def test_what_cannot_be_written_leaves_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "file").mkdir()
    with pytest.raises(OSError, match="directory"):
        placing.write(tmp_path / "file", b"new")
    assert [one.name for one in tmp_path.iterdir()] == ["file"]
