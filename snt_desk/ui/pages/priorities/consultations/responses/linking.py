"""The selected responses linked to a priority, taken off theirs, or deleted: each as one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeAlias

from PySide6.QtCore import QObject, Signal

from snt_desk.domain.priorities import ADOPTED, CLOSED
from snt_desk.errors import DeskError
from snt_desk.services import priorities, responses
from snt_desk.ui import many, named, unlisted
from snt_desk.ui.choices import distinct
from snt_desk.ui.desk import Desk
from snt_desk.ui.fields import Choice
from snt_desk.ui.named import counted
from snt_desk.ui.strip import Strip

Write: TypeAlias = Callable[[Any, Sequence[str]], None]
"""What is written of responses, by their refs, in the session of a change."""
_MOST = 200
"""So many proposed ones are offered at most, those raised last."""
_CHOOSE = "Choose the priority from the list."


class Linking(QObject):
    """Asks to which priority, in a line above the list; many are done with by the worker."""

    failed = Signal(DeskError)
    """It could not be done."""
    done = Signal()
    """It was: back to the list."""

    def __init__(self, desk: Desk, strip: Strip, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._strip = strip

    def ask(self, refs: Sequence[str]) -> None:
        """Ask to which proposed or live priority these are to be linked."""
        if not refs:
            return
        with self._desk.store.read() as session:
            found = priorities.register(session, self._desk.team.id, most_idle=_MOST)
        choices = distinct(
            [
                (
                    one.ref,
                    one.title if one.status == ADOPTED else f"{one.title}, proposed",
                    one.place or one.ref,
                )
                for one in found
                if one.status != CLOSED
            ]
        )
        if not choices:
            raise DeskError(
                "There is no priority to link to", "Propose one first, or open the register."
            )
        field = Choice("A few letters of its title")
        field.show_choices(choices)
        words = f"Link {counted(len(refs), 'response')} to"
        titles = {one.ref: one.title for one in found}
        link = partial(self._link, tuple(refs), titles, field)
        self._strip.ask(((words, field),), "Link", link)

    def _link(
        self,
        refs: Sequence[str],
        titles: dict[str, str],
        field: Choice,
        chosen: Sequence[object],
    ) -> None:
        [priority] = chosen
        if not isinstance(priority, str):
            unknown = field.unknown
            text = unlisted.choice(unknown, "Choose a priority.") if unknown else _CHOOSE
            raise DeskError(text)
        what = counted(len(refs), "response")
        label = f"Link {what} to {named.short(titles[priority])}"
        self._do(label, refs, _linking_to(priority))

    def take_off(self, refs: Sequence[str]) -> None:
        """Take these off the priorities that they are linked to."""
        if refs:
            whose = "its priority" if len(refs) == 1 else "their priorities"
            label = f"Take {counted(len(refs), 'response')} off {whose}"
            self._do(label, refs, _linking_to(None))

    def delete(self, refs: Sequence[str]) -> None:
        """Take these away; before many a backup is made, and undo brings them back."""
        if refs:
            label = f"Delete {counted(len(refs), 'response')}"
            self._desk.first_back_up(len(refs), partial(self._do, label, refs, responses.remove))

    def _do(self, label: str, refs: Sequence[str], write: Write) -> None:
        work = partial(self._write, label, refs, write)
        many.do(
            self._desk,
            len(refs),
            work,
            owner=self,
            then=self.done.emit,
            failed=self.failed.emit,
        )

    def _write(self, label: str, refs: Sequence[str], write: Write) -> None:
        with self._desk.store.change(label) as session:
            write(session, refs)


def _linking_to(priority: str | None) -> Write:
    def write(session: Any, refs: Sequence[str]) -> None:
        responses.link(session, refs, priority)

    return write
