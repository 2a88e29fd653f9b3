"""A PostgreSQL server for the length of a test run, on a socket that only this run can reach."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOT_TESTED = "PostgreSQL: not tested (no server is installed)"

_DEBIAN = Path("/usr/lib/postgresql")
# Nothing here has to survive a power cut.
_FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def programs() -> Path | None:
    """Find the folder of initdb and pg_ctl: on the path, or the newest of Debian's."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = (path for path in _DEBIAN.glob("*/bin") if (path / "initdb").exists())
    return max(versions, key=lambda path: int(path.parent.name), default=None)


@contextmanager
def running_server(bin_folder: Path) -> Iterator[str]:
    """Start a server in a folder of its own, give the address of its first database, stop it."""
    account = _account()
    # Not pytest's folder: that is closed to every account but the one that runs the tests.
    folder = Path(tempfile.mkdtemp(prefix="snt-desk-"))
    try:
        if account is not None:
            os.chown(folder, *account)
        data = folder / "data"

        def call(program: str, *arguments: str) -> None:
            _call([str(bin_folder / program), "-D", str(data), *arguments], folder, account)

        call("initdb", "-U", "desk", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        sockets = f"-c listen_addresses= -c unix_socket_directories={folder}"
        log = str(folder / "log")
        call("pg_ctl", "-w", "-s", "-l", log, "-o", f"{sockets} {_FAST}", "start")
        try:
            yield f"postgresql+psycopg://desk@/postgres?host={folder}"
        finally:
            call("pg_ctl", "-w", "-s", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _account() -> tuple[int, int] | None:
    """Who runs the server (uid, gid), if it has to be someone else: PostgreSQL refuses root."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    import pwd

    accounts = {entry.pw_name: entry for entry in pwd.getpwall()}
    account = accounts.get("postgres") or accounts["nobody"]
    return account.pw_uid, account.pw_gid


def _call(command: list[str], folder: Path, account: tuple[int, int] | None) -> None:
    user, group = account or (None, None)
    subprocess.run(
        command,
        cwd=folder,
        user=user,
        group=group,
        extra_groups=[] if account else None,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=True,
    )
