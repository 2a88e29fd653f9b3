"""The form of a campaign: what it is, its hashtags and days, what each day is about, last time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from snt_desk.domain import campaigns, clock, periods
from snt_desk.domain.campaigns import CAMPAIGNS, CampaignDraft
from snt_desk.domain.drafts import Caution, Problem, together
from snt_desk.ui import days, unlisted
from snt_desk.ui.days import DayField
from snt_desk.ui.fields import MOST_IMPORTED, Choice, LineField, NoteField
from snt_desk.ui.form import Part
from snt_desk.ui.last_answer import LastAnswer
from snt_desk.ui.pages.community.campaigns.themes import ThemesField
from snt_desk.ui.parts import across, button
from snt_desk.ui.record_form import RecordForm, choose, text_of

if TYPE_CHECKING:
    from snt_desk.ui.pages.community.records import Records

FIELDS = ("title", "tag", "first", "last", "tags", "before", "themes", "note")
"""In the order in which they are read."""
_TAG = 40


@dataclass(frozen=True)
class TypedCampaign:
    """All that stands in the form; themes are pairs of a day and what it is about."""

    title: str = ""
    tag: str = ""
    first: str = ""
    last: str = ""
    tags: str = ""
    before: str | None = None
    no_before: str = ""
    themes: tuple[tuple[str, str], ...] = ()
    note: str = ""


def _tidy_tags(text: str) -> str:
    found = (campaigns.as_tag(word) for word in text.replace(",", " ").split())
    return " ".join(dict.fromkeys(filter(None, found)))


class CampaignForm(RecordForm[TypedCampaign]):
    """Takes what is typed about a campaign and says what it means."""

    table = CAMPAIGNS
    new_title = "New campaign"
    plan_asked = Signal()
    """*Plan its days*"""
    card_asked = Signal()
    """*Scorecard*"""

    def __init__(self, records: Records) -> None:
        super().__init__(records.holds, TypedCampaign())
        self._records = records
        self.name = LineField("Week of action", most=MOST_IMPORTED)
        self.tag = LineField("#weekofaction", settle=campaigns.as_tag, most=_TAG)
        self.first = DayField("17/1", ahead=True)
        self.last = DayField("23/1", ahead=True)
        self.tags = LineField("#saferstreets", settle=_tidy_tags, most=MOST_IMPORTED)
        self.before = Choice("Never before")
        self.themes = ThemesField()
        self.note = NoteField("What to bring, whom to ask", lines=2, most=MOST_IMPORTED)
        self.plan_button = button("Plan its days", icon="calendar-days")
        self.card_button = button("Scorecard", icon="clipboard-check")
        self._others: LastAnswer[list[tuple[str, date, date]]] = LastAnswer()
        self._choices = [self.before]
        self._add_fields()
        for field in (self.name, self.tag, self.tags, self.before, self.themes, self.note):
            field.changed.connect(self._edited)
        for day in (self.first, self.last):
            day.changed.connect(self._days_typed)
        self.plan_button.clicked.connect(self.plan_asked)
        self.card_button.clicked.connect(self.card_asked)

    def _add_fields(self) -> None:
        self.add(Part("title", "&What it is called", self.name))
        self.add(Part("tag", "Its h&ashtag", self.tag))
        self.add(
            Part("first", "F&irst day", self.first),
            Part("last", "Last da&y", self.last),
        )
        self.add(Part("tags", "F&urther hashtags", self.tags))
        self.add(Part("themes", "What each &day is about", self.themes))
        self.add(Part("before", "&Last time", self.before))
        self.add(Part("note", "What el&se", self.note))
        self.add_widget(across(self.plan_button, self.card_button, None))

    # --- What stands in it --------------------------------------------------------------------

    @property
    def typed(self) -> TypedCampaign:
        """All that stands in it, saved or not."""
        return TypedCampaign(
            title=self.name.value,
            tag=self.tag.value,
            first=self.first.value,
            last=self.last.value,
            tags=self.tags.value,
            before=text_of(self.before),
            no_before=self.before.unknown,
            themes=tuple((day.isoformat(), said) for day, said in self.themes.value.items()),
            note=self.note.value,
        )

    @property
    def called(self) -> str:
        """The title, as it was saved."""
        return self._saved.title

    @property
    def draft(self) -> CampaignDraft:
        """The campaign that is meant, as far as it can be read."""
        typed, today = self.typed, clock.today()
        return CampaignDraft(
            tag=campaigns.as_tag(typed.tag),
            title=typed.title,
            first=days.meant(typed.first, today, ahead=True),
            last=days.meant(typed.last, today, ahead=True),
            tags=tuple(_tidy_tags(typed.tags).split()),
            themes={date.fromisoformat(day): said for day, said in typed.themes},
            before=typed.before,
            note=typed.note or None,
        )

    def begin(self) -> None:
        """Make room for a new campaign."""
        self._offer_but("")
        self._put("", TypedCampaign())
        self._show_buttons()

    def open(self, ref: str) -> None:
        """Show a campaign, by its tag."""
        draft = self._records.campaigns.opened(ref)
        self._offer_but(ref)
        self._put(ref, _written(draft))
        self._show_buttons()

    def write(self) -> str:
        """Write the campaign."""
        return self._records.campaigns.save(self.opened, self.draft)

    def offer(self) -> None:
        """Offer the other campaigns as what it was last time."""
        self._offer_but(self.opened)

    def _offer_but(self, tag: str) -> None:
        self._others.forget()
        self._filling = True
        offered = self._records.offers.campaigns
        self.before.show_choices([one for one in offered if one[0] != tag])
        self._filling = False

    def _fill(self, typed: TypedCampaign) -> None:
        self.name.set_value(typed.title)
        self.tag.set_value(typed.tag)
        self.first.set_value(typed.first)
        self.last.set_value(typed.last)
        self.tags.set_value(typed.tags)
        choose(self.before, typed.before, typed.no_before)
        self._show_days()
        self.themes.set_value({date.fromisoformat(day): said for day, said in typed.themes})
        self.note.set_value(typed.note)

    def _days_typed(self) -> None:
        if not self._filling:
            self._show_days()
        self._edited()

    def _show_days(self) -> None:
        today = clock.today()
        first, last = (days.meant(one.value, today, ahead=True) for one in (self.first, self.last))
        self.themes.show_days(campaigns.days_of(first, last))

    def _show_buttons(self) -> None:
        for one in (self.plan_button, self.card_button):
            one.setEnabled(bool(self.opened))

    # --- What is said of it -------------------------------------------------------------------

    def _problems(self) -> Sequence[Problem]:
        typed, today = self.typed, clock.today()
        unread = [
            Problem(name, why)
            for name in ("first", "last")
            if (why := days.fault(getattr(typed, name), today))
        ]
        if typed.no_before:
            unread.append(Problem("before", unlisted.choice(typed.no_before)))
        return together(unread, self.draft.problems(), FIELDS)

    def _cautions(self) -> Sequence[Caution]:
        others = partial(self._records.campaigns.others, self.opened)
        return [*self.draft.warnings(self._others.to(self.opened, others))]

    def _say_back(self) -> None:
        draft = self.draft
        if draft.first is None or draft.last is None or draft.last < draft.first:
            self.hint("first", "")
            return
        number = (draft.last - draft.first).days + 1
        many = f"{number:,} day{'s' * (number != 1)}"
        self.understood("first", periods.shown(draft.first, draft.last), many)


def _written(draft: CampaignDraft) -> TypedCampaign:
    return TypedCampaign(
        title=draft.title,
        tag=draft.tag,
        first=days.written(draft.first),
        last=days.written(draft.last),
        tags=" ".join(draft.tags),
        before=draft.before,
        themes=tuple((day.isoformat(), said) for day, said in sorted(draft.themes.items())),
        note=draft.note or "",
    )
