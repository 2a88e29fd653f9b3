"""The power goes while a backup is made or put back: what was said to be done is done, whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from snt_desk.services import backup_care, backups
from tests.trust import backing_up
from tests.trust.figures import Tally
from tests.trust.powercut import Disk, cuts
from tests.trust.test_backups import (
    Found,
    look_at_backups,
    look_at_data,
    old_and_new,
    parts,
    teams,
)
from tests.trust.writelog import recorded

TIMES = 150
NEVER = 10**6
"""A step that neither has: nothing is killed."""

pytestmark = [pytest.mark.trust, pytest.mark.timeout(600)]


def test_a_power_cut_leaves_no_backup_by_halves(
    database: Path, library: Path, tally: Tally
) -> None:
    first = backups.back_up(str(database)).path.name
    folder, found = database.parent, Found()
    disk = Disk(folder)
    log = recorded(folder, library, backing_up.back_up_to, database, NEVER)
    for after, said in cuts(disk, log, TIMES, 7, folder.with_name(f"{folder.name}.after")):
        there = after / database.name
        look_at_backups(there, {first, *said} - {"ready"}, found, None)
        backup_care.sweep(str(there))
        found.torn += [path.name for path in parts(there)]
    found.count("power cuts in backups", TIMES, tally)


def test_a_power_cut_in_a_restore_leaves_the_old_file_or_the_new_one(
    database: Path, library: Path, tally: Tally
) -> None:
    old, _new = old_and_new(database, None)
    folder, found = database.parent, Found()
    disk = Disk(folder)
    log = recorded(folder, library, backing_up.put_back_to, database, old, NEVER)
    for after, said in cuts(disk, log, TIMES, 8, folder.with_name(f"{folder.name}.after")):
        look_at_data(after / database.name, found, None)
        if old in said and teams(after / database.name, None, found) != ["OLD"]:
            found.lost.append("what was put back")
    found.count("power cuts in backups", TIMES, tally)
