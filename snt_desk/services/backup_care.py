"""What backups need besides being made: to be swept, thinned, carried out and remembered."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from snt_desk import __version__
from snt_desk.db import backup, journal, placing, putting_back
from snt_desk.db.cipher import Key
from snt_desk.db.store import EVERYTHING, Store
from snt_desk.domain import backups as names
from snt_desk.domain import clock, thinning
from snt_desk.domain.backups import KEPT_WHOLE, MANIFEST, PART, Care, Manifest, Why
from snt_desk.domain.thinning import Kept
from snt_desk.errors import DeskError
from snt_desk.services import backup_list
from snt_desk.services.backup_list import Backup, data_file, folder_of, found_in, listed

TRIAL = ".trial-"
"""How the folder begins in which a backup is put back for trial; swept like any half copy."""
_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Outside:
    """How the second place stands: not chosen, away, or up to which backup it has."""

    place: Path | None = None
    away: bool = False
    doubt: str = ""
    """Why the newest is not there yet, in a sentence."""
    newest: datetime | None = None

    @property
    def words(self) -> str:
        """The same in a line."""
        if self.place is None:
            return "No second place is chosen."
        if self.doubt:
            return self.doubt
        if self.newest is None:
            return f"Nothing is in {self.place} yet."
        return f"Up to {names.moment(self.newest)} also in {self.place}."


# --- Remembering --------------------------------------------------------------------------------


def remembered(where: str) -> Care:
    """Give what is remembered of the backups of a data file."""
    path = _care_file(where)
    try:
        return names.read_care(path.read_bytes()[: names.LARGEST_MANIFEST])
    except FileNotFoundError:
        return Care()
    except OSError as error:
        return Care(held=f"The folder of the backups cannot be read: {error.strerror}.")


def remember(where: str, care: Care) -> None:
    """Remember this instead; raises DeskError where it cannot be written."""
    path = _care_file(where)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        placing.write(path, care.written())
    except OSError as error:
        raise DeskError("The backups cannot be looked after", f"{error.strerror}.") from error


def hold(where: str, sentence: str, number: int) -> None:
    """Keep all backups until somebody says that what is gone in that one is right."""
    remember(where, replace(remembered(where), held=sentence, weighed=number))


def let_go(where: str) -> None:
    """That so much is gone is right: older backups may be thinned again; raises DeskError."""
    newest = max((one.number for one in _of_newest(where)), default=0)
    remember(where, replace(remembered(where), held="", weighed=newest))


def _is_held(where: str) -> bool:
    """Whether all backups are to be kept; raises DeskError where that cannot be remembered.

    What is remembered may not have been written when records went: what the backups say of
    themselves is weighed again, each once.
    """
    care = remembered(where)
    there = _of_newest(where)
    if care.held or not there or there[0].number <= care.weighed:
        return bool(care.held)
    said = (
        shrunk(before, after.manifest)
        for after, before in pairwise(there)
        if after.manifest and after.number > care.weighed
    )
    held = next((sentence for sentence in said if sentence), "")
    remember(where, replace(care, held=held, weighed=there[0].number))
    return bool(held)


def _of_newest(where: str) -> list[Backup]:
    """Give the checked backups of the file that the newest is of, that one first."""
    checked = [one for one in listed(where) if one.checked and one.manifest]
    origin = checked[0].manifest.origin if checked and checked[0].manifest else ""
    return [one for one in checked if one.manifest and one.manifest.origin == origin]


def _care_file(where: str) -> Path:
    folder = folder_of(where)
    assert folder is not None  # noqa: S101  # a server has no backups to care for
    return folder / f"{data_file(where).stem}-care.json"


def shrunk(before: Backup | None, after: Manifest) -> str:
    """Say that more than half of the records are gone since a backup; empty if they are not."""
    if before is None:
        return ""
    earlier, later = (
        {table: rows for table, rows in one.items() if table in EVERYTHING}
        for one in (before.rows, after.rows)
    )
    if not names.has_shrunk(earlier, later):
        return ""
    return (
        f"More than half of the records are gone since {names.moment(before.made)}:"
        f" {names.counted(sum(earlier.values()), 'records')} then,"
        f" {sum(later.values()):,} now."
    )


def changed(store: Store, where: str) -> bool:
    """Whether anything was noted in the journal since the last backup that is checked."""
    with store.read() as session:
        now = journal.anchor(session.connection())
    newest = next((one for one in listed(where) if one.checked), None)
    return newest is None or newest.manifest is None or newest.manifest.anchor != now


# --- Tidying ------------------------------------------------------------------------------------


def sweep(where: str) -> None:
    """Take away what was left half done; only while nobody else has the data file open."""
    data, folder = data_file(where), folder_of(where)
    if folder is None:
        return
    with backup.ONE_AT_A_TIME:
        backup.sweep(putting_back.part_of(data))
        _sweep(folder, data.stem)


def _sweep(folder: Path, stem: str) -> None:
    there = set(_names(folder))
    for name in there:
        ours, half, _ = name.partition(PART)
        of = ours.removesuffix(MANIFEST)
        if name.startswith(TRIAL):
            shutil.rmtree(folder / name, ignore_errors=True)
        elif names.read_name(stem, of) and (half or (of != ours and of not in there)):
            # Half of a copy, or a manifest whose backup never got its name.
            (folder / name).unlink(missing_ok=True)


def adopt(where: str, key: Key | None = None) -> None:
    """Take the copies that older programs left beside the data file into the list.

    `desk.db.before-4` says no time: the last change in it does.
    """
    data, folder = data_file(where), folder_of(where)
    if folder is None:
        return
    for name in _names(data.parent):
        if re.fullmatch(re.escape(data.name) + r"\.before-\d{1,4}", name, re.ASCII):
            _adopt(data.with_name(name), folder, data.stem, key)


def _adopt(path: Path, folder: Path, stem: str, key: Key | None) -> None:
    try:
        connection = backup.to_look(path, key)
        try:
            facts = backup.facts_of(connection)
            sound = bool(facts.anchor) and not any(backup.complaints(connection))
            newest = "SELECT at FROM changes ORDER BY id DESC LIMIT 1"
            made = clock.read_moment(connection.execute(newest).fetchone()[0])
        finally:
            connection.close()
    except (sqlite.Error, clock.ClockError, TypeError):
        # Not one of ours, or not to be read: it is left where it is.
        return
    folder.mkdir(exist_ok=True)
    made = made.replace(microsecond=0)
    adopted = folder / names.name_for(stem, made, _names(folder))
    manifest = Manifest(
        made=made,
        number=names.next_number(made, ()),
        why=Why.UPGRADE,
        program=__version__,
        version=facts.version,
        size=path.stat().st_size,
        sha256=backup.digest(path),
        anchor=facts.anchor,
        origin=facts.origin,
        rows=facts.rows,
        sound=sound,
    )
    backup.write_manifest(adopted, manifest)
    placing.take_name(path, adopted)
    placing.settle_folder(folder)


def thin(where: str, now: datetime) -> list[Path]:
    """Remove what age makes superfluous, unless something holds it; gives what is gone.

    Raises DeskError, with nothing gone, where a hold could not be remembered.
    """
    folder = folder_of(where)
    if folder is None or _is_held(where):
        return []
    return _thin(_sorted(found_in(folder, data_file(where).stem)), now)


def _thin(there: Sequence[Backup], now: datetime) -> list[Path]:
    gone = [there[at].path for at in sorted(_superfluous(there, now))]
    for path in gone:
        for ending in ("", "-journal", "-wal", "-shm", MANIFEST):
            path.with_name(path.name + ending).unlink(missing_ok=True)
    return gone


def _superfluous(there: Sequence[Backup], now: datetime) -> set[int]:
    """Say which may go, each data file's by themselves: no other of that name pushes them out."""
    gone = set()
    origins = [one.manifest.origin if one.manifest else "" for one in there]
    for origin in set(origins):
        places = [at for at, its in enumerate(origins) if its == origin]
        kept = [
            Kept(there[at].made, there[at].checked, there[at].why in KEPT_WHOLE) for at in places
        ]
        gone |= {places[at] for at in thinning.superfluous(kept, now)}
    return gone


