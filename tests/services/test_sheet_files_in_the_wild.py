"""Real messy files, and hostile ones, each to a book or a sentence, in little memory and time."""

from __future__ import annotations

import json
import os
import random
import struct
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from xlsxwriter import Workbook

from snt_desk.services import sheet_files
from tests.services import made_sheets, reading_sheets
from tests.services.made_sheets import cell, row

ROOT = Path(sheet_files.__file__).parents[2]
DATA = ROOT.parent / "shared" / "data" / "tests-only"
MOST_MEGABYTES = 256
MOST_GROWN = 50

REFUSED = {
    "messytables_horror": {
        "badcolspan.html": "It is a web page or XML",
        "encrypted_no_password.xls": "It is password-protected",
        "libreoffice.xlsx": "There is nothing in it",
        "rowcolspan.html": "It is a web page or XML",
    },
    "frictionless": {
        "empty.csv": "There is nothing in it",
        "escaping.csv": "Row 4: something stands after the closing quotation mark",
    },
}
"""All others give a book."""


def read_all(files: Iterable[Path]) -> list[dict[str, Any]]:
    """What became of each file; the last item is what it cost."""
    done = subprocess.run(
        [sys.executable, reading_sheets.__file__, *map(str, files)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert not done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("folder", REFUSED)
def test_every_messy_file_gives_a_book_or_a_sentence(folder: str) -> None:
    if not (DATA / folder).is_dir():
        pytest.skip(f"{folder} is not here: it may be read, but not kept with the program")
    files = sorted((DATA / folder).iterdir())
    *outcomes, cost = read_all(files)
    refused = {one["file"]: one["sentence"] for one in outcomes if "sentence" in one}
    wanted = REFUSED[folder]
    assert refused.keys() == wanted.keys()
    assert all(wanted[file] in sentence for file, sentence in refused.items())
    assert [one["file"] for one in outcomes] == [file.name for file in files]
    assert max(one["seconds"] for one in outcomes) < 5
    assert cost["reader"] < MOST_MEGABYTES
    assert cost["grown"] < MOST_GROWN


def test_a_file_that_is_refused_costs_the_window_nothing(tmp_path: Path) -> None:
    many = "".join(row(number, cell(f"A{number}", number)) for number in range(1, 200_000, 4))
    last = row(200_001, made_sheets.text_cell("A200001", "x"))
    hostile: dict[str, bytes] = {
        "rows.xlsx": made_sheets.xlsx(many + last),
        "rows.csv": b"1,2,3,4,5,6,7\n" * 200_000 + b"1,2\n",
        "quote.csv": b"1,2,3,4,5,6,7\n" * 199_000 + b'1,"2\n',
        "bomb.xlsx": made_sheets.xlsx_with(b" " * 20_000_000),
        "corner.xlsx": made_sheets.xlsx(row(1, cell("A1", 1)) + row(200_000, cell("GR200000", 1))),
    }
    for name, data in hostile.items():
        (tmp_path / name).write_bytes(data)
    *outcomes, cost = read_all(tmp_path / name for name in hostile)
    assert all("sentence" in one for one in outcomes)
    assert cost["grown"] < MOST_GROWN


# --- A good file with something amiss -------------------------------------------------------


def _xlsx(path: Path) -> None:
    with Workbook(path) as book:
        sheet = book.add_worksheet("November")
        style = book.add_format({"num_format": "dd/mm/yyyy"})
        for number in range(40):
            sheet.write_number(number, 0, 46_000 + number, style)
            sheet.write_row(number, 1, ["foot", "PC 1432", f"Café {number}", number, True])


def _ods(path: Path) -> None:
    one = '<table:table-cell office:value-type="string"><text:p>foot</text:p></table:table-cell>'
    path.write_bytes(made_sheets.ods(f"<table:table-row>{one * 5}</table:table-row>" * 40))


def _csv(path: Path) -> None:
    path.write_text('22/11/2026;foot;"Müllerby; 1432"\r\n' * 200, encoding="utf-8-sig")


def _xls(path: Path) -> None:
    records = (
        made_sheets.record(0x203, struct.pack("<HHHd", at // 5, at % 5, 0, at)) for at in range(200)
    )
    path.write_bytes(made_sheets.xls(*records))


def _spoilt(data: bytes, chance: random.Random) -> bytes:
    """Cut it, or turn some of its bits."""
    if chance.random() < 0.3:
        return data[: chance.randrange(len(data))]
    spoilt = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 8, 64])):
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


FORMATS: dict[str, Callable[[Path], None]] = {
    "xlsx": _xlsx,
    "ods": _ods,
    "csv": _csv,
    "xls": _xls,
}


@pytest.mark.long
@pytest.mark.parametrize("form", FORMATS)
def test_a_spoilt_file_gives_a_book_or_a_sentence(tmp_path: Path, form: str) -> None:
    good = tmp_path / f"good.{form}"
    FORMATS[form](good)
    chance = random.Random(form)
    files = [tmp_path / f"{number}.{form}" for number in range(60)]
    for file in files:
        file.write_bytes(_spoilt(good.read_bytes(), chance))
    *outcomes, cost = read_all([good, *files])
    assert "sheets" in outcomes[0]
    assert len(outcomes) == len(files) + 1
    assert {"sheets" in one for one in outcomes} == {True, False}
    assert max(one["seconds"] for one in outcomes) < 5
    assert cost["reader"] < MOST_MEGABYTES
