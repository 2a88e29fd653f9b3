"""A field for several people: letters of a name or a collar number, and they stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QSizePolicy

from snt_desk.ui import keys, named, paint, theme
from snt_desk.ui.finding import ChoicesView
from snt_desk.ui.flow import Flow
from snt_desk.ui.leaving import when_left
from snt_desk.ui.parts import Picture, button, label, plain_tip, set_state
from snt_desk.ui.plain_line import PlainLine

_SHOWN = 8


@dataclass(frozen=True)
class Person:
    """Who can be chosen: the collar number, `PC Ridley`, and what else finds him (`Tom`).

    An organisation has a ref for a collar, which nobody knows: `listed` is how it is offered.
    """

    collar: str
    name: str
    also: str = ""
    listed: str = ""

    @property
    def offered(self) -> str:
        """How the list of choices shows him."""
        return self.listed or " ".join(part for part in (self.name, self.also, self.collar) if part)


class CrewField(QFrame):
    """People in a field. Enter or a comma takes the first found, Backspace the last one off."""

    changed = Signal()
    add_asked = Signal(str)
    """Where it `adds`: this name is nobody's yet, and is to be somebody."""

    def __init__(self, example: str = "A name or collar number", *, adds: bool = False) -> None:
        """With `adds` the list offers to add whom the letters do not find."""
        super().__init__()
        self._adds = adds
        self.setObjectName("tokens")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._people: tuple[Person, ...] = ()
        self._example = example
        self._tokens: dict[str, _Token] = {}
        self.line = _CrewLine(self)
        self.line.setPlaceholderText(example)
        self._flow = Flow(self)
        self._flow.addWidget(self.line)
        self.setFocusProxy(self.line)
        self._popup = ChoicesView()
        self._finder = self._made_finder()
        self.line.textEdited.connect(self._find)
        self.line.textChanged.connect(self.changed)
        when_left(self.line, self._left_open)

    def _made_finder(self) -> QCompleter:
        made = QCompleter(QStringListModel(self), self)
        made.setPopup(self._popup)
        made.setWidget(self.line)
        made.setFilterMode(Qt.MatchFlag.MatchContains)
        made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        made.setMaxVisibleItems(_SHOWN)
        made.activated.connect(self._picked)
        return made

    def show_people(self, people: Sequence[Person]) -> None:
        """Offer these people. Who is chosen stays chosen."""
        self._people = tuple(people)
        self._offer()

    @property
    def is_open(self) -> bool:
        """Whether its list is open."""
        return self._popup.isVisible()

    @property
    def value(self) -> tuple[str, ...]:
        """The collars of who is chosen, in that order."""
        return tuple(self._tokens)

    @property
    def unknown(self) -> str:
        """What was typed and is nobody yet."""
        return self.line.text().strip()

    def set_value(self, collars: Sequence[str], unknown: str = "") -> None:
        """Choose these people instead; who is not offered is shown by the collar.

        What was typed and is nobody yet (`unknown`) stands behind them.
        """
        for collar in list(self._tokens):
            self._drop(collar)
        self.line.setText(unknown)
        known = {person.collar: person for person in self._people}
        for collar in dict.fromkeys(collars):
            self._put(known.get(collar, Person(collar, collar)))
        self._told()

    def add(self, person: Person) -> None:
        """Choose somebody who was not offered before."""
        self._people = (*self._people, person)
        self._choose(person)

    def mark(self, tones: dict[str, str]) -> None:
        """Mark people by collar: `{"7214": "warn"}`; everybody else is unmarked."""
        for collar, token in self._tokens.items():
            token.set_tone(tones.get(collar, ""))

    def take_first(self) -> bool:
        """Choose the first of those whom the letters find; False if they find nobody."""
        found = self._found(self.line.text())
        if not found:
            return False
        self._choose(found[0])
        return True

    def _left_open(self) -> None:
        if self._popup.isVisible():
            set_state(self, "lit", "false")
            self.settle()

    def settle(self) -> None:
        """Choose whom the letters can only mean; other letters stay, to be mended."""
        self._popup.hide()
        found = self._found(self.line.text())
        # Letters that find one person mean that one, whatever organisations they find.
        people = [one for one in found if not one.listed]
        if len(people or found) == 1:
            self._choose((people or found)[0])

    def take_off(self, collar: str) -> None:
        """Choose somebody no more."""
        self._drop(collar)
        self._told()
        self.line.setFocus()

    def take_off_last(self) -> None:
        """Choose the last one no more."""
        if self._tokens:
            self.take_off(list(self._tokens)[-1])

    def _found(self, letters: str) -> list[Person]:
        wanted = letters.strip().casefold()
        free = [person for person in self._people if person.collar not in self._tokens]
        if not wanted:
            return []
        found = [person for person in free if wanted in person.offered.casefold()]
        # Who is meant exactly comes first, then names that begin so.
        return sorted(found, key=lambda person: _farness(person, wanted))

    def _find(self, letters: str) -> None:
        if letters.endswith((",", ";")):
            self.line.setText(letters[:-1])
            self.take_first()
            return
        self._offer()
        self._finder.setCompletionPrefix(letters.strip())
        if letters.strip():
            self._open_list()
        else:
            self._popup.hide()

    def offer_all(self) -> None:
        """Open the list of everybody, the first of them in hand."""
        self._offer()
        self._finder.setCompletionPrefix("")
        self._open_list()
        self._popup.setCurrentIndex(self._finder.completionModel().index(0, 0))

    def _open_list(self) -> None:
        theme.dress(self._popup)
        self._popup.make_room([person.offered for person in self._people])
        # As wide as the whole field, not as what is left of its last row.
        corner = self.line.mapFrom(self, QPoint(0, 0))
        self._finder.complete(QRect(corner, self.size()))

    def take_lit(self) -> bool:
        """Choose who is lit in the open list; False if nobody is."""
        lit = self._popup.currentIndex()
        if not self._popup.isVisible() or not lit.isValid():
            return False
        self._picked(str(lit.data()))
        return True

    def _picked(self, offered: str) -> None:
        for person in self._people:
            # Two may be called the same: who stands there already is not offered again.
            if person.offered == offered and person.collar not in self._tokens:
                self._choose(person)
                return
        self.ask_to_add()

    def ask_to_add(self) -> None:
        """Ask for somebody of the name that is typed to be added."""
        if self._adds and self.unknown:
            self.add_asked.emit(self.unknown)

    def _choose(self, person: Person) -> None:
        self._popup.hide()
        self._put(person)
        self.line.clear()
        self._told()

    def _put(self, person: Person) -> None:
        token = _Token(self, person)
        self._tokens[person.collar] = token
        self._flow.put_before_last(token)
        token.show()

    def _drop(self, collar: str) -> None:
        token = self._tokens.pop(collar, None)
        if token is not None:
            self._flow.removeWidget(token)
            token.hide()
            token.deleteLater()

    def _told(self) -> None:
        self._offer()
        names = ", ".join(token.name for token in self._tokens.values())
        name = self.accessibleName()
        self.line.setAccessibleName(f"{name}: {names}" if names else name)
        self.line.setPlaceholderText("add" if self._tokens else self._example)
        self.updateGeometry()
        self.changed.emit()

    def _offer(self) -> None:
        free = [person.offered for person in self._people if person.collar not in self._tokens]
        if self._adds and self.unknown and not self._is_name(self.unknown):
            free.append(f"Add “{self.unknown}”")
        model = self._finder.model()
        if isinstance(model, QStringListModel):
            model.setStringList(free)

    def _is_name(self, letters: str) -> bool:
        return letters.casefold() in {person.name.casefold() for person in self._people}


