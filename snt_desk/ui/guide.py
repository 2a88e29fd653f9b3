"""The user guide: chapters in Markdown that come with the program, read without a network."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QFont, QKeySequence, QShortcut, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QLineEdit, QTextBrowser, QVBoxLayout, QWidget

from snt_desk import paths, there
from snt_desk.ui.parts import across, button, label

FIRST = "first-ten-minutes"


def chapter(*subjects: str) -> Path:
    """The chapter about the first of these that has one; about how to begin, where none has."""
    folder = paths.resource(f"guide/{FIRST}.md").parent
    named = (folder / f"{_named(one)}.md" for one in subjects)
    return next((one for one in named if there.a_file(one)), folder / f"{FIRST}.md")


def _named(subject: str) -> str:
    # Of *You said, we did* the first words do; police.uk is no ending of a file.
    first = subject.partition(",")[0].lower().replace("’", "")
    return first.replace(" ", "-").replace(".", "-")


class Guide(QWidget):
    """One chapter at a time; links lead to others, Alt+Left leads back."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Guide")
        self._text = QTextBrowser()
        self._text.setObjectName("reading")
        self._text.setAccessibleName("Guide")
        self._text.setOpenLinks(False)
        self._text.anchorClicked.connect(self._follow)
        self._text.sourceChanged.connect(self._embolden)
        self._back = button("&Back", tip="Alt+Left")
        self._back.clicked.connect(self._text.backward)
        self._back.setEnabled(False)
        self._text.backwardAvailable.connect(self._back.setEnabled)
        begin = button("First &ten minutes")
        begin.clicked.connect(lambda: self.go_to(chapter(FIRST)))
        self._words = QLineEdit()
        self._words.setPlaceholderText("Find in this chapter")
        self._words.setAccessibleName("Find in this chapter")
        self._words.returnPressed.connect(self._find)
        self._found = label("", "muted")
        bar = across(self._back, begin, None, self._found, self._words, margins=(16, 10, 16, 10))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self._text, 1)
        self.setFocusProxy(self._text)
        for keys, do in (("Alt+Left", self._text.backward), ("Ctrl+F", self._go_to_find)):
            QShortcut(QKeySequence(keys), self).activated.connect(do)

    def go_to(self, chapter: Path) -> None:
        """Show a chapter from its beginning."""
        self._text.setSource(QUrl.fromLocalFile(str(chapter)))
        self._found.clear()

    def _embolden(self) -> None:
        """Write what is bold in the one bold weight that the font comes in."""
        document = self._text.document()
        bold = []
        block = document.begin()
        while block.isValid():
            part = block.begin()
            while not part.atEnd():
                words = part.fragment()
                if words.charFormat().fontWeight() > QFont.Weight.DemiBold:
                    bold.append((words.position(), words.length()))
                part += 1
            block = block.next()
        weight = QTextCharFormat()
        weight.setFontWeight(QFont.Weight.DemiBold)
        for position, length in bold:
            cursor = QTextCursor(document)
            cursor.setPosition(position)
            cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(weight)

    def _follow(self, link: QUrl) -> None:
        # To chapters and places in them; nothing of the guide is anywhere else.
        if link.isRelative() or link.isLocalFile():
            self._text.setSource(self._text.source().resolved(link))

    def _go_to_find(self) -> None:
        self._words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._words.selectAll()

    def _find(self) -> None:
        words = self._words.text()
        if not words:
            return
        found = self._text.find(words)
        if not found:
            # Once round, from the beginning.
            self._text.moveCursor(QTextCursor.MoveOperation.Start)
            found = self._text.find(words)
        self._found.setText("" if found else "Not in this chapter")