def _sorted(found: Iterator[Backup]) -> list[Backup]:
    return sorted(found, key=backup_list.order, reverse=True)


def _names(folder: Path) -> list[str]:
    try:
        return [one.name for one in folder.iterdir()]
    except OSError:
        return []


# --- The second place ---------------------------------------------------------------------------


def choose(where: str, second: Path) -> None:
    """Make the folder of this desk in a second place; raises DeskError where that cannot be."""
    origin = _origin(where)
    if not origin:
        raise DeskError("There is no backup yet", "Make one first, with Ctrl+B.")
    own = folder_of(where)
    if own is not None and own in (second, *second.parents):
        raise DeskError("That is the first place", "Choose another disk, or a shared folder.")
    try:
        backup_list.outside(second, origin).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeskError(
            "Backups cannot go there", f"{second}: {error.strerror}. Choose another folder."
        ) from error


def carry_out(where: str, second: Path | None, report: backup.Report | None = None) -> Outside:
    """Copy to the second place what it lacks, read the copies back, and thin it as well.

    Where the place is away nothing is done: it is caught up when it is there again. Its
    folder is never made here: an empty drive of the same letter is not the one that was chosen.
    Raises DeskError, with nothing thinned, where a hold could not be remembered.
    """
    if second is None:
        return Outside()
    here = [one for one in listed(where) if one.checked]
    folder = backup_list.outside(second, _origin(where))
    if not here or not folder.is_dir():
        return Outside(second, away=True, doubt=f"{second} is not there now.")
    there = _sorted(found_in(folder, data_file(where).stem))
    both = sorted({one.path.name: one for one in (*there, *here)}.values(), key=backup_list.order)
    both.reverse()
    gone = _superfluous(both, clock.now())
    stays = {one.path.name for at, one in enumerate(both) if at not in gone}
    good = {one.path.name for one in there if one.checked}
    wanted = [one for one in here if one.path.name in stays - good]
    try:
        # The folder is this desk's own: nobody else is writing there.
        _sweep(folder, data_file(where).stem)
        for at, one in enumerate(reversed(wanted)):
            if report is not None:
                report(at, len(wanted))
            _carry(one, folder)
        if not _is_held(where):
            _thin(_sorted(found_in(folder, data_file(where).stem)), clock.now())
    except OSError as error:
        return Outside(second, doubt=f"{second} takes no backup: {error.strerror}.")
    return stands(where, second)


