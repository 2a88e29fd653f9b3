"""The sergeant's words on a month: what went well, risks, support wanted, and on a figure.

What is typed stays typed while one walks the months; a month with words that are not saved
says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent

from snt_desk.domain.clock import Month
from snt_desk.domain.drafts import Caution, Problem
from snt_desk.domain.unpublished import Known
from snt_desk.services import not_named
from snt_desk.services.commentary import FIGURE, KINDS, MOST, Word
from snt_desk.ui.desk import Desk
from snt_desk.ui.fields import Choice, NoteField
from snt_desk.ui.form import Form, Part
from snt_desk.ui.not_named import NotNamed
from snt_desk.ui.pages.returns import reading
from snt_desk.ui.pages.returns.look import Seen

_LABELS = {
    "achievement": "&Achievements",
    "risk": "R&isks",
    "support": "S&upport wanted",
    "good_practice": "Goo&d practice",
}
_ABOUT = "about"
_SAYS = "Ctrl+S saves. Words that are saved go with the next revision."


class WordsForm(Form):
    """Takes words on a month; it saves nothing itself."""

    edited = Signal()
    """What is saved and what is typed differ in another way than before."""
    put_aside = Signal()
    """*Clear* took something away that can be brought back."""

    def __init__(self, desk: Desk) -> None:
        """`desk` knows who must not be named in what goes with a return."""
        super().__init__("Words", says=_SAYS, ground="page")
        self._names = NotNamed(desk, not_named.for_public, self)
        self._names.came.connect(self._look_for_names)
        self.notes = {kind: NoteField(lines=3, most=MOST) for kind in KINDS}
        self.about = Choice("Choose a figure")
        self.figure = NoteField(lines=3, most=MOST)
        self._seen: Seen | None = None
        self._typed: dict[Month, dict[Word, str]] = {}
        self._cleared: Mapping[Month, Mapping[Word, str]] = {}
        self._loading = False
        for kind, note in self.notes.items():
            self.add(Part(kind, _LABELS[kind], note))
            note.changed.connect(partial(self._edited, kind))
        self.add(Part(_ABOUT, "O&n the figure", self.about))
        self.add(Part(FIGURE, "&Words on it", self.figure))
        self.again_button.hide()
        self.about.changed.connect(self._show_figure)
        self.figure.changed.connect(partial(self._edited, FIGURE))

    # --- What stands in it --------------------------------------------------------------------

    @property
    def unsaved(self) -> frozenset[Month]:
        """The months on which something is typed that is not saved."""
        return frozenset(self._typed)

    def typed(self, month: Month) -> Mapping[Word, str]:
        """Give what is typed on a month and not saved."""
        return dict(self._typed.get(month, {}))

    def is_typed(self) -> bool:
        """Whether something is typed on the month that is shown and not saved."""
        return self._seen is not None and self._seen.month in self._typed

    @property
    def all_typed(self) -> Mapping[Month, Mapping[Word, str]]:
        """All that is typed and not saved, by month."""
        return {month: dict(words) for month, words in self._typed.items()}

    def bring(self, typed: Mapping[Month, Mapping[Word, str]]) -> None:
        """Hold that for typed, as it was before the program ended."""
        self._typed = {month: dict(words) for month, words in typed.items()}
        self.edited.emit()

    def forget(self, month: Month) -> None:
        """Hold what is typed on a month as saved, or as thrown away."""
        self._typed.pop(month, None)
        for note in (*self.notes.values(), self.figure):
            note.saved()
        self.edited.emit()
        self.touched.emit()

    def show_month(self, seen: Seen) -> None:
        """Show the words on a month: what is typed, else what is saved."""
        self._seen = seen
        self.set_title(f"Words on {seen.month.shown}")
        self._settle(seen)
        self._loading = True
        chosen = self.about.value
        self.about.show_choices([(line.name, line.label) for line in seen.lines])
        self.about.set_value(chosen)
        for kind, note in self.notes.items():
            _put(note, self._text((kind, "")))
        self._loading = False
        self.clear_marks()
        self._show_figure()

    def restore(self) -> None:
        """Go back to what is saved (*Clear*); what was typed can be brought back."""
        if self._seen is None:
            return
        month = self._seen.month
        typed = self.typed(month)
        self._cleared = {month: typed} if typed else {}
        self.forget(month)
        self.show_month(self._seen)
        if typed:
            words = f"Words on {month.shown}."
            self.offered.say("Cleared", words, "Bring it back", do=self.bring_back)
            self.put_aside.emit()
        else:
            self.offered.hide()

    def bring_back(self) -> None:
        """Let stand there again what was cleared last, but for what is typed in its place."""
        for month, words in self._cleared.items():
            self._typed[month] = {**words, **self._typed.get(month, {})}
        self._cleared = {}
        self.offered.hide()
        if self._seen is not None:
            self.show_month(self._seen)
        self.edited.emit()
        self.touched.emit()

    def write_on(self, name: str) -> None:
        """Take a figure in hand, to write on it; or go to the words of a kind."""
        if name in KINDS:
            self.focus(name)
            return
        self.about.set_value(name)
        self.focus(FIGURE)

    @property
    def in_hand(self) -> tuple[Month, Word] | None:
        """On which month and about what the words are where the focus is, or was last."""
        held = self.focusWidget()
        if self._seen is None or held is None:
            return None
        kinds = (
            kind for kind, note in self._texts.items() if note is held or note.isAncestorOf(held)
        )
        kind = next(kinds, next(iter(KINDS)))
        return self._seen.month, self._word(kind)

    def _settle(self, seen: Seen) -> None:
        """What was typed and has been saved meanwhile needs no keeping any more."""
        typed = self._typed.get(seen.month, {})
        left = {about: text for about, text in typed.items() if text != seen.words.get(about, "")}
        if left:
            self._typed[seen.month] = left
        else:
            self._typed.pop(seen.month, None)
            self.box.hide()

    def _text(self, about: Word) -> str:
        if self._seen is None:
            return ""
        typed = self._typed.get(self._seen.month, {})
        return typed.get(about, self._seen.words.get(about, ""))

    def _word(self, kind: str) -> Word:
        return (kind, str(self.about.value or "")) if kind == FIGURE else (kind, "")

    def _edited(self, kind: str) -> None:
        about = self._word(kind)
        if self._loading or self._seen is None or (kind == FIGURE and not about[1]):
            return
        before = self.unsaved
        note = self.figure if kind == FIGURE else self.notes[kind]
        typed = self._typed.setdefault(self._seen.month, {})
        typed[about] = note.value
        self._settle(self._seen)
        self._count()
        self.touched.emit()
        if self.unsaved != before:
            self.edited.emit()

    # --- What is said of it -------------------------------------------------------------------

    def refused(self) -> bool:
        """Say what stops it from being saved, and whether anything does. For Save."""
        long = self.too_long(self._seen.month) if self._seen else []
        if not long:
            self.clear_marks()
            return False
        for kind, name in long:
            if kind == FIGURE:
                self.about.set_value(name)
        kinds = dict.fromkeys(kind for kind, _ in long)
        self.refuse([Problem(kind, f"Write at most {MOST:,} characters.") for kind in kinds])
        return True

    def too_long(self, month: Month) -> list[Word]:
        """Give what is typed on a month and longer than can be saved."""
        return [about for about, text in self.typed(month).items() if len(text) > MOST]

    def _show_figure(self) -> None:
        if self._loading or self._seen is None:
            return
        line = self._seen.line(self.about.value)
        self._loading = True
        self.figure.setEnabled(line is not None)
        _put(self.figure, self._text((FIGURE, line.name)) if line else "")
        self._loading = False
        self.hint(_ABOUT, reading.about(line) if line else "A note explains one figure.")
        self._count()

    def _count(self) -> None:
        for name, note in self._texts.items():
            used = len(note.value)
            self.hint(name, f"{used:,} of {MOST:,} characters" if used else "")
        self._look_for_names()

    @property
    def _texts(self) -> Mapping[str, NoteField]:
        return {**self.notes, FIGURE: self.figure}

    def _look_for_names(self) -> None:
        """Say which words may name somebody: the check before sending says so, too."""
        written = {name: note.value for name, note in self._texts.items() if note.value}
        if written and self.isVisible():
            self._names.ask()
        known = self._names.known or Known()
        cautions: list[Caution] = []
        for name, text in written.items():
            words = dict.fromkeys(one.word for one in known.named(text))
            said = ", ".join(f"“{word}”" for word in words)
            if said:
                cautions.append(
                    Caution(name, f"{said} may name somebody. No name goes with a return.")
                )
        self.show_cautions(cautions)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look_for_names()

    def hideEvent(self, event: QHideEvent) -> None:
        # Names that were read to be looked for go with it.
        self._names.forget()
        super().hideEvent(event)


def _put(note: NoteField, text: str) -> None:
    # Where nothing differs the cursor stays where it is.
    if note.value != text:
        note.set_value(text)
