"""The form that changes several patrols at once: only what is filled is changed, in all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import Signal

from snt_desk.domain import clock
from snt_desk.domain.drafts import Problem
from snt_desk.errors import DeskError
from snt_desk.services import patrol_bulk
from snt_desk.services.patrol_bulk import Amendment
from snt_desk.ui import failing, many, unlisted
from snt_desk.ui.desk import Desk
from snt_desk.ui.fields import Choice, LineField
from snt_desk.ui.form import Form, Part
from snt_desk.ui.named import counted
from snt_desk.ui.pages.patrols.offers import PRIORITY, Lookup
from snt_desk.ui.record_form import text_of
from snt_desk.ui.tokens import CrewField

_STAYS = "Stays as it is"
_SAYS = "Only what is filled is changed. Ctrl+S changes all of them, as one step."
_NONE = "-"


class ChangeForm(Form):
    """Stands in the pane while several patrols are to be changed."""

    done = Signal()
    """They were changed, or are to stay as they are."""

    def __init__(self, desk: Desk, lookup: Lookup) -> None:
        super().__init__("Change patrols", says=_SAYS)
        self._desk = desk
        self._lookup = lookup
        self._refs: tuple[str, ...] = ()
        self.how = Choice(_STAYS)
        self.place = Choice(_STAYS)
        self.reason = Choice(_STAYS)
        self.operation = LineField(_STAYS)
        self.visible = Choice(_STAYS)
        self.added = CrewField()
        self.removed = CrewField()
        self.add(Part("how", "Ho&w", self.how), Part("visible", "Visi&ble", self.visible))
        self.add(Part("place", "&Place", self.place), Part("for", "For", self.reason))
        self.add(Part("operation", "Oper&ation", self.operation), hint="A dash takes it away.")
        self.add(Part("add", "Add to the crew of each", self.added))
        self.add(Part("remove", "Take off the crew of each", self.removed))
        self.again_button.hide()
        self.clear_button.setText("Cancel")
        self.clear_button.setAccessibleName("Cancel")
        self.saved.connect(self.apply)
        self.saved_and_new.connect(self.apply)
        self.cleared.connect(self.done)
        self.left.connect(self.done)

    def begin(self, refs: Sequence[str]) -> None:
        """Ask what these patrols are to be changed to."""
        self._refs = tuple(refs)
        title = _title(len(refs))
        self.set_title(title)
        self.save_button.setText(title)
        self.save_button.setAccessibleName(title)
        self.box.hide()
        self.clear_marks()
        self._offer()
        self.start()

    def _offer(self) -> None:
        offers, today = self._lookup.offers, clock.today()
        modes = [(one.code, one.label) for one in offers.codes["mode"]]
        reasons = offers.reasons(clock.EPOCH.date(), today, None)
        for choice, choices in (
            (self.how, modes),
            (self.place, offers.place_choices()),
            (self.reason, reasons),
            (self.visible, [(True, "Yes"), (False, "No")]),
        ):
            choice.show_choices(choices)
            choice.set_value(None)
        self.operation.set_value("")
        for field in (self.added, self.removed):
            field.show_people(self._lookup.people(today))
            field.set_value(())

    def apply(self) -> None:
        """Change them, or say why they cannot be."""
        for field in (self.how, self.place, self.reason, self.visible, self.added, self.removed):
            field.settle()
        problems = list(self._problems())
        if problems:
            self.refuse(problems)
            return
        self.clear_marks()
        self.save_button.setEnabled(False)
        work = partial(self._change, self._refs, self.amendment)
        number = len(self._refs)
        many.do(self._desk, number, work, owner=self, then=self._changed, failed=self._failed)

    def _change(self, refs: Sequence[str], amendment: Amendment) -> None:
        with self._desk.store.change(_title(len(refs))) as session:
            patrol_bulk.amend(session, self._desk.team.id, refs, amendment)

    def _changed(self) -> None:
        self.save_button.setEnabled(True)
        self.done.emit()

    def _failed(self, error: DeskError) -> None:
        self.save_button.setEnabled(True)
        failing.say(self._desk, self.box, error)

    @property
    def amendment(self) -> Amendment:
        """What is filled."""
        reason = self.reason.value
        purpose, priority = reason if isinstance(reason, tuple) else (None, None)
        operation = self.operation.value
        return Amendment(
            mode=text_of(self.how),
            place=text_of(self.place),
            purpose=PRIORITY if priority else purpose,
            priority=priority,
            operation="" if operation == _NONE else operation or None,
            visible=self.visible.value if isinstance(self.visible.value, bool) else None,
            add=self.added.value,
            remove=self.removed.value,
        )

    def _problems(self) -> Iterator[Problem]:
        choices = {"how": self.how, "place": self.place, "for": self.reason}
        for name, choice in {**choices, "visible": self.visible}.items():
            if choice.unknown:
                yield Problem(
                    name, unlisted.choice(choice.unknown, "Choose one, or leave it empty.")
                )
        for name, field in (("add", self.added), ("remove", self.removed)):
            if field.unknown:
                yield Problem(name, unlisted.person(field.unknown))
        if self.amendment.is_empty and not any(one.unknown for one in choices.values()):
            yield Problem("how", "Enter what is to be changed.")


def _title(number: int) -> str:
    return f"Change {counted(number, 'patrol')}"
