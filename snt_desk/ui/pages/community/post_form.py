"""*Posted…*: where and when a message went out; and whether its priorities were told by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from snt_desk.domain import clock
from snt_desk.domain.community import PostDraft
from snt_desk.domain.drafts import Problem, together
from snt_desk.errors import DeskError
from snt_desk.services.messages import News, PostRow
from snt_desk.ui import counts, unlisted, when
from snt_desk.ui.days import DayField
from snt_desk.ui.fields import Choice, LineField
from snt_desk.ui.form import Part
from snt_desk.ui.named import short
from snt_desk.ui.pages.community.aside import AsideForm
from snt_desk.ui.pages.community.records import Records
from snt_desk.ui.parts import Tick, down, label
from snt_desk.ui.record_form import choose, text_of
from snt_desk.ui.when import When

FIELDS = ("channel", "date", "from", "reach", "replies")
"""In the order in which they are read."""
_NUMBER = 12


@dataclass(frozen=True)
class TypedPost:
    """All that stands in the form; `no_channel` was typed where only a choice will do.

    With the ref of a `post` it is what is known now of that one.
    """

    channel: str | None = None
    no_channel: str = ""
    day: str = ""
    time: str = ""
    reach: str = ""
    tell: bool = True
    replies: str = ""
    post: str = ""


class PostForm(AsideForm[TypedPost]):
    """Takes where a message went out; Save writes it, with the news of its priorities."""

    repeats = True

    def __init__(self, records: Records) -> None:
        says = "Ctrl+S saves. Ctrl+Enter saves and asks for another channel."
        super().__init__("Posted", says, TypedPost())
        self._records = records
        self._news: tuple[News, ...] = ()
        self._post: PostRow | None = None
        self._asked_of: PostRow | None = None
        self._next = ""
        self.channel = Choice("Where")
        self.day = DayField()
        self.time = LineField("0915", settle=self._tidy)
        self.reach = LineField("not known", most=_NUMBER)
        self.replies = LineField("not known", most=_NUMBER)
        self.tell = Tick("Set the last &public update too")
        self.tell.setAccessibleName("Set the last public update too")
        self._told = label("", "small", wrap=True)
        self._telling = down(self.tell, self._told, space=2)
        self.add(Part("channel", "&Where it was posted", self.channel))
        self.add(
            Part("date", "&Date", self.day, stretch=5),
            Part("from", "T&ime", self.time, stretch=2),
        )
        self.add(
            Part("reach", "How &many it reached", self.reach),
            Part("replies", "How many rep&lied", self.replies),
            hint="Leave them empty until you know: Enter on the post opens it again.",
        )
        self.add_widget(self._telling)
        self.day.changed.connect(self._day_changed)
        fields = (self.channel, self.day, self.time, self.reach, self.replies)
        for signal in (*(one.changed for one in fields), self.tell.toggled):
            signal.connect(self._edited)

    def aim(self, channel: str, post: PostRow | None = None) -> None:
        """Say where it was most likely posted, or which post it is of; before it begins."""
        self._next, self._post = channel, post

    def _make_room(self, name: str) -> None:
        post = self._asked_of = self._post
        said = "Post of" if post else "Posted:"
        self.set_title(f"{said} {short(name)}" if name else "Posted")
        at = post.posted if post else clock.this_minute()
        on = clock.local_day(at)
        self._news = ()
        try:
            self._news = () if post else self._records.messages.news(self.opened, on)
        except DeskError as gone:
            self.box.say(gone.title, gone.detail)
        self.channel.set_value(None)
        self._offer(on)
        self.channel.set_value(post.channel if post else self._next)
        self._next, self._post = "", None
        day, time, _ = when.written(at, None)
        self.day.set_value(day)
        self.time.set_value(time)
        self.reach.set_value(_number(post.reach if post else None))
        self.replies.set_value(_number(post.replies if post else None))
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
        has = [self._asked_of.channel] if self._asked_of else []
        offered = self._records.messages.channels(on, has)
        self.channel.show_choices([(one.code, one.label) for one in offered])

    # --- What stands in it --------------------------------------------------------------------

    @property
    def draft(self) -> PostDraft:
        """The post that is meant, as far as it can be read."""
        reach, replies = (counts.read_number(one.value) for one in (self.reach, self.replies))
        return PostDraft(text_of(self.channel) or "", self._times().start, reach, replies)

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
            self.replies.value,
            self._asked_of.ref if self._asked_of else "",
        )

    def bring(self, ref: str, name: str, typed: TypedPost) -> None:
        """Let stand in it what was typed before, of a post of that message if it is still there."""
        posts = self._records.messages.posts(ref) if typed.post else ()
        self.aim("", next((one for one in posts if one.ref == typed.post), None))
        super().bring(ref, name, typed)

    def _fill(self, typed: TypedPost) -> None:
        self.day.set_value(typed.day)
        self.time.set_value(typed.time)
        choose(self.channel, typed.channel, typed.no_channel)
        self.reach.set_value(typed.reach)
        self.replies.set_value(typed.replies)
        self.tell.setChecked(typed.tell)

    def write(self) -> None:
        """Write the post; DeskError where it cannot be."""
        if self._asked_of is not None:
            self._records.messages.change_post(self.opened, self._asked_of.ref, self.draft)
            return
        told = self._news if self.tell.isChecked() else ()
        self._records.messages.post(self.opened, self.draft, told)

    def _settle(self) -> None:
        self.channel.settle()

    def _problems(self) -> list[Problem]:
        unread = list(self._times().problems)
        if self.channel.unknown:
            unread.append(Problem("channel", unlisted.choice(self.channel.unknown)))
        if not self.day.value:
            unread.append(Problem("date", "Enter the day on which it was posted."))
        elif not self.time.value:
            unread.append(Problem("from", "Enter the time at which it was posted."))
        if self.reach.value and self.draft.reach is None:
            unread.append(Problem("reach", f"“{self.reach.value}” is no number."))
        if self.replies.value and self.draft.replies is None:
            unread.append(Problem("replies", f"“{self.replies.value}” is no number."))
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


def _number(known: int | None) -> str:
    return "" if known is None else str(known)
