"""Which key was pressed, where a widget takes keys of its own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

_Modifier = Qt.KeyboardModifier


def is_plain(event: QKeyEvent, *keys: Qt.Key) -> bool:
    """Whether it is one of these, with no other key held."""
    return event.key() in keys and not event.modifiers() & ~_Modifier.KeypadModifier


def is_enter(event: QKeyEvent) -> bool:
    """Whether it is Enter, of either kind, alone."""
    return is_plain(event, Qt.Key.Key_Return, Qt.Key.Key_Enter)


def is_an_end(event: QKeyEvent) -> bool:
    """Whether it is Home or End, alone or with Ctrl."""
    held = event.modifiers() & ~_Modifier.KeypadModifier
    return event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End} and held in {
        _Modifier.NoModifier,
        _Modifier.ControlModifier,
    }


def is_menu(event: QKeyEvent) -> bool:
    """Whether it is Shift+F10: Qt makes a menu of it on Windows, and of the menu key everywhere."""
    return event.key() == Qt.Key.Key_F10 and event.modifiers() == _Modifier.ShiftModifier


def is_control_shift(event: QKeyEvent, key: Qt.Key) -> bool:
    """Whether it is that one with Ctrl and Shift."""
    both = _Modifier.ControlModifier | _Modifier.ShiftModifier
    return event.key() == key and event.modifiers() & both == both


def is_letter(event: QKeyEvent) -> bool:
    """Whether it writes something."""
    held = event.modifiers() & (_Modifier.ControlModifier | _Modifier.AltModifier)
    text = event.text()
    return bool(text.strip() and text.isprintable() and not held)


def is_alt_letter(event: QKeyEvent) -> bool:
    """Whether it is Alt and a letter, as for a menu: where none has that letter, Qt would type it.

    With Ctrl as well it is AltGr, which does write.
    """
    held, text = event.modifiers(), event.text()
    alone = bool(held & _Modifier.AltModifier) and not held & _Modifier.ControlModifier
    return alone and bool(text.strip()) and text.isprintable()


def is_tab(event: QEvent) -> bool:
    """Whether it is Tab or Shift+Tab, which Qt handles before a widget's own keys."""
    if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
        return False
    return event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
