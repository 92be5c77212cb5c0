"""What must hold of every answer, and whether the database is as it was."""

import json
import re
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

CHINESE = re.compile("[\u4e00-\u9fff]")
# written on purpose when a request is refused: failed logins; and the moment of last use
EXCEPT = frozenset({"login_failures"})


def faults(answer: Any) -> list[str]:
    """Return what is wrong with an answer: a 5xx, or a refusal that is not a good problem."""
    status = answer.status_code
    if status >= 500:
        return [f"{status}: {answer.text[:200]}"]
    if status < 400:
        return []
    found = []
    kind = answer.headers.get("content-type", "")
    if kind != "application/problem+json":
        return [f"{status} is {kind}: {answer.text[:120]}"]
    try:
        problem = json.loads(answer.content)
    except ValueError:
        return [f"{status} is not JSON: {answer.text[:120]}"]
    if not CHINESE.search(problem.get("title", "")):
        found.append(f"{status} without a Chinese title: {problem}")
    if not CHINESE.search(problem.get("detail", "")):
        found.append(f"{status} without a Chinese detail: {problem}")
    if problem.get("status") != status:
        found.append(f"{status} says {problem.get('status')}")
    if not problem.get("request_id"):
        found.append(f"{status} without request id")
    if status == 422:
        errors = problem.get("errors") or []
        if not errors:
            found.append(f"422 names no field: {problem}")
        found += [
            f"422 with a bad field: {error}"
            for error in errors
            if not (error["pointer"].startswith("/") and CHINESE.search(error["detail"]))
        ]
    return found


def tables() -> list[str]:
    """Return the names of all tables that a refused request must not touch."""
    return sorted(name for name in SQLModel.metadata.tables if name not in EXCEPT)


def snapshot(connection: sa.Connection) -> dict[str, int]:
    """Return the number of rows of every table and the end of the audit trail.

    Every change of an audited row also adds an audit entry, so a changed row shows as well.
    """
    names = tables()
    counts = " UNION ALL ".join(f"SELECT '{n}' AS t, COUNT(*) AS c FROM {n}" for n in names)
    rows = connection.exec_driver_sql(
        f"{counts} UNION ALL SELECT 'audit end', COALESCE(MAX(seq), 0) FROM audit_entries"
    )
    return dict(rows.all())


def difference(before: dict[str, int], after: dict[str, int]) -> dict[str, tuple[int, int]]:
    """Return table → (before, after) where they differ."""
    return {name: (before[name], after[name]) for name in before if before[name] != after[name]}
