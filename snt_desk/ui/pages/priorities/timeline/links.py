"""What is joined to a priority, a line each: how many of what, and where they are listed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from snt_desk.services.joined import Kind
from snt_desk.services.record_words import counted
from snt_desk.ui import theme
from snt_desk.ui.named import short
from snt_desk.ui.page import Target
from snt_desk.ui.parts import across, button, label, plain_tip
from snt_desk.ui.record_icons import ICONS

_ROOM = 226
"""So wide may its words be, beside the icon in the column at the right of a plan."""
_FIRST = ("patrols", "meetings", "actions", "events", "contacts", "messages", "responses", "tasks")
"""In the order in which they are asked for most; the others follow."""


class Links(QFrame):
    """One link for each kind of record, and one for each other priority."""

    wanted = Signal(object)
    """The `Target` that a line leads to."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._nothing = label("No patrols, meetings or actions yet.", "muted", wrap=True)
        self._column.addWidget(self._nothing)
        self._rows: list[QFrame] = []
        self.links: dict[str, QPushButton] = {}

    def forget(self) -> None:
        """Show nothing, not even that there is nothing."""
        self._clear()
        self._nothing.hide()

    def show_kinds(self, kinds: Sequence[Kind], open_actions: int) -> None:
        """Show what is joined to the priority.

        Of its actions it is said how many are open, of its patrols how many are still out;
        responses are counted by residents.
        """
        held = self._held()
        self._clear()
        for name, text, icon, target in _lines(kinds, open_actions):
            link = button(text, "link", icon)
            _fit(link, text)
            link.clicked.connect(partial(self.wanted.emit, target))
            self.links[name] = link
            row = across(link, None)
            self._rows.append(row)
            self._column.addWidget(row)
            # At once: Qt would do it when it next has time.
            row.show()
        self._nothing.setVisible(not self.links)
        if held in self.links:
            self.links[held].setFocus()

    def come_after(self, before: QWidget) -> None:
        """Let Tab go on here from that one: made anew they would come last of all."""
        for link in self.links.values():
            QWidget.setTabOrder(before, link)
            before = link

    def _held(self) -> str:
        """Which of them has the focus: it keeps it, though it is made anew."""
        return next((name for name, link in self.links.items() if link.hasFocus()), "")

    def _clear(self) -> None:
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows.clear()
        self.links.clear()


def _lines(kinds: Sequence[Kind], open_actions: int) -> Iterator[tuple[str, str, str, Target]]:
    """Give a name, the words, the icon and the target of each line."""
    others = [kind for kind in kinds if kind.table == "priorities"]
    by_table = {kind.table: kind for kind in kinds if kind.table != "priorities"}
    order = sorted(
        by_table, key=lambda table: _FIRST.index(table) if table in _FIRST else len(_FIRST)
    )
    for table in order:
        kind = by_table[table]
        text = counted(table, kind.residents or kind.number)
        if table == "actions" and open_actions:
            text = f"{text}, {open_actions:,} open"
        if kind.out:
            text = f"{text}, {kind.out:,} still out"
        yield table, text, ICONS[table], _target(kind)
    for kind in others:
        for one in kind.lines:
            text = f"{kind.heading}: {short(one.title)}"
            yield one.ref, text, "target", Target(one.target_tab, one.table, one.ref)


def _fit(link: QPushButton, text: str) -> None:
    """Let a long one end in … where its column does; whole in the tip and for a screen reader."""
    link.setAccessibleName(text)
    fits = link.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, theme.px(_ROOM))
    if fits != text:
        link.setText(fits)
        link.setToolTip(plain_tip(text))


def _target(kind: Kind) -> Target:
    """The list of them; where there is none, the newest one."""
    if kind.filters:
        # Patrols and partners know what is meant without a table.
        table = "" if kind.tab in {"Patrols", "Partners"} else kind.table
        return Target(kind.tab, table, filters=kind.filters)
    return Target(kind.tab, kind.table, kind.lines[0].ref)
