"""The calendar of messages: a month of days, what goes out on each, moved by keys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from snt_desk.domain import clock
from snt_desk.domain.clock import DAY, Month
from snt_desk.domain.community import MESSAGES
from snt_desk.errors import DeskError
from snt_desk.services import message_days, messages
from snt_desk.services.message_days import Calendar, Due
from snt_desk.ui import days, failing, named
from snt_desk.ui.box import Box, RoomForBox
from snt_desk.ui.desk import Desk
from snt_desk.ui.page import MESSAGE_DAYS, NEW, Command, Target
from snt_desk.ui.pages.message_days.grid import MonthGrid
from snt_desk.ui.pages.message_days.month import MonthModel, Weeks
from snt_desk.ui.pages.message_days.pane import Pane
from snt_desk.ui.panels import Beside
from snt_desk.ui.parts import across, announce, as_part, button, down, label
from snt_desk.ui.tasks import Progress, Task

_COMMUNITY = "Community"


class MessageDaysPage(QObject):
    """Over the tabs: what is planned and what was posted, day by day."""

    title = MESSAGE_DAYS
    shows = frozenset({"messages", "message_channels", "posts", "codes"})
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._day = clock.today()
        self._calendar = Calendar({})
        self._wanted = ""
        self._task: Task | None = None

    def aim(self, _table: str, ref: str) -> None:
        """Say which message is to be in hand, before it is opened; else it is where it was."""
        self._wanted = ref

    def build(self, desk: Desk) -> QWidget:
        """Make the widgets, and read the month."""
        self._desk = desk
        self._model = MonthModel(Month.of(self._day), self)
        self.grid, self.pane, self.box = MonthGrid(self._model), Pane(), Box("bad")
        self._title, self._said = label("", "title"), label("", "muted")
        self.before = button("", "icon", "chevron-left", tip="Month before")
        self.after = button("", "icon", "chevron-right", tip="Month after")
        self.today = button("&Today")
        self.close_button = button("Close", icon="x", tip="Esc")
        self.widget = self._laid_out()
        self._listen()
        self._begin()
        return self.widget

    def _laid_out(self) -> QWidget:
        head = across(
            *(self._title, self._said, None, self.before, self.today, self.after, 8),
            self.close_button,
            margins=(16, 8, 16, 8),
            name="overhead",
        )
        as_part(head)
        main = down(RoomForBox(self.box), self.grid, space=0, name="page", stretch=(1,))
        self._beside = Beside(main, self.pane)
        self._beside.setObjectName("message-days-panes")
        return down(head, self._beside, space=0, stretch=(1,))

    def _listen(self) -> None:
        self.grid.taken.connect(self._taken)
        self.grid.beyond.connect(self.show_day)
        self.grid.turned.connect(self.turn)
        self.grid.opened.connect(self._enter_day)
        self.grid.left.connect(self.left)
        self.pane.left.connect(self.grid.setFocus)
        self.close_button.clicked.connect(self.left)
        self.before.clicked.connect(partial(self.turn, -1))
        self.after.clicked.connect(partial(self.turn, 1))
        self.today.clicked.connect(self.go_to_today)
        self.pane.list.opened.connect(self._open)
        self.pane.earlier.clicked.connect(partial(self.move, -1))
        self.pane.later.clicked.connect(partial(self.move, 1))
        self.pane.put.clicked.connect(self.put)
        self.pane.off.clicked.connect(self.take_off)

    def commands(self) -> Sequence[Command]:
        """The lines of the menus that are there while it lies over the tabs."""
        return (
            Command("&View", "Month &before", partial(self.turn, -1), "Ctrl+PgUp"),
            Command("&View", "Month a&fter", partial(self.turn, 1), "Ctrl+PgDown"),
            Command("&View", "Toda&y", self.go_to_today, "Ctrl+Home"),
            Command("&View", "&Pane beside the month", self._beside.toggle_pane, "F4"),
            Command("&Record", "New message on this &day", self.new, "Ctrl+N"),
            Command(
                "&Record", "&Open it", self.open_in_hand, ready=self._has_message, writes=False
            ),
            *(
                Command("&Record", words, partial(self.move, days), keys, self._can_move)
                for words, days, keys in (
                    ("A day &earlier", -1, "Ctrl+Left"),
                    ("A day &later", 1, "Ctrl+Right"),
                    ("A &week earlier", -7, "Ctrl+Up"),
                    ("A wee&k later", 7, "Ctrl+Down"),
                )
            ),
            Command("&Record", "&Put on this day", self.put, "Ctrl+D", self._can_put),
            Command(
                "&Record", "&Take off its day", self.take_off, "Ctrl+Backspace", self._can_move
            ),
        )

    # --- Reading ------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the month again; the day and the message in hand stay in hand."""
        if self._wanted:
            self._begin()
        else:
            self._read()

    def find(self) -> None:
        """There is no filter: the month has the focus."""
        self.grid.setFocus()

    def forget(self) -> None:
        """What is being read is not wanted any more."""
        if self._task is not None:
            self._task.cancel()

    def _begin(self) -> None:
        ref, self._wanted = self._wanted, ""
        if ref:
            with self._desk.store.read() as session:
                self._day = message_days.day_of(session, ref) or self._day
        self._read(ref)

    def _read(self, ref: str = "") -> None:
        """Read the weeks round the day in hand; `ref` is the message that is wanted there."""
        if self._task is not None:
            self._task.cancel()
        weeks, team_id, store = Weeks(Month.of(self._day)), self._desk.team.id, self._desk.store
        if weeks.month != self._model.weeks.month or not self.grid.currentIndex().isValid():
            # At once: which day is in hand is known before its messages are.
            self._calendar = Calendar({})
            self._show_month(weeks)

        def read(_progress: Progress) -> Calendar:
            with store.read() as session:
                return message_days.read(session, team_id, weeks.first, weeks.last)

        taken = partial(self._take, weeks.month, ref)
        self._task = self._desk.tasks.run(read, taken, owner=self.widget, failed=self._failed)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        failing.say(self._desk, self.box, error)

    def _take(self, month: Month, ref: str, calendar: Calendar) -> None:
        self._calendar = calendar
        self._show_month(Weeks(month, calendar.days))
        if ref:
            self.pane.list.select(ref)

    def _show_month(self, weeks: Weeks) -> None:
        month = weeks.month
        self._model.show(weeks)
        self._title.setText(month.shown)
        within = [one for day, due in weeks.days.items() if Month.of(day) == month for one in due]
        posted = sum(one.what == "posted" for one in within)
        self._said.setText(f"{len(within) - posted} planned, {posted} posted")
        self.grid.take(self._day)
        self._show_day()

    # --- Going about --------------------------------------------------------------------------

    @property
    def day(self) -> date:
        """The day in hand."""
        return self._day

    def _taken(self, day: object) -> None:
        if isinstance(day, date) and day != self._day:
            self._day = day
            self._show_day()

    def _show_day(self) -> None:
        self.pane.show_day(self._day, self._calendar)
        self.pane.take_of_day(self._day, self._calendar)

    def show_day(self, day: date) -> None:
        """Take a day in hand, in whatever month."""
        self._day = day
        if Month.of(day) == self._model.weeks.month:
            self.grid.take(day)
            self._show_day()
        else:
            self._read()

    def turn(self, months: int) -> None:
        """Show another month, on the same day of it."""
        self.show_day(clock.add_months(self._day, months))

    def go_to_today(self) -> None:
        """Take today in hand."""
        self.show_day(clock.today())
        self.grid.setFocus()

    def _enter_day(self) -> None:
        self._beside.open_pane()
        self.pane.list.setFocus()

    def _open(self, ref: object) -> None:
        self._desk.go(Target(_COMMUNITY, MESSAGES, str(ref)))

    def open_in_hand(self) -> None:
        """Go to the message in hand."""
        one = self.pane.in_hand
        if one is not None:
            self._open(one.ref)

    def new(self) -> None:
        """Begin a message for the day in hand."""
        said = {NEW: "", "planned": days.written(self._day)}
        self._desk.go(Target(_COMMUNITY, MESSAGES, filters=tuple(said.items())))

    # --- Moving -------------------------------------------------------------------------------

    def _has_message(self) -> bool:
        return self.pane.in_hand is not None

    def _can_put(self) -> bool:
        one = self.pane.in_hand
        return one is not None and one.movable

    def _can_move(self) -> bool:
        one = self.pane.in_hand
        return one is not None and one.movable and one.at is not None

    def move(self, days: int) -> None:
        """Let the message in hand go out so many days later; the day in hand goes with it."""
        one = self.pane.in_hand
        if one is not None and one.movable and one.at is not None:
            self._move(one, clock.local_day(one.at) + days * DAY)

    def put(self) -> None:
        """Let the message in hand go out on the day in hand."""
        one = self.pane.in_hand
        if one is not None and one.movable:
            self._move(one, self._day)

    def _move(self, one: Due, to: date) -> None:
        self.box.hide()
        try:
            with self._desk.store.change(named.change("Move", "message", one.title)) as session:
                message_days.move(session, one.ref, to)
        except DeskError as error:
            failing.say_not_saved(self._desk, self.box, error)
            return
        self._day = to
        self._read(one.ref)
        announce(self.grid, f"{named.short(one.title)}, now {clock.long_day(to)}")

    def take_off(self) -> None:
        """Let the message in hand go out on no day that is known yet."""
        one = self.pane.in_hand
        if one is None or not one.movable or one.at is None:
            return
        self.box.hide()
        try:
            with self._desk.store.change(named.change("Unplan", "message", one.title)) as session:
                messages.plan(session, one.ref, None)
        except DeskError as error:
            failing.say_not_saved(self._desk, self.box, error)
            return
        self._read(one.ref)
        announce(self.grid, f"{named.short(one.title)}, on no day now")
