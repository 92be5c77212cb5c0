"""The world of the matrix, built once per worker in a transaction that never commits."""

import dataclasses
from collections.abc import Iterator

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlmodel import SQLModel, col, select

from backend.adapters.search.memory import MemoryIndex
from backend.entrypoints.assembly import build_house
from backend.features.agreements.models import Agreement
from backend.features.experts.models import Expert
from backend.features.identity.models import Membership, User
from backend.kernel import audit
from backend.kernel.clock import FixedClock
from backend.kernel.db import Database
from backend.kernel.filing import store_bytes
from backend.kernel.policy import Role
from backend.kernel.resources import Ports
from backend.kernel.settings import Settings
from backend.kernel.uow import House
from tests.authz.engine import World, build_people
from tests.authz.test_matrix import TABLES
from tests.conftest import SharedDatabase
from tests.robustness.operations import PASSWORD


@pytest.fixture
def house(built: World) -> Iterator[House]:
    """The house of the built world; what a test does to it is rolled back."""
    savepoint = built.house.database.connection.begin_nested()
    yield built.house
    savepoint.rollback()


@pytest.fixture
def world(built: World, house: House) -> World:
    """People and objects of all features."""
    return World(house, dict(built.people), dict(built.ids))


def built_world(url: str, settings: Settings, ports: Ports) -> Iterator[World]:
    """Yield people and objects of all features."""
    database = fresh_tables(url)
    with database.writer.connect() as connection:
        transaction = connection.begin()
        house = build_house(
            settings,
            database=SharedDatabase(connection, url),
            clock=FixedClock(),
            ports=dataclasses.replace(ports, search=MemoryIndex()),
        )
        world = build_people(house)
        for table in TABLES.values():
            if hasattr(table, "build"):
                table.build(world)
        _prepare(world)
        yield world
        transaction.rollback()
    database.dispose()


def _prepare(world: World) -> None:
    """Give everybody a password and name what the bodies of `operations.BETTER` speak of."""
    hasher = PasswordHash((Argon2Hasher(memory_cost=64, time_cost=1, parallelism=1),))
    people, ids = world.people, world.ids
    with world.uow() as uow:
        for person in people.values():
            uow.session.get_one(User, person.user_id).password_hash = hasher.hash(PASSWORD)
        known = select(Expert.user_id)
        ids["expert_email"] = uow.session.exec(
            select(User.email)
            .join(Membership, col(Membership.user_id) == col(User.id))
            .where(col(Membership.role) == Role.EXPERT, col(User.id).not_in(known))
            .limit(1)
        ).one()
        ids["nobody_email"] = uow.session.get_one(User, people["nobody"].user_id).email
        ids["expert_other_entry"] = uow.session.exec(
            select(Expert.id).where(col(Expert.user_id) == people["expert_other"].user_id)
        ).one()
        ids["agreement_sha256"] = uow.session.get_one(
            Agreement, ids["agreement_signing"]
        ).document_sha256
        ids["conversion_file"] = store_bytes(
            uow, content=b"%PDF-1.4 x", name="p.pdf", media_type="application/pdf",
            subject_type="conversion", subject_id=ids["outcome_published_own"],
            org_id=people["holder_own"].org_id,
        ).id  # fmt: skip


def fresh_tables(url: str) -> Database:
    """Open a database and make its tables and guards."""
    database = Database(url)
    with database.writer.begin() as connection:
        SQLModel.metadata.create_all(connection)
        audit.ensure_guards(connection)
    return database
