"""Every operation of the API with a valid example: from the matrix's rows, else from its schema."""

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi import FastAPI

from tests.authz.engine import PRINCIPALS, Row, World
from tests.authz.test_matrix import TABLES

PREFIX = "/api/v1"
Json = Any
Path = tuple[str | int, ...]
NOBODY_WROTE_IT = "without a row"
EXAMPLES = {
    "uuid": "0190a000-0000-7000-8000-000000000000",
    "date": "2026-11-20",
    "date-time": "2026-11-20T09:00:00+08:00",
    "email": "a@example.org",
    "decimal": "1",
}
PASSWORD = "一句足够长的口令2026"  # of everybody in the world
CONVERSION = {"kind": "product_launched", "transfer_mode": "license", "happened_on": "2026-11-20"}
PROFILE = {"category": "clinical", "source_sector": "hospital", "fields": ["drug"]}
# where the matrix needs no body that is accepted, but values should reach the service
BETTER: dict[str, Callable[[World], Json]] = {
    "POST /auth/login": lambda w: {"email": w.ids["nobody_email"], "password": PASSWORD},
    "POST /me/reauthenticate": lambda w: {"password": PASSWORD},
    "POST /me/password": lambda w: {"current": PASSWORD, "new": "另一句足够长的口令2027"},
    "POST /experts": lambda w: PROFILE | {"email": w.ids["expert_email"]},
    "POST /weight-sets/{weight_set_id}/participants": lambda w: {
        "expert_ids": [str(w.ids["expert_other_entry"])],
    },
    "POST /assessments/{assessment_id}/members": lambda w: {
        "expert_id": str(w.ids["expert_other_entry"]),
    },
    "POST /agreements/{agreement_id}/signatures": lambda w: {
        "password": PASSWORD, "meaning": "authorised",
        "document_sha256": w.ids["agreement_sha256"],
    },
    "POST /projects/{project_id}/conversions": lambda w: CONVERSION | {
        "proof_file_id": str(w.ids["project_file"]),
    },
    "POST /outcomes/{outcome_id}/conversions": lambda w: CONVERSION | {
        "proof_file_id": str(w.ids["conversion_file"]),
    },
    "POST /auth/accept-invitation": lambda w: {
        "token": w.ids["invitation_token"], "name": "新人", "password": "一句足够长的口令2026",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Operation:
    """One operation: where it comes from, how to call it, what its parameters are."""

    feature: str
    row: Row
    schema: Mapping[str, Json] | None
    query: tuple[str, ...]
    path: tuple[str, ...]
    components: Mapping[str, Json] = field(repr=False)

    @property
    def name(self) -> str:
        return f"{self.row.method} {self.row.path}"

    @property
    def changes(self) -> bool:
        return self.row.method != "GET"

    @property
    def is_upload(self) -> bool:
        return self.row.method == "POST" and self.row.path.endswith("/attachments")

    def principal(self) -> str:
        """Return somebody who is allowed; where nobody is, somebody who is logged in."""
        cells = self.row.expected()
        for wanted in ("ok", "404", "403"):
            for who in (*PRINCIPALS[1:], "visitor"):
                if cells[who] == wanted:
                    return who
        return "visitor"

    def body(self, world: World) -> Json:
        """Return a valid body."""
        if self.name in BETTER:
            return BETTER[self.name](world)
        body = self.row.body(world) if callable(self.row.body) else self.row.body
        if body is None and self.schema is not None:
            body = sample(self.schema, self.components)
        return copy.deepcopy(body)


def operations(app: FastAPI) -> list[Operation]:
    """Return all operations of the application."""
    document = app.openapi()
    components = document["components"]["schemas"]
    rows: dict[tuple[str, str], tuple[str, Row]] = {}
    for feature, table in TABLES.items():
        for row in table.ROWS:  # of several rows of a route, the first that lets somebody in
            have = rows.get((row.method, row.path))
            if have is None or ("ok" not in have[1].cells and "ok" in row.cells):
                rows[row.method, row.path] = (feature, row)
    found = []
    for path, item in document["paths"].items():
        for method, operation in item.items():
            key = (method.upper(), path.removeprefix(PREFIX))
            feature, row = rows.get(key) or (NOBODY_WROTE_IT, _row(*key))
            content = operation.get("requestBody", {}).get("content", {})
            parameters = operation.get("parameters", [])
            found.append(
                Operation(
                    feature=feature,
                    row=row,
                    schema=content.get("application/json", {}).get("schema"),
                    query=tuple(p["name"] for p in parameters if p["in"] == "query"),
                    path=tuple(p["name"] for p in parameters if p["in"] == "path"),
                    components=components,
                )
            )
    return found


def _row(method: str, path: str) -> Row:
    """Return a row for a route that has none yet: the operator asks for a random id."""
    return Row(method, path, "401 " + "403 " * 7 + "ok " * 6 + "403")


def url_of(operation: Operation, world: World, instead: Mapping[str, str] | None = None) -> str:
    """Return the path with its ids filled in, some of them replaced."""
    url = operation.row.path
    for name, text in (instead or {}).items():
        url = url.replace("{" + name + "}", text)
    for name in operation.path:
        if not (instead and name in instead):
            url = url.replace("{" + name + "}", _id_of(operation, world, name))
    return url


def _id_of(operation: Operation, world: World, parameter: str) -> str:
    target = operation.row.target
    name = target.get(parameter, "") if isinstance(target, Mapping) else target
    return str(world.ids[name]) if name else EXAMPLES["uuid"]


def resolve(schema: Mapping[str, Json], components: Mapping[str, Json]) -> Mapping[str, Json]:
    """Follow references and choose the first alternative that is not null."""
    while True:
        if "$ref" in schema:
            schema = components[schema["$ref"].rsplit("/", 1)[1]]
        elif "allOf" in schema:
            schema = schema["allOf"][0]
        elif "anyOf" in schema or "oneOf" in schema:
            parts = schema.get("anyOf") or schema["oneOf"]
            schema = next((p for p in parts if p.get("type") != "null"), parts[0])
        else:
            return schema


def sample(schema: Mapping[str, Json], components: Mapping[str, Json], depth: int = 0) -> Json:
    """Return a value that fits a schema as far as the schema tells."""
    schema = resolve(schema, components)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type")
    if kind == "object" or "properties" in schema:
        required = schema.get("required", ())
        return {
            name: sample(part, components, depth + 1)
            for name, part in schema.get("properties", {}).items()
            if name in required
        }
    if kind == "array":
        few = min(schema.get("minItems", 0), 3)
        return [sample(schema["items"], components, depth + 1)] * few if depth < 6 else []
    if kind in {"integer", "number"}:
        return schema.get("minimum", schema.get("exclusiveMinimum", 0) + 1)
    if kind == "boolean":
        return True
    if kind == "string":
        return EXAMPLES.get(schema.get("format", ""), "文" * max(1, schema.get("minLength", 1)))
    return "文"


def spots(
    schema: Mapping[str, Json], components: Mapping[str, Json], value: Json, depth: int = 0
) -> Iterator[Path]:
    """Yield the places of a body at which something can be wrong, absent optional ones too."""
    schema = resolve(schema, components)
    if depth > 3:
        return
    if properties := schema.get("properties"):
        for name, part in properties.items():
            yield (name,)
            inner = value.get(name) if isinstance(value, dict) else None
            for rest in spots(part, components, inner, depth + 1):
                yield (name, *rest)
    elif schema.get("type") == "array":
        yield (0,)
        inner = value[0] if isinstance(value, list) and value else None
        for rest in spots(schema.get("items", {}), components, inner, depth + 1):
            yield (0, *rest)
    elif schema.get("type") == "object":
        keys = list(value)[:1] if isinstance(value, dict) and value else ["x"]
        part = schema.get("additionalProperties")
        yield (keys[0],)
        if isinstance(part, dict):
            inner = value.get(keys[0]) if isinstance(value, dict) else None
            for rest in spots(part, components, inner, depth + 1):
                yield (keys[0], *rest)


def part_at(
    schema: Mapping[str, Json], path: Path, components: Mapping[str, Json]
) -> Mapping[str, Json]:
    """Return the schema of one place."""
    for step in path:
        schema = _part(resolve(schema, components), step)
    return resolve(schema, components)


def _part(schema: Mapping[str, Json], step: str | int) -> Mapping[str, Json]:
    if isinstance(step, int):
        return schema.get("items", {})
    part = schema.get("properties", {}).get(step) or schema.get("additionalProperties")
    return part if isinstance(part, dict) else {}


def put(
    body: Json, path: Path, value: Json, schema: Mapping[str, Json], components: Mapping[str, Json]
) -> Json:
    """Return a copy of a body with one place replaced; what is missing on the way is made."""
    schema = resolve(schema, components)
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        items = list(body) if isinstance(body, list) else []
        part = _part(schema, step)
        items = items or [sample(part, components)]
        items[0] = put(items[0], rest, value, part, components)
        return items
    made = dict(body) if isinstance(body, dict) else dict(sample(schema, components) or {})
    made[step] = put(made.get(step), rest, value, _part(schema, step), components)
    return made
