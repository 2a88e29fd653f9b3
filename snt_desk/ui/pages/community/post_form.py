"""*Posted…*: where and when a message went out; and whether its priorities were told by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from snt_desk.domain import clock
from snt_desk.domain.community import PostDraft
from snt_desk.domain.drafts import Problem, together
from snt_desk.errors import DeskError
from snt_desk.services.messages import News
from snt_desk.ui import counts, when
from snt_desk.ui.days import DayField
from snt_desk.ui.fields import Choice, LineField
from snt_desk.ui.form import Part
from snt_desk.ui.named import short
from snt_desk.ui.pages.community.aside import AsideForm
from snt_desk.ui.pages.community.records import Records
from snt_desk.ui.parts import Tick, down, label
from snt_desk.ui.record_form import choose, text_of
from snt_desk.ui.when import When

FIELDS = ("channel", "date", "from", "reach")
"""In the order in which they are read."""
_NUMBER = 12


@dataclass(frozen=True)
class TypedPost:
    """All that stands in the form; `no_channel` was typed where only a choice will do."""

    channel: str | None = None
    no_channel: str = ""
    day: str = ""
    time: str = ""
    reach: str = ""
    tell: bool = True


class PostForm(AsideForm[TypedPost]):
    """Takes where a message went out; Save writes it, with the news of its priorities."""

    def __init__(self, records: Records) -> None:
        says = "Ctrl+S saves. Ctrl+Enter saves and asks for another channel."
        super().__init__("Posted", says, TypedPost())
        self._records = records
        self._news: tuple[News, ...] = ()
        self.channel = Choice("Where")
        self.day = DayField()
        self.time = LineField("0915", settle=self._tidy)
        self.reach = LineField("not known", most=_NUMBER)
        self.tell = Tick("Set the last &public update too")
        self.tell.setAccessibleName("Set the last public update too")
        self._told = label("", "small", wrap=True)
        self._telling = down(self.tell, self._told, space=2)
        self.add(Part("channel", "&Where it was posted", self.channel))
        self.add(
            Part("date", "&Date", self.day, stretch=5),
            Part("from", "T&ime", self.time, stretch=2),
        )
        self.add(Part("reach", "How &many it reached, if you know", self.reach))
        self.add_widget(self._telling)
        self.day.changed.connect(self._day_changed)
        for signal in (
            *(one.changed for one in (self.channel, self.day, self.time, self.reach)),
            self.tell.toggled,
        ):
            signal.connect(self._edited)

    def _make_room(self, name: str) -> None:
        self.set_title(f"Posted: {short(name)}" if name else "Posted")
        now = clock.this_minute()
        try:
            self._news = self._records.messages.news(self.opened, clock.local_day(now))
        except DeskError as gone:
            self._news = ()
            self.box.say(gone.title, gone.detail)
        self.channel.set_value(None)
        self._offer(clock.local_day(now))
        day, time, _ = when.written(now, None)
        self.day.set_value(day)
        self.time.set_value(time)
        self.reach.set_value("")
        self._telling.setVisible(bool(self._news))
        self.tell.setChecked(True)
        self._told.setText("\n".join(map(_told, self._news)))
        self.tell.setAccessibleDescription(self._told.text())

    def _day_changed(self) -> None:
        day = self._times().day
        if day is not None:
            self._offer(day)

    def _offer(self, on: date) -> None:
        """Offer the channels of that day: a retired one only for the time that it was there."""
        self.channel.show_choices(self._records.kinds("message_channel", on))

    # --- What stands in it --------------------------------------------------------------------

    @property
    def draft(self) -> PostDraft:
        """The post that is meant, as far as it can be read."""
        reach = counts.read_number(self.reach.value)
        return PostDraft(text_of(self.channel) or "", self._times().start, reach)

    @property
    def typed(self) -> TypedPost:
        """All that stands in it."""
        return TypedPost(
            text_of(self.channel),
            self.channel.unknown,
            self.day.value,
            self.time.value,
            self.reach.value,
            self.tell.isChecked(),
        )

    def _fill(self, typed: TypedPost) -> None:
        self.day.set_value(typed.day)
        self.time.set_value(typed.time)
        choose(self.channel, typed.channel, typed.no_channel)
        self.reach.set_value(typed.reach)
        self.tell.setChecked(typed.tell)

    def write(self) -> None:
        """Write the post; DeskError where it cannot be."""
        told = self._news if self.tell.isChecked() else ()
        self._records.messages.post(self.opened, self.draft, told)

    def _settle(self) -> None:
        self.channel.settle()

    def _problems(self) -> list[Problem]:
        unread = list(self._times().problems)
        if self.channel.unknown:
            text = f"“{self.channel.unknown}” is not in the list. Choose from it."
            unread.append(Problem("channel", text))
        if not self.day.value:
            unread.append(Problem("date", "Enter the day on which it was posted."))
        elif not self.time.value:
            unread.append(Problem("from", "Enter the time at which it was posted."))
        if self.reach.value and self.draft.reach is None:
            unread.append(Problem("reach", f"“{self.reach.value}” is no number."))
        return together(unread, self.draft.problems(), FIELDS, {"posted"})

    def _times(self) -> When:
        return when.read(self.day.value, self.time.value, "", clock.today())

    def _tidy(self, text: str) -> str:
        return when.tidy_start(self._times(), text)


def _told(news: News) -> str:
    last = news.last_update
    said = f"last told {clock.long_day(last)}" if last else "no update so far"
    also = ". This text becomes what was done." if news.alone else "."
    return f"{short(news.title)}: {said}{also}"
