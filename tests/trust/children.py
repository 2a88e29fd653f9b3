"""Processes that are killed: each begins at once, because another has loaded all it needs."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection

READY = "ready"
Say = Callable[[str], object]

if sys.platform == "win32":  # there is nothing to begin from: each loads all by itself
    _begin = multiprocessing.get_context("spawn")
else:
    _begin = multiprocessing.get_context("forkserver")
    _begin.set_forkserver_preload(
        ["pytest", "alembic.command", "tests.trust.saving", "tests.trust.backing_up"]
    )


def killed_after(seconds: float, work: Callable[..., object], *arguments: object) -> list[str]:
    """Let a process do `work(say, *arguments)`, and kill it so long after it has said READY.

    Gives what it has said; if it is done sooner it ends by itself. `work` is a function of a
    module, and its arguments can be pickled.
    """
    here, there = _begin.Pipe(duplex=False)
    process = _begin.Process(target=_do, args=(there, work, arguments))
    process.start()
    there.close()
    said: list[str] = []
    while (word := here.recv()) != READY:
        said.append(word)
    process.join(seconds)
    process.kill()
    # What it was about to say when it was killed was not said.
    with suppress(EOFError, OSError):
        while True:
            said.append(here.recv())
    process.join()
    here.close()
    process.close()
    return said


def _do(say: Connection, work: Callable[..., object], arguments: tuple[object, ...]) -> None:
    work(say.send, *arguments)
