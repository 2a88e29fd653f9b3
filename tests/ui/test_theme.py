"""Every look can be read, and everything follows it."""

from __future__ import annotations

import weakref
from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPalette, QPixmap, QPixmapCache
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot

from snt_desk.ui import icons, theme
from snt_desk.ui.colours import LOOKS, contrast
from snt_desk.ui.fields import Choice
from snt_desk.ui.pages.patrols.offered import OfferedLine
from snt_desk.ui.parts import button, label
from snt_desk.ui.theme import TEXT_SIZES, Appearance, Look, Size
from snt_desk.ui.tokens import CrewField, Person

TEXT, MARK = 4.5, 3.0
EACH_LOOK = ((0, "light"), (1, "dark"), (2, "contrast"))

# Words, their ground, and the contrast in the light, dark and contrast look.
PAIRS = (
    ("text", "page", 16.1, 13.8, 21.0),
    ("text", "chrome", 14.5, 15.0, 21.0),
    ("text", "sunken", 15.2, 12.6, 21.0),
    ("text", "soft", 13.5, 9.5, 14.1),
    ("muted", "page", 6.9, 7.7, 21.0),
    ("muted", "sunken", 6.5, 7.0, 21.0),
    ("muted", "chrome", 6.2, 8.4, 21.0),
    ("muted", "soft", 5.8, 5.3, 14.1),
    ("muted", "hair", 5.8, 6.2, 6.9),
    ("accent", "page", 6.5, 7.9, 12.6),
    ("accent", "chrome", 5.8, 8.5, 12.6),
    ("accent", "soft", 5.5, 5.4, 8.4),
    ("on_accent", "accent", 6.5, 8.3, 12.6),
    ("ok", "ok_soft", 5.8, 7.3, 16.8),
    ("warn", "page", 7.3, 9.6, 14.6),
    ("warn", "sunken", 6.9, 8.7, 14.6),
    ("warn", "warn_soft", 6.5, 7.6, 14.6),
    ("bad", "page", 6.8, 8.2, 10.6),
    ("bad", "sunken", 6.4, 7.5, 10.6),
    ("bad", "bad_soft", 5.8, 6.9, 10.6),
    ("text", "warn_soft", 14.4, 11.0, 21.0),
    ("text", "bad_soft", 13.7, 11.6, 21.0),
    ("text", "early", 12.9, 8.7, 21.0),
    ("text", "day", 12.9, 8.4, 21.0),
    ("text", "late", 12.3, 9.1, 21.0),
    ("text", "night", 11.2, 9.1, 21.0),
    ("text", "training", 12.5, 9.9, 21.0),
    ("text", "leave", 13.9, 10.8, 21.0),
    ("text", "abstracted", 12.2, 9.3, 21.0),
)
MARKS = (
    ("edge", "page", 3.6, 4.6, 21.0),
    ("edge", "chrome", 3.2, 4.9, 21.0),
    ("accent", "track", 5.0, 5.4, 12.6),
    ("accent", "early", 5.2, 4.9, 12.6),
    ("accent", "night", 4.5, 5.2, 12.6),
)


@pytest.mark.parametrize("row", PAIRS, ids=lambda row: f"{row[0]} on {row[1]}")
@pytest.mark.parametrize(("at", "look"), EACH_LOOK)
def test_words_can_be_read(at: int, look: str, row: tuple[str, str, float, float, float]) -> None:
    found = contrast(LOOKS[look][row[0]], LOOKS[look][row[1]])
    assert found >= TEXT
    assert found == pytest.approx(row[2 + at], abs=0.06)


@pytest.mark.parametrize("row", MARKS, ids=lambda row: f"{row[0]} on {row[1]}")
@pytest.mark.parametrize(("at", "look"), EACH_LOOK)
def test_outlines_and_marks_can_be_seen(
    at: int, look: str, row: tuple[str, str, float, float, float]
) -> None:
    found = contrast(LOOKS[look][row[0]], LOOKS[look][row[1]])
    assert found >= MARK
    assert found == pytest.approx(row[2 + at], abs=0.06)


