"""What the form of a patrol says: of which leg, beside which field, in how many lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from snt_desk.domain import clock
from snt_desk.domain.drafts import Caution
from snt_desk.domain.patrols import LegDraft
from snt_desk.ui.pages.patrols import reading
from snt_desk.ui.pages.patrols.reading import Fault, TypedLeg
from snt_desk.ui.parts import Button

_OF_ALL_LEGS = frozenset({"for", "outcomes"})
_FIELDS = {"priority": "for"}


def here(faults: Sequence[Fault], at: int) -> list[Fault]:
    """Choose those that can be seen: of the leg that is shown, or of the whole patrol."""
    return [one for one in faults if one.leg == at or one.field in _OF_ALL_LEGS]


def of_leg(cautions: Sequence[Caution], at: int, typed: TypedLeg, meant: LegDraft) -> list[Caution]:
    """Choose those of the leg that is shown, or of the whole patrol.

    Of an end that cannot be read nothing is said but that.
    """
    unread = bool(typed.back) and meant.end is None
    found = [one for one in cautions if one.part in {None, at}]
    return [one for one in found if not (unread and one.field == "in")]


def joined(cautions: Sequence[Caution]) -> Iterator[Caution]:
    """A line for each; the last of a field says that it does not matter for saving."""
    texts: dict[str, list[str]] = {}
    for one in cautions:
        texts.setdefault(_FIELDS.get(one.field, one.field), []).append(one.text)
    for field, said in texts.items():
        yield Caution(field, "\n".join(said) + " You can still save.")


def can_end(legs: Sequence[TypedLeg], today: date) -> bool:
    """Whether the last leg is out, and for so long that a time alone says when it ended."""
    last = reading.stretch(legs[-1], today)
    if last.start is None or last.end is not None:
        return False
    return 0 < clock.minutes_between(last.start, clock.now()) <= clock.LONGEST_STRETCH


def show_now(button: Button, *, ends: bool) -> None:
    """Let a button end the patrol that is open, or start a new one."""
    words = "End now" if ends else "Start now"
    button.setText(words)
    button.setAccessibleName(words)
    button.setToolTip("Ctrl+Shift+E" if ends else "Ctrl+Shift+N")
    button.set_icon("clock" if ends else "play")
