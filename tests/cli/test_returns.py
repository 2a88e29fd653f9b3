"""From a team's records to the return the Command can add up, byte for byte."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest

from snt_desk.cli import main

GOLDEN = Path(__file__).parents[1] / "golden"


def expected(example: str) -> list[dict[str, str]]:
    with (GOLDEN / example / "expected" / "index.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module", params=["tiny", "year"])
def example(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An example, imported; its database lies in a folder of the example's name."""
    database = tmp_path_factory.mktemp("db") / str(request.param) / "desk.db"
    source = GOLDEN / str(request.param) / "package"
    assert main(["--database", str(database), "import", str(source)]) == 0
    return database


def test_every_expected_return_comes_out_byte_for_byte(example: Path, tmp_path: Path) -> None:
    """Sent in the order of their instants, so that each has its revision's number."""
    name = example.parent.name
    rows = sorted(expected(name), key=lambda row: row["as_at"])
    assert rows
    for row in rows:
        command = ["return", row["month"], "--team", row["team"], "--as-at", row["as_at"]]
        where = ["--database", str(example), "--output", str(tmp_path)]
        assert main([*command, *where, "--send"]) == 0
        file = f"snt-return_{row['team']}_{row['month']}_r{row['revision']}.csv"
        made = (tmp_path / file).read_bytes()
        assert made == (GOLDEN / name / "expected" / file).read_bytes(), file


def test_export_import_export_gives_the_same_bytes(example: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    again = tmp_path / "again.db"
    assert main(["--database", str(example), "export", str(first)]) == 0
    assert main(["--database", str(again), "import", str(first)]) == 0
    assert main(["--database", str(again), "export", str(second)]) == 0
    assert first.read_bytes() == second.read_bytes()
    source = GOLDEN / example.parent.name / "package"
    with zipfile.ZipFile(first) as made:
        for file in sorted(source.glob("*.csv")):
            assert cells(made.read(file.name)) == cells(file.read_bytes()), file.name


def cells(data: bytes) -> list[list[str]]:
    """The rows of a CSV file, whatever their order: the examples are not in an export's."""
    return sorted(csv.reader(io.StringIO(data.decode(), newline="")))


def test_the_county_is_added_up_byte_for_byte(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = tmp_path / "county.db"
    assert main(["--database", str(database), "import", str(GOLDEN / "county.zip")]) == 0
    for row in expected("county"):
        command = ["return", row["month"], "--team", row["team"], "--as-at", row["as_at"]]
        assert main(["--database", str(database), *command, "--output", str(tmp_path)]) == 0
        file = f"snt-return_{row['team']}_{row['month']}_r{row['revision']}.csv"
        assert (tmp_path / file).read_bytes() == (
            GOLDEN / "county" / "expected" / file
        ).read_bytes(), file
    files = sorted(str(file) for file in tmp_path.glob("snt-return_*_r1.csv"))
    force = tmp_path / "snt-force_2026-10.csv"
    rollup = ["--database", str(database), "rollup", *files, "--output", str(force)]
    assert main(rollup) == 0
    golden = GOLDEN / "county" / "expected" / "snt-force_2026-10.csv"
    assert force.read_bytes() == golden.read_bytes()
    capsys.readouterr()
    one_missing = ["--database", str(database), "rollup", *files[1:], "--output", str(force)]
    assert main(one_missing) == 1
    assert "No return from BRX-1" in capsys.readouterr().err
