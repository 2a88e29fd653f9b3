"""Processes that are killed: each begins at once, because another has loaded all it needs."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from tests import keyed  # noqa: F401  # a file may be encrypted: it is opened as its test does

READY = "ready"
Say = Callable[[str], object]

if sys.platform == "win32":  # there is nothing to begin from: each loads all by itself
    _begin = multiprocessing.get_context("spawn")
else:
    _begin = multiprocessing.get_context("forkserver")
    _begin.set_forkserver_preload(
        ["pytest", "alembic.command", "tests.trust.saving", "tests.trust.backing_up"]
    )


class Child:
    """A process at work, and what it says."""

    def __init__(self, process: BaseProcess, said: Connection) -> None:
        self._process = process
        self._said = said

    def hear(self) -> str:
        """Wait for what it says next; EOFError if it says nothing any more."""
        word: str = self._said.recv()
        return word

    def kill(self) -> None:
        """Kill it, with no chance to put anything in order, and wait until it is gone."""
        self._process.kill()
        self._process.join()

    def leave(self, seconds: float) -> None:
        """Leave it at work for so long, or until it is done."""
        self._process.join(seconds)

    def rest(self) -> Iterator[str]:
        """Give what it has said and was not heard; what it was about to say was not said."""
        with suppress(EOFError, OSError):
            while True:
                yield self.hear()


@contextmanager
def at_work(work: Callable[..., object], *arguments: object) -> Generator[Child]:
    """Have a process do `work(say, *arguments)`; at the end it is killed.

    `work` is a function of a module, and its arguments can be pickled.
    """
    here, there = _begin.Pipe(duplex=False)
    process = _begin.Process(target=_do, args=(there, work, arguments))
    process.start()
    there.close()
    child = Child(process, here)
    try:
        yield child
    finally:
        child.kill()
        here.close()
        process.close()


def killed_after(seconds: float, work: Callable[..., object], *arguments: object) -> list[str]:
    """Let a process do `work(say, *arguments)`, and kill it so long after it has said READY.

    Gives what else it has said; if it is done sooner it ends by itself.
    """
    said: list[str] = []
    with at_work(work, *arguments) as child:
        while (word := child.hear()) != READY:
            said.append(word)
        child.leave(seconds)
        child.kill()
        return [*said, *child.rest()]


def _do(say: Connection, work: Callable[..., object], arguments: tuple[object, ...]) -> None:
    work(say.send, *arguments)
