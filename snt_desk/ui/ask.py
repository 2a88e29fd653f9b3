"""Every question that the program asks in a dialog; nothing else opens one.

Tests give the pages an `Ask` of their own, which answers from a list.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import shiboken6
from PySide6 import QtWidgets  # its dialogs are loaded when they are first named
from PySide6.QtCore import Qt

from snt_desk.ui import theme
from snt_desk.ui.paint import straight
from snt_desk.ui.parts import escaped, label

Kinds = Mapping[str, str]
"""Files by what people call them: `{"Spreadsheets": "*.xlsx *.csv"}`."""
_WIDEST = 460


@dataclass(frozen=True)
class Given:
    """Where something goes that leaves the desk, and who gets it."""

    path: Path
    recipient: str


class Ask:
    """Asks over the window that is in use."""

    _last_found: Path | None = None
    """Where the last file to be read was found: the next one is often beside it."""

    def tell(self, title: str, detail: str = "") -> None:
        """Say something that has to be known before going on."""
        box = _box(title, detail)
        box.addButton("Close", QtWidgets.QMessageBox.ButtonRole.RejectRole)
        with _asked(box):
            pass

    def confirm(self, title: str, detail: str, verb: str) -> bool:
        """Ask before what cannot be undone. The button repeats the verb: `Send revision 2`.

        Esc and the first focus are *Cancel*.
        """
        box = _box(title, detail)
        act = box.addButton(escaped(verb), QtWidgets.QMessageBox.ButtonRole.AcceptRole)
        cancel = box.addButton("Cancel", QtWidgets.QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(cancel)
        box.setEscapeButton(cancel)
        with _asked(box):
            return box.clickedButton() is act

    def save_first(self, title: str, detail: str) -> bool | None:
        """Ask what becomes of something typed before it goes: true *Save*, false *Discard*.

        None is *Stay*, which Esc chooses; the first focus is *Save*.
        """
        box, role = _box(title, detail), QtWidgets.QMessageBox.ButtonRole
        save = box.addButton("Save", role.AcceptRole)
        discard = box.addButton("Discard", role.DestructiveRole)
        stay = box.addButton("Stay", role.RejectRole)
        box.setDefaultButton(save)
        box.setEscapeButton(stay)
        with _asked(box):
            clicked = box.clickedButton()
            return True if clicked is save else False if clicked is discard else None

    def file_to_open(self, title: str, kinds: Kinds) -> Path | None:
        """Let a file be chosen that is there; None if the user thinks better of it."""
        dialog = _file_dialog(title, kinds)
        dialog.setFileMode(QtWidgets.QFileDialog.FileMode.ExistingFile)
        return _first(self._found(dialog))

    def files_to_open(self, title: str, kinds: Kinds) -> list[Path]:
        """Let several files be chosen; none if the user thinks better of it."""
        dialog = _file_dialog(title, kinds)
        dialog.setFileMode(QtWidgets.QFileDialog.FileMode.ExistingFiles)
        return self._found(dialog)

    def file_to_save(self, title: str, suggested: Path, kinds: Kinds) -> Path | None:
        """Let a place be chosen for a new file; asks before one that is there is replaced."""
        return _first(_chosen(_to_save(_file_dialog(title, kinds), suggested)))

    def file_to_give(
        self, title: str, suggested: Path, kinds: Kinds, recipients: Sequence[str]
    ) -> Given | None:
        """The same for a file that leaves the desk: who gets it is asked for in the same dialog.

        The first of the recipients stands there at first; any other can be typed.
        """
        dialog = _file_dialog(title, kinds)
        for_whom = _ask_for_whom(dialog, recipients)
        path = _first(_chosen(_to_save(dialog, suggested)))
        return Given(path, for_whom()) if path else None

    def folder_to_give(self, title: str, recipients: Sequence[str]) -> Given | None:
        """Let a folder be chosen to which files go that leave the desk, and say for whom."""
        dialog = _to_choose_folder(_file_dialog(title, {}))
        for_whom = _ask_for_whom(dialog, recipients)
        path = _first(self._found(dialog))
        return Given(path, for_whom()) if path else None

    def folder(self, title: str) -> Path | None:
        """Let a folder be chosen."""
        return _first(self._found(_to_choose_folder(_file_dialog(title, {}))))

    def _found(self, dialog: QtWidgets.QFileDialog) -> list[Path]:
        """Let something be chosen that is there: begin where the last one was, at first at home."""
        # Qt would begin where the program was started, which nobody knows.
        dialog.setDirectory(str(self._last_found or Path.home()))
        chosen = _chosen(dialog)
        if chosen:
            self._last_found = chosen[0].parent
        return chosen


def _box(title: str, detail: str) -> QtWidgets.QMessageBox:
    box = QtWidgets.QMessageBox(_window())
    _dress(box)
    box.setWindowTitle("SNT Desk")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(straight(title))
    box.setInformativeText(straight(detail))
    _make_room(box)
    return box


def _dress(dialog: QtWidgets.QDialog) -> None:
    """Let it look as its window does, or as one would if there is none."""
    if dialog.parentWidget() is None:
        theme.dress(dialog)


def _make_room(box: QtWidgets.QMessageBox) -> None:
    """Make the box as wide as its title, which Qt measures before the style makes it bold."""
    title, grid = box.findChild(QtWidgets.QLabel, "qt_msgbox_label"), box.layout()
    if isinstance(title, QtWidgets.QLabel) and isinstance(grid, QtWidgets.QGridLayout):
        title.ensurePolished()
        wide = min(title.sizeHint().width(), theme.px(_WIDEST))
        # In the column of the title, below everything.
        column = grid.getItemPosition(grid.indexOf(title))[1]  # type: ignore[index]  # a tuple
        grid.addItem(QtWidgets.QSpacerItem(wide, 0), grid.rowCount(), column)


def _file_dialog(title: str, kinds: Kinds) -> QtWidgets.QFileDialog:
    dialog = QtWidgets.QFileDialog(_window(), title)
    _dress(dialog)
    if kinds:
        dialog.setNameFilters([f"{name} ({patterns})" for name, patterns in kinds.items()])
    return dialog


def _to_save(dialog: QtWidgets.QFileDialog, suggested: Path) -> QtWidgets.QFileDialog:
    dialog.setAcceptMode(QtWidgets.QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QtWidgets.QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix(suggested.suffix.removeprefix("."))
    dialog.setDirectory(str(suggested.parent))
    dialog.selectFile(suggested.name)
    return dialog


def _to_choose_folder(dialog: QtWidgets.QFileDialog) -> QtWidgets.QFileDialog:
    dialog.setFileMode(QtWidgets.QFileDialog.FileMode.Directory)
    dialog.setOption(QtWidgets.QFileDialog.Option.ShowDirsOnly)
    dialog.setLabelText(QtWidgets.QFileDialog.DialogLabel.FileName, "Folder:")
    return dialog


def _ask_for_whom(dialog: QtWidgets.QFileDialog, recipients: Sequence[str]) -> Callable[[], str]:
    """Add a field for the recipient below the file's name; gives what reads it."""
    # Qt's own dialog: nothing can be added to that of the system.
    dialog.setOption(QtWidgets.QFileDialog.Option.DontUseNativeDialog)
    field = QtWidgets.QComboBox()
    field.setEditable(True)
    field.addItems(list(recipients))
    field.setObjectName("recipient")
    field.setAccessibleName("For whom")
    words = label("For &whom:")
    words.setBuddy(field)
    layout = dialog.layout()
    assert isinstance(layout, QtWidgets.QGridLayout)  # noqa: S101  # Qt's own
    row = layout.rowCount()
    layout.addWidget(words, row, 0)
    layout.addWidget(field, row, 1)
    # What was typed outlives the dialog.
    typed = [field.currentText()]
    field.editTextChanged.connect(typed.append)
    return lambda: typed[-1].strip() or recipients[0]


@contextmanager
def _asked(dialog: QtWidgets.QDialog) -> Generator[bool]:
    """Wait for the answer, true for yes, and let go of the dialog once it has been read."""
    # Not WA_DeleteOnClose: with it the dialog is gone before it can say what was chosen.
    try:
        yield dialog.exec() == QtWidgets.QDialog.DialogCode.Accepted
    finally:
        # At once: until it is gone, Qt takes it for the window over which the next one asks.
        shiboken6.delete(dialog)


def _chosen(dialog: QtWidgets.QFileDialog) -> list[Path]:
    with _asked(dialog) as accepted:
        return [Path(name) for name in dialog.selectedFiles()] if accepted else []


def _first(paths: Sequence[Path]) -> Path | None:
    return paths[0] if paths else None


def _window() -> QtWidgets.QWidget | None:
    return QtWidgets.QApplication.activeWindow()
