"""evidence parts, and appeals of refusals

Revision ID: dd52853e1ef0
Revises: 937d3abf3147
Expand → backfill → contract; one step at a time, no data seeds here.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import backend.kernel.db


revision = 'dd52853e1ef0'
down_revision = '937d3abf3147'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('batch_items', schema=None) as batch_op:
        batch_op.add_column(sa.Column('appeal', sa.JSON(), nullable=True))

    with op.batch_alter_table('evidence_bases', schema=None) as batch_op:
        # bases from before citations existed have none
        batch_op.add_column(
            sa.Column('citations', sa.JSON(), nullable=False, server_default='[]')
        )
        batch_op.add_column(sa.Column('trend', sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column('cost', sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column('profile', sa.JSON(), nullable=True))
        batch_op.add_column(
            sa.Column('is_demo', sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table('evidence_bases', schema=None) as batch_op:
        batch_op.alter_column('citations', server_default=None)
        batch_op.alter_column('is_demo', server_default=None)
    with op.batch_alter_table('assessment_results', schema=None) as batch_op:
        batch_op.add_column(sa.Column('evidence', sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('assessment_results', schema=None) as batch_op:
        batch_op.drop_column('evidence')

    with op.batch_alter_table('evidence_bases', schema=None) as batch_op:
        batch_op.drop_column('is_demo')
        batch_op.drop_column('profile')
        batch_op.drop_column('cost')
        batch_op.drop_column('trend')
        batch_op.drop_column('citations')

    with op.batch_alter_table('batch_items', schema=None) as batch_op:
        batch_op.drop_column('appeal')

