"""when the password was last given

Revision ID: 513005408df9
Revises: f239e786863a
Expand → backfill → contract; one step at a time, no data seeds here.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import backend.kernel.db


revision = '513005408df9'
down_revision = 'f239e786863a'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('login_sessions', schema=None) as batch_op:
        # null: a session from before; its next binding act asks for the password
        batch_op.add_column(
            sa.Column(
                'authenticated_at', backend.kernel.db.UTCDateTime(timezone=True), nullable=True
            )
        )


def downgrade() -> None:
    with op.batch_alter_table('login_sessions', schema=None) as batch_op:
        batch_op.drop_column('authenticated_at')
