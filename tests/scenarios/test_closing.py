"""The window is closed in the middle of its work: the program ends in peace, every time."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from snt_desk.db.opening import open_store
from tests.fixtures_store import ACTOR
from tests.trust.figures import Tally
from tests.ui import poisoned

ROOT = Path(__file__).parent.parent.parent
WORK = ("import", "export", "backup", "read")
PATIENCE = 30
"""Seconds for a start, the work and the end; work that cannot be stopped is waited for three."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("closing")
    poisoned.made(made / "desk.db").close()
    rows = "".join(f"{1 + n % 28}/10/2026,0930,1100,foot,Fitz,Reassurance\n" for n in range(5000))
    (made / "log.csv").write_text(f"Date,Start,End,How,Crew,Reason\n{rows}", encoding="utf-8")
    return made


def closed_after(folder: Path, work: str, milliseconds: int) -> subprocess.CompletedProcess[str]:
    script = Path(__file__).with_name("closing.py")
    arguments = [str(folder / "desk.db"), str(folder), work, str(milliseconds)]
    return subprocess.run(
        [sys.executable, script, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONFAULTHANDLER": "1"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def assert_ends_in_peace(folder: Path, work: str, milliseconds: int, tally: Tally) -> None:
    done = closed_after(folder, work, milliseconds)
    ended = (done.returncode, done.stdout.strip()) == (0, "closed 0")
    reports = list(folder.rglob("fault-*.txt"))
    tally("unhandled", int(not ended) + len(reports))
    assert ended, f"{work} after {milliseconds} ms: {done.returncode}\n{done.stdout}{done.stderr}"
    assert reports == []
    # Half of nothing is left, and the file can be opened at once.
    assert not [one.name for one in folder.rglob("*.part")]
    open_store(str(folder / "desk.db"), ACTOR).close()


@pytest.mark.trust
@pytest.mark.timeout(600)
@pytest.mark.parametrize("work", WORK)
def test_closed_in_the_middle_of_its_work_it_ends(folder: Path, work: str, tally: Tally) -> None:
    for milliseconds in (0, 60):
        assert_ends_in_peace(folder, work, milliseconds, tally)


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("work", WORK)
def test_closed_often_in_the_middle_of_its_work_it_ends(
    folder: Path, work: str, tally: Tally
) -> None:
    dice = random.Random(work)
    for _ in range(50):
        assert_ends_in_peace(folder, work, dice.randrange(400), tally)
