"""What is done on a disk that fills up, at every point of it; run by test_full_disk.py.

    python -m tests.trust.small_disk FOLDER save|update|backup|restore full|cut

FOLDER holds `template.db`, a new data file; to be full it is a small disk of its own. What was
done and found is printed as JSON.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from itertools import count
from pathlib import Path

from sqlalchemy import select

from snt_desk.db import schema
from snt_desk.db.faults import Kind, Trouble
from snt_desk.db.health import faults
from snt_desk.db.models import Member, Team
from snt_desk.db.opening import open_store
from snt_desk.db.store import Store
from snt_desk.errors import DeskError
from snt_desk.services import backup_care, backups
from tests.db.rows import Rows, add_patrol, all_rows, rows_of
from tests.fixtures_store import ACTOR
from tests.trust import saving

PAGE = 4096
RELEASED = Path(__file__).parents[1] / "released"
KINDS = {Kind.FULL, Kind.FAILING, Kind.NOT_UPGRADED}
"""What may be said of a disk that takes no more."""

Found = Counter[str]


@contextmanager
def full_but_for(pages: int, folder: Path) -> Generator[None]:
    """Fill the disk but for so many pages, and empty it again."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(folder).free - pages * PAGE)
    yield
    filler.unlink()


@contextmanager
def cut_off_at(pages: int) -> Generator[None]:
    """Let no file be written beyond so many pages, as a quota or a failing disk does."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (pages * PAGE, usual[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, usual)


def attempt(work: Callable[[], object], found: Found) -> bool:
    """Do it; say whether it was done, or was refused in a sentence as a full disk is."""
    found["tried"] += 1
    try:
        work()
    except DeskError as error:
        found["refused"] += 1
        if isinstance(error, Trouble) and error.kind not in KINDS:
            found[f"said: {error}"] += 1
        return False
    except Exception as error:  # noqa: BLE001  # whatever it is, it is what is looked for
        found["unhandled"] += 1
        found[f"raised: {error!r}"] += 1
        return False
    return True


def save_one(store: Store) -> None:
    """Log a patrol with a note of some pages."""
    with store.change("Log patrol") as session:
        team, crew = session.scalars(select(Team)).one(), session.scalars(select(Member)).all()
        add_patrol(session, team, [crew], note="n" * 3 * PAGE)


def look(path: Path, before: Rows, found: Found) -> None:
    """What was there is there, and nothing else; the file is sound."""
    after = all_rows(path)
    found["lost"] += sum(after.get(key) != row for key, row in before.items())
    found["torn"] += len(after) != len(before)
    store = open_store(str(path), ACTOR)
    found["corrupt"] += len(list(faults(store)))
    store.close()


# --- What is done -----------------------------------------------------------------------------

Limit = Callable[[int], AbstractContextManager[None]]
"""Lets so many pages be written, and no more."""


def saves(path: Path, limited: Limit, found: Found) -> None:
    """Open the file and save, with ever more room, until there is enough."""
    shutil.copyfile(path.with_name("template.db"), path)
    saving.begin(path)
    whole, before = path.read_bytes(), all_rows(path)
    for pages in count():
        path.write_bytes(whole)
        with limited(pages):
            store = open_store(str(path), ACTOR)
            done = attempt(partial(save_one, store), found)
        if done:
            store.close()
            break
        look_beside(store, path, before, found)
        save_one(store)
        store.close()
        found["not saved afterwards"] += len(all_rows(path)) == len(before)


def look_beside(store: Store, path: Path, before: Rows, found: Found) -> None:
    """Look at the file while the store that was refused has it open."""
    found["corrupt"] += len(list(faults(store)))
    with store.read() as session:
        after = rows_of(session.connection().connection.driver_connection)
    found["lost"] += sum(after.get(key) != row for key, row in before.items())
    found["torn"] += len(after) != len(before)


def updates(path: Path, limited: Limit, found: Found) -> None:
    """Open a file of the version before, with ever more room, until it is brought up."""
    whole = (RELEASED / f"{schema.HEAD - 1:04}.db").read_bytes()
    path.write_bytes(whole)
    before = all_rows(path)
    for pages in count(step=3):
        for left in path.parent.glob(f"{path.name}*"):
            left.unlink()
        path.write_bytes(whole)
        with limited(pages):
            done = attempt(lambda: open_store(str(path), ACTOR).close(), found)
        found["left behind"] += len(list(path.parent.glob("*.part*")))
        if done:
            break
        found["torn"] += all_rows(path) != before or path.read_bytes() != whole
    look(path, all_rows(path), found)


def back_ups(path: Path, limited: Limit, found: Found) -> None:
    """Back the file up beside an older backup, with ever more room, until there is enough."""
    shutil.copyfile(path.with_name("template.db"), path)
    old = backups.back_up(str(path))
    saving.begin(path)
    listed = backups.listed(str(path))
    for pages in count():
        with limited(pages):
            done = attempt(lambda: backups.back_up(str(path)), found)
        found["left behind"] += len(list(path.parent.rglob("*.part*")))
        listed = backups.listed(str(path))
        found["lost"] += not backups.read_back(listed[-1]).checked or listed[-1] != old
        if done:
            break
        found["torn"] += len(listed) != 1
    found["torn"] += all_rows(listed[0].path) != all_rows(path)


def restores(path: Path, limited: Limit, found: Found) -> None:
    """Put a backup back, with ever more room, until there is enough."""
    shutil.copyfile(path.with_name("template.db"), path)
    old = backups.back_up(str(path))
    saving.begin(path)
    before = all_rows(path)
    # Two at a time: each is read through twice.
    for pages in count(step=2):
        with limited(pages):
            done = attempt(partial(backups.restore, str(path), old, ACTOR), found)
        found["lost"] += not backups.read_back(old).checked
        if done:
            break
        found["torn"] += all_rows(path) != before
        backup_care.sweep(str(path))
        found["left behind"] += len(list(path.parent.rglob("*.part*")))
    found["torn"] += all_rows(path).keys() != all_rows(old.path).keys()


OPERATIONS = {"save": saves, "update": updates, "backup": back_ups, "restore": restores}


def main() -> None:
    """Do one of them, on the small disk or under a limit that the system sets."""
    path, operation, how = Path(sys.argv[1]) / "desk.db", sys.argv[2], sys.argv[3]
    found = Found(tried=0)
    limited = partial(full_but_for, folder=path.parent) if how == "full" else cut_off_at
    OPERATIONS[operation](path, limited, found)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
