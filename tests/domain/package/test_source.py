from __future__ import annotations

import contextlib
import io
import os
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from snt_desk.domain.package import is_package, read
from snt_desk.domain.package.source import FILES, MOST_BYTES, opened
from snt_desk.errors import DeskError
from tests.domain.package.made import GOLDEN, folder, good
from tests.examples import times

DESCRIPTION = b'{"snt_schema": "snt-package/1"}'


def refusal(path: Path) -> str:
    """The sentence with which a package is refused as a whole."""
    with pytest.raises(DeskError) as caught:
        read(path)
    return str(caught.value)


def archive(path: Path, *members: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members:
            made.writestr(name, content)
    return path


def described(path: Path, *members: tuple[str, bytes]) -> Path:
    return archive(path, ("datapackage.json", DESCRIPTION), *members)


def test_a_folder_and_a_zip_of_the_same_files_read_alike(tmp_path: Path) -> None:
    there = folder(good(), tmp_path / "package")
    packed = archive(
        tmp_path / "package.zip", *((file.name, file.read_bytes()) for file in there.iterdir())
    )
    assert read(packed) == read(there)
    assert is_package(packed)
    assert is_package(there)


def test_a_package_without_tables_has_no_rows(tmp_path: Path) -> None:
    reading = read(described(tmp_path / "p.zip"))
    assert not any(reading.rows.values())
    assert not reading.problems


def test_the_files_come_in_the_order_of_the_format() -> None:
    with opened(GOLDEN / "county.zip") as source:
        assert source.files == FILES


def test_a_path_with_nothing_there_is_said(tmp_path: Path) -> None:
    assert refusal(tmp_path / "lost") == (
        f"There is no lost: Nothing was found at {tmp_path / 'lost'}."
    )


def test_a_folder_without_its_description_is_no_package(tmp_path: Path) -> None:
    (tmp_path / "package").mkdir()
    assert refusal(tmp_path / "package") == (
        "package is not a data package: It has no datapackage.json."
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{}", "does not say snt_schema: snt-package/1."),
        (b"[]", "does not say snt_schema: snt-package/1."),
        (b'{"snt_schema": 1}', "does not say snt_schema: snt-package/1."),
        (b'{"snt_schema": "snt-package/2"}', "says snt_schema: snt-package/2."),
        (b'{"snt_schema": "snt-pack', "It is not JSON"),
        (b"\xff\xfe{", "It is not JSON"),
        (b"[" * 100_000, "It is not JSON"),
        (b'{"n": ' + b"9" * 5000 + b"}", "It is not JSON"),
    ],
)
def test_a_description_of_something_else_is_refused(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    assert reason in refusal(archive(tmp_path / "p.zip", ("datapackage.json", content)))


def test_a_description_may_begin_with_a_bom(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf" + DESCRIPTION
    assert is_package(archive(tmp_path / "p.zip", ("datapackage.json", content)))


@pytest.mark.parametrize(
    "name",
    ["../teams.csv", "package/teams.csv", "/etc/passwd", "..\\teams.csv", "C:teams.csv", "sub/"],
)
def test_a_path_in_a_name_is_refused_by_name(tmp_path: Path, name: str) -> None:
    path = described(tmp_path / "p.zip", (name, b""))
    assert refusal(path) == (
        f"p.zip cannot be read: “{name}” has a path in its name."
        " Pack the files alone, without a folder."
    )


@pytest.mark.parametrize("name", ["suspects.csv", "Teams.csv", "teams.CSV", ".DS_Store", "notes"])
def test_an_unknown_file_is_refused_by_name(tmp_path: Path, name: str) -> None:
    reason = f"{name} is none of the files of a data package. Take it out."
    assert reason in refusal(described(tmp_path / "p.zip", (name, b"")))
    there = folder(good(), tmp_path / "package")
    (there / name).write_bytes(b"")
    assert reason in refusal(there)


def test_a_file_twice_in_a_zip_is_refused(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = described(tmp_path / "p.zip", ("teams.csv", b""), ("teams.csv", b""))
    assert "teams.csv is in it twice. Take one out." in refusal(path)


def test_a_folder_under_the_name_of_a_file_is_refused(tmp_path: Path) -> None:
    there = folder(good(), tmp_path / "package")
    (there / "visits.csv").unlink()
    (there / "visits.csv").mkdir()
    assert refusal(there) == "package cannot be read: visits.csv in it is not a file."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_under_the_name_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    there = folder(good(), tmp_path / "package")
    (there / "visits.csv").unlink()
    os.mkfifo(there / "visits.csv")
    assert "visits.csv in it is not a file." in refusal(there)


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip at all", b"\x89PNG\r\n" * 100])
def test_what_is_no_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "p.zip").write_bytes(content)
    assert refusal(tmp_path / "p.zip").startswith(
        "p.zip cannot be opened: It is not a .zip file, or it is damaged"
    )


def test_a_zip_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    whole = (GOLDEN / "county.zip").read_bytes()
    (tmp_path / "p.zip").write_bytes(whole[: len(whole) // 2])
    assert "p.zip cannot be opened" in refusal(tmp_path / "p.zip")


def test_a_damaged_file_in_a_zip_is_named(tmp_path: Path) -> None:
    path = tmp_path / "p.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("datapackage.json", DESCRIPTION)
        made.writestr("teams.csv", "code,name,district,force,police_uk_id,cycle_months\r\n")
    path.write_bytes(path.read_bytes().replace(b"code,name", b"code,nome"))
    assert refusal(path).startswith("teams.csv cannot be read: The file is damaged (Bad CRC-32")


def test_an_encrypted_zip_is_refused(tmp_path: Path) -> None:
    path = described(tmp_path / "p.zip", ("teams.csv", b"x"))
    data = bytearray(path.read_bytes())
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 8] |= 1
    path.write_bytes(data)
    assert refusal(path) == (
        "p.zip cannot be read: teams.csv in it is encrypted. Ask for it without a password."
    )


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packings_that_can_ask_for_much_memory_are_refused(tmp_path: Path, method: int) -> None:
    path = tmp_path / "p.zip"
    with zipfile.ZipFile(path, "w", method) as made:
        made.writestr("datapackage.json", DESCRIPTION)
    assert "packed in a way that is not usual" in refusal(path)


# --- Too much -------------------------------------------------------------------------------


def bomb(path: Path, size: int, before: bytes = b"") -> Path:
    """A zip with a teams.csv of that size, which takes next to no room."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        made.writestr("datapackage.json", DESCRIPTION)
        with made.open("teams.csv", "w", force_zip64=True) as member:
            member.write(b"code,name,district,force,police_uk_id,cycle_months\r\n" + before)
            piece = b"a" * (1 << 22)
            for _ in range(size // len(piece)):
                member.write(piece)
    return path


def with_declared_size(path: Path, size: int) -> Path:
    """The same zip, whose directory says another size of its last file."""
    data = bytearray(path.read_bytes())
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = size.to_bytes(4, "little")
    path.write_bytes(data)
    return path


def test_a_cell_of_many_megabytes_takes_no_memory(tmp_path: Path) -> None:
    path = bomb(tmp_path / "p.zip", 1 << 28, b'WHA-1,"')
    tracemalloc.start()
    try:
        said = refusal(path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert said == (
        "teams.csv cannot be read: Row 2, name: This cell has more than 65,535 characters,"
        " or a quotation mark in it is never closed."
    )
    assert peak < 20_000_000


def test_a_package_of_more_than_two_gigabytes_is_refused_from_its_directory(
    tmp_path: Path,
) -> None:
    path = with_declared_size(described(tmp_path / "p.zip", ("legs.csv", b"")), MOST_BYTES + 1)
    assert refusal(path).startswith("legs.csv is too big: It takes the package over 2 GB unpacked.")


def test_a_directory_that_says_too_little_is_not_believed(tmp_path: Path) -> None:
    path = with_declared_size(bomb(tmp_path / "p.zip", 1 << 23), 60)
    assert "teams.csv cannot be read" in refusal(path)


def test_every_byte_that_is_taken_counts(tmp_path: Path) -> None:
    there = folder(good(), tmp_path / "package")
    with opened(there) as source:
        source.bytes_left = len((there / "teams.csv").read_bytes())
        list(source.pieces("teams.csv"))
        with pytest.raises(DeskError, match=r"^posts\.csv is too big"):
            list(source.pieces("posts.csv"))


# --- At random ------------------------------------------------------------------------------


def small_zip() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("datapackage.json", DESCRIPTION)
        packed.writestr(
            "campaigns.csv", "tag,title,from,to\r\n#Week,Week,2026-10-01,2026-10-07\r\n"
        )
    return made.getvalue()


SMALL = small_zip()


@settings(
    max_examples=times(100),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(
    st.lists(
        st.tuples(st.integers(0, len(SMALL) - 1), st.integers(0, 255)), min_size=1, max_size=6
    ),
    st.integers(0, len(SMALL)),
)
def test_a_zip_spoilt_anywhere_is_read_or_refused_in_a_sentence(
    tmp_path: Path, changes: list[tuple[int, int]], end: int
) -> None:
    data = bytearray(SMALL)
    for at, value in changes:
        data[at] = value
    for content in (data, data[:end]):
        path = tmp_path / "p.zip"
        path.write_bytes(content)
        with contextlib.suppress(DeskError):
            read(path)


def test_a_path_that_no_file_can_have_is_a_sentence(tmp_path: Path) -> None:
    long = tmp_path / ("a" * 300)
    assert refusal(long).startswith(f"{long.name} cannot be opened: ")
    assert refusal(tmp_path / "a\0b").startswith("a\0b cannot be opened: ")


@pytest.mark.skipif(not Path("/dev/null").is_char_device(), reason="there is no such device here")
def test_a_device_is_no_package() -> None:
    assert refusal(Path("/dev/null")) == (
        "null cannot be read: /dev/null is neither a folder nor a file."
    )


def test_a_description_that_is_too_long_is_said_to_be(tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_bytes(b" " * 17_000_000)
    assert refusal(tmp_path) == "datapackage.json is too big: It has more than 16 MB."


def test_what_is_no_json_is_said_without_the_words_of_a_program(tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_bytes(b'{"n": ' + b"9" * 5000 + b"}")
    assert refusal(tmp_path) == "datapackage.json cannot be read: It is not JSON."
    (tmp_path / "datapackage.json").write_bytes(b'{\n"n" 1}')
    assert refusal(tmp_path) == "datapackage.json cannot be read: It is not JSON (line 2)."
