"""The program calls nobody, misses no network where none is, and leaves no names lying about.

On Linux, where `strace` hears every call and `unshare` takes the network away; on other systems
the source is read for ways out by tests/test_plain_text.py.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.trust.figures import Tally
from tests.ui import poisoned

pytestmark = [
    pytest.mark.trust,
    pytest.mark.timeout(300),
    pytest.mark.skipif(sys.platform != "linux", reason="strace and unshare are Linux's"),
]

ROOT = Path(__file__).parents[2]
STRACE = ("strace", "-f", "-qq", "-e", "trace=socket,connect,bind,sendto,sendmsg", "-o")
ALONE = ("unshare", "--map-root-user", "--net")
CALL = re.compile(r"\b(socket|connect|bind|sendto|sendmsg)\(.*\bAF_INET6?\b")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    for program in ("strace", "unshare"):
        assert shutil.which(program), f"{program} is needed: apt-get install strace util-linux"
    made = tmp_path_factory.mktemp("network")
    (made / "tmp").mkdir()
    poisoned.made(made / "desk.db").close()
    return made


def run(folder: Path, under: Sequence[str], *arguments: str) -> str:
    """Do it with Python, and give what it says."""
    homes = {f"XDG_{one}_HOME": str(folder) for one in ("CONFIG", "DATA", "STATE", "CACHE")}
    homes["TMPDIR"] = str(folder / "tmp")
    done = subprocess.run(
        [*under, sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **homes, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def calls(folder: Path, *arguments: str) -> list[str]:
    """The calls to a network that it makes."""
    heard = folder / "heard"
    run(folder, (*STRACE, str(heard)), *arguments)
    return [line for line in heard.read_text().splitlines() if CALL.search(line)]


def window(folder: Path) -> list[str]:
    """Every tab read, and closed a little later."""
    script = ROOT / "tests" / "scenarios" / "closing.py"
    return [str(script), str(folder / "desk.db"), str(folder), "read", "300"]


def commands(folder: Path) -> list[list[str]]:
    desk = ["-m", "snt_desk", "--database", str(folder / "desk.db")]
    return [
        [*desk, "check"],
        [*desk, "backup"],
        [*desk, "export", str(folder / "package.zip")],
        [*desk, "import", str(folder / "package.zip")],
        [*desk, "return", "2026-10", "--output", str(folder)],
    ]


def test_the_window_and_the_commands_open_no_socket(folder: Path, tally: Tally) -> None:
    found = calls(folder, *window(folder))
    for one in commands(folder):
        found += calls(folder, *one)
    tally("unhandled", len(found))
    assert found == []


def test_without_a_network_nothing_is_missing(folder: Path) -> None:
    assert "closed 0" in run(folder, ALONE, *window(folder))
    for one in commands(folder):
        run(folder, ALONE, *one)


def test_nothing_of_the_records_is_in_logs_settings_or_temporary_files(folder: Path) -> None:
    """After all that is done above; the same words are in what was exported."""
    run(folder, (), *window(folder))
    run(folder, (), *commands(folder)[2])
    meant = {".db", ".zip", ".csv"}
    found = {
        path.name
        for path in folder.rglob("*")
        if path.is_file()
        and path.suffix not in meant
        and re.search(rb"Marks|Spencer|gpj|Zo\xc3\xab", path.read_bytes())
    }
    logs = list(folder.rglob("snt-desk.log"))
    assert list((folder / "tmp").iterdir()) == []
    assert logs
    assert found == set()
    assert b"Marks" in (folder / "desk.db").read_bytes()


@pytest.mark.parametrize(
    "script",
    [
        "import socket; socket.socket()",
        "import socket; socket.socket(socket.AF_INET6)",
        "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
        "import socket; socket.create_server(('127.0.0.1', 0))",
    ],
)
def test_a_call_is_heard(folder: Path, script: str) -> None:
    assert calls(folder, "-c", script)
