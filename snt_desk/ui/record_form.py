"""What the forms beside a list have in common: of meetings, actions, events, messages.

Each knows what was saved and what is typed; problems come with Save, cautions at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, Generic, Literal, TypeVar

from snt_desk.domain.drafts import Caution, Problem
from snt_desk.ui import named
from snt_desk.ui.fields import Choice, LineField
from snt_desk.ui.form import SAYS, Form

T = TypeVar("T")


class RecordForm(Form, Generic[T]):
    """A form of one kind of record; `T` is all that stands in it, as it was typed."""

    table = ""
    """Where its records are."""
    new_title = ""
    """What it says above a new one."""

    says = SAYS
    """The quiet line below its buttons."""
    ground: Literal["side", "page"] = "side"
    """Beside a table, or what is read itself."""

    def __init__(self, holds: Callable[[str, str], bool], blank: T) -> None:
        """`holds(table, ref)` says whether that record is still there."""
        super().__init__(self.new_title, says=self.says, ground=self.ground)
        self._holds = holds
        self.opened = ""
        """The ref of the record that is open; empty for a new one."""
        self._saved = blank
        self._choices: list[Choice] = []
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
        """What the record is called, as far as it is typed."""
        raise NotImplementedError

    def begin(self) -> None:
        """Make room for a new one."""
        raise NotImplementedError

    def open(self, ref: str) -> None:
        """Show one as it is written; DeskError if it is gone."""
        raise NotImplementedError

    def write(self) -> str:
        """Write what stands in it into the records, and give the ref; DeskError if it cannot be."""
        raise NotImplementedError

    def offer(self) -> None:
        """Offer what can be chosen now. What is chosen stays chosen."""
        raise NotImplementedError

    def _fill(self, typed: T) -> None:
        raise NotImplementedError

    def _problems(self) -> Sequence[Problem]:
        raise NotImplementedError

    def _cautions(self) -> Sequence[Caution]:
        raise NotImplementedError

    def _say_back(self) -> None:
        """Show what was understood."""

    def _prepare(self, typed: T) -> None:
        """Offer what only this text knows of, before it stands in the fields.

        DeskError where it cannot be: it is not brought back then.
        """

    # --- What is the same for all -------------------------------------------------------------

    @property
    def edited(self) -> bool:
        """Whether something stands in it that is not saved."""
        return self.typed != self._saved

    @property
    def as_saved(self) -> bool:
        """Whether a record stands in it as it is saved."""
        return bool(self.opened) and not self.edited

    def restore(self) -> None:
        """Go back to what is saved, or to nothing for a new one (*Clear*)."""
        self._put(self.opened, self._saved)

    def bring(self, ref: str, typed: T) -> None:
        """Let stand in it what was typed before, still not saved."""
        if self._holds(self.table, ref):
            self.open(ref)
        else:
            # What it was of is gone: saved, it is a new one.
            self.begin()
        self._prepare(typed)
        self._filling = True
        self._fill(typed)
        self._filling = False
        self._edited()

    def begin_filled(self, said: Mapping[str, object]) -> None:
        """Make room for a new one in which this stands, of the names that it has.

        Until something is changed, nothing is typed.
        """
        self.begin()
        typed: Any = self.typed
        known = {one.name for one in fields(typed)}
        self._put("", replace(typed, **{name: said[name] for name in known & said.keys()}))

    def refused(self) -> bool:
        """Say what stops it from being saved, and whether anything does. For Save."""
        self._settle()
        self._judged = self.judge(self._problems())
        return self._judged

    def _settle(self) -> None:
        """Take what letters can only mean, as if each field had been left."""
        for choice in self._choices:
            choice.settle()
        # Else what is saved would look typed anew once the field is left.
        for line in self.findChildren(LineField):
            line.tidy()

    def _put(self, ref: str, typed: T) -> None:
        self.opened = ref
        self._judged = False
        self._filling = True
        self._fill(typed)
        self._filling = False
        # As the fields give it back: what they tidy is nothing that was typed.
        self._saved = self.typed
        # All of it stands in its field: above the fields it would leave no room for them.
        self.set_title(named.short(self.called) or self.new_title)
        self.box.hide()
        self.clear_marks()
        self._look()
        self.touched.emit()

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


def choose(choice: Choice, value: object, unknown: str = "") -> None:
    """Choose a value; or show what was typed and is none."""
    choice.set_value(value)
    if unknown:
        choice.setEditText(unknown)
