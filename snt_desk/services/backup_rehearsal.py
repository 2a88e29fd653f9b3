"""The newest backup is put back for trial: only that shows that it could be."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from snt_desk.db import backup, engine, health, journal, opening
from snt_desk.db.backup import Report
from snt_desk.db.store import EVERYTHING, Store
from snt_desk.domain import clock
from snt_desk.domain.backups import Care
from snt_desk.domain.clock import Month
from snt_desk.domain.figures import Figure
from snt_desk.errors import DeskError
from snt_desk.services import backup_care, backups, returns, team
from snt_desk.services.backups import Backup, Why

EVERY = timedelta(days=7)
"""A month is promised; a week is as easy, and finds a fault while good backups are young."""


class Disturbed(Exception):  # noqa: N818  # it is a wish, not an error
    """The records changed while the backup was compared with them: it says nothing."""


def due(where: str, now: datetime) -> bool:
    """Whether it is time for one; also when the clock has gone back behind the last."""
    last = backup_care.remembered(where).tried
    return last is None or not timedelta() <= now - last < EVERY


def rehearse(store: Store, where: str, report: Report) -> Care:
    """Put the newest backup back in a private folder, and compare it with the open data.

    It is opened with the program's own code and looked through; every row, and the figures of
    the last month's return, have to be those of the open data at that moment. What was found
    is remembered, and given. `report` is called often, and what it raises ends it; so does
    Disturbed, raised when somebody saves meanwhile.
    """
    chosen = backups.last(where)
    if chosen is None or backup_care.changed(store, where):
        chosen = backups.back_up(
            where, report=report, why=Why.WORK, key=store.key, busy=lambda: store.busy
        )
    chosen = backups.read_back(chosen, store.key)
    folder = Path(tempfile.mkdtemp(prefix=backup_care.TRIAL, dir=backups.folder_of(where)))
    try:
        found = next(_wrong(store, where, chosen, folder / "desk.db", report), "")
    except DeskError as error:
        found = str(error)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    now = clock.now()
    care = replace(backup_care.remembered(where), tried=now, found=found)
    if not found:
        care = replace(care, proved=now)
        assert chosen.manifest is not None  # noqa: S101  # it could be read back
        backup.write_manifest(chosen.path, chosen.manifest.proved_at(now))
    backup_care.remember(where, care)
    return care


def _wrong(store: Store, where: str, chosen: Backup, trial: Path, report: Report) -> Iterator[str]:
    backups.restore(str(trial), chosen, store.actor, store.key)
    copy = opening.open_store(str(trial), store.actor, store.key)
    try:
        for sentence in health.faults(copy):
            report(0, 0)
            yield sentence
        report(0, 0)
        yield from _unlike(store, where, copy, trial, chosen, report)
    finally:
        copy.close()


def _unlike(
    store: Store, where: str, copy: Store, trial: Path, chosen: Backup, report: Report
) -> Iterator[str]:
    assert chosen.manifest is not None  # noqa: S101  # it was put back

    def pause() -> None:
        report(0, 0)
        if store.busy:
            raise Disturbed

    figures = [_figures(one, chosen) for one in (store, copy)]
    here, there = (_digests(path, store, pause) for path in (backups.data_file(where), trial))
    with store.read() as session:
        if journal.anchor(session.connection()) != chosen.manifest.anchor:
            raise Disturbed
    for table in sorted(here):
        if there.get(table) != here[table]:
            yield f"The rows of {table} are not those of the records."
    if figures[0] != figures[1]:
        yield "Its monthly return is not that of the records."


def _digests(path: Path, store: Store, pause: Any) -> dict[str, str]:
    connection = engine.raw(path, store.key)
    try:
        connection.execute("BEGIN")
        found = backup.digests(connection, pause)
        return {table: digest for table, digest in found.items() if table in EVERYTHING}
    finally:
        connection.close()


def _figures(store: Store, chosen: Backup) -> tuple[Figure, ...]:
    with store.read() as session:
        of = team.of_desk(session)
        if of is None:
            return ()
        month = Month.of(clock.local_day(chosen.made)).plus(-1)
        return tuple(returns.draft(session, of, month, chosen.made).made.figures)
