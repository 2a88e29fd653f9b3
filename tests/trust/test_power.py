"""The power goes while patrols are saved: what was said to be saved is there, whole.

In two ways that are known to lose saves, it has to be seen that they do.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from snt_desk.db.cipher import Key
from snt_desk.db.opening import create_store
from snt_desk.errors import DeskError
from tests.fixtures_store import ACTOR
from tests.trust import saving
from tests.trust.figures import Tally
from tests.trust.powercut import Disk, cuts
from tests.trust.writelog import recorded

Work = Callable[..., object]

KEY = Key(bytes(range(32)))
SAVES = 40
OFF = ["journal_mode = TRUNCATE", "synchronous = OFF"]
WAL_AND_NORMAL = ["journal_mode = WAL", "synchronous = NORMAL"]

pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def begun(tmp_path: Path, template: Path) -> Path:
    """A plain file to save to, alone in a folder."""
    folder = tmp_path / "desk"
    folder.mkdir()
    shutil.copyfile(template, folder / "desk.db")
    saving.begin(folder / "desk.db")
    return folder


@pytest.fixture
def begun_encrypted(tmp_path: Path) -> Path:
    """The same under a key."""
    folder = tmp_path / "desk"
    folder.mkdir()
    create_store(str(folder / "desk.db"), ACTOR, KEY).close()
    saving.begin(folder / "desk.db", KEY)
    return folder


def saves_cut(
    folder: Path, library: Path, times: int, seed: int, work: Work, key: Key | None = None
) -> Counter[str]:
    """Cut the power so often while patrols are saved there, and open what is left each time."""
    disk = Disk(folder)
    log = recorded(folder, library, work, folder / "desk.db", seed, SAVES)
    found: Counter[str] = Counter(lost=0, torn=0, corrupt=0, bad=0)
    for after, said in cuts(disk, log, times, seed, folder.with_name("after")):
        found += after_a_cut(after / "desk.db", said, key) + Counter(cuts=1)
    return found


def in_mode(mode: list[str]) -> Work:
    return partial(saving.save_in_mode, mode=mode)


def after_a_cut(database: Path, said: list[str], key: Key | None) -> Counter[str]:
    """Open a file as the program does, and hold it to what was said before the cut."""
    found = saving.Found()
    found.hear(said)
    try:
        found.look(database, key)
    except (DeskError, DBAPIError) as error:
        return Counter({"corrupt": 1, "bad": 1, str(error): 1})
    seen = Counter(lost=len(found.lost), torn=len(found.torn), corrupt=bool(found.faults))
    return seen + Counter(bad=any(seen.values())) + Counter(found.faults)


def insist_on_nothing_lost(found: Counter[str], cut: str, tally: Tally) -> None:
    tally(cut, found.pop("cuts"))
    for name in ("lost", "torn", "corrupt"):
        tally(name, found[name])
    assert not any(found.values()), dict(found)


@pytest.mark.trust
@pytest.mark.parametrize("seed", [1, 2])
def test_a_power_cut_loses_nothing_that_was_said_to_be_saved(
    begun: Path, library: Path, seed: int, tally: Tally
) -> None:
    found = saves_cut(begun, library, 500, seed, saving.save)
    insist_on_nothing_lost(found, "power cuts", tally)


@pytest.mark.trust
@pytest.mark.parametrize("seed", [1, 2])
def test_a_power_cut_loses_nothing_of_an_encrypted_file(
    begun_encrypted: Path, library: Path, seed: int, tally: Tally
) -> None:
    found = saves_cut(begun_encrypted, library, 500, seed, partial(saving.save, key=KEY), KEY)
    insist_on_nothing_lost(found, "power cuts, encrypted", tally)


@pytest.mark.trust
def test_a_power_cut_loses_nothing_of_a_file_that_was_just_made(
    tmp_path: Path, library: Path, tally: Tally
) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    found = saves_cut(folder, library, 200, 5, saving.make_and_save)
    insist_on_nothing_lost(found, "power cuts", tally)


@pytest.mark.trust
def test_without_syncs_most_power_cuts_leave_no_file_that_can_be_used(
    begun: Path, library: Path, tally: Tally
) -> None:
    found = saves_cut(begun, library, 200, 3, in_mode(OFF))
    tally("% unusable with synchronous = OFF", 100 * found["bad"] // found["cuts"])
    assert found["bad"] > 100


@pytest.mark.trust
def test_with_a_wal_that_is_seldom_synced_power_cuts_lose_saves(
    begun: Path, library: Path, tally: Tally
) -> None:
    found = saves_cut(begun, library, 100, 4, in_mode(WAL_AND_NORMAL))
    tally("saves lost with WAL and NORMAL", found["lost"])
    assert found["lost"]


# --- For hours ----------------------------------------------------------------------------------


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10, 20))
def test_power_cuts_by_the_thousand_lose_nothing(
    begun: Path, library: Path, seed: int, tally: Tally
) -> None:
    found = saves_cut(begun, library, 500, seed, saving.save)
    insist_on_nothing_lost(found, "power cuts", tally)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10, 20))
def test_power_cuts_by_the_thousand_lose_nothing_of_an_encrypted_file(
    begun_encrypted: Path, library: Path, seed: int, tally: Tally
) -> None:
    found = saves_cut(begun_encrypted, library, 500, seed, partial(saving.save, key=KEY), KEY)
    insist_on_nothing_lost(found, "power cuts, encrypted", tally)


@pytest.mark.long
@pytest.mark.parametrize(
    "mode",
    [
        ["journal_mode = DELETE", "synchronous = EXTRA"],
        ["journal_mode = PERSIST", "synchronous = EXTRA"],
        ["journal_mode = TRUNCATE", "synchronous = FULL"],
        ["journal_mode = WAL", "synchronous = FULL"],
    ],
    ids=" ".join,
)
def test_other_modes_that_sync_each_save_lose_nothing_either(
    begun: Path, library: Path, mode: list[str], tally: Tally
) -> None:
    found = saves_cut(begun, library, 300, 6, in_mode(mode))
    insist_on_nothing_lost(found, "power cuts in other modes", tally)
