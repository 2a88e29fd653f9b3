"""The disk fills up, or takes no more, at any point: that is said, and what was there is there."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from snt_desk.db import schema
from tests.trust.figures import Tally

ROOT = Path(schema.__file__).parents[2]
MODULE = [sys.executable, "-m", "tests.trust.small_disk"]
MOUNTED = 'mount -t tmpfs -o size=6m tmpfs "$1" && cp "$2" "$1/template.db" && shift 2 && exec "$@"'
"""Makes a small disk that is gone with the process, and runs a program."""

pytestmark = [pytest.mark.trust, pytest.mark.timeout(600)]


def on_a_small_disk(folder: Path, template: Path, operation: str) -> dict[str, int]:
    """Do it on a disk of 6 MB that nobody else sees; who is not root may make one too."""
    program = [*MODULE, str(folder), operation, "full"]
    shell = ["unshare", "-rm", "sh", "-c", MOUNTED, "sh", str(folder), str(template), *program]
    return told_by(shell)


def told_by(command: list[str]) -> dict[str, int]:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, int] = json.loads(done.stdout)
    return found


def insist(found: dict[str, int], name: str, tally: Tally) -> None:
    """Count it; nothing but what was refused may have been found."""
    refused, tried = found.pop("refused"), found.pop("tried")
    assert refused == tried - 1, "it went on until there was room"
    tally(name, refused)
    for one in ("lost", "torn", "corrupt", "unhandled"):
        tally(one, found.get(one, 0))
    assert not any(found.values()), found


@pytest.mark.parametrize("operation", ["save", "update", "backup", "restore"])
def test_a_disk_that_fills_up_is_said_and_nothing_is_lost(
    tmp_path: Path, template: Path, operation: str, tally: Tally
) -> None:
    insist(on_a_small_disk(tmp_path, template, operation), "full disks", tally)


@pytest.mark.parametrize("operation", ["save", "update", "backup", "restore"])
def test_a_disk_that_takes_no_more_is_said_and_nothing_is_lost(
    tmp_path: Path, template: Path, operation: str, tally: Tally
) -> None:
    shutil.copyfile(template, tmp_path / "template.db")
    insist(told_by([*MODULE, str(tmp_path), operation, "cut"]), "write errors", tally)
