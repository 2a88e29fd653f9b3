"""Where a message goes: the channels to tick, how its words do on each, words for one alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from snt_desk.domain.channels import Fit
from snt_desk.services.channels import Channel
from snt_desk.ui import paint
from snt_desk.ui.fields import MOST_IMPORTED, NoteField
from snt_desk.ui.parts import Picture, Tick, across, button, escaped, label, plain_tip, set_state

_SIDE = 14
_ROLES = {"ok": "ok", "plain": "small", "warn": "warn"}


class WhereItGoes(QFrame):
    """A line for each channel. The one in which the focus was last is `in_hand`."""

    changed = Signal()
    """Ticked, or written in."""
    taken = Signal()
    """Another channel is in hand."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, _Row] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._in_hand = ""

    def show_channels(self, channels: Sequence[Channel]) -> None:
        """Offer these, in their order. What is ticked stays so, as far as it is offered."""
        for at, one in enumerate(channels):
            row = self._rows.get(one.code)
            if row is None:
                row = self._rows[one.code] = _Row(one.code)
                row.changed.connect(self._changed)
                row.entered.connect(self._entered)
                self._column.addWidget(row)
                if self.focusProxy() is None:
                    self.setFocusProxy(row.tick)
            row.call(one.label)
            if self._column.indexOf(row) != at:
                self._column.insertWidget(at, row)
        codes = {one.code for one in channels}
        for code, row in self._rows.items():
            row.setVisible(code in codes)
            if code not in codes:
                row.tick.setChecked(False)
        self._order = [one.code for one in channels]

    @property
    def labels(self) -> dict[str, str]:
        """The words for each channel that was offered, by its code."""
        return {code: row.label for code, row in self._rows.items()}

    # --- What stands in it --------------------------------------------------------------------

    @property
    def ticked(self) -> tuple[str, ...]:
        """The channels on which it is to go out."""
        return tuple(code for code in self._order if self._rows[code].tick.isChecked())

    @property
    def own(self) -> tuple[tuple[str, str], ...]:
        """Channels with words of their own, and these."""
        pairs = ((code, self._rows[code].own_text) for code in self.ticked)
        return tuple((code, text) for code, text in pairs if text)

    def set_value(self, ticked: Sequence[str], own: Sequence[tuple[str, str]]) -> None:
        """Let these be ticked, with these words."""
        words = dict(own)
        self._in_hand = ""
        for code, row in self._rows.items():
            row.put(words.get(code, ""), ticked=code in ticked)

    def fields(self) -> Iterator[tuple[str, NoteField]]:
        """Give the fields of the words that are a channel's own."""
        for code, _ in self.own:
            yield code, self._rows[code].words

    def next_to_copy(self, posted: Sequence[str]) -> str:
        """Give the channel in hand; else the first that is ticked and not posted yet."""
        if self._in_hand in self.ticked:
            return self._in_hand
        left = [code for code in self.ticked if code not in posted]
        return next(iter([*left, *self.ticked]), "")

    # --- What is said of it -------------------------------------------------------------------

    def show_common(self, text: str) -> None:
        """Say which words all have: with them begins what is a channel's own."""
        for row in self._rows.values():
            row.common = text

    def show_fits(self, fits: Mapping[str, Fit]) -> None:
        """Say of each channel how its words do there."""
        for code, fit in fits.items():
            self._rows[code].show_fit(fit)

    def _changed(self) -> None:
        self.changed.emit()

    def _entered(self, code: str) -> None:
        if code != self._in_hand:
            self._in_hand = code
            self.taken.emit()


class _Row(QFrame):
    """One channel."""

    changed = Signal()
    entered = Signal(str)

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code, self.label, self.common = code, "", ""
        self.tick = Tick("")
        self.own = button("", "mark", "pencil", tip="Own words")
        self.own.setCheckable(True)
        self.words = NoteField(lines=4, most=MOST_IMPORTED)
        self._picture = Picture("circle-check", "ok", _SIDE)
        self._said = label("", "small", wrap=True)
        self._said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line = across(self.tick, self.own, self._said, self._picture, space=6, stretch=(2,))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(line)
        column.addWidget(self.words)
        self._show_own()
        self.tick.toggled.connect(self._ticked)
        self.own.toggled.connect(self._own_toggled)
        self.words.changed.connect(self.changed)
        for one in (self.tick, self.own, self.words):
            one.installEventFilter(self)

    def call(self, label: str) -> None:
        """Name it by words from data."""
        self.label = label
        self.tick.setText(escaped(label))
        self.tick.setAccessibleName(label)
        self.own.setAccessibleName(f"Own words for {label}")
        self.own.setToolTip(plain_tip(f"Own words for {label}"))
        self.words.setAccessibleName(f"Words for {label}")

    @property
    def own_text(self) -> str:
        """The words that are its own; empty if it has none."""
        return self.words.value if self.own.isChecked() else ""

    def put(self, text: str, *, ticked: bool) -> None:
        """Let it be ticked, with these words of its own, if any."""
        for one in (self.tick, self.own, self.words):
            one.blockSignals(True)
        self.tick.setChecked(ticked)
        self.own.setChecked(ticked and bool(text))
        if text != self.words.value:
            self.words.set_value(text)
        for one in (self.tick, self.own, self.words):
            one.blockSignals(False)
        self._show_own()

    def show_fit(self, fit: Fit) -> None:
        """Say how its words do; nobody hears of that what is not ticked and has no hindrance."""
        self._said.setText(fit.text)
        set_state(self._said, "role", _ROLES[fit.tone])
        tone = paint.TONES[fit.tone if fit.tone != "plain" else "ok"]
        self._picture.setVisible(fit.tone != "plain")
        self._picture.show_other(tone.icon, tone.ink)
        self.tick.setAccessibleName(f"{self.label}: {fit.text}")

    def _ticked(self) -> None:
        self._show_own()
        self.changed.emit()

    def _own_toggled(self, on: bool) -> None:
        if on and not self.words.value:
            self.words.set_value(self.common)
        self._show_own()
        if on:
            self.words.setFocus()
        self.changed.emit()

    def _show_own(self) -> None:
        self.own.setVisible(self.tick.isChecked())
        self.words.setVisible(self.tick.isChecked() and self.own.isChecked())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit(self.code)
        return super().eventFilter(watched, event)
