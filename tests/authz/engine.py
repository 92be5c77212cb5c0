"""Runs the hand-written matrix: one request per cell, each rolled back.

A cell is `ok` (authorised: anything but 401, 403, 404 and 5xx), or the exact status that
must be refused with. Rows are written by hand from the clauses and the roles; they are
never generated from the policy.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from backend.features.identity import service as identity
from backend.features.identity.models import Membership
from backend.kernel.policy import Role
from backend.kernel.uow import House
from tests.factories.people import Person, make_person

PRINCIPALS = (
    "visitor", "nobody", "holder_own", "holder_other", "demander_own", "demander_other",
    "expert_own", "expert_other", "operator", "adviser", "auditor",
    "org_admin_own", "org_admin_other", "platform_admin", "ex_holder",
)  # fmt: skip


@dataclass
class World:
    """The people and objects that the rows speak of."""

    house: House
    people: dict[str, Person] = field(default_factory=dict)
    ids: dict[str, Any] = field(default_factory=dict)

    def uow(self, who: str | None = None):
        """Open a unit of work as one of the people, or as the platform."""
        if who is None:
            return self.house.unit_of_work()
        return self.house.unit_of_work(self.people[who].actor)


Value = Any | Callable[[World], Any]


@dataclass(frozen=True)
class Row:
    """One route: how to call it and what each principal must get.

    `target` names the id in `world.ids` that fills the path; for several parameters give
    a mapping parameter → name. `version` names the id whose current version goes into
    If-Match (a callable gets the world).
    """

    method: str
    path: str
    cells: str
    target: str | Mapping[str, str] = ""
    body: Value = None
    content: Callable[[World], bytes] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    version: Callable[[World], int] | None = None

    def expected(self) -> dict[str, str]:
        """Return principal → cell."""
        cells = self.cells.split()
        if len(cells) == 1:
            cells *= len(PRINCIPALS)
        if len(cells) != len(PRINCIPALS):
            raise ValueError(f"{self.method} {self.path}: {len(cells)} cells")
        return dict(zip(PRINCIPALS, cells, strict=True))

    def url(self, world: World) -> str:
        """Return the path with its parameters filled."""
        path = self.path
        names: Mapping[str, str] = (
            self.target
            if isinstance(self.target, Mapping)
            else ({path[path.find("{") + 1 : path.find("}")]: self.target} if self.target else {})
        )
        for parameter, name in names.items():
            path = path.replace("{" + parameter + "}", str(world.ids[name]))
        return path


def build_people(house: House) -> World:
    """Make one person per principal; `own` share the organisations of the targets."""
    world = World(house)
    people = world.people
    people["nobody"] = make_person(house, None)
    people["holder_own"] = make_person(house, Role.HOLDER)
    people["holder_other"] = make_person(house, Role.HOLDER)
    people["demander_own"] = make_person(house, Role.DEMANDER)
    people["demander_other"] = make_person(house, Role.DEMANDER)
    people["expert_own"] = make_person(house, Role.EXPERT)
    people["expert_other"] = make_person(house, Role.EXPERT)
    people["operator"] = make_person(house, Role.OPERATOR)
    platform = people["operator"].org_id
    people["adviser"] = make_person(house, Role.ADVISER, org=platform)
    people["auditor"] = make_person(house, Role.AUDITOR, org=platform)
    people["platform_admin"] = make_person(house, Role.PLATFORM_ADMIN, org=platform)
    people["org_admin_own"] = make_person(house, Role.ORG_ADMIN, org=people["holder_own"].org_id)
    people["org_admin_other"] = make_person(
        house, Role.ORG_ADMIN, org=people["holder_other"].org_id
    )
    ex = make_person(house, Role.HOLDER, org=people["holder_own"].org_id)
    with house.unit_of_work() as uow:
        membership = uow.session.get_one(Membership, ex.membership_id)
        identity.end_membership(uow, membership.id, membership.version, "离职")
    people["ex_holder"] = ex
    return world


def call(client: Any, world: World, row: Row, principal: str) -> Any:
    """Send the row's request as one principal."""
    headers = {"x-file-name": "a.txt"} | dict(row.headers)
    if principal != "visitor":
        headers["cookie"] = f"sid={world.people[principal].token}"
    if row.version is not None:
        headers["if-match"] = f'"{row.version(world)}"'
    kwargs: dict[str, Any] = {"headers": headers, "params": dict(row.query)}
    if row.content is not None:
        kwargs["content"] = row.content(world)
    elif row.body is not None:
        kwargs["json"] = row.body(world) if callable(row.body) else row.body
    client.cookies.clear()
    return client.request(row.method, f"/api/v1{row.url(world)}", **kwargs)


def verdict(status: int) -> str:
    """Return the cell that a status stands for."""
    if status in {401, 403, 404}:
        return str(status)
    return "5xx" if status >= 500 else "ok"


def key(method: str, path: str) -> str:
    """Return the name of a route in the matrix."""
    return f"{method} {path}"


def missing_routes(rows: Sequence[Row], routes: Sequence[tuple[str, str]]) -> set[str]:
    """Return routes without a row."""
    have = {key(row.method, row.path) for row in rows}
    return {key(method, path) for method, path in routes} - have


__all__ = ["PRINCIPALS", "Row", "World", "build_people", "call", "missing_routes", "verdict"]
