"""How a row of a sheet looks in the table: as it was understood, what is wrong in red."""

from __future__ import annotations

from collections.abc import Callable

from snt_desk.domain.sheet import Field
from snt_desk.ui import theme
from snt_desk.ui.importing.seen import Row, Seen, to_do
from snt_desk.ui.table import Cell, Column

BADGES = {
    "new": Cell("new", tone="ok"),
    "changed": Cell("change", tone="info"),
    "same": Cell("same", tone="plain"),
    "problem": Cell("problem", tone="bad"),
    "look": Cell("look", tone="warn"),
}
"""What each state of a row is called beside it."""

_LEAST, _MOST, _PADDING, _ICON = 56, 170, 18, 24
_TO_DO = 200


def of(seen: Seen) -> tuple[Column[Row], ...]:
    """The columns of the table: the row, its state, the fields, and what to do."""
    troubled = seen.troubled
    return (
        Column("Row", lambda row: f"{row.id:,}", align="right", width=64, kept=True),
        Column("State", _state, width=104, kept=True),
        *(_field(field, seen, troubled) for field, _ in seen.fields),
        Column("What to do", lambda row: to_do(row.line), width=_TO_DO, stretch=True, kept=True),
    )


def _state(row: Row) -> Cell:
    return Cell("typed", tone="plain") if row.typed else BADGES[row.line.state]


def _field(field: Field, seen: Seen, troubled: frozenset[str]) -> Column[Row]:
    bad = field.name in troubled
    width = _width(field, seen, icon=bad)
    return Column(field.label, _shown(field.name), width=width, kept=bad or field.needed)


def _shown(name: str) -> Callable[[Row], str | Cell]:
    def show(row: Row) -> str | Cell:
        if name in row.typed:
            return Cell(_flat(row.typed[name]), role="muted")
        wrong = [one for one in row.line.problems if one.field == name]
        if wrong:
            words = _flat(wrong[0].value) or "empty"
            return Cell(words, icon="circle-alert", role="bad", bold=True)
        return _flat(row.shown.get(name, ""))

    return show


def _flat(text: str) -> str:
    return " ".join(text.split())


def _width(field: Field, seen: Seen, *, icon: bool) -> int:
    """As wide as the first rows ask for, in pixels at 100 %."""
    shown = [one.get(field.name, "") for one in seen.sample]
    asked = [theme.advance(field.label, "small", bold=True), *map(theme.advance, map(_flat, shown))]
    wide = max(asked) * 100 / theme.appearance().percent + _PADDING + (_ICON if icon else 0)
    return round(min(max(wide, _LEAST), _MOST))
