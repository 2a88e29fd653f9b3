"""What is said below the tabs of how the data was opened and where it is, with the way out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from snt_desk import paths
from snt_desk.ui.notices import Notice

if TYPE_CHECKING:
    from snt_desk.services.moving import Moved
    from snt_desk.ui.sitting import Sitting

_MOVE = "Move it to this computer"
_WAIT = "Moving your data to this computer. Every record is compared."


def say(sitting: Sitting) -> None:
    """Say what there is to say, once the data is open."""
    for notice in _notices(sitting):
        sitting.window.notices.say(notice)


def _notices(sitting: Sitting) -> Iterator[Notice]:
    from snt_desk.db import opening

    desk = sitting.desk
    if desk is None or opening.is_url(sitting.where):
        return
    path = Path(sitting.where).resolve()
    yield from _of_place(sitting, path)
    if not desk.store.only_looks:
        yield from _of_room(path)


def _of_place(sitting: Sitting, path: Path) -> Iterator[Notice]:
    from snt_desk.db import places
    from snt_desk.ui.looking import OFF, Looking

    where, move = places.of(path), partial(sitting.soon, partial(_move, sitting))
    looks = sitting.desk is not None and sitting.desk.store.only_looks
    if looks:
        Looking(sitting.window)
    if where.network:
        text = f"On {where.network} two desks could damage it. Nothing can be changed."
        yield Notice(f"{OFF}: your data is on a network drive", text, _MOVE, move)
    elif looks:
        text = f"{sitting.why} Nothing can be changed, exported or printed.".strip()
        yield Notice(OFF, text, "Try to open for work", partial(sitting.soon, sitting.try_again))
    elif where.service:
        text = "It copies the file while you work, and may damage it."
        yield Notice(f"Your data is in a folder of {where.service}", text, _MOVE, move)


def _of_room(path: Path) -> Iterator[Notice]:
    from snt_desk.db import places, trust

    free = places.free(path)
    if free is not None and free < places.LITTLE_ROOM:
        title = f"Only {trust.megabytes(free)} free on the disk of your data"
        yield Notice(title, "Free some space: saving and backups need it.")


def _move(sitting: Sitting) -> None:
    from snt_desk.services import moving

    where, actor, key = sitting.where, sitting.actor(), sitting.key
    target = paths.default_database()

    def work(report: Callable[[int, int], None]) -> Moved:
        return moving.to_this_computer(where, target, actor, key, report)

    def then(moved: Moved) -> None:
        sitting.open_other(str(moved.path), key)
        sitting.window.notices.say(_told(moved))

    sitting.while_shut(_WAIT, lambda progress: work(progress.report), then)


def _told(moved: Moved) -> Notice:
    title = "Your data is on this computer now"
    if moved.renamed:
        text = f"It is {moved.path}. The old file is kept as {moved.old.name}.moved."
        return Notice(title, text, tone="ok")
    return Notice(title, f"Do not use {moved.old} any more: it could not be renamed.")
