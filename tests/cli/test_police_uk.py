"""police.uk from the command line: what is said, what is written, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from snt_desk.cli import main
from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.services import police_uk
from snt_desk.services.team import TeamName
from tests.db.rows import all_rows
from tests.domain.police_uk import made_files
from tests.domain.police_uk.made_files import as_json


@pytest.fixture
def closed(store: Store, team: TeamName, database: Path) -> Path:
    """The team's database with something public, shut."""
    with store.change("Mark what is public") as session:
        session.query(m.Priority).one().public = True
        session.query(m.Member).filter_by(collar="1432").one().public = True
    store.close()
    return database


def run(database: Path, *words: object) -> int:
    return main(["--database", str(database), "police-uk", *map(str, words)])


def saved(folder: Path, **files: object) -> Path:
    for name, value in files.items():
        (folder / f"{name}.json").write_bytes(as_json(value))
    return folder


def test_what_differs_is_printed_and_nothing_is_written(
    closed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    saved(folder, a=made_files.PRIORITIES, b=made_files.PEOPLE)
    before = all_rows(closed)
    assert run(closed, "compare", folder) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[0].startswith("priorities: Differs: Woodhall shops. Adopted: public")
    assert "priorities: Only public: To reduce speeding on Bearton Road, Peartree." in out
    assert "people" not in out
    assert err == ""
    assert all_rows(closed) == before
    assert run(closed, "compare", folder, "--people") == 0
    out = capsys.readouterr().out
    assert "people: The same: PC Tom Ridley." in out
    assert "people: Published, not posted here: Sgt Ines Gone. Nobody of that name" in out


def test_a_file_that_cannot_be_read_ends_with_one_and_a_sentence(
    closed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text('[{"issue": NaN}]')
    assert run(closed, "compare", bad) == 1
    assert capsys.readouterr() == ("", "bad.json: NaN stands in it, which is not a number.\n")
    assert run(closed, "compare", tmp_path / "gone.json") == 1
    assert "gone.json cannot be opened" in capsys.readouterr().err


def test_the_invented_form_is_said_and_read_only_if_wanted(
    closed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "p.json"
    path.write_bytes(as_json(made_files.INVENTED))
    assert run(closed, "compare", path) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "p.json: Its dates are written issue_date" in err
    assert run(closed, "compare", path, "--invented") == 0
    assert "Only public: Graffiti" in capsys.readouterr().out


def test_what_is_public_is_written_and_compares_as_the_same(
    closed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    assert run(closed, "export", folder, "--recipient", "Communications") == 0
    out, err = capsys.readouterr()
    assert [Path(line).name for line in out.splitlines()] == [
        "neighbourhood.json",
        "priorities.json",
        "people.json",
        "events.json",
    ]
    assert err == ""
    assert police_uk.read([folder]).reading.published.priorities
    assert run(closed, "compare", folder / "priorities.json", folder / "people.json") == 0
    assert capsys.readouterr().out == "priorities: The same: Woodhall shops.\n"


def test_nothing_public_ends_with_one(
    store: Store, team: TeamName, database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store.close()
    assert run(database, "export", tmp_path / "out") == 1
    assert "Nothing is marked public" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("words", [(), ("compare",), ("export",), ("publish", "x")])
def test_wrong_usage_ends_with_two(words: tuple[str, ...], database: Path) -> None:
    with pytest.raises(SystemExit) as left:
        run(database, *words)
    assert left.value.code == 2
