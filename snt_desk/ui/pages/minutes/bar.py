"""Above the text: which document, and for whom; below it: where it goes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from snt_desk.domain.meeting_documents import DOCUMENTS, Document
from snt_desk.ui.fields import Choice, Option, Segment
from snt_desk.ui.flow import Flow
from snt_desk.ui.parts import as_part, button, label

_OPTIONS: tuple[tuple[Document, str], ...] = (
    ("agenda", "&Agenda"),
    ("minutes", "&Minutes"),
    ("actions", "Ac&tions"),
)


class Bar(QFrame):
    """Chooses the document, and who gets it."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.documents = Segment(*(Option(value, words) for value, words in _OPTIONS))
        self.documents.setAccessibleName("Document")
        self.recipients = Choice("Choose who gets it")
        self.recipients.call("For")
        self.recipients.setMinimumContentsLength(22)
        words = label("F&or")
        words.setBuddy(self.recipients)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        row.addWidget(self.documents)
        row.addStretch(1)
        row.addWidget(words)
        row.addWidget(self.recipients)
        as_part(self)
        self.documents.changed.connect(self.changed)
        self.recipients.changed.connect(self.changed)

    @property
    def document(self) -> Document:
        """Which document is chosen."""
        value = self.documents.value
        return next(one for one in DOCUMENTS if one == value)

    @property
    def recipient(self) -> str:
        """Who gets it, by the value that was offered; empty where nobody is chosen."""
        value = self.recipients.value
        return value if isinstance(value, str) else ""

    def show_document(self, document: Document) -> None:
        """Choose another document, without a word."""
        was = self.documents.blockSignals(True)
        self.documents.set_value(document)
        self.documents.blockSignals(was)

    def show_recipients(self, offered: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer these, one of them chosen, without a word."""
        was = self.recipients.blockSignals(True)
        self.recipients.show_choices(offered)
        self.recipients.set_value(chosen)
        self.recipients.blockSignals(was)


class Foot(QFrame):
    """Has what lets it go out."""

    def __init__(self) -> None:
        super().__init__()
        self.odt = button(
            "Save as Open&Document…", "primary", "file", tip="Ctrl+Shift+E", writes=True
        )
        self.pdf = button("Save as &PDF…", "", "printer", tip="Ctrl+P", writes=True)
        self.page = button("Save as HTM&L…", "", "download", tip="Ctrl+E", writes=True)
        self.form = button("&Change it in its form", "", "pencil", tip="Ctrl+Shift+M")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 12)
        holder = QFrame()
        flow = Flow(holder, space=8, last=0)
        flow.setContentsMargins(0, 0, 0, 0)
        for one in (*self.files, self.form):
            flow.addWidget(one)
        column.addWidget(holder)
        as_part(self)

    @property
    def files(self) -> tuple[QPushButton, QPushButton, QPushButton]:
        """The buttons that make a file."""
        return self.odt, self.pdf, self.page
