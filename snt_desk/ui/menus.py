"""The menu bar, built from one list of commands; what has no line in it has no menu."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from snt_desk.ui.page import MENUS, Command, HasCommands, Menu
from snt_desk.ui.parts import without_mnemonic


class Menus:
    """The menus of a window. Lines of a page are there while its tab is in front."""

    def __init__(self, bar: QMenuBar) -> None:
        """Fill the bar."""
        self._bar = bar
        self._menus = {name: bar.addMenu(name) for name in MENUS}
        self._under: dict[tuple[str, str], QMenu] = {}
        self._actions: list[tuple[Command, QAction]] = []
        self._last: dict[Menu, QAction] = {}
        self.look_only = False
        """The data is only looked at: what writes is off."""
        for menu in self._menus.values():
            menu.aboutToShow.connect(self._ask_all)
            menu.aboutToHide.connect(self._enable_all)
            menu.menuAction().setVisible(False)

    def add(self, commands: Iterable[Command]) -> list[QAction]:
        """Add lines, in this order; gives their actions."""
        made = [self._add(command) for command in commands]
        self.tidy()
        return made

    def fill(self, menu: Menu, title: str, fill: Callable[[QMenu], object]) -> None:
        """Add a menu within a menu, which `fill` fills anew whenever the outer one opens."""
        made = self._menus[menu].addMenu(title)
        self._menus[menu].aboutToShow.connect(partial(_fill_anew, made, fill))
        self.tidy()

    def lines(self) -> list[tuple[Menu, str, str]]:
        """Every line that can be seen and has keys: its menu, its words, its keys."""
        found = []
        for command, action in self._actions:
            words, _tab, shown = command.text.partition("\t")
            keys = " or ".join(one.toString() for one in action.shortcuts()) or shown
            if keys and action.isVisible():
                within = f"{without_mnemonic(command.under)}: " if command.under else ""
                said = " ".join(without_mnemonic(words).split())
                found.append((command.menu, within + said, keys))
        return found

    def cover(self, *, covered: bool) -> None:
        """Hide the lines of the tabs while something lies over them, or show them again."""
        for command, action in self._actions:
            if command.of_tabs:
                action.setVisible(not covered)

    def tidy(self) -> None:
        """Show the menus that have a line to show."""
        for menu in (*self._under.values(), *self._menus.values()):
            shown = any(action.isVisible() for action in menu.actions())
            menu.menuAction().setVisible(shown)

    def _add(self, command: Command) -> QAction:
        # The bar owns it, so that its keys work while the menu is shut.
        action = QAction(command.text, self._bar)
        keys = [QKeySequence(one.strip()) for one in command.keys.split(";") if one.strip()]
        action.setShortcuts(keys)
        action.setCheckable(command.ticked is not None)
        action.triggered.connect(partial(self._do, command))
        self._menu(command).addAction(action)
        if command.at_end:
            self._last[command.menu] = action
        elif command.menu in self._last:
            # What a page adds stands above it.
            self._menus[command.menu].addAction(self._last[command.menu])
        self._actions.append((command, action))
        return action

    def _is_ready(self, command: Command) -> bool:
        if self.look_only and command.is_writing:
            return False
        return command.ready is None or command.ready()

    def _do(self, command: Command, *_checked: bool) -> None:
        if self._is_ready(command):
            command.do()

    def _menu(self, command: Command) -> QMenu:
        menu = self._menus[command.menu]
        if not command.under:
            return menu
        key = (command.menu, command.under)
        if key not in self._under:
            self._under[key] = menu.addMenu(command.under)
        return self._under[key]

    def _ask_all(self) -> None:
        for command, action in self._actions:
            action.setEnabled(self._is_ready(command))
            if command.ticked is not None:
                action.setChecked(command.ticked())
            if command.says is not None:
                action.setText(command.says())

    def _enable_all(self) -> None:
        # Keys ask for themselves; what was not possible then may be now.
        for _, action in self._actions:
            action.setEnabled(True)


class PageLines:
    """The lines of pages in the menus: what is not seen does not answer to its keys."""

    def __init__(self, menus: Menus) -> None:
        self._menus = menus
        self._lines: dict[object, list[QAction]] = {}

    def show(self, *pages: object) -> None:
        """Show the lines of these and of no others; each is asked for them once."""
        for page in pages:
            if isinstance(page, HasCommands) and page not in self._lines:
                self._lines[page] = self._menus.add(page.commands())
        for of, lines in self._lines.items():
            for line in lines:
                line.setVisible(of in pages)
        self._menus.tidy()


def _fill_anew(menu: QMenu, fill: Callable[[QMenu], object]) -> None:
    for inner in menu.findChildren(QMenu):
        # Taken out first: of one that goes from within another PySide keeps every line.
        inner.setParent(None)
        inner.deleteLater()
    menu.clear()
    fill(menu)
    menu.setEnabled(not menu.isEmpty())
