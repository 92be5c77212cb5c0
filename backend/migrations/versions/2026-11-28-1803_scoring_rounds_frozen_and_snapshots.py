"""scoring rounds can be frozen and go back to a snapshot

Revision ID: 1f6bbfae5180
Revises: acfdf7eaca86
Expand → backfill → contract; one step at a time, no data seeds here.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import backend.kernel.db


revision = '1f6bbfae5180'
down_revision = 'acfdf7eaca86'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('round_snapshots',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', backend.kernel.db.UTCDateTime(timezone=True), nullable=False),
    sa.Column('updated_at', backend.kernel.db.UTCDateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('assessment_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('cause', sa.Enum('daily', 'complete', 'freeze', 'restore', name='snapshotcause', native_enum=False, length=40), nullable=False),
    sa.Column('content', sa.Text(), nullable=False),
    sa.Column('sheets', sa.Integer(), nullable=False),
    sa.Column('submitted', sa.Integer(), nullable=False),
    sa.Column('sha256', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('signature', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('taken_by_name', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.ForeignKeyConstraint(['assessment_id'], ['assessments.id'], name=op.f('fk_round_snapshots_assessment_id_assessments')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round_snapshots')),
    sa.UniqueConstraint('assessment_id', 'number', name=op.f('uq_round_snapshots_assessment_id_number'))
    )
    with op.batch_alter_table('round_snapshots', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_round_snapshots_assessment_id'), ['assessment_id'], unique=False)

    with op.batch_alter_table('assessments', schema=None) as batch_op:
        batch_op.add_column(sa.Column('frozen_at', backend.kernel.db.UTCDateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('frozen_by_name', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('frozen_reason', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False, server_default=''))



def downgrade() -> None:
    with op.batch_alter_table('assessments', schema=None) as batch_op:
        batch_op.drop_column('frozen_reason')
        batch_op.drop_column('frozen_by_name')
        batch_op.drop_column('frozen_at')

    with op.batch_alter_table('round_snapshots', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_round_snapshots_assessment_id'))

    op.drop_table('round_snapshots')
