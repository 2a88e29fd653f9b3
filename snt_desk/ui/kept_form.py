"""What a page does with its form so that nothing typed is lost: leave, read again, say why not."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Protocol, TypeVar

from snt_desk.errors import DeskError
from snt_desk.ui import failing, named
from snt_desk.ui.panels import Box
from snt_desk.ui.parts import announce

if TYPE_CHECKING:
    from snt_desk.ui.desk import Desk
    from snt_desk.ui.page import Target


class KeptForm(Protocol):
    """A form that knows what is saved."""

    box: Box

    @property
    def opened(self) -> str:
        """The ref of the record in it; empty for a new one."""
        ...

    @property
    def edited(self) -> bool:
        """Whether something stands in it that is not saved."""
        ...


class JudgedForm(KeptForm, Protocol):
    """A form that knows what stops it from being saved."""

    def refused(self) -> bool:
        """Say what that is, and whether anything does."""
        ...


R = TypeVar("R")


def may_leave(form: KeptForm, name: str) -> bool:
    """Say whether the form may show something else; if not, its box says what is not saved."""
    if not form.edited:
        return True
    form.box.say(f"{named.short(name)} is not saved", "Save or clear it first.", tone="warn")
    announce(form.box, form.box.words)
    return False


def leave(desk: Desk, form: KeptForm, target: Target, kind: str, save: Callable[[], bool]) -> bool:
    """Ask what becomes of what is typed, with its tab in front; False if the window is to stay."""
    if not form.edited:
        return True
    desk.go(target)
    text = "It was typed and is not saved yet."
    answer = desk.ask.save_first(f"Save the {kind}?", text)
    return save() if answer else answer is not None


def read_again(
    form: KeptForm,
    there: Collection[str],
    *,
    show: Callable[[str], None],
    begin: Callable[[], None],
) -> None:
    """Show what is saved now, unless something is typed; `begin` where the record is gone."""
    if form.edited:
        return
    if form.opened in there:
        show(form.opened)
    else:
        begin()


def written(desk: Desk, form: JudgedForm, write: Callable[[], R]) -> R | None:
    """Write what stands in the form, and give what `write` gives.

    None where it is refused or cannot be written: the form says why, and what is typed stays.
    """
    if form.refused():
        return None
    try:
        return write()
    except DeskError as error:
        failing.say_not_saved(desk, form.box, error)
        return None
