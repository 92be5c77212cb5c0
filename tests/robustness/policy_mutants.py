"""Changes of the permission table, one at a time, that the matrix must notice.

A mutant removes one relation of a rule, one role of a relation, or opens a rule to everybody or to
everybody who is logged in. Only cells that ask for the permission can notice it; they are found by
tracing. `python -m tests.robustness.policy_mutants` runs all mutants and names the survivors.
"""

import os
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlmodel import Session

from backend.kernel.policy import Actor, Anyone, HasRole, LoggedIn, Policy, Relation, Role, Rule
from tests.authz.engine import PRINCIPALS, Row, World, call, verdict

ALL = "HEPABRIDGE_ALL_MUTANTS"


@dataclass(frozen=True)
class Mutant:
    """One changed rule; `opens` tells in which direction."""

    name: str
    rule: Rule
    opens: bool

    def policy(self, policy: Policy) -> Policy:
        rules = dict(policy.rules) | {self.rule.permission: self.rule}
        return Policy(rules.values())


@dataclass(eq=False)
class TracingPolicy(Policy):
    """Remembers which permissions were asked for."""

    inner: Policy
    asked: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.rules = self.inner.rules

    def allows(self, session: Session, actor: Actor, permission: str, obj: Any = None) -> bool:
        self.asked.add(permission)
        return super().allows(session, actor, permission, obj)

    def visible(self, actor: Actor, permission: str) -> Any:
        self.asked.add(permission)
        return super().visible(actor, permission)

    def is_public(self, permission: str) -> bool:
        self.asked.add(permission)
        return super().is_public(permission)


def only_system(relation: Relation) -> bool:
    return isinstance(relation, HasRole) and relation.roles <= {Role.SYSTEM}


def mutants(policy: Policy) -> Iterator[Mutant]:
    """Yield all mutants that somebody of the matrix could notice.

    The platform itself is no person of the matrix, so its relations stay. A rule that only wants a
    login is enforced by authentication, so taking the login away changes nothing.
    """
    for rule in policy.rules.values():
        relations = rule.anyone_of
        for n, relation in enumerate(relations):
            if only_system(relation) or relations == (LoggedIn(),):
                continue
            rest = relations[:n] + relations[n + 1 :]
            name = f"{rule.permission} without {_name(relation)}"
            yield Mutant(name, replace(rule, anyone_of=rest), opens=False)
            roles = relation.roles - {Role.SYSTEM} if isinstance(relation, HasRole) else set()
            for role in sorted(roles) if len(roles) > 1 else ():
                fewer = HasRole(relation.roles - {role})
                changed = (*relations[:n], fewer, *relations[n + 1 :])
                name = f"{rule.permission} without {role.value}"
                yield Mutant(name, replace(rule, anyone_of=changed), opens=False)
        kinds = {type(relation) for relation in relations}
        if Anyone not in kinds:
            wider = (*relations, Anyone())
            yield Mutant(f"{rule.permission} for all", replace(rule, anyone_of=wider), opens=True)
        if not kinds & {Anyone, LoggedIn}:
            wider = (*relations, LoggedIn())
            name = f"{rule.permission} for all who are logged in"
            yield Mutant(name, replace(rule, anyone_of=wider), opens=True)


def _name(relation: Relation) -> str:
    if isinstance(relation, HasRole):
        return "/".join(sorted(role.value for role in relation.roles))
    return repr(relation)


@dataclass
class Bench:
    """Runs cells of the matrix under changed policies."""

    app: Any
    client: Any
    world: World
    rows: Sequence[Row]

    def _use(self, policy: Policy) -> None:
        self.app.state.house = replace(self.world.house, policy=policy)

    def _got(self, row: Row, principal: str) -> str:
        savepoint = self.world.house.database.connection.begin_nested()
        answer = call(self.client, self.world, row, principal)
        savepoint.rollback()
        return verdict(answer.status_code)

    def trace(self) -> dict[str, list[Row]]:
        """Return permission → rows that ask for it, as somebody let in and somebody refused."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            policy = TracingPolicy(self.world.house.policy)
            self._use(policy)
            cells = row.expected()
            for principal in {cell: who for who, cell in cells.items()}.values():
                self._got(row, principal)
            for permission in policy.asked:
                found[permission].append(row)
        self._use(self.world.house.policy)
        return found

    def notices(self, mutant: Mutant, rows: Iterable[Row]) -> bool:
        """Tell whether some cell differs; the likeliest cells come first."""
        self._use(mutant.policy(self.world.house.policy))
        likely, others = [], []
        for row in rows:
            for principal, expected in row.expected().items():
                side = likely if (expected == "ok") != mutant.opens else others
                side.append((row, principal, expected))
        likely.sort(key=lambda cell: (PRINCIPALS.index(cell[1]) % 5, cell[1]))
        try:
            return any(self._got(row, who) != expected for row, who, expected in likely + others)
        finally:
            self._use(self.world.house.policy)


def chosen(all_mutants: Sequence[Mutant], size: int) -> Sequence[Mutant]:
    """Return a sample that changes with the week of no calendar: the seed is fixed."""
    if os.environ.get(ALL):
        return all_mutants
    return random.Random(20261120).sample(list(all_mutants), min(size, len(all_mutants)))


if __name__ == "__main__":
    import pytest

    os.environ[ALL] = "1"
    sys.exit(pytest.main(["tests/robustness/test_policy_mutants.py", "-q", "-s", *sys.argv[1:]]))
