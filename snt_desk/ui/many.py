"""Many records at once: a few are done with in a blink, of hundreds the worker takes care."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from snt_desk.errors import DeskError
from snt_desk.ui.desk import Desk
from snt_desk.ui.tasks import Progress

AT_ONCE = 300
"""So many take less time than anybody notices."""


def do(  # what, of how many, for whom, and what comes after
    desk: Desk,
    number: int,
    work: Callable[[], None],
    *,
    owner: QObject,
    then: Callable[[], None],
    failed: Callable[[DeskError], None],
) -> None:
    """Do the work here or in the worker, by how many records there are; a DeskError is told."""

    def at_work(_progress: Progress) -> None:
        work()

    def told(error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        failed(error)

    if number > AT_ONCE:
        desk.tasks.run(at_work, lambda _: then(), owner=owner, failed=told)
        return
    try:
        work()
    except DeskError as error:
        failed(error)
        return
    then()
