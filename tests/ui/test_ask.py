"""Questions in a dialog: the answer that is given is the answer that comes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6 import QtWidgets
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from snt_desk.ui import theme
from snt_desk.ui.ask import Ask, Given
from snt_desk.ui.theme import Appearance


@pytest.fixture(autouse=True)
def own_dialogs(qtbot: QtBot) -> None:
    """Qt's own dialogs, which a test can reach into; the system's it cannot."""
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)


def answered(answer: Callable[[QDialog], None]) -> None:
    """Answer the next dialog as soon as it stands."""

    def give() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        answer(dialog)

    QTimer.singleShot(0, give)  # noqa: TID251  # without an owner it lets go


def press(words: str) -> Callable[[QDialog], None]:
    """Press the button that says so."""

    def do(dialog: QDialog) -> None:
        assert isinstance(dialog, QtWidgets.QMessageBox)  # noqa: TID251  # what is tested
        next(one for one in dialog.buttons() if one.text() == words).click()

    return do


def choose(path: Path) -> Callable[[QDialog], None]:
    """Choose that file or folder."""

    def do(dialog: QDialog) -> None:
        assert isinstance(dialog, QtWidgets.QFileDialog)  # noqa: TID251  # what is tested
        dialog.selectFile(str(path))
        dialog.accept()

    return do


def escape(dialog: QDialog) -> None:
    """Think better of it."""
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_question_is_answered_by_the_button_with_the_verb() -> None:
    answered(press("Send revision 2"))
    assert Ask().confirm("Send revision 2?", "", "Send revision 2")


@pytest.mark.parametrize("answer", [press("Cancel"), escape])
def test_a_question_is_not_answered_by_cancel_or_escape(answer: Callable[[QDialog], None]) -> None:
    answered(answer)
    assert not Ask().confirm("Send revision 2?", "", "Send revision 2")


def test_what_is_told_is_closed() -> None:
    answered(press("Close"))
    Ask().tell("The disk is full")
    assert QApplication.activeModalWidget() is None


def test_a_folder_that_is_chosen_comes_back(tmp_path: Path) -> None:
    answered(choose(tmp_path))
    assert Ask().folder("Choose") == tmp_path


def test_a_file_that_is_chosen_comes_back(tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_text("ref")
    answered(choose(file))
    assert Ask().file_to_open("Choose", {"Spreadsheets": "*.csv"}) == file
    answered(choose(file))
    assert Ask().files_to_open("Choose", {"Spreadsheets": "*.csv"}) == [file]


def test_the_next_file_is_looked_for_where_the_last_one_was(tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_text("ref")
    seen: list[str] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, QtWidgets.QFileDialog)  # noqa: TID251  # what is tested
        seen.append(dialog.directory().path())
        choose(file)(dialog)

    ask = Ask()
    for question in (ask.file_to_open, ask.files_to_open):
        answered(look)
        question("Choose", {"Spreadsheets": "*.csv"})
    assert seen == [str(Path.home()), str(tmp_path)]


def test_a_new_file_is_offered_under_the_name_suggested(tmp_path: Path) -> None:
    answered(lambda dialog: dialog.accept())
    suggested = tmp_path / "package.zip"
    assert Ask().file_to_save("Save", suggested, {"Packages": "*.zip"}) == suggested


def test_nothing_is_chosen_by_escape(tmp_path: Path) -> None:
    answered(escape)
    assert Ask().folder("Choose") is None
    answered(escape)
    assert Ask().files_to_open("Choose", {}) == []


def test_a_dialog_that_was_answered_is_gone() -> None:
    answered(escape)
    Ask().confirm("Send?", "", "Send")
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog)]


def type_for_whom(path: Path, recipient: str) -> Callable[[QDialog], None]:
    """Choose a place, and type who gets it in the same dialog."""

    def do(dialog: QDialog) -> None:
        field = dialog.findChild(QtWidgets.QComboBox, "recipient")
        assert field is not None
        assert field.accessibleName() == "For whom"
        if recipient:
            field.setFocus()
            QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            QTest.keyClicks(field, recipient)
        choose(path)(dialog)

    return do


@pytest.mark.parametrize(
    ("typed", "meant"), [("Bridge Housing", "Bridge Housing"), ("", "own copy"), (" ", "own copy")]
)
def test_who_gets_a_file_is_asked_for_with_the_file(tmp_path: Path, typed: str, meant: str) -> None:
    path = tmp_path / "patrols.csv"
    answered(type_for_whom(path, typed))
    kinds = {"Rows": "*.csv"}
    given = Ask().file_to_give("Export", path, kinds, ("own copy", "the Local Policing Command"))
    assert given == Given(path, meant)


def test_who_gets_the_files_of_a_folder_is_asked_for_with_it(tmp_path: Path) -> None:
    answered(type_for_whom(tmp_path, "The district"))
    assert Ask().folder_to_give("Save", ("own copy",)) == Given(tmp_path, "The district")


def test_nothing_is_given_by_escape(tmp_path: Path) -> None:
    answered(escape)
    assert Ask().file_to_give("Export", tmp_path / "a.csv", {}, ("own copy",)) is None


def test_the_whole_title_is_seen(qapp: QApplication) -> None:
    theme.use(qapp, Appearance(look="light"))
    seen: list[tuple[int, int]] = []

    def look(dialog: QDialog) -> None:
        title = dialog.findChild(QLabel, "qt_msgbox_label")
        assert isinstance(title, QLabel)
        seen.append((title.width(), title.sizeHint().width()))
        dialog.reject()

    answered(look)
    Ask().tell("Something went wrong. Your last saved work is safe.", "What happened is in a file.")
    [(wide, wanted)] = seen
    assert wide >= wanted


@pytest.mark.parametrize("has_window", [True, False])
def test_it_looks_as_its_window_does_and_as_one_would_without(
    qtbot: QtBot, *, has_window: bool
) -> None:
    if has_window:
        window = QWidget()
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
    bold: list[bool] = []

    def look(dialog: QDialog) -> None:
        title = dialog.findChild(QLabel, "qt_msgbox_label")
        assert isinstance(title, QLabel)
        bold.append(title.font().weight() >= QFont.Weight.DemiBold)
        dialog.reject()

    answered(look)
    Ask().tell("Something went wrong.")
    assert bold == [True]
