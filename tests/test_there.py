"""Whether something is at a path is a yes or a no, whatever the path is."""

from __future__ import annotations

from pathlib import Path

import pytest

from snt_desk import there


def test_a_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "desk.db"
    file.touch()
    for path, answers in (
        (file, (True, True, False)),
        (tmp_path, (True, False, True)),
        (tmp_path / "gone", (False, False, False)),
    ):
        assert (there.anything(path), there.a_file(path), there.a_folder(path)) == answers


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b"])
def test_a_name_that_no_disk_has_is_a_no(tmp_path: Path, name: str) -> None:
    with pytest.raises((OSError, ValueError)):
        (tmp_path / name).stat()
    assert not there.anything(tmp_path / name)
    assert not there.a_file(tmp_path / name)
    assert not there.a_folder(tmp_path / name)