def stands(where: str, second: Path | None) -> Outside:
    """Say how the second place stands, without doing anything there."""
    if second is None:
        return Outside()
    folder = backup_list.outside(second, _origin(where))
    if not folder.is_dir():
        return Outside(second, away=True, doubt=f"{second} is not there now.")
    there = [one for one in _sorted(found_in(folder, data_file(where).stem)) if one.checked]
    return Outside(second, newest=there[0].made if there else None)


def reminder(where: str, second: Path | None, now: datetime) -> str:
    """Say once a week that there is no second place; empty where there is, or it was said."""
    care = remembered(where)
    if second is not None or (care.reminded and timedelta() <= now - care.reminded < _WEEK):
        return ""
    if not any(listed(where)):
        return ""
    remember(where, replace(care, reminded=now))
    return "Backups are on this computer only. Choose a second place."


def _carry(one: Backup, folder: Path) -> None:
    assert one.manifest is not None  # noqa: S101  # it is checked
    path = folder / one.path.name
    part = path.with_name(path.name + PART)
    try:
        shutil.copyfile(one.path, part)
        placing.settle(part)
        if backup.digest(part) != one.manifest.sha256:
            # It may be the one here that changed: that one is not carried out either.
            raise OSError(0, "what was read back is not what was written")
        backup.write_manifest(path, one.manifest)
        placing.take_name(part, path)
        placing.settle_folder(folder)
    finally:
        part.unlink(missing_ok=True)


def _origin(where: str) -> str:
    return next((one.manifest.origin for one in listed(where) if one.manifest), "")
