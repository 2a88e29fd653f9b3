"""What the list, the plan, the card and the forms of campaigns ask of the records, and write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from snt_desk.domain import clock
from snt_desk.domain.campaigns import CampaignDraft, CountDraft, PlannedDraft
from snt_desk.domain.drafts import Caution
from snt_desk.domain.scorecards import Scorecard
from snt_desk.services import behind, campaign_plans, campaigns, scorecards
from snt_desk.services.behind import Behind
from snt_desk.services.campaign_plans import Plan
from snt_desk.services.campaigns import CampaignRow
from snt_desk.ui import named
from snt_desk.ui.desk import Desk
from snt_desk.ui.tasks import Progress


class Campaigns:
    """All campaigns; each verb is one change that undo names."""

    called = "campaign"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.tag = ""
        """That of the campaign that is looked at: new plans and counts are of it."""
        self.day: date | None = None
        """The day of its plan that is looked at."""

    def listed(self) -> Sequence[CampaignRow]:
        """List all campaigns, the latest first."""
        with self._desk.store.read() as session:
            return campaigns.listed(session, self._desk.team.id)

    def holds(self, tag: str) -> bool:
        """Whether a campaign is there."""
        with self._desk.store.read() as session:
            return campaigns.holds(session, tag)

    def opened(self, tag: str) -> CampaignDraft:
        """Give a campaign as it is written; DeskError if it is gone."""
        with self._desk.store.read() as session:
            return campaigns.opened(session, tag)

    def others(self, tag: str) -> list[tuple[str, date, date]]:
        """Give title, first and last day of all campaigns but one."""
        with self._desk.store.read() as session:
            return campaigns.others(session, tag)

    def save(self, tag: str, draft: CampaignDraft) -> str:
        """Write a campaign, a new one without a tag; gives the tag that it has then."""
        label = named.change(_verb(tag), "campaign", draft.title)
        with self._desk.store.change(label) as session:
            if not tag:
                return campaigns.add(session, draft)
            return campaigns.change(session, tag, draft)

    def named(self, tag: str) -> str:
        """What one is called in the name of a change, with its name."""
        return f"campaign, {named.short(self.opened(tag).title)}"

    def delete(self, session: Any, tag: str) -> None:
        """Take one away with its plan; DeskError where something points to it."""
        campaigns.delete(session, self._desk.team.id, tag)

    def plan(self) -> Plan:
        """Read the plan of the campaign that is looked at; DeskError if it is gone."""
        with self._desk.store.read() as session:
            return campaign_plans.plan(session, self._desk.team.id, self.tag, clock.now())

    def card(self) -> Callable[[Progress], Scorecard | None]:
        """Give what counts the card of that campaign, for the worker; None if it is gone."""
        store, team, tag = self._desk.store, self._desk.team, self.tag

        def count(_progress: Progress) -> Scorecard | None:
            with store.read() as session:
                if not campaigns.holds(session, tag):
                    return None
                return scorecards.of(session, team, tag, clock.this_minute())

        return count

    def behind(self, line: str) -> Callable[[Progress], list[Behind]]:
        """Give what reads the records behind a line of that card, for the worker."""
        store, team, tag = self._desk.store, self._desk.team, self.tag

        def read(_progress: Progress) -> list[Behind]:
            with store.read() as session:
                if not campaigns.holds(session, tag):
                    return []
                sources = scorecards.behind(session, team, tag, line, clock.this_minute())
                return behind.described(session, sources)

        return read


class Planned:
    """The patrols that the team has planned for campaigns."""

    called = "planned patrol"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def holds(self, ref: str) -> bool:
        """Whether a planned patrol is there."""
        with self._desk.store.read() as session:
            return campaign_plans.holds(session, ref)

    def opened(self, ref: str) -> PlannedDraft:
        """Give a planned patrol as it is written; DeskError if it is gone."""
        with self._desk.store.read() as session:
            return campaign_plans.opened(session, ref)

    def came_of(self, ref: str) -> str:
        """Give the ref of the patrol that came of it; empty while there is none."""
        with self._desk.store.read() as session:
            return campaign_plans.came_of(session, ref)

    def warnings(self, draft: PlannedDraft) -> tuple[Caution, ...]:
        """Say what looks odd about one, by the roster too."""
        with self._desk.store.read() as session:
            return tuple(campaign_plans.warnings(session, self._desk.team.id, draft))

    def save(self, ref: str, draft: PlannedDraft) -> str:
        """Write a planned patrol, a new one without a ref."""
        label = f"{_verb(ref)} planned patrol"
        with self._desk.store.change(label) as session:
            if not ref:
                return campaign_plans.add(session, self._desk.own_team(), draft)
            campaign_plans.change(session, ref, draft)
        return ref

    def named(self, ref: str) -> str:
        """What one is called in the name of a change."""
        return "planned patrol"

    def delete(self, session: Any, ref: str) -> None:
        """Take one away; a patrol of the log that came of it stays."""
        campaign_plans.delete(session, ref)


class Counts:
    """What the team has counted by hand for its scorecards."""

    called = "count"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def holds(self, ref: str) -> bool:
        """Whether a count is there."""
        with self._desk.store.read() as session:
            return scorecards.holds(session, ref)

    def opened(self, ref: str) -> CountDraft:
        """Give a count as it is written; DeskError if it is gone."""
        with self._desk.store.read() as session:
            return scorecards.opened(session, ref)

    def save(self, ref: str, draft: CountDraft) -> str:
        """Write a count, a new one without a ref."""
        label = named.change(_verb(ref), "count", draft.what)
        with self._desk.store.change(label) as session:
            if not ref:
                return scorecards.add(session, self._desk.own_team(), draft)
            scorecards.change(session, ref, draft)
        return ref

    def named(self, ref: str) -> str:
        """What one is called in the name of a change, with its name."""
        return f"count, {named.short(self.opened(ref).what)}"

    def delete(self, session: Any, ref: str) -> None:
        """Take one off the card; DeskError if it is gone."""
        scorecards.delete(session, ref)


def _verb(ref: str) -> str:
    return "Change" if ref else "Add"
