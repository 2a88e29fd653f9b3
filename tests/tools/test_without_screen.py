"""`make run` where there is no screen: the demo team's return and a picture of each tab."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tools.scenes import TABS, of_the_tabs

ROOT = Path(__file__).resolve().parents[2]


def test_there_is_one_picture_of_each_tab() -> None:
    assert [scene.tab for scene in of_the_tabs()] == list(TABS)


@pytest.mark.long
def test_the_return_and_the_pictures_are_written(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    subprocess.run(["tools/demo-without-screen", str(folder)], check=True, cwd=ROOT)
    pictures = {file.name for file in folder.glob("*.png")}
    assert pictures == {f"{tab.lower()}-light.png" for tab in TABS}
    assert len(list(folder.glob("snt-return_WHA-1_*"))) == 3
