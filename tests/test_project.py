"""What is said about the project in several places is the same everywhere."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import distributions
from pathlib import Path

import snt_desk

ROOT = Path(__file__).parent.parent


def test_the_changelog_opens_with_this_version() -> None:
    headings = re.findall(
        r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert headings[0] == snt_desk.__version__


def test_the_version_stands_in_one_file_only() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" in project["project"]["dynamic"]
    assert project["tool"]["hatch"]["version"]["path"] == "snt_desk/__init__.py"
    spec = (ROOT / "snt_desk.spec").read_text(encoding="utf-8")
    assert "from snt_desk import __version__" in spec
    assert snt_desk.__version__ not in spec


def test_one_package_alone_brings_the_sqlite_driver() -> None:
    """Three install the same module over each other; two of them bring an older SQLite."""
    drivers = [name for found in distributions() if "sqlcipher" in (name := found.name.lower())]
    assert drivers == ["sqlcipher3"]


def test_what_runs_is_tested_and_developed_with_in_the_same_versions() -> None:
    def pins(name: str) -> set[str]:
        text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        return set(re.findall(r"^\S+==\S+", text, re.MULTILINE))

    assert pins("run") <= pins("test") <= pins("develop")
