"""What may be left after a power cut is left in some of them, and what may not be in none."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.trust.powercut import SECTOR, Disk
from tests.trust.writelog import Entry, Kind

OLD, NEW = b"o" * 3 * SECTOR, b"n" * 3 * SECTOR


def write(name: str, content: bytes, place: int = 0) -> Entry:
    return Entry(Kind.WRITTEN, name, place, content)


def sync(name: str) -> Entry:
    return Entry(Kind.SYNCED, name, 0, b"")


def named(kind: Kind, name: str, to: str = "") -> Entry:
    return Entry(kind, name, 0, b"", to)


SYNCED_NAMES = named(Kind.SYNCED_NAMES, "")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").write_bytes(OLD)
    return tmp_path


def left(folder: Path, *entries: Entry) -> list[dict[str, bytes]]:
    """Give what two hundred power cuts leave after these."""
    disk = Disk(folder)
    for entry in entries:
        disk.do(entry)
    chance = random.Random(7)
    return [disk.cut(chance) for _ in range(200)]


def test_what_was_synced_is_there(folder: Path) -> None:
    cuts = left(folder, write("data", NEW), sync("data"))
    assert all(files == {"data": NEW} for files in cuts)


def test_what_was_not_synced_is_there_or_not_or_torn_between_two_sectors(folder: Path) -> None:
    found = {files["data"] for files in left(folder, write("data", NEW))}
    torn = {NEW[:kept] + OLD[kept:] for kept in range(0, 3 * SECTOR + 1, SECTOR)}
    assert found == torn


def test_writes_may_arrive_in_another_order(folder: Path) -> None:
    cuts = left(folder, write("data", b"1"), write("data", b"2", SECTOR))
    found = {(files["data"][:1], files["data"][SECTOR : SECTOR + 1]) for files in cuts}
    assert found == {(b"o", b"o"), (b"1", b"o"), (b"o", b"2"), (b"1", b"2")}


def test_a_file_that_was_cut_short_may_still_be_long(folder: Path) -> None:
    found = {files["data"] for files in left(folder, Entry(Kind.CUT, "data", 0, b""))}
    assert found == {OLD, b""}


def test_a_new_file_is_there_for_certain_once_its_folder_was_synced(folder: Path) -> None:
    made = [named(Kind.CREATED, "new"), write("new", NEW), sync("new")]
    assert {"new" in files for files in left(folder, *made)} == {True, False}
    assert all(files["new"] == NEW for files in left(folder, *made, SYNCED_NAMES))


def test_a_removed_file_may_be_there_until_its_folder_was_synced(folder: Path) -> None:
    gone = named(Kind.REMOVED, "data")
    assert {"data" in files for files in left(folder, gone)} == {True, False}
    assert not any("data" in files for files in left(folder, gone, SYNCED_NAMES))


def test_a_renamed_file_has_one_of_both_names_and_never_none(folder: Path) -> None:
    made = [named(Kind.CREATED, "part"), write("part", NEW), sync("part"), SYNCED_NAMES]
    renamed = named(Kind.RENAMED, "part", "data")
    assert {tuple(files.items()) for files in left(folder, *made, renamed)} == {
        (("data", OLD), ("part", NEW)),
        (("data", NEW),),
    }
    assert all(files == {"data": NEW} for files in left(folder, *made, renamed, SYNCED_NAMES))


def test_what_was_renamed_and_not_synced_may_be_empty_under_its_new_name(folder: Path) -> None:
    hasty = [named(Kind.CREATED, "part"), write("part", NEW), named(Kind.RENAMED, "part", "data")]
    found = {files.get("data", b"none") for files in left(folder, *hasty)}
    assert {OLD, NEW, b""} <= found


def test_a_second_name_is_a_name_of_the_same_file(folder: Path) -> None:
    cuts = left(
        folder, named(Kind.LINKED, "data", "kept"), SYNCED_NAMES, write("kept", NEW), sync("data")
    )
    assert all(files == {"data": NEW, "kept": NEW} for files in cuts)


def test_a_folder_that_is_not_there_takes_its_files_with_it(folder: Path) -> None:
    made = [
        named(Kind.FOLDER, "backups"),
        named(Kind.CREATED, "backups/one"),
        write("backups/one", NEW),
        sync("backups/one"),
        named(Kind.SYNCED_NAMES, "backups"),
    ]
    assert {"backups/one" in files for files in left(folder, *made)} == {True, False}
    assert all("backups/one" in files for files in left(folder, *made, SYNCED_NAMES))
