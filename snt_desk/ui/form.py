"""The form beside a list: labels above fields, what was understood below, Save always in sight.

Nothing is judged while it is typed. Cautions are amber and can be saved; problems are red,
come after Save, and with more than one a box on top leads to each.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from snt_desk.ui import theme
from snt_desk.ui.box import Box, RoomForBox
from snt_desk.ui.cleared import ClearButton
from snt_desk.ui.form_rows import FormRow, Part, Said, Summary
from snt_desk.ui.later import once
from snt_desk.ui.parts import across, announce, as_part, button, label, rule

__all__ = ["SAYS", "Form", "Part", "Said"]

_MARGIN = 20
_ONE_FIELD = 44
_BETWEEN = 14
SAYS = "Ctrl+S saves. Ctrl+Enter saves and opens the next."


class Form(QFrame):
    """A title, fields that scroll, and the buttons below them."""

    saved = Signal()
    """*Save*."""
    saved_and_new = Signal()
    """*Save and new*, or Ctrl+Enter."""
    clearing = Signal()
    """*Clear* is pressed, and what it takes away stands there yet."""
    cleared = Signal()
    """*Clear*."""
    left = Signal()
    """Esc: back to the list."""
    touched = Signal()
    """Something else stands in it: typed, saved, or shown instead."""

    def __init__(
        self,
        title: str,
        head: QPushButton | None = None,
        *,
        says: str = SAYS,
        ground: Literal["side", "page"] = "side",
    ) -> None:
        """`head` is a button beside the title, `says` the quiet line at the very end.

        `ground` is `side` beside a table, `page` where the form is what is read.
        """
        super().__init__()
        self.setObjectName(ground)
        self._parts: dict[str, Part] = {}
        self._rows: dict[str, FormRow] = {}
        self._pins: dict[str, QPushButton] = {}
        self._title = label(title, "title", wrap=True)
        self.box = Box("bad")
        self.offered = Box("info")
        """Offers what was typed before and is not saved."""
        self.summary = Summary()
        self.summary.chosen.connect(self.focus)
        self._fields = QVBoxLayout()
        self._sight = once(self, self._keep_in_sight)
        self._lay_out(head, says)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.saved_and_new)

    def _lay_out(self, head: QPushButton | None, says: str) -> None:
        column = QVBoxLayout(self)
        # One pixel at the left, or the fields would paint over the line beside the list.
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        margins = (_MARGIN, 12, _MARGIN, 8)
        head_row = (self._title, *([head] if head else []))
        column.addWidget(across(*head_row, margins=margins, stretch=(0,)))
        column.addLayout(self._above())
        column.addWidget(self._body(), 1)
        self._foot = self._made_foot(says)
        column.addWidget(self._foot)
        self._column = column
        self._has_grown = False

    def _above(self) -> QVBoxLayout:
        """Where a box says what is not about one field; it is in sight however far one scrolled."""
        above = QVBoxLayout()
        above.setSpacing(0)
        for box in (self.box, self.offered):
            above.addWidget(RoomForBox(box, (_MARGIN, 0, _MARGIN, 8)))
        return above

    def _body(self) -> _Area:
        body = _Body()
        body.setObjectName("formbody" if self.objectName() == "side" else "page")
        body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._fields.setContentsMargins(_MARGIN, 4, _MARGIN, 8)
        self._fields.setSpacing(_BETWEEN)
        self._fields.addWidget(self.summary)
        self._fields.addStretch(1)
        body.setLayout(self._fields)
        area = _Area(body)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # Where there is little room, one field is seen, and what saves it stays in sight.
        area.setMinimumHeight(theme.px(_ONE_FIELD))
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inside = body
        body.grew.connect(self._sight.start)
        as_part(area)
        # Where its page shows no list, something can be typed at once.
        area.setProperty("leads", True)
        self._area = area
        return area

    def _made_foot(self, says: str) -> QWidget:
        self.save_button = button("Save", "primary", tip="Ctrl+S", writes=True)
        self.again_button = button("Save and new", tip="Ctrl+Enter", writes=True)
        self.clear_button = ClearButton()
        self.save_button.clicked.connect(self.saved)
        self.again_button.clicked.connect(self.saved_and_new)
        self.clear_button.clicked.connect(self.clearing)
        self.clear_button.clicked.connect(self.cleared)
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(_MARGIN, 0, _MARGIN, 12)
        column.setSpacing(12)
        column.addWidget(rule())
        column.addWidget(across(self.save_button, self.again_button, None, self.clear_button))
        self._says = label(says, "small", wrap=True)
        column.addWidget(self._says)
        return foot

    # --- Building -----------------------------------------------------------------------------

    def add(
        self,
        *parts: Part,
        hint: str = "",
        mark: QWidget | None = None,
        within: QVBoxLayout | None = None,
    ) -> None:
        """Add a row of fields, usually one; only what is read together stands side by side.

        `mark` is painted at its left: how far that part is. It is the last row of all, or the
        last `within` a column of rows that the form has already.
        """
        row = FormRow(parts, hint, mark)
        for part in parts:
            self._parts[part.name] = part
            self._rows[part.name] = row
            if part.pin:
                self._pins[part.name] = row.pins[part.name]
        if within is None:
            self.add_widget(row)
        else:
            within.addWidget(row)

    def add_widget(self, widget: QWidget) -> None:
        """Add anything else below the fields so far."""
        self._fields.insertWidget(self._fields.count() - 1, widget)
        if self.isVisible():
            self._put_foot_last()
        else:
            self._has_grown = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Once for all fields: nobody goes through a form that is not to be seen.
        if self._has_grown:
            self._put_foot_last()

    def _put_foot_last(self) -> None:
        """Let Tab come to the buttons after the fields, and to the pins after everything."""
        self._has_grown = False
        self._foot.setParent(None)
        self._column.addWidget(self._foot)
        # At once: Qt would leave it out of one picture, where the form is in sight already.
        self._foot.show()
        before: QWidget = self.clear_button
        for pin in self._pins.values():
            QWidget.setTabOrder(before, pin)
            before = pin

    def call(self, name: str, words: str) -> None:
        """Let words from data stand above that field."""
        self._rows[name].call(name, words)

    def show_row(self, name: str, *, shown: bool) -> None:
        """Show the row of that field, or leave it out for now."""
        self._rows[name].setVisible(shown)

    def say_below(self, words: str) -> None:
        """Say something else at the very end, below the buttons."""
        self._says.setText(words)

    def set_title(self, title: str) -> None:
        """Say what the form is for: `New patrol`, `Patrol of Sun 22 Nov`."""
        self._title.setText(title)

    def pinned(self, name: str) -> bool:
        """Whether the user keeps what stands in that field for the next record."""
        return name in self._pins and self._pins[name].isChecked()

    def set_pinned(self, name: str, *, pinned: bool) -> None:
        """Keep it, or keep it no more."""
        self._pins[name].setChecked(pinned)

    # --- What is said about the fields --------------------------------------------------------

    def hint(self, name: str, text: str) -> None:
        """Show a quiet hint below the row of that field, in place of what was understood."""
        self._rows[name].hint(text)

    def understood(self, name: str, strong: str, quiet: str = "") -> None:
        """Say back what was typed: `3 h 25 min`, and quietly `back on Mon 23 Nov`."""
        self._rows[name].understood(strong, quiet)

    def show_cautions(self, cautions: Sequence[Said]) -> None:
        """Show these in amber below their fields, and no others."""
        self._show("warn", cautions)

    def show_problems(self, problems: Sequence[Said]) -> None:
        """Show these in red, and no others; the focus stays. For after the first Save."""
        self._show("bad", problems)
        if len(problems) > 1:
            self.summary.show_problems(problems)
        else:
            self.summary.hide()

    def refuse(self, problems: Sequence[Said]) -> None:
        """Show why it is not saved and take the focus there. For Save."""
        self.show_problems(problems)
        if len(problems) > 1:
            self.summary.take_focus()
            self._area.ensureWidgetVisible(self.summary)
        elif problems:
            self.focus(problems[0].field)
        words = " ".join(problem.text for problem in problems)
        announce(self, f"There is a problem. {words}")

    def judge(self, problems: Sequence[Said]) -> bool:
        """Show why it is not saved, or that nothing stops it; say whether anything does."""
        self.box.hide()
        if problems:
            self.refuse(problems)
        else:
            self.show_problems(())
        return bool(problems)

    def clear_marks(self) -> None:
        """Show nothing as a caution or a problem."""
        self.show_cautions(())
        self.show_problems(())

    def _show(self, tone: str, said: Sequence[Said]) -> None:
        texts: dict[str, list[str]] = {name: [] for name in self._rows}
        first = next(iter(self._rows))
        for one in said:
            # What is about no field of the form is said where it begins.
            texts[one.field if one.field in texts else first].append(one.text)
        for name, row in self._rows.items():
            row.mark(name, tone, " ".join(texts[name]))

    def _keep_in_sight(self) -> None:
        """What is being typed in stays in sight when something above it pushes it down."""
        focus = QApplication.focusWidget()
        if focus is not None and self._inside.isAncestorOf(focus):
            self._area.bring_into_sight(focus)

    # --- Going about --------------------------------------------------------------------------

    def focus(self, name: str) -> None:
        """Take the focus to a field, and bring it into sight."""
        part = self._parts.get(name) or next(iter(self._parts.values()))
        part.control.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._area.bring_into_sight(part.control)

    def go_to_top(self) -> None:
        """Bring what stands above the fields into sight."""
        self._area.verticalScrollBar().setValue(0)

    def go_to_end(self) -> None:
        """Bring what stands below the fields into sight."""
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.maximum())

    def start(self) -> None:
        """Take the focus to the first field."""
        self.focus(next(iter(self._parts)))
        self.go_to_top()

    def next_mark(self, step: int = 1) -> bool:
        """Go to the next (or with -1 the last) problem or caution (F8); False if there is none."""
        names = list(self._parts)
        marked = [name for name in names if self._rows[name].tone(name)]
        if not marked:
            return False
        here = next((n for n in names if self._holds_focus(n)), None)
        at = names.index(here) if here is not None else (-1 if step > 0 else len(names))
        ahead = [name for name in marked[::step] if (names.index(name) - at) * step > 0]
        self.focus((ahead or marked[::step])[0])
        return True

    def _holds_focus(self, name: str) -> bool:
        control = self._parts[name].control
        return any(one.hasFocus() for one in (control, *control.findChildren(QWidget)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class _Area(QScrollArea):
    """The fields as far as they can be seen; the one that the focus goes to is seen whole."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._inside = inside
        self.setWidget(inside)
        self.setWidgetResizable(True)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        # By a letter with Alt; what is clicked is in sight, and does not move below the mouse.
        clicked = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if now is not None and not clicked and self._inside.isAncestorOf(now):
            self.bring_into_sight(now)

    def bring_into_sight(self, control: QWidget) -> None:
        """Scroll to all of it: of what is written in, Qt goes to the cursor and no further.

        The words above it and what is said below it come along, as far as there is room.
        """
        row = _row_of(control)
        if row is not None:
            self.ensureWidgetVisible(row, 0, _BETWEEN // 2)
        foot = control.mapTo(self._inside, control.rect().bottomLeft())
        self.ensureVisible(foot.x(), foot.y(), 0, _BETWEEN)
        self.ensureWidgetVisible(control)

    def focusNextPrevChild(self, forward: bool) -> bool:
        done = super().focusNextPrevChild(forward)
        focus = QApplication.focusWidget()
        if done and focus is not None and self._inside.isAncestorOf(focus):
            self.bring_into_sight(focus)
        return done


def _row_of(control: QWidget) -> FormRow | None:
    above: QWidget | None = control
    while above is not None and not isinstance(above, FormRow):
        above = above.parentWidget()
    return above


class _Body(QWidget):
    """The fields. They ask for the height that they need at their width, and no more.

    Qt would ask for the height of what wraps at its least width, and scroll for nothing.
    """

    grew = Signal()
    """It is higher than it was, or lower."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().height() != event.size().height():
            self.grew.emit()

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        if not self.hasHeightForWidth():  # nothing that wraps is shown
            return least
        wide = max(self.width(), least.width())
        return QSize(least.width(), self.heightForWidth(wide))
