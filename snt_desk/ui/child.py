"""A process of this program's own that does long work beside the window, and can be ended."""

from __future__ import annotations

import os
from collections.abc import Callable

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment

from snt_desk import paths

_STOP_MS = 10_000
"""Half a second is usual where the computer has much to do. Given up, Qt itself would wait on."""


def start(owner: QObject, argument: str, line: bytes, over: Callable[[], object]) -> QProcess:
    """Start the program again with that argument, and tell it what to do on its standard input.

    Never by its arguments or its surroundings: other programs can read these, and there may be
    a key in the line. `over`, a slot, is called when it has ended.
    """
    command, surroundings = paths.ourselves()
    environment = QProcessEnvironment.systemEnvironment()
    for name, value in surroundings.items():
        environment.insert(name, value)
    process = QProcess(owner)
    process.setProcessEnvironment(environment)
    process.setStandardErrorFile(os.devnull)
    process.finished.connect(over)
    process.start(command[0], [*command[1:], argument])
    process.write(line)
    process.closeWriteChannel()
    return process


def end(process: QProcess, over: Callable[[], object]) -> None:
    """End it at once, whatever it is doing; `over` is not called."""
    process.finished.disconnect(over)
    process.kill()
    process.waitForFinished(_STOP_MS)
