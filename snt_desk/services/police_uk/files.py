"""Saved answers of data.police.uk from wherever they lie: files, a folder, a .zip."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from snt_desk.archives import BROKEN
from snt_desk.domain import police_uk
from snt_desk.domain.police_uk import Reading
from snt_desk.domain.police_uk.parsing import MOST_BYTES
from snt_desk.domain.police_uk.plain import one_line
from snt_desk.errors import DeskError

MOST_FILES: Final = 200
MOST_ZIPPED: Final = 60_000_000
_ZIP: Final = b"PK\x03\x04"


@dataclass(frozen=True)
class Read:
    """What was read, and from what: names for a title."""

    reading: Reading
    called: str


def read(paths: Sequence[Path], trusted: Collection[str] = ()) -> Read:
    """Read saved files, the .json files of a folder, or those in a .zip, all together.

    *trusted* names files whose invented form is to be read all the same. Raises DeskError
    where nothing can be opened; what is wrong within a file stands in the reading.
    """
    files = [one for path in paths for one in _of(path)]
    called = paths[0].name if len(paths) == 1 else f"{len(paths):,} files"
    if not files:
        raise DeskError(f"{called} has no .json files", "Save them from data.police.uk first.")
    if len(files) > MOST_FILES:
        raise DeskError("That is too much at once", f"Choose at most {MOST_FILES} files.")
    return Read(police_uk.read(files, trusted), called)


def _of(path: Path) -> Iterator[tuple[str, bytes]]:
    try:
        if path.is_dir():
            found = sorted(one for one in path.iterdir() if _is_json(one.name) and one.is_file())
            if len(found) > MOST_FILES:
                raise DeskError("That is too much at once", f"Choose at most {MOST_FILES} files.")
            for one in found:
                yield one_line(one.name), _bytes(one)
            return
        data = _bytes(path)
    except OSError as error:
        raise DeskError(f"{path.name} cannot be opened", f"{error.strerror}.") from error
    if data.startswith(_ZIP):
        yield from _unpacked(path)
    else:
        yield one_line(path.name), data


def _is_json(name: str) -> bool:
    return name.casefold().endswith(".json") and not name.startswith(".")


def _bytes(path: Path) -> bytes:
    # One byte more than may be: what is too big is said where it is read.
    with path.open("rb") as stream:
        return stream.read(MOST_BYTES + 1)


def _unpacked(path: Path) -> Iterator[tuple[str, bytes]]:
    left = MOST_ZIPPED
    if path.stat().st_size > left:
        raise _too_big(path)
    try:
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
            parts = [one for one in archive.infolist() if _is_wanted(one)]
            if len(parts) > MOST_FILES:
                raise DeskError("That is too much at once", f"Choose at most {MOST_FILES} files.")
            for one in sorted(parts, key=lambda part: part.filename):
                with archive.open(one) as stream:
                    data = stream.read(min(left, MOST_BYTES) + 1)
                left -= len(data)
                if left < 0:
                    raise _too_big(path)
                yield one_line(one.filename.rpartition("/")[2]), data
    except BROKEN as error:
        detail = "It is damaged or encrypted. Nothing was read."
        raise DeskError(f"{path.name} cannot be unpacked", detail) from error


def _too_big(path: Path) -> DeskError:
    size = f"{MOST_ZIPPED // 1_000_000} MB"
    return DeskError(f"{path.name} is too big", f"Unpacked it is over {size}.")


def _is_wanted(part: zipfile.ZipInfo) -> bool:
    name = part.filename.rpartition("/")[2]
    return not part.is_dir() and _is_json(name) and "__MACOSX" not in part.filename
