"""What the forms of this view have in common: what is saved, what is typed, what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from snt_desk.domain.drafts import Caution, Problem
from snt_desk.ui.fields import Choice
from snt_desk.ui.form import Form

T = TypeVar("T")


class EnteredForm(Form, Generic[T]):
    """A form of one kind of record; `T` is all that stands in it, as it was typed."""

    new_title = ""
    """What it says above a new one."""

    def __init__(self, blank: T, *, says: str = "") -> None:
        """`says` is the quiet line at its end, where it is not the usual one."""
        if says:
            super().__init__(self.new_title, says=says, ground="page")
        else:
            super().__init__(self.new_title, ground="page")
        self.opened = ""
        """The ref of the record that is open; empty for a new one."""
        self._saved = blank
        self._choices: tuple[Choice, ...] = ()
        self._judged = False
        self._filling = False

    # --- What each kind says for itself -------------------------------------------------------
    # Not by abc: its metaclass and Qt's do not go together.

    @property
    def typed(self) -> T:
        """All that stands in it, saved or not."""
        raise NotImplementedError

    @property
    def called(self) -> str:
        """What the record is called, as it was saved."""
        raise NotImplementedError

    def _fill(self, typed: T) -> None:
        raise NotImplementedError

    def _problems(self) -> Sequence[Problem]:
        raise NotImplementedError

    def _cautions(self) -> Sequence[Caution]:
        raise NotImplementedError

    def _say_back(self) -> None:
        """Show what was understood."""

    # --- What is the same for all -------------------------------------------------------------

    @property
    def edited(self) -> bool:
        """Whether something stands in it that is not saved."""
        return self.typed != self._saved

    def put(self, ref: str, typed: T) -> None:
        """Show this as what is saved; without a ref it is a new one."""
        self.opened = ref
        self._judged = False
        self._filling = True
        self._fill(typed)
        self._filling = False
        # As the fields give it back: what they tidy is nothing that was typed.
        self._saved = self.typed
        self.set_title(self.called or self.new_title)
        self.box.hide()
        self.clear_marks()
        self._look()
        self.touched.emit()

    def restore(self) -> None:
        """Go back to what is saved, or to nothing for a new one (*Clear*)."""
        self.put(self.opened, self._saved)

    def bring(self, typed: T) -> None:
        """Let stand in it what was typed before, still not saved."""
        self._filling = True
        self._fill(typed)
        self._filling = False
        self._edited()

    def refused(self) -> bool:
        """Say what stops it from being saved, and whether anything does. For Save."""
        for choice in self._choices:
            choice.settle()
        found = self._problems()
        self._judged = bool(found)
        self.box.hide()
        if found:
            self.refuse(found)
        else:
            self.show_problems(())
        return bool(found)

    def _edited(self) -> None:
        if self._filling:
            return
        self.touched.emit()
        self._look()
        if self._judged:
            self.show_problems(self._problems())

    def _look(self) -> None:
        self._say_back()
        self.show_cautions(self._cautions())


def text_of(choice: Choice) -> str | None:
    """Give the code or ref that is chosen."""
    return choice.value if isinstance(choice.value, str) else None


def choose(choice: Choice, value: str | None, unknown: str = "") -> None:
    """Choose a value; or show what was typed and is none."""
    choice.set_value(value)
    if unknown:
        choice.setEditText(unknown)
