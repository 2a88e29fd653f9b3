from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import frictionless
import pytest

from snt_desk.domain.package import TABLES, read, write
from snt_desk.domain.package.schema import description
from tests.domain.package.made import GOLDEN, folder, good

LOOSE = {("postings", "fte_percent"), ("legs", "leg"), ("visits", "leg")} | {
    (table, "count") for table in ("outcomes", "responses")
}
"""Where the example's schema bounds a number less than the format does."""


def fields(package: Any) -> dict[tuple[str, str], Any]:
    return {
        (table["name"], field["name"]): field
        for table in package["resources"]
        for field in table["schema"]["fields"]
    }


def test_the_description_is_the_examples_with_the_formats_bounds() -> None:
    ours = json.loads(description())
    example = json.loads((GOLDEN / "tiny" / "package" / "datapackage.json").read_bytes())
    for place, field in fields(example).items():
        if place in LOOSE:
            assert field["constraints"]["minimum"] == 0
            assert fields(ours)[place]["name"] == field["name"]
        else:
            assert fields(ours)[place] == field
    for package in (ours, example):
        del package["name"], package["title"]
        for table in package["resources"]:
            del table["schema"]["fields"]
    assert ours == example


def test_bounds_are_those_of_the_format() -> None:
    found = fields(json.loads(description()))
    assert found["postings", "fte_percent"]["constraints"] == {
        "required": True,
        "minimum": 0,
        "maximum": 100,
    }
    assert found["legs", "leg"]["constraints"]["minimum"] == 1
    assert found["outcomes", "count"]["constraints"]["minimum"] == 1
    assert found["events", "attendance"]["constraints"] == {"minimum": 0}


def test_the_description_says_its_version_and_every_table() -> None:
    package = json.loads(description())
    assert package["snt_schema"] == "snt-package/1"
    assert [table["path"] for table in package["resources"]] == [table.file for table in TABLES]


def test_the_description_is_a_descriptor_of_the_standard() -> None:
    frictionless.Package.from_descriptor(json.loads(description()))


@pytest.mark.parametrize("source", ["tiny/package", "county.zip", "good"])
def test_a_validator_of_the_standard_accepts_what_we_write(tmp_path: Path, source: str) -> None:
    path = folder(good(), tmp_path / "good") if source == "good" else GOLDEN / source
    written = tmp_path / "out"
    write(written, read(path).rows)
    report = frictionless.validate(str(written / "datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])


def test_the_validator_refuses_what_the_schema_forbids(tmp_path: Path) -> None:
    written = folder(good(), tmp_path / "out")
    legs = written / "legs.csv"
    legs.write_bytes(legs.read_bytes().replace(b"P2,1,foot", b"P2,0,foot"))
    assert not frictionless.validate(str(written / "datapackage.json")).valid


def test_the_description_stands_in_what_is_written(tmp_path: Path) -> None:
    write(tmp_path / "p.zip", {})
    with zipfile.ZipFile(tmp_path / "p.zip") as made:
        assert made.read("datapackage.json") == description()
