"""An index by which the legs of one patrol are found, as a patrol that goes looks for them.

By patrol and team together, as the reference says it: of the indexes that there were, SQLite
took the one by team and start, and walked through all legs of the team for each patrol.
"""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_legs_patrol_id_team_id", "legs", ["patrol_id", "team_id"])
