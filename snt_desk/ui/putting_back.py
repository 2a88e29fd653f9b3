"""A backup is put back from the window: everything is closed for it, and opened again after."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from snt_desk.errors import DeskError

if TYPE_CHECKING:
    from snt_desk.db.cipher import Key
    from snt_desk.db.journal import Actor
    from snt_desk.services.backups import Backup
    from snt_desk.ui.ask import Ask
    from snt_desk.ui.sitting import Sitting
    from snt_desk.ui.tasks import Progress, Tasks


class PuttingBack:
    """Closes the data, lets the backup take its place in the worker, and opens it."""

    def __init__(self, sitting: Sitting, tasks: Tasks, ask: Ask) -> None:
        self._sitting = sitting
        self._tasks = tasks
        self._ask = ask

    def begin(self, chosen: Backup) -> None:
        """Put this one back; what cannot be is said, and the data opened as it was."""
        from snt_desk.ui import screens

        desk, sitting = self._sitting.desk, self._sitting
        if desk is None:
            return
        key, actor = desk.store.key, desk.store.actor
        try:
            sitting.shut()
        except DeskError as error:
            self._ask.tell(error.title, error.detail)
            return
        sitting.window.instead.show(screens.waiting("Putting the backup back…"))
        self._tasks.run(
            partial(_put_back, sitting.where, chosen, actor, key),
            sitting.open_again,
            owner=sitting,
            failed=partial(self._refused, key),
        )

    def _refused(self, key: Key | None, error: Exception) -> None:
        self._sitting.open_again(key)
        if not isinstance(error, DeskError):
            raise error
        self._ask.tell(error.title, error.detail)


def _put_back(
    where: str, chosen: Backup, actor: Actor, key: Key | None, _progress: Progress
) -> Key | None:
    """Do it, and give what opens the file now."""
    from snt_desk.services import backups

    backups.restore(where, chosen, actor, key)
    return key if backups.is_encrypted(where) else None
