"""parts of an outcome with a maturity of their own

Revision ID: 8e0d13d32dc0
Revises: 1f6bbfae5180
Expand → backfill → contract; one step at a time, no data seeds here.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import backend.kernel.db


revision = '8e0d13d32dc0'
down_revision = '1f6bbfae5180'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('assessments', schema=None) as batch_op:
        batch_op.add_column(sa.Column('components', sa.JSON(), nullable=False, server_default='[]'))



def downgrade() -> None:
    with op.batch_alter_table('assessments', schema=None) as batch_op:
        batch_op.drop_column('components')

