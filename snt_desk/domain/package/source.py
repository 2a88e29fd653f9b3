"""The files of a data package, in a folder or a .zip (formats.md §1).

A package comes from anywhere: names are compared with those that may be there, sizes are
counted while a file is read and not believed from a directory, and what cannot be read is
said in a sentence.
"""

from __future__ import annotations

import contextlib
import json
import stat
import zipfile
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, TypeAlias

from snt_desk import there
from snt_desk.archives import BROKEN
from snt_desk.domain.package.cells import shown
from snt_desk.domain.package.tables import TABLES
from snt_desk.errors import DeskError

SCHEMA: Final = "snt-package/1"
DESCRIPTION: Final = "datapackage.json"
MOST_BYTES: Final = 2_000_000_000
MOST_ROWS: Final = 5_000_000
_MOST_DESCRIPTION = 16_000_000
_PIECE = 1 << 19

FILES: Final = (DESCRIPTION, *(table.file for table in TABLES))
"""Every file that a package may hold, in the order in which a .zip holds them."""

_Open: TypeAlias = Callable[[], IO[bytes]]


@dataclass
class Source:
    """An opened package: which files it has; every byte taken from them is counted."""

    name: str
    _files: dict[str, _Open]
    bytes_left: int = MOST_BYTES

    @property
    def files(self) -> tuple[str, ...]:
        """The names of its files, in the order of the format."""
        return tuple(name for name in FILES if name in self._files)

    def pieces(self, file: str) -> Generator[bytes, None, None]:
        """Read a file piece by piece; who does not read to its end closes it.

        Raises DeskError if it is damaged or the package too big.
        """
        try:
            with self._files[file]() as stream:
                while piece := stream.read(_PIECE):
                    self.bytes_left -= len(piece)
                    if self.bytes_left < 0:
                        raise _too_big(file)
                    yield piece
        except BROKEN as error:
            raise DeskError(f"{file} cannot be read", f"{_reason(error)}.") from error


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Source]:
    """Open the package at a path, a folder or a .zip, with its names and description checked.

    Raises DeskError with a sentence for whatever makes the whole unreadable.
    """
    kind = _kind(path)
    if kind == stat.S_IFDIR:
        source = Source(path.name, _folder(path))
        _check_description(source)
        yield source
    elif kind == stat.S_IFREG:
        with _archive(path) as archive:
            source = Source(path.name, _members(path, archive))
            _check_description(source)
            yield source
    else:
        raise DeskError(f"{path.name} cannot be read", f"{path} is neither a folder nor a file.")


def is_package(path: Path) -> bool:
    """Say whether a folder or a .zip is a data package of this version, by all its names."""
    try:
        with opened(path):
            return True
    except DeskError:
        return False


def _kind(path: Path) -> int:
    """Tell a folder (`S_IFDIR`) from a file (`S_IFREG`); raises DeskError where neither is seen."""
    try:
        return stat.S_IFMT(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise DeskError(f"There is no {path.name}", f"Nothing was found at {path}.") from error
    except (OSError, ValueError) as error:
        raise DeskError(f"{path.name} cannot be opened", f"{_reason(error)}.") from error


def _reason(error: Exception) -> str:
    """Give the system's own words (`Permission denied`); all else that happens is damage."""
    said = error.strerror if isinstance(error, OSError) else None
    return said or f"The file is damaged ({str(error) or 'it ends too early'})"


def _folder(path: Path) -> dict[str, _Open]:
    try:
        found = sorted(path.iterdir())
    except OSError as error:
        raise DeskError(f"{path.name} cannot be opened", f"{_reason(error)}.") from error
    _check_names(path.name, [entry.name for entry in found])
    for entry in found:
        if not there.a_file(entry):
            raise DeskError(f"{path.name} cannot be read", f"{entry.name} in it is not a file.")
    return {entry.name: _opener(entry) for entry in found}


def _opener(entry: Path) -> _Open:
    return lambda: entry.open("rb")


@contextlib.contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile]:
    with contextlib.ExitStack() as stack:
        try:
            archive = stack.enter_context(zipfile.ZipFile(path))
        except BROKEN as error:
            raise DeskError(
                f"{path.name} cannot be opened",
                f"It is not a .zip file, or it is damaged ({error}). Ask for it again.",
            ) from error
        yield archive


def _members(path: Path, archive: zipfile.ZipFile) -> dict[str, _Open]:
    entries = archive.infolist()
    # The name as written: zipfile itself ends a name at a NUL.
    _check_names(path.name, [entry.orig_filename for entry in entries])
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise DeskError(
                f"{path.name} cannot be read",
                f"{entry.filename} in it is encrypted. Ask for it without a password.",
            )
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise DeskError(
                f"{path.name} cannot be read",
                f"{entry.filename} in it is packed in a way that is not usual. Pack it again.",
            )
    largest = max(entries, key=lambda entry: entry.file_size)
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise _too_big(largest.filename)
    return {entry.filename: _member(archive, entry) for entry in entries}


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> _Open:
    return lambda: archive.open(entry)


def _check_names(whole: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        called = shown(name)
        if "/" in name or "\\" in name or ":" in name or name in (".", ".."):
            reason = f"“{called}” has a path in its name. Pack the files alone, without a folder."
        elif name not in FILES:
            reason = f"{called} is none of the files of a data package. Take it out."
        elif name in seen:
            reason = f"{called} is in it twice. Take one out."
        else:
            seen.add(name)
            continue
        raise DeskError(f"{whole} cannot be read", reason)
    if DESCRIPTION not in seen:
        raise DeskError(f"{whole} is not a data package", f"It has no {DESCRIPTION}.")


def _check_description(source: Source) -> None:
    text = bytearray()
    with contextlib.closing(source.pieces(DESCRIPTION)) as pieces:
        for piece in pieces:
            text += piece
            if len(text) > _MOST_DESCRIPTION:
                most = f"{_MOST_DESCRIPTION // 1_000_000} MB"
                raise DeskError(f"{DESCRIPTION} is too big", f"It has more than {most}.")
    try:
        found = json.loads(text.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        line = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise DeskError(f"{DESCRIPTION} cannot be read", f"It is not JSON{line}.") from error
    schema = found.get("snt_schema") if isinstance(found, dict) else None
    if not isinstance(schema, str):
        raise DeskError(
            f"{source.name} is not a data package",
            f"{DESCRIPTION} does not say snt_schema: {SCHEMA}.",
        )
    if schema != SCHEMA:
        raise DeskError(
            f"{source.name} cannot be read",
            f"{DESCRIPTION} says snt_schema: {shown(schema)}."
            f" This version of SNT Desk reads {SCHEMA}.",
        )


def _too_big(file: str) -> DeskError:
    return DeskError(
        f"{file} is too big",
        f"It takes the package over {MOST_BYTES // 1_000_000_000} GB unpacked."
        " Export less at a time, for one team say.",
    )
