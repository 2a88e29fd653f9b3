"""All of a window that could tell a test what another one has done, to be compared."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import is_dataclass
from functools import cache
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)

Whole = dict[str, object]

_SAID = (
    *("text", "plainText", "currentIndex", "checked", "value", "windowTitle", "placeholderText"),
    *("accessibleName", "accessibleDescription", "toolTip", "readOnly"),
    *("role", "kind", "tone", "state", "part", "leads", "writes"),
)
_TYPED_IN = (QLineEdit, QPlainTextEdit)
_PASSES = frozenset(
    {
        *("_painter", "_painters", "_picture", "_heads", "_notes", "_told", "_task", "_bar"),
        *("_quiet", "_has_grown", "_last_change", "_offered"),
    }
)
"""What is only painted, made or offered when it is first wanted, or over; so are rows of a table.

A timer that has not rested yet writes only what differs from what was written, which is compared.
"""
_PLAIN = (str, bytes, bool, int, type(None))
_MANY = (tuple, list, set, frozenset)
_HOLDING = (*_MANY, Mapping)


def of(window: QWidget) -> Whole:
    """What is seen and offered, what stands where something can be typed, and what is remembered.

    What is only painted is made anew from the records; what is hidden is filled when it is shown.
    """
    widgets = [window, *window.findChildren(QWidget)]
    seen = [one for one in widgets if one.isVisible() and not _may_come(one)]
    places = {id(one): at for at, one in enumerate(seen)}
    found: Whole = {
        f"widget {at}": (type(one).__name__, *_shown(one), places.get(id(one.focusWidget())))
        for at, one in enumerate(seen)
    }
    found["typed"] = sorted(
        (one.accessibleName(), str(typed))
        for one in widgets
        if isinstance(one, _TYPED_IN)
        and not one.isVisible()
        and (typed := one.property("text") or one.property("plainText"))
        # A number is written there when the field is shown.
        and not typed.isdecimal()
    )
    found["actions"] = {_said(one) for one in window.findChildren(QAction) if not _comes(one)}
    found["size"] = window.size().toTuple()
    found["focus"] = places.get(id(QApplication.focusWidget()))
    return found | dict(_remembered(window))


def _may_come(one: QWidget) -> bool:
    """Whether it is a bar to scroll with, which comes and goes as the room is; but not scrolled."""
    if isinstance(one, QScrollBar):
        return one.value() == one.minimum()
    return one.objectName() in {"qt_scrollarea_hcontainer", "qt_scrollarea_vcontainer"}


def _shown(one: QWidget) -> Iterator[object]:
    yield from (one.objectName(), one.isEnabled())
    yield from (one.property(name) for name in _SAID)
    if isinstance(one, QAbstractItemView):
        yield from _list(one)


def _said(action: QAction) -> tuple[object, ...]:
    return action.text(), action.isEnabled(), action.isChecked(), action.isVisible()


def _comes(action: QAction) -> bool:
    """Whether it is a line of a menu that is filled anew whenever the one around it opens."""
    within = action.parent()
    return isinstance(within, QMenu) and isinstance(within.parent(), QMenu)


def _list(view: QAbstractItemView) -> Iterator[object]:
    model, current = view.model(), view.currentIndex()
    yield current.row(), current.column()
    if model is not None:
        yield model.rowCount(), len(view.selectedIndexes())


def _remembered(first: object) -> Iterator[tuple[str, object]]:
    """What objects of the window hold that is no widget, by the way that leads there."""
    known, ahead = {id(first)}, deque([("", first)])
    while ahead:
        way, thing = ahead.popleft()
        for name, value in _held(thing):
            if name in _PASSES:
                continue
            kind: Any = type(value)
            if (tell := _told_by(kind)) is not None:
                yield f"{way}.{name}", tell(value)
            elif _leads_on(kind) and id(value) not in known:
                known.add(id(value))
                ahead.append((f"{way}.{name}", value))


def _held(thing: object) -> Iterator[tuple[str, Any]]:
    if isinstance(thing, Mapping):
        yield from ((_named(name), value) for name, value in thing.items())
    elif isinstance(thing, _MANY):
        yield from ((str(at), value) for at, value in enumerate(thing))
    else:
        yield from vars(thing).items()


def _named(key: object) -> str:
    return repr(key) if isinstance(key, _PLAIN) else ""


# Of the classes of Qt Python takes long to say what they are not: it is asked once of each.


@cache
def _told_by(kind: type) -> Callable[[Any], object] | None:
    """What tells all that is to be known of a value of this kind; None if nothing does."""
    if issubclass(kind, _PLAIN):
        return _itself
    if issubclass(kind, QTimer):
        return QTimer.isActive
    return repr if is_dataclass(kind) and not _is_of_window(kind) else None


@cache
def _leads_on(kind: type) -> bool:
    """Whether there is more to be told of what a value of this kind holds."""
    if issubclass(kind, QAbstractItemModel):
        return False
    return _is_of_window(kind) or issubclass(kind, _HOLDING)


def _is_of_window(kind: type) -> bool:
    return kind.__module__.startswith("snt_desk.ui") and kind.__dictoffset__ != 0


def _itself(value: object) -> object:
    return value
