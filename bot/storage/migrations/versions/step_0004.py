"""What sort of payload waits for a press."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "step_0004"
down_revision: Final = "step_0003"


def upgrade() -> None:
    """Add the column."""
    with op.batch_alter_table("drafts") as batch:
        batch.add_column(sa.Column("sort", sa.Text(), server_default="", nullable=False))
