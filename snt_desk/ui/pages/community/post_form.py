"""*Posted…*: where and when a message went out; and whether its priority was told by it."""

from __future__ import annotations

from datetime import date

from snt_desk.domain import clock
from snt_desk.domain.community import PostDraft
from snt_desk.domain.drafts import Problem
from snt_desk.services.messages import News
from snt_desk.ui import counts, when
from snt_desk.ui.days import DayField
from snt_desk.ui.fields import Choice, LineField
from snt_desk.ui.form import Form, Part
from snt_desk.ui.named import short
from snt_desk.ui.pages.community.records import Records
from snt_desk.ui.parts import Tick, down, label
from snt_desk.ui.record_form import text_of
from snt_desk.ui.when import When

FIELDS = ("channel", "date", "from", "reach")
"""In the order in which they are read."""
_NUMBER = 12


class PostForm(Form):
    """Takes where a message went out; Save writes it, with the news of its priority."""

    def __init__(self, records: Records) -> None:
        super().__init__("Posted", says="Ctrl+S saves. Esc goes back to the message.")
        self._records = records
        self._ref = ""
        self._news: News | None = None
        self.channel = Choice("Where")
        self.day = DayField()
        self.time = LineField("0915", settle=self._tidy)
        self.reach = LineField("not known", most=_NUMBER)
        self.tell = Tick("Set its last &public update too")
        self._told = label("", "small", wrap=True)
        self._telling = down(self.tell, self._told, space=2)
        self.again_button.hide()
        self.clear_button.setText("Cancel")
        self.clear_button.setAccessibleName("Cancel")
        self.add(Part("channel", "&Where it was posted", self.channel))
        self.add(
            Part("date", "&Date", self.day, stretch=5),
            Part("from", "T&ime", self.time, stretch=2),
        )
        self.add(Part("reach", "How &many it reached, if you know", self.reach))
        self.add_widget(self._telling)
        self.day.changed.connect(self._day_changed)

    @property
    def ref(self) -> str:
        """The message that is posted."""
        return self._ref

    def begin(self, ref: str, name: str) -> None:
        """Make room for a post of a message, now; a channel that it has not been on comes first."""
        self._ref, self._news = ref, self._records.news(ref)
        self.set_title(f"Posted: {short(name)}")
        self.box.hide()
        self.clear_marks()
        now = clock.this_minute()
        self.channel.set_value(None)
        self._offer(clock.local_day(now))
        day, time, _ = when.written(now, None)
        self.day.set_value(day)
        self.time.set_value(time)
        self.reach.set_value("")
        self._show_news()

    def _show_news(self) -> None:
        news = self._news
        self._telling.setVisible(news is not None)
        if news is None:
            return
        self.tell.setChecked(True)
        self.tell.setAccessibleName(f"Set the last public update of {news.title} too")
        before = news.last_update
        last = f"last told {clock.long_day(before)}" if before else "no update so far"
        self._told.setText(f"{short(news.title)}: {last}. This text becomes what was done.")

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
        known = {one.field for one in unread} | {"posted"}
        found = [*unread, *(one for one in self.draft.problems() if one.field not in known)]
        return sorted(found, key=lambda one: FIELDS.index(one.field))

    def write(self) -> bool:
        """Write the post; False where something is missing, DeskError where it cannot be."""
        self.channel.settle()
        self.box.hide()
        if found := self._problems():
            self.refuse(found)
            return False
        told = self._news.priority if self._news and self.tell.isChecked() else ""
        self._records.post(self._ref, self.draft, told)
        return True

    def _times(self) -> When:
        return when.read(self.day.value, self.time.value, "", clock.today())

    def _tidy(self, text: str) -> str:
        return when.tidy_start(self._times(), text)
