"""The first tables: everything behind the data package, the returns sent, and the journal.

Names of constraints follow from the naming convention that env.py hands over.
"""

from __future__ import annotations

from snt_desk.db.migrations.first import community, log

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    community.journal_and_settings()
    log.people()
    log.patrols()
    community.partners()
    community.community()
    community.returns()