def test_black_on_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#FFFFFF") == pytest.approx(1)


def test_focus_and_warning_are_never_the_same_colour() -> None:
    for colours in LOOKS.values():
        assert len({colours["accent"], colours["warn"], colours["bad"], colours["ok"]}) == 4


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
def test_the_whole_application_wears_one_look(qapp: QApplication, look: Look) -> None:
    theme.use(qapp, Appearance(look))
    assert theme.look() == look
    assert qapp.palette().color(QPalette.ColorRole.Base).name().upper() == LOOKS[look]["page"]
    assert theme.colour("warn").name().upper() == LOOKS[look]["warn"]


def test_a_window_wears_the_look_and_whatever_is_put_on_later(
    qapp: QApplication, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    theme.dress(window)
    title = label("Peartree", "title")
    title.setParent(window)
    for percent in (100, 150):
        theme.use(qapp, Appearance("light", percent))
        title.ensurePolished()
        assert title.font().pointSizeF() == pytest.approx(theme.font("title").pointSizeF(), abs=0.1)
        assert "<<" not in window.styleSheet()


def a_place() -> QWidget:
    choice = Choice()
    choice.show_choices([(1, "Peartree"), (2, "Panshanger")])
    return choice


def a_crew() -> QWidget:
    crew = CrewField()
    crew.show_people([Person("1432", "PC Peel"), Person("7104", "PCSO Penn")])
    return crew


def an_operation() -> QWidget:
    line = OfferedLine(finds=True)
    line.show_offers(["Pedal", "Peace"])
    return line


@pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
@pytest.mark.parametrize("made", [a_place, a_crew, an_operation], ids=lambda made: made.__name__)
def test_the_list_that_a_field_opens_wears_it_too(
    qapp: QApplication, qtbot: QtBot, made: Callable[[], QWidget]
) -> None:
    field = made()
    qtbot.addWidget(field)
    with qtbot.waitActive(field):
        field.show()
        field.activateWindow()
    line = field if isinstance(field, QLineEdit) else field.findChildren(QLineEdit)[0]
    line.setFocus()
    for percent in (100, 150):
        theme.use(qapp, Appearance("light", percent))
        line.clear()
        QTest.keyClicks(line, "pe")
        listed = QApplication.activePopupWidget()
        assert isinstance(listed, QListView)
        assert listed.sizeHintForRow(0) == 28 * percent // 100
        edge = listed.grab().toImage().pixelColor(0, 0).name().upper()
        assert edge == LOOKS["light"]["edge"]
        listed.hide()


@pytest.mark.parametrize("percent", TEXT_SIZES)
def test_chips_are_round_at_every_text_size(qapp: QApplication, percent: int) -> None:
    theme.use(qapp, Appearance("light", percent))
    chip = button("Foot", "chip", "footprints")
    theme.dress(chip)
    chip.resize(chip.sizeHint())
    shown = chip.grab().toImage()
    edge = LOOKS["light"]["edge"]
    assert shown.pixelColor(shown.width() // 2, 0).name().upper() == edge
    assert shown.pixelColor(0, 0).name().upper() != edge


def test_following_the_system_is_light_where_it_says_nothing(qapp: QApplication) -> None:
    theme.use(qapp, Appearance("system"))
    assert theme.look() == "light"


def test_a_contrast_theme_of_the_system_gives_its_own_colours(qapp: QApplication) -> None:
    system, role = QPalette(), QPalette.ColorRole
    for part, colour in (
        (role.Base, "#000000"),
        (role.Text, "#ffff00"),
        (role.Highlight, "#00ff00"),
        (role.HighlightedText, "#000000"),
    ):
        system.setColor(part, QColor(colour))
    colours = theme.of_the_system(system)
    assert set(colours) == set(LOOKS["contrast"])
    assert {colours[one] for one in ("text", "muted", "warn", "edge")} == {"#ffff00"}
    assert (colours["page"], colours["warn_soft"]) == ("#000000", "#000000")
    assert (colours["accent"], colours["on_accent"]) == ("#00ff00", "#000000")


@pytest.mark.parametrize("percent", TEXT_SIZES)
def test_text_size_multiplies_words_and_rows(qapp: QApplication, percent: int) -> None:
    sizes: tuple[Size, ...] = ("small", "body", "title", "figure")
    theme.use(qapp, Appearance("light", percent))
    points = [theme.font(size).pointSizeF() for size in sizes]
    assert points == pytest.approx([n * percent / 100 for n in (9, 9.75, 13.5, 19.5)])
    assert theme.row(32) == max(24, round(32 * percent / 100))


def test_compact_takes_four_off_and_stops_at_24(qapp: QApplication) -> None:
    theme.use(qapp, Appearance("light", compact=True))
    assert [theme.row(32), theme.row(30), theme.row(26)] == [28, 26, 24]


def test_the_program_brings_its_own_letters(qapp: QApplication) -> None:
    assert theme.metrics().height() > 0
    assert theme.font().families()[0] == "Inter"
    assert theme.metrics("body", bold=True).horizontalAdvance("Peartree") > theme.advance(
        "Peartree"
    )


def test_all_digits_are_equally_wide(qapp: QApplication) -> None:
    for size in ("small", "body", "figure"):
        widths = {theme.metrics(size).horizontalAdvance(digit * 4) for digit in "0123456789"}
        assert len(widths) == 1


def test_fields_keep_digits_of_one_width_under_the_style_sheet(qapp: QApplication) -> None:
    field = QLineEdit()
    field.ensurePolished()
    metrics = field.fontMetrics()
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("0000")


@pytest.mark.parametrize("role", ["text", "accent", "warn"])
def test_an_icon_has_the_colour_of_its_role_and_follows_the_look(
    qapp: QApplication, role: str
) -> None:
    icon = icons.icon("footprints", role)
    for look in ("light", "dark"):
        theme.use(qapp, Appearance(look))
        assert darkest_ink(icon.pixmap(QSize(64, 64)).toImage()) == LOOKS[look][role]


def test_no_drawing_of_the_last_look_stays(qapp: QApplication) -> None:
    theme.use(qapp, Appearance("light"))
    drawing = weakref.ref(icons.picture("check", "text", 16))
    QPixmapCache.insert("box", QPixmap(16, 16))
    assert drawing() is not None
    theme.use(qapp, Appearance("dark"))
    assert drawing() is None
    assert not QPixmapCache.find("box", QPixmap())


def test_a_disabled_icon_is_grey(qapp: QApplication) -> None:
    shown = icons.icon("x", "accent").pixmap(QSize(64, 64), QIcon.Mode.Disabled)
    assert darkest_ink(shown.toImage()) == LOOKS["light"]["off"]


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_an_icon_is_drawn_for_the_scale_of_the_screen(qapp: QApplication, scale: float) -> None:
    shown = icons.icon("plus").pixmap(QSize(16, 16), scale)
    assert (shown.width(), shown.devicePixelRatio()) == (round(16 * scale), scale)


def test_every_icon_can_be_drawn(qapp: QApplication) -> None:
    from snt_desk import paths

    names = sorted(path.stem for path in paths.resource("icons").glob("*.svg"))
    assert len(names) > 40
    for name in names:
        assert darkest_ink(icons.picture(name, "text", 32).toImage())


def darkest_ink(image: QImage) -> str:
    """The colour of what is fully painted; empty if nothing is."""
    for x in range(image.width()):
        for y in range(image.height()):
            colour = QColor(image.pixelColor(x, y))
            if colour.alpha() == 255:
                return colour.name().upper()
    return ""


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
def test_an_example_in_a_field_does_not_look_typed(qapp: QApplication, look: Look) -> None:
    theme.use(qapp, Appearance(look))
    shown = qapp.palette().color(QPalette.ColorRole.PlaceholderText).name()
    typed = qapp.palette().color(QPalette.ColorRole.Text).name()
    assert contrast(shown, typed) > 1.5
    assert contrast(shown, LOOKS[look]["page"]) >= 4.5
