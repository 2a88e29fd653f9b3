"""Writing a data package: the same rows give the same bytes, whole or not at all.

Everything is written beside the destination, flushed to the disk, and then renamed.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import IO, Any, Final

from snt_desk import there
from snt_desk.domain.clock import write_instant
from snt_desk.domain.codes import LISTS
from snt_desk.domain.package.cells import writer
from snt_desk.domain.package.schema import description
from snt_desk.domain.package.source import DESCRIPTION, opened
from snt_desk.domain.package.tables import TABLES, PackageTable, Row
from snt_desk.errors import DeskError

_BATCH = 8192
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_PLAIN_FILE = 0o644 << 16


def write(
    destination: Path,
    rows: Mapping[str, Iterable[Row]],
    name: Callable[[Path, Path], object] = Path.replace,
) -> None:
    """Write a data package with the rows of each table, sorted as an export is (formats.md §1).

    A .zip by its name, else a folder. One that is there already is replaced if it is a data
    package or an empty folder. `name(part, path)` gives a finished archive its name. Raises
    DeskError if it is anything else, or the disk fails; then nothing is changed.
    """
    destination = destination.resolve()
    is_archive = destination.suffix.lower() == ".zip"
    _check_destination(destination, is_archive=is_archive)
    beside = destination.with_name(f".{destination.name}.{secrets.token_hex(4)}.part")
    try:
        if is_archive:
            _write_archive(beside, rows)
            name(beside, destination)
        else:
            _write_folder(beside, rows)
            _put_folder(beside, destination)
        _sync_folder(destination.parent)
    except OSError as error:
        raise DeskError(
            f"{destination.name} is not written",
            f"{error.strerror or error}. Nothing was changed.",
        ) from error
    finally:
        _remove(beside)


def in_order(table: PackageTable, rows: Iterable[Row]) -> list[Row]:
    """Sort rows as an export has them: by key, texts in code-point order, numbers as numbers.

    The codes of a list keep the order in which they come.
    """
    if table.name in _SORT_KEYS:
        return sorted(rows, key=_SORT_KEYS[table.name])
    ordered = list(rows)
    # Last part first: as stable, and quicker than comparing keys of several parts.
    for place in reversed(table.key_places):
        ordered.sort(key=itemgetter(place))
    return ordered


def _visit_key(row: Row) -> Any:
    # By its text, as all keys; so an hour that comes twice is not in the order of time.
    return row[0], row[1], write_instant(row[3])


def _outcome_key(row: Row) -> Any:
    patrol, event, kind, _ = row
    return patrol or event, kind, patrol is None


def _code_key(row: Row) -> Any:
    name = row[0]
    return (_LIST_PLACES[name], "") if name in _LIST_PLACES else (len(_LIST_PLACES), name)


_LIST_PLACES: Final = {name: place for place, name in enumerate(LISTS)}
_SORT_KEYS: Final[dict[str, Callable[[Row], Any]]] = {
    "visits": _visit_key,
    "outcomes": _outcome_key,
    "codes": _code_key,
}


def _check_destination(destination: Path, *, is_archive: bool) -> None:
    if not there.a_folder(destination.parent):
        raise DeskError(
            f"{destination.name} is not written",
            f"There is no folder {destination.parent}. Make it, or choose another place.",
        )
    if not there.anything(destination):
        return
    reason = f"{destination} is not a {'file' if is_archive else 'folder'}."
    if is_archive == destination.is_file():
        if not is_archive and not any(destination.iterdir()):
            return
        try:
            with opened(destination):
                return
        except DeskError as error:
            reason = error.detail
    raise DeskError(
        f"{destination.name} is not written",
        f"What is there is no data package: {reason} Choose another name.",
    )


def _write_folder(folder: Path, rows: Mapping[str, Iterable[Row]]) -> None:
    folder.mkdir()
    for name, fill in _files(rows):
        with (folder / name).open("xb") as file:
            fill(file)
            _sync(file)
    _sync_folder(folder)


def _write_archive(path: Path, rows: Mapping[str, Iterable[Row]]) -> None:
    with path.open("xb") as file:
        with zipfile.ZipFile(file, "w") as archive:
            for name, fill in _files(rows):
                entry = zipfile.ZipInfo(name, _LONG_AGO)
                # The same on every system, or the bytes would differ.
                entry.create_system = _UNIX
                entry.external_attr = _PLAIN_FILE
                entry.compress_type = zipfile.ZIP_DEFLATED
                with archive.open(entry, "w") as member:
                    fill(member)
        _sync(file)


def _files(rows: Mapping[str, Iterable[Row]]) -> Iterator[tuple[str, Callable[[IO[bytes]], None]]]:
    """Name the files of the package in their order, each with what fills it."""
    yield DESCRIPTION, partial(_fill, content=description())
    for table in TABLES:
        yield table.file, partial(write_table, table=table, rows=rows.get(table.name, ()))


def _fill(stream: IO[bytes], content: bytes) -> None:
    stream.write(content)


def write_table(stream: IO[bytes], table: PackageTable, rows: Iterable[Row]) -> None:
    """Write one table as CSV, heading first, its rows sorted."""
    writers = [writer(column) for column in table.columns]
    stream.write(f"{','.join(table.names)}\r\n".encode())
    ordered = in_order(table, rows)
    # By column: what differs between kinds is then chosen once, not for every cell.
    for start in range(0, len(ordered), _BATCH):
        columns = zip(*ordered[start : start + _BATCH], strict=True)
        cells = [
            map(write_cell, column) if write_cell else column
            for write_cell, column in zip(writers, columns, strict=True)
        ]
        lines = map(",".join, zip(*cells, strict=True))
        stream.write("".join([f"{line}\r\n" for line in lines]).encode())


def _put_folder(beside: Path, destination: Path) -> None:
    """Put the new folder in the place of the old one, which comes back if that fails."""
    if not destination.exists():
        beside.rename(destination)
        return
    old = beside.with_suffix(".old")
    destination.rename(old)
    try:
        beside.rename(destination)
    except OSError:
        old.rename(destination)
        raise
    _remove(old)


def _sync(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    # Only POSIX lets a program open a folder; elsewhere the system sees to it.
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _remove(path: Path) -> None:
    if there.a_folder(path):
        shutil.rmtree(path, ignore_errors=True)
    else:
        # What could not be written there cannot be taken away either.
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