def _farness(person: Person, wanted: str) -> tuple[bool, bool]:
    surname = person.name.split()[-1].casefold()
    exact = wanted in {person.collar.casefold(), person.name.casefold(), surname}
    return (not exact, not surname.startswith(wanted))


class _CrewLine(PlainLine):
    """Where the letters are typed."""

    def __init__(self, field: CrewField) -> None:
        super().__init__(field)
        self._field = field
        self.setMaxLength(100)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if keys.is_enter(event):
            self._enter()
        elif keys.is_plain(event, Qt.Key.Key_Down) and not self.text():
            self._field.offer_all()
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self._field.take_off_last()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # While its list is open, the completer keeps from us that the focus is gone.
        if keys.is_tab(event):
            self._field.settle()
        return super().event(event)

    def _enter(self) -> None:
        if self._field.take_lit():
            return
        if not self.text().strip():
            self.focusNextChild()
        elif not self._field.take_first():
            self._field.ask_to_add()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        set_state(self._field, "lit", "true")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.PopupFocusReason:
            return
        set_state(self._field, "lit", "false")
        self._field.settle()


class _Token(QFrame):
    """One chosen person, with a way to take him off."""

    def __init__(self, field: CrewField, person: Person) -> None:
        super().__init__(field)
        self.setObjectName("token")
        self.name = person.name
        self._collar = person.collar
        self._field = field
        self._tone = ""
        self._picture = Picture("triangle-alert", "warn", 14)
        self._picture.hide()
        off = button("", "mark", "x", tip=f"Take off {person.name}")
        # Backspace does it from the keyboard; Tab goes on to the next field.
        off.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        off.set_icon("x", "accent")
        off.clicked.connect(self._off)
        row = QHBoxLayout(self)
        row.setContentsMargins(7, 0, 1, 0)
        row.setSpacing(4)
        row.addWidget(self._picture)
        words = label(named.short(person.name))
        # A long name is cut, and whole in its tip: the field is no wider for it.
        words.setMinimumWidth(1)
        self.setToolTip(plain_tip(person.name))
        row.addWidget(words)
        row.addWidget(off)

    def set_tone(self, tone: str) -> None:
        """Say by tint, outline and icon that there is something about this one."""
        if tone == self._tone:
            return
        self._tone = tone
        if tone:
            self._picture.show_other(paint.TONES[tone].icon, paint.TONES[tone].ink)
        self._picture.setVisible(bool(tone))
        set_state(self, "tone", tone)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.px(26))

    def _off(self) -> None:
        self._field.take_off(self._collar)
