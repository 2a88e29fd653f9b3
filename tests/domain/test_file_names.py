"""Whatever people call things, a file made of it has a name that every system takes."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from snt_desk.domain.file_names import MOST, safe_name
from tests.examples import times

RESERVED = {
    *("CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"),
    *(f"{port}{n}" for port in ("COM", "LPT") for n in "0123456789¹²³"),
}
HOSTILE = (
    *("", ".", "..", "../../etc/passwd", "..\\..\\x", "/", "C:\\x", "\\\\server\\share\\x", "~"),
    *("CON", "con.txt", "nul.tar.gz", "LPT¹", "COM1 ", "aux .log", "conin$", "Nul. notes"),
    *(
        "x:stream",
        "x::$DATA",
        "a\0b",
        "a\nb",
        "a\u202egpj.exe",
        "\u200b",
        "\ud800",
        "name. ",
        ". x",
    ),
    *("-rf", "x" * 5000, "👮" * 300, "e\u0301" * 300, "*?<>|\"'", "%00", "desktop.ini:x", "\uffff"),
)


def assert_safe(name: str, ending: str) -> None:
    assert name.endswith(ending)
    assert name.removesuffix(ending)
    assert Path(name).name == name == PureWindowsPath(name).name
    assert not set(name) & set('<>:"/\\|?*')
    assert all(unicodedata.category(one)[0] != "C" for one in name)
    assert name[0] not in ". -~"
    assert name[-1] not in ". "
    assert re.split(r"[.\s]", name, maxsplit=1)[0].upper().rstrip() not in RESERVED
    assert len(name) <= MOST + len(ending) + 1
    assert len(name.encode()) < 200


@settings(max_examples=times(100))
@given(st.text(), st.sampled_from(["", ".csv", ", problems.csv"]))
@example("co\u0000n", "")
def test_whatever_it_is_called_the_file_has_a_safe_name(words: str, ending: str) -> None:
    assert_safe(safe_name(words, ending), ending)


@pytest.mark.parametrize("words", HOSTILE)
def test_a_hostile_name_is_made_harmless_and_can_be_written(words: str, tmp_path: Path) -> None:
    name = safe_name(words, ".csv")
    assert_safe(name, ".csv")
    (tmp_path / name).write_bytes(b"x")
    assert [one.name for one in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Patrols November 2026", "Patrols November 2026.xlsx"),
        ("Søn & O’Brien, 警察", "Søn & O’Brien, 警察.xlsx"),
        ("1/11/2026", "1_11_2026.xlsx"),
    ],
)
def test_an_ordinary_name_stays_as_it_is(words: str, name: str) -> None:
    assert safe_name(words, ".xlsx") == name
