"""The process that reads a sheet: whatever becomes of it, there is a sentence and no remnant."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from snt_desk.errors import DeskError
from snt_desk.services import sheet_files, sheet_files_child
from snt_desk.services import sheet_files_wire as wire
from tests.services.readers import SLOW, readers

ROOT = Path(sheet_files.__file__).parents[2]


class Stopped(Exception):  # what a cancelled task raises is no error either
    """Nobody wants the sheet any more."""


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    path = tmp_path / "log.csv"
    path.write_bytes(SLOW)
    return path


def test_it_tells_how_far_it_is(slow: Path) -> None:
    told: list[tuple[int, int]] = []
    sheet_files.read(slow, lambda *far: told.append(far[:2]))
    assert told[0] == (0, 0)
    assert told == sorted(told)
    assert told[-1][0] > 300
    assert told[-1][0] < told[-1][1]
    assert readers(os.getpid()) == []


def test_whoever_wants_no_more_of_it_is_rid_of_it_at_once(slow: Path) -> None:
    begun = 0.0

    def stop(done: int, total: int, words: str) -> None:
        nonlocal begun
        [reader] = readers(os.getpid())
        # It would never end by itself: whoever waited for that would wait for ever.
        os.kill(reader, signal.SIGSTOP)
        begun = time.monotonic()
        raise Stopped

    with pytest.raises(Stopped):
        sheet_files.read(slow, stop)
    assert time.monotonic() - begun < 5
    assert readers(os.getpid()) == []


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("SIGALRM", "It takes longer than 40 seconds"),
        ("SIGXCPU", "It takes longer than 40 seconds"),
        ("SIGKILL", "It is too big to be a sheet"),
        ("SIGABRT", "It is too big to be a sheet"),
        ("SIGSEGV", "It is damaged"),
    ],
)
def test_a_reader_that_is_ended_is_told_by_how(slow: Path, number: str, sentence: str) -> None:
    def end(done: int, total: int, words: str) -> None:
        for pid in readers(os.getpid()):
            os.kill(pid, signal.Signals[number])

    with pytest.raises(DeskError, match=sentence):
        sheet_files.read(slow, end)


def test_a_reader_that_is_too_slow_is_not_waited_for(
    slow: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet_files_child, "MOST_SECONDS", 0)
    with pytest.raises(DeskError, match="It takes longer than"):
        sheet_files.read(slow)
    assert readers(os.getpid()) == []


def test_a_reader_that_talks_nonsense_is_not_believed(
    slow: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet_files_child, "ARGUMENT", "--version")
    with pytest.raises(DeskError, match="It is damaged"):
        sheet_files.read(slow)


def test_a_reader_does_not_outlive_a_killed_desk(slow: Path) -> None:
    script = (
        "import sys, pathlib; from snt_desk.services import sheet_files\n"
        "sheet_files.read(pathlib.Path(sys.argv[1]), lambda *_: print(flush=True))"
    )
    desk = subprocess.Popen(
        [sys.executable, "-c", script, str(slow)], cwd=ROOT, stdout=subprocess.PIPE
    )
    with desk:
        assert desk.stdout is not None
        desk.stdout.readline()
        left = readers(desk.pid)
        desk.kill()
    assert left
    until = time.monotonic() + 20
    while set(left) & set(readers()) and time.monotonic() < until:
        time.sleep(0.02)
    assert not set(left) & set(readers())


def test_it_has_limits_of_its_own(tmp_path: Path) -> None:
    script = (
        "import resource, signal; from snt_desk.services import sheet_files_child as child\n"
        "child._limit()\n"
        "print(signal.alarm(0), *[resource.getrlimit(getattr(resource, f'RLIMIT_{name}'))[0]"
        " for name in ('AS', 'CPU', 'FSIZE', 'CORE')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert done.stdout.split() == ["40", str(768 << 20), "30", "0", "0"]


def test_a_reader_without_memory_says_so(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes((b"x" * 32_000 + b"\n") * 2_000)

    def starve() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (60 << 20, 60 << 20))

    with path.open("rb") as file:
        done = subprocess.run(
            [sys.executable, "-m", "snt_desk", sheet_files_child.ARGUMENT],
            cwd=ROOT,
            stdin=file,
            capture_output=True,
            check=True,
            preexec_fn=starve,
        )
    assert wire.heard(done.stdout) == ["refused", wire.TOO_BIG]


def test_it_starts_without_what_a_window_needs() -> None:
    script = (
        "import sys, snt_desk.__main__\n"
        "from snt_desk.services import sheet_files_workbook, sheet_files_zip, sheet_files_text\n"
        "heavy = {'PySide6', 'sqlalchemy', 'sqlcipher3', 'snt_desk.domain', 'snt_desk.cli'}\n"
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)
