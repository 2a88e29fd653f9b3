"""Where the fields of a patrol stand in its form."""

from __future__ import annotations

from snt_desk.ui.form import Form, Part
from snt_desk.ui.pages.patrols.fields import PatrolFields

HINT = "2215, 22.15 or 10.15pm. Leave In empty if still out."


PINNED = ("date", "crew", "place", "for", "operation")
"""The fields with a pin."""
_STAY = ("date", "crew")
"""What stays for the next patrol, as How does, unless its pin is taken out."""


def lay_out(form: Form, fields: PatrolFields) -> None:
    """Add a row for each field, or for the few that are read together."""
    form.add(Part("how", "Ho&w", fields.how))
    form.add(
        Part("date", "&Date", fields.day, stretch=5, pin=True),
        Part("out", "&Out", fields.out, stretch=2),
        Part("in", "&In", fields.back, stretch=2),
        hint=HINT,
    )
    form.add_widget(fields.which_clock)
    form.add(Part("crew", "&Crew", fields.crew, pin=True))
    form.add(
        Part("place", "&Place", fields.place, stretch=2, pin=True),
        Part("for", "For", fields.reason, stretch=3, pin=True),
    )
    form.add(Part("outcomes", "O&utcomes", fields.outcomes))
    form.add(Part("note", "&Note", fields.note))
    form.add(
        Part("operation", "Oper&ation", fields.operation, stretch=3, pin=True),
        Part("visible", "Visi&ble", fields.visible, stretch=0),
    )
    form.add(Part("visits", "Hot spot visits", fields.visits))
    for name in _STAY:
        form.set_pinned(name, pinned=True)
