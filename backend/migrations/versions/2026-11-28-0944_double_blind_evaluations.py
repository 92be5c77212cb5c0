"""double-blind evaluations

Revision ID: 0927c9033c05
Revises: 513005408df9
Expand → backfill → contract; one step at a time, no data seeds here.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import backend.kernel.db


revision = '0927c9033c05'
down_revision = '513005408df9'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('assessments', schema=None) as batch_op:
        # evaluations from before were single-blind; the defaults stay, since taking them away
        # makes SQLite copy a table that others point to
        batch_op.add_column(
            sa.Column(
                'blindness',
                sa.Enum('single', 'double', name='blindness', native_enum=False, length=40),
                nullable=False,
                server_default='single',
            )
        )
        batch_op.add_column(
            sa.Column('blind_words', sa.JSON(), nullable=False, server_default='[]')
        )
        batch_op.add_column(sa.Column('blind_check', sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('assessments', schema=None) as batch_op:
        batch_op.drop_column('blind_check')
        batch_op.drop_column('blind_words')
        batch_op.drop_column('blindness')
