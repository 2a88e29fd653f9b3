"""The computer's clock jumps, stands at an odd date, or has no time zones: the desk goes on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from snt_desk.db import schema
from snt_desk.db.health import faults
from snt_desk.db.store import Store
from snt_desk.domain import clock
from tests.db.rows import add_member, collars, scalar
from tests.trust.figures import Tally

ROOT = Path(schema.__file__).parents[2]
ODD_DATES = (
    "2026-03-29 00:59:50",  # the clocks go forward
    "2026-10-25 00:59:50",  # and back
    "2026-12-31 23:59:50",
    "2027-01-01 00:00:30",  # of week 53 of 2026
    "2028-02-29 12:00:00",
)


def test_the_journal_keeps_its_order_where_the_clock_goes_back(
    store: Store, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = clock.now()
    for collar, jump in (("1234AB", 0), ("5678CD", -400), ("9012EF", 1), ("3456GH", -1)):
        moment = real + timedelta(days=jump)
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        with store.change(f"Add {collar}") as session:
            add_member(session, collar)
    assert store.undo() == "Add 3456GH"
    assert store.undo() == "Add 9012EF"
    assert collars(store) == ["1234AB", "5678CD"]
    assert store.redo() == "Add 9012EF"
    assert list(faults(store)) == []
    assert scalar(database, "SELECT group_concat(label, ', ' ORDER BY id) FROM changes").endswith(
        "Add 1234AB, Add 5678CD, Add 9012EF, Add 3456GH, Add 3456GH, Add 9012EF, Add 9012EF"
    )


def test_time_zones_come_with_the_program() -> None:
    script = "from snt_desk.domain import clock; print(clock.london(2026, 7, 1, 9).isoformat())"
    environment = {**os.environ, "PYTHONTZPATH": ""}
    command = [sys.executable, "-c", script]
    said = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    assert said.stdout.decode().strip() == "2026-07-01T08:00:00+00:00"


def desk(when: str, *arguments: str) -> str:
    """Run the program on a computer whose clock says so, and give what it says."""
    program = shutil.which("faketime")
    if program is None:
        pytest.fail("No clock can be set: install faketime.")
    command = [program, "-f", f"@{when}", sys.executable, "-m", "snt_desk", *arguments]
    environment = {**os.environ, "TZ": "UTC"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.long
@pytest.mark.parametrize("when", ODD_DATES)
def test_the_program_works_at_odd_dates(tmp_path: Path, when: str, tally: Tally) -> None:
    database = ["--database", str(tmp_path / "demo.db")]
    desk(when, *database, "demo", "--no-window")
    desk(when, *database, "return", when[:7], "--output", str(tmp_path))
    desk(when, *database, "backup")
    desk(when, *database, "check")
    assert "5 tabs" in desk(when, "--self-test")
    tally("odd dates", 1)


@pytest.mark.long
def test_a_clock_that_goes_back_a_day_stops_nothing(tmp_path: Path, tally: Tally) -> None:
    database = ["--database", str(tmp_path / "demo.db")]
    desk("2026-11-20 09:00:00", *database, "demo", "--no-window")
    for when in ("2026-11-19 09:00:00", "2031-01-01 00:00:00", "2026-11-20 08:00:00"):
        desk(when, *database, "backup")
        assert desk(when, *database, "check")
    tally("odd dates", 3)
