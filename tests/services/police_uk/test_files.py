"""Saved files come from a folder, a .zip or one by one; what cannot be opened is said."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from snt_desk.errors import DeskError
from snt_desk.services import police_uk
from snt_desk.services.police_uk import files
from tests.domain.police_uk.made_files import ALL, INVENTED, as_json


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "saved"
    made.mkdir()
    for name, value in ALL.items():
        (made / f"{name}.json").write_bytes(as_json(value))
    (made / "read me.txt").write_text("no")
    (made / ".hidden.json").write_text("no")
    return made


def zipped(folder: Path) -> Path:
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w") as archive:
        for one in sorted(folder.iterdir()):
            archive.write(one, f"saved/{one.name}")
        archive.writestr("__MACOSX/saved/._priorities.json", b"\x00")
    return path


def test_a_folder_its_files_and_a_zip_of_it_say_the_same(folder: Path) -> None:
    whole = police_uk.read([folder])
    assert whole.called == "saved"
    assert not whole.reading.problems
    assert len(whole.reading.sources) == len(ALL)
    chosen = police_uk.read(sorted(folder.glob("[a-z]*.json")))
    assert chosen.called == "6 files"
    packed = police_uk.read([zipped(folder)])
    assert whole.reading == chosen.reading == packed.reading


def test_what_is_trusted_is_read_in_the_invented_form(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_bytes(as_json(INVENTED))
    assert police_uk.read([path]).reading.published.is_empty
    assert police_uk.read([path], {"mine.json"}).reading.published.priorities


def refusal(*paths: Path) -> str:
    with pytest.raises(DeskError) as caught:
        police_uk.read(paths)
    return str(caught.value)


def test_what_cannot_be_opened_is_said(tmp_path: Path) -> None:
    assert refusal(tmp_path) == (
        f"{tmp_path.name} has no .json files: Save them from data.police.uk first."
    )
    assert refusal(tmp_path / "gone.json").startswith("gone.json cannot be opened")
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK\x03\x04 and no more")
    assert refusal(broken).startswith("broken.zip cannot be unpacked")


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    for at in range(files.MOST_FILES + 1):
        (tmp_path / f"{at}.json").write_bytes(b"[]")
    assert "That is too much at once" in refusal(tmp_path)


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_ZIPPED", 1_000_000)
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for at in range(3):
            archive.writestr(f"{at}.json", b" " * 400_000)
    assert refusal(path) == "bomb.zip is too big: Unpacked it is over 1 MB."
