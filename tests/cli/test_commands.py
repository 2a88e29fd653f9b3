"""The command line: what it says, what it gives back, and what it leaves alone."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from snt_desk import paths
from snt_desk.cli import main
from snt_desk.db.opening import open_store, this_actor

TINY = Path(__file__).parents[1] / "golden" / "tiny" / "package"


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny team's database, made once; copy it, never open it."""
    database = tmp_path_factory.mktemp("imported") / "tiny.db"
    assert main(["--database", str(database), "import", str(TINY)]) == 0
    return database


@pytest.fixture
def tiny(imported: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The tiny team's database."""
    capsys.readouterr()
    return Path(shutil.copyfile(imported, tmp_path / "tiny.db"))


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the tiny package, to be spoilt."""
    return Path(shutil.copytree(TINY, tmp_path / "package"))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def spoil(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")


def test_import_says_what_became_of_each_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = str(tmp_path / "new.db")
    assert main(["--database", database, "import", str(TINY)]) == 0
    first = capsys.readouterr().out.splitlines()
    assert "patrols added 7 updated 0 unchanged 0 refused 0" in first
    assert main(["--database", database, "import", str(TINY)]) == 0
    second = capsys.readouterr().out.splitlines()
    assert "patrols added 0 updated 0 unchanged 7 refused 0" in second
    assert all(" added 0 updated 0 " in line for line in second)


def test_a_changed_row_is_updated_and_the_rest_left_alone(
    tiny: Path, package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(package / "patrols.csv", "P4,WHA-1,other", "P4,WHA-1,rural")
    assert main(["--database", str(tiny), "import", str(package)]) == 0
    assert "patrols added 0 updated 1 unchanged 6 refused 0" in capsys.readouterr().out
    store = open_store(str(tiny), this_actor())
    assert store.undo_label == "Import package"
    store.close()


def test_a_dry_run_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = tmp_path / "new.db"
    assert main(["--database", str(database), "import", str(TINY), "--dry-run"]) == 0
    assert "patrols added 7" in capsys.readouterr().out
    assert not database.exists()


@pytest.mark.parametrize(
    "spoilt",
    [
        ("patrols.csv", "ref,team", "ref,squad", "patrols.csv"),
        ("legs.csv", "P1,1,foot,B1", "P1,1,foot,B9", "legs.csv, row 3, place"),
        (
            "legs.csv",
            "07T10:30+01:00,2026-10-07T11:00",
            "07T10:15+01:00,2026-10-07T11:00",
            "legs.csv, row",
        ),
        ("members.csv", "202,", "2\x0702,", "members.csv, row"),
        ("patrols.csv", "P2,WHA-1", "P2,WHA-9", "patrols.csv, row 4, team"),
    ],
    ids=["unknown column", "missing reference", "overlapping leg", "control character", "no team"],
)
def test_a_wrong_package_is_refused_by_file_row_and_field(
    package: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    spoilt: tuple[str, str, str, str],
) -> None:
    file, old, new, said = spoilt
    spoil(package / file, old, new)
    database = tmp_path / "new.db"
    assert main(["--database", str(database), "import", str(package)]) == 1
    assert said in capsys.readouterr().err
    assert not database.exists()


def test_a_wrong_package_changes_nothing_in_a_database_that_is_there(
    tiny: Path, package: Path
) -> None:
    spoil(package / "legs.csv", "P1,1,foot,B1", "P1,1,vehicle,B9")
    before = digest(tiny)
    assert main(["--database", str(tiny), "import", str(package)]) == 1
    assert digest(tiny) == before


def test_the_good_rows_can_be_taken(
    package: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(package / "legs.csv", "P1,1,foot,B1", "P1,1,foot,B9")
    problems = tmp_path / "problems.csv"
    database = str(tmp_path / "new.db")
    command = ["import", str(package), "--partial", "--problems", str(problems)]
    assert main(["--database", database, *command]) == 1
    assert "patrols added 6 updated 0 unchanged 0 refused 1" in capsys.readouterr().out
    lines = problems.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "file,row,column,value,problem"
    assert any(line.startswith("legs.csv,3,place,B9,") for line in lines)


@pytest.mark.parametrize("name", ["../evil.csv", "/evil.csv", "folder/patrols.csv"])
def test_a_path_in_a_zip_is_refused_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    made = tmp_path / "made.zip"
    with zipfile.ZipFile(made, "w") as out:
        out.write(TINY / "datapackage.json", "datapackage.json")
        out.writestr(name, "ref\r\n")
    assert main(["--database", str(tmp_path / "new.db"), "import", str(made)]) == 1
    assert Path(name).name in capsys.readouterr().err
    assert sorted(file.name for file in tmp_path.iterdir()) == ["made.zip"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"no zip at all"])
def test_a_broken_zip_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    made = tmp_path / "made.zip"
    made.write_bytes(content)
    assert main(["--database", str(tmp_path / "new.db"), "import", str(made)]) == 1
    said = capsys.readouterr().err
    assert said.startswith("snt-desk: ")
    assert "Traceback" not in said


def test_a_window_that_has_the_file_is_named(
    tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = open_store(str(tiny), this_actor())
    for command in (["export", str(tmp_path / "out")], ["check"], ["return", "2026-10"]):
        assert main(["--database", str(tiny), *command]) == 1
        assert "in use" in capsys.readouterr().err
    store.close()
    assert not (tmp_path / "out").exists()


def test_rollup_works_beside_a_window(tiny: Path, tmp_path: Path) -> None:
    where = ["--database", str(tiny)]
    assert main([*where, "return", "2026-10", "--output", str(tmp_path)]) == 0
    store = open_store(str(tiny), this_actor())
    file = str(tmp_path / "snt-return_WHA-1_2026-10_r1.csv")
    force = str(tmp_path / "force.csv")
    assert main([*where, "rollup", file, "--output", force]) == 0
    store.close()


def test_a_wrong_month_or_instant_is_wrong_usage(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in (
        ["return", "2026-13"],
        ["return", "October"],
        ["return", "2026-10", "--as-at", "2026-10-25T01:30"],
        ["import", str(TINY), "--team", "WHA-1"],
        ["frobnicate"],
    ):
        with pytest.raises(SystemExit) as ended:
            main(["--database", str(tiny), *command])
        assert ended.value.code == 2, command
    assert "was twice" in capsys.readouterr().err


def test_a_team_that_is_not_there_lists_those_that_are(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in (["return", "2026-10", "--team", "X-1"], ["export", "out", "--team", "X-1"]):
        assert main(["--database", str(tiny), *command]) == 1
        assert "WHA-1" in capsys.readouterr().err


def test_where_there_is_no_file_it_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--database", str(tmp_path / "none.db")]
    for command in (["check"], ["export", "x"], ["return", "2026-10"]):
        assert main([*where, *command]) == 1
        assert "There is no data file" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_sound_file_is_sound_and_a_changed_figure_is_found(
    tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--database", str(tiny)]
    send = ["return", "2026-10", "--send", "--output", str(tmp_path)]
    assert main([*where, *send]) == 0
    assert main([*where, "check"]) == 0
    capsys.readouterr()
    store = open_store(str(tiny), this_actor())
    with store.change("Forge") as session:
        session.connection().exec_driver_sql(
            "UPDATE return_figures SET value = value + 1 WHERE measure = 'visible_time'"
        )
    store.close()
    assert main([*where, "check"]) == 1
    assert "are not those that were sent" in capsys.readouterr().out


def test_sending_twice_is_refused_and_writes_nothing(
    tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--database", str(tiny)]
    send = ["return", "2026-10", "--as-at", "2026-11-05T09:00", "--send", "--output"]
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    assert main([*where, *send, str(first)]) == 0
    assert main([*where, *send, str(second)]) == 1
    assert "Nothing differs from revision 1" in capsys.readouterr().err
    assert list(second.iterdir()) == []


def test_the_demo_is_the_same_for_the_same_day_and_refuses_another_file(
    tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = tmp_path / "demo.db"
    assert main(["--database", str(database), "demo", "--no-window"]) == 0
    before = digest(database)
    assert main(["--database", str(database), "demo", "--no-window"]) == 0
    assert digest(database) == before
    capsys.readouterr()
    assert main(["--database", str(tiny), "demo", "--no-window"]) == 1
    assert "not a demo team" in capsys.readouterr().err


def test_what_is_the_matter_with_the_desks_own_demo_is_the_windows_to_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    asked: list[str] = []

    def run(where: str) -> int:
        asked.append(where)
        return 0

    monkeypatch.setattr("snt_desk.ui.app.run", run)
    damaged = paths.demo_database()
    damaged.parent.mkdir(parents=True)
    damaged.write_bytes(b"no data at all" * 999)
    assert main(["demo"]) == 0
    assert asked == [str(damaged)]
    # At a terminal alone it is a sentence.
    assert main(["demo", "--no-window"]) == 1
    assert asked == [str(damaged)]


def test_scripts_load_no_window(tmp_path: Path) -> None:
    code = (
        "import sys; from snt_desk.cli import main;"
        f" main(['--database', {str(tmp_path / 'new.db')!r}, 'import', {str(TINY)!r}]);"
        " sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", code], env=environment, check=False)
    assert done.returncode == 0


def test_a_rollup_of_what_is_no_return_is_refused_by_file_and_line(
    tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong, force = tmp_path / "wrong.csv", tmp_path / "force.csv"
    wrong.write_text("not,a,return\n", encoding="utf-8")
    where = ["--database", str(tiny), "rollup", str(wrong), "--output", str(force)]
    assert main(where) == 2
    assert "wrong.csv, line 1" in capsys.readouterr().err
    assert not force.exists()


def test_a_rollup_without_a_database_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--database", str(tmp_path / "none.db"), "rollup", "x.csv", "--output", "y.csv"]
    assert main(where) == 1
    assert "There is no data file" in capsys.readouterr().err


def test_a_reader_that_goes_away_is_no_fault_of_ours(database: Path) -> None:
    command = [sys.executable, "-m", "snt_desk", "--database", str(database)]
    with subprocess.Popen(
        [*command, "import", str(TINY)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    ) as started:
        assert started.stdout is not None
        started.stdout.close()
        said = started.stderr.read() if started.stderr else b""
    assert b"Traceback" not in said
    assert main(["--database", str(database), "check"]) == 0


def test_a_place_where_problems_cannot_go_is_said_before_anything_is_taken_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    foreign = tmp_path / "shopping.txt"
    foreign.write_text("milk\n")
    for place in (foreign, tmp_path, tmp_path / "no" / "problems.csv"):
        database = tmp_path / "new.db"
        command = ["--database", str(database), "import", str(TINY), "--problems", str(place)]
        assert main(command) == 1
        said = capsys.readouterr()
        assert said.err.startswith("snt-desk: ")
        assert said.out == ""
        assert not database.exists()
    assert foreign.read_text() == "milk\n"


@pytest.mark.parametrize("send", [[], ["--send"]])
def test_a_return_into_a_file_or_nowhere_is_a_sentence_and_is_not_sent(
    tiny: Path, tmp_path: Path, send: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = tiny.read_bytes()
    nowhere = tmp_path / "no" / "such", tmp_path / ("a" * 300)
    for folder, said in ((tiny, "files cannot be written"), *((one, "made") for one in nowhere)):
        command = ["--database", str(tiny), "return", "2026-10", "--output", str(folder), *send]
        assert main(command) == 1
        assert said in capsys.readouterr().err
        assert tiny.read_bytes() == before


@pytest.mark.parametrize("send", [[], ["--send"]])
def test_the_folder_of_a_return_is_made_and_goes_again_with_what_fails(
    tiny: Path, tmp_path: Path, send: list[str]
) -> None:
    folder = tmp_path / "october"
    command = ["--database", str(tiny), "return", "2026-10", *send, "--output"]
    assert main([*command, str(folder)]) == 0
    assert len(list(folder.iterdir())) == 3
    if send:
        assert main([*command, str(tmp_path / "again")]) == 1
        assert not (tmp_path / "again").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name here")
def test_a_rollup_waits_for_no_pipe(
    tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pipe = tmp_path / "return.csv"
    os.mkfifo(pipe)
    output = str(tmp_path / "force.csv")
    assert main(["--database", str(tiny), "rollup", str(pipe), "--output", output]) != 0
    assert f"{pipe} is not a file" in capsys.readouterr().err


def test_a_recipient_of_bytes_that_are_no_text_is_wrong_usage(tiny: Path, tmp_path: Path) -> None:
    command = ["--database", str(tiny), "export", str(tmp_path / "out.zip")]
    with pytest.raises(SystemExit) as stopped:
        main([*command, "--recipient", "Chief\udcff"])
    assert stopped.value.code == 2
    assert not (tmp_path / "out.zip").exists()
