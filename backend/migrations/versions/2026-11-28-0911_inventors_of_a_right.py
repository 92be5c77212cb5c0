"""inventors of a right, people named by an outcome, conflicts found late

Revision ID: f239e786863a
Revises: dd52853e1ef0
Expand → backfill → contract; one step at a time, no data seeds here.
"""

from datetime import UTC, date, datetime

import sqlalchemy as sa
import sqlmodel
from alembic import op

import backend.kernel.db
from backend.kernel.ids import uuid7
from backend.kernel.person_names import person_key, split_people


revision = 'f239e786863a'
down_revision = 'dd52853e1ef0'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('outcome_people',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', backend.kernel.db.UTCDateTime(timezone=True), nullable=False),
    sa.Column('updated_at', backend.kernel.db.UTCDateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('outcome_id', sa.Uuid(), nullable=False),
    sa.Column('source', sa.Enum('inventor', 'team', 'author', name='personsource', native_enum=False, length=40), nullable=False),
    sa.Column('ref', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('label', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('named_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['outcome_id'], ['outcomes.id'], name=op.f('fk_outcome_people_outcome_id_outcomes')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outcome_people'))
    )
    with op.batch_alter_table('outcome_people', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_outcome_people_key'), ['key'], unique=False)
        batch_op.create_index(batch_op.f('ix_outcome_people_outcome_id'), ['outcome_id'], unique=False)

    with op.batch_alter_table('organisation_ties', schema=None) as batch_op:
        batch_op.add_column(sa.Column('until', sa.Date(), nullable=True))

    with op.batch_alter_table('organisations', schema=None) as batch_op:
        batch_op.add_column(sa.Column('parent_code', sqlmodel.sql.sqltypes.AutoString(length=18), nullable=True))
        batch_op.create_index(batch_op.f('ix_organisations_parent_code'), ['parent_code'], unique=False)

    with op.batch_alter_table('outcome_ip_rights', schema=None) as batch_op:
        # of rights from before nobody knows the inventors
        batch_op.add_column(
            sa.Column('inventors', sa.JSON(), nullable=False, server_default='[]')
        )

    # the default stays: taking it away would rebuild a table on SQLite that others refer to
    with op.batch_alter_table('panel_members', schema=None) as batch_op:
        batch_op.add_column(sa.Column('pending', sa.JSON(), nullable=False, server_default='[]'))

    _name_people()


def _name_people() -> None:
    """Put team and authors of the evidence bases that are there into the index."""
    bases = sa.table(
        'evidence_bases',
        sa.column('id', sa.Uuid()),
        sa.column('outcome_id', sa.Uuid()),
        sa.column('citations', sa.JSON()),
        sa.column('profile', sa.JSON()),
    )
    moment = backend.kernel.db.UTCDateTime()
    people = sa.table(
        'outcome_people',
        *(sa.column(name, sa.Uuid()) for name in ('id', 'outcome_id')),
        *(sa.column(name, moment) for name in ('created_at', 'updated_at')),
        sa.column('version', sa.Integer()),
        *(sa.column(name, sa.String()) for name in ('source', 'ref', 'label', 'name', 'key')),
        sa.column('named_on', sa.Date()),
    )
    now = datetime.now(UTC)
    for base in op.get_bind().execute(sa.select(bases)).all():
        rows = [
            ('team', str(base.id), '', str(member.get('name') or ''), None)
            for member in (base.profile or {}).get('team') or []
        ]
        for item in base.citations or []:
            on = date(item['year'], 12, 31) if item.get('year') else None
            rows += [
                ('author', str(item['key']), f"“{item['title']}”"[:300], name, on)
                for name in split_people(str(item.get('authors') or ''))
            ]
        for source, ref, label, name, on in rows:
            if key := person_key(name):
                op.execute(
                    people.insert().values(
                        id=uuid7(), outcome_id=base.outcome_id, created_at=now, updated_at=now,
                        version=1, source=source, ref=ref[:100], label=label, name=name[:80],
                        key=key, named_on=on,
                    )
                )


def downgrade() -> None:
    with op.batch_alter_table('panel_members', schema=None) as batch_op:
        batch_op.drop_column('pending')

    with op.batch_alter_table('outcome_ip_rights', schema=None) as batch_op:
        batch_op.drop_column('inventors')

    with op.batch_alter_table('organisations', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_organisations_parent_code'))
        batch_op.drop_column('parent_code')

    with op.batch_alter_table('organisation_ties', schema=None) as batch_op:
        batch_op.drop_column('until')

    with op.batch_alter_table('outcome_people', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_outcome_people_outcome_id'))
        batch_op.drop_index(batch_op.f('ix_outcome_people_key'))

    op.drop_table('outcome_people')
