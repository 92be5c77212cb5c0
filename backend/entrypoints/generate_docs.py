"""Writes the documents that are made from the tables of the house: `make docs`.

``docs/standard-coverage.md`` from the clause marks of the tests, ``docs/workflows.md``
from the workflow tables, ``docs/permissions.md`` from the policy. They are committed;
a test compares them with what these functions return.
"""

import ast
import dataclasses
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from backend.features.identity.labels import ROLE_LABELS
from backend.kernel.policy import AllOf, Anyone, Except, LoggedIn, Relation, Role, Rule
from backend.kernel.workflow import Workflow
from backend.wiring.features import WORKFLOWS
from backend.wiring.policy import POLICY

ROOT = Path(__file__).parents[2]
MADE = "<!-- made by `make docs`; do not edit by hand -->"


# --- coverage of the standard


def read_clauses(root: Path = ROOT) -> dict[str, str]:
    """Return number → title of every clause of the standard, in its order."""
    lines = (root / "docs" / "standard-clauses.tsv").read_text(encoding="utf-8").splitlines()
    clauses = dict(line.split("\t") for line in lines[1:])
    if len(clauses) != len(lines) - 1:
        raise ValueError("a clause is listed twice")
    return clauses


def _clause_numbers(nodes: list[ast.expr]) -> list[str]:
    return [
        argument.value
        for node in nodes
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "clause"
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]


def _marked(body: list[ast.stmt], inherited: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Give the tests of a module or class with the clauses they name."""
    inherited = inherited + [
        number
        for node in body
        if isinstance(node, ast.Assign)
        and any(isinstance(t, ast.Name) and t.id == "pytestmark" for t in node.targets)
        for number in _clause_numbers([node.value])
    ]
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from _marked(node.body, inherited + _clause_numbers(node.decorator_list))
        elif isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node.name, inherited + _clause_numbers(node.decorator_list)


def proofs(root: Path = ROOT) -> dict[str, list[tuple[str, str]]]:
    """Return clause → the tests that name it, each as (file, test)."""
    found: dict[str, set[tuple[str, str]]] = {}
    for path in sorted((root / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for test, numbers in _marked(tree.body, []):
            for number in numbers:
                found.setdefault(number, set()).add((path.relative_to(root).as_posix(), test))
    return {number: sorted(tests) for number, tests in found.items()}


def _parent(number: str) -> str:
    return re.sub(r"[.-][^.-]+$", "", number)


def _is_letter(number: str) -> bool:
    return "-" in number


def coverage(root: Path = ROOT) -> str:
    """Return the table of clauses with their tests, the open ones marked as such.

    Raises
    ------
    ValueError
        A test names a clause that the standard does not have.
    """
    clauses, tests = read_clauses(root), proofs(root)
    if unknown := sorted(set(tests) - set(clauses)):
        raise ValueError(f"no such clause in the standard: {unknown}")
    leaves = [n for n in clauses if n[0] in "567" and not any(_parent(m) == n for m in clauses)]

    def proven(number: str) -> bool:
        return number in tests or (_is_letter(number) and _parent(number) in tests)

    def cell(number: str) -> str:
        if number in tests:
            return "<br>".join(f"[{test}](../{file})" for file, test in tests[number])
        if proven(number):
            return f"with {_parent(number)}"
        parts = [leaf for leaf in leaves if re.match(re.escape(number) + r"[.-]", leaf)]
        if parts:
            return f"*{sum(map(proven, parts))} of {len(parts)} parts*"
        return "**not yet**"

    own = sum(leaf in tests for leaf in leaves)
    shared = sum(map(proven, leaves)) - own
    headline = (
        f"**Of {len(leaves)} lowest clauses of 5–7, {own} have a test of their own, "
        f"{shared} only one of the clause above, {len(leaves) - own - shared} are open.**"
    )
    lines = [
        "# Coverage of the standard",
        "",
        "Every clause of T/HEBQIA 《慢性肝病中医药科技创新成果转化协作平台服务规范》 (draft for",
        "comment), clauses 5–7, with the tests that name it (`@pytest.mark.clause`). A test proves",
        "of its clause what the test's name says; *not yet* means that no test names the clause.",
        "“With …” means that only a test of the clause above names it.",
        "",
        headline,
        "",
        MADE,
    ]
    for number, title in clauses.items():
        if re.fullmatch(r"\d|3\.2|[567]\.\d", number):
            heading = "3 · terms" if number == "3.2" else f"{number} {title}"
            lines += ["", f"## {heading}", "", "| Clause | Title | Tests |", "|---|---|---|"]
            if number != "3.2" and number not in tests:
                continue
        lines.append(f"| {number} | {title} | {cell(number)} |")
    text = "\n".join(lines) + "\n"
    return re.sub(r"\n\| Clause \| Title \| Tests \|\n\|---\|---\|---\|\n(?=\n##)", "\n", text)


# --- workflows


def _workflow(workflow: Workflow[Any]) -> list[str]:
    lines = [
        f"## {workflow.aggregate}", "",
        "```mermaid", workflow.diagram(), "```", "",
        "| Action | 中文 | From | To | Event | Fired by | Guard | Reason |",
        "|---|---|---|---|---|---|---|---|",
    ]  # fmt: skip
    for t in workflow.by_action.values():
        guard = f"`{t.guard.__name__}`" if t.guard else "—"
        lines.append(
            f"| `{workflow.permission(t.action)}` | {t.label_zh} "
            f"| {', '.join(sorted(s.value for s in t.sources))} | {t.target.value} "
            f"| `{t.event.name}` | {'people' if t.offered else 'the platform or a command'} "
            f"| {guard} | {'required' if t.reason_required else '—'} |"
        )
    states = ", ".join(f"`{s.value}` {zh}" for s, (zh, _) in workflow.states.items())
    return [*lines, "", f"States: {states}.", ""]


def workflows() -> str:
    """Return every workflow as a diagram and a table."""
    lines = [
        "# Workflows",
        "",
        "The state machines of the house, from `features/*/states.py`. No other code assigns a",
        "status; each cell of status × action is visited by `tests/kernel/test_workflows.py`.",
        "",
        MADE,
        "",
    ]
    for workflow in sorted(WORKFLOWS, key=lambda w: w.aggregate):
        lines += _workflow(workflow)
    return "\n".join(lines).rstrip() + "\n"


# --- permissions


def _roles(roles: frozenset[Role]) -> str:
    return ", ".join(ROLE_LABELS[role][1] for role in Role if role in roles)


def _field(value: object) -> str:
    if isinstance(value, frozenset) and all(isinstance(v, Role) for v in value):
        return _roles(value)
    if isinstance(value, tuple):
        return " and ".join(describe(part) for part in value)
    return describe(value) if hasattr(value, "holds") else str(value)


def describe(relation: Any) -> str:
    """Return a relation in words."""
    if isinstance(relation, Anyone):
        return "everybody"
    if isinstance(relation, LoggedIn):
        return "everybody logged in"
    if isinstance(relation, AllOf):
        return "(" + " and ".join(describe(part) for part in relation.parts) + ")"
    if isinstance(relation, Except):
        return f"not {describe(relation.part)}"
    kind = type(relation)
    fields = dataclasses.fields(relation) if dataclasses.is_dataclass(relation) else ()
    inside = "; ".join(_field(getattr(relation, field.name)) for field in fields)
    if kind.__name__ == "HasRole":
        return inside
    return f"`{kind.__name__}`" + (f" ({inside})" if inside else "")


def _relations() -> dict[str, str]:
    """Return name → first sentence of every relation that the policy uses."""
    found: dict[str, str] = {}

    def visit(relation: Relation) -> None:
        for part in getattr(relation, "parts", ()) or filter(
            None, [getattr(relation, "part", None)]
        ):
            visit(part)
        if type(relation).__module__.startswith("backend.features"):
            found[type(relation).__name__] = (type(relation).__doc__ or "").split("\n")[0]

    for rule in POLICY.rules.values():
        for relation in rule.anyone_of:
            visit(relation)
    return found


def _rule(rule: Rule) -> str:
    who = "; ".join(describe(relation) for relation in rule.anyone_of)
    return f"| `{rule.permission}` | {who} | {rule.reauth} |"


def permissions() -> str:
    """Return the policy as tables, one for each aggregate."""
    lines = [
        "# Permissions",
        "",
        "From `backend/wiring/policy.py`. What is not in the table is denied. One of the named",
        "relations suffices. The expected answer of every route for every principal is written by",
        "hand in `tests/authz/`, not made from this table.",
        "",
        MADE,
        "",
    ]
    aggregates = dict.fromkeys(name.partition(".")[0] for name in POLICY.rules)
    for aggregate in aggregates:
        lines += [f"## {aggregate}", "", "| Permission | Who | Password again |", "|---|---|---|"]
        rules = POLICY.rules.values()
        lines += [_rule(r) for r in rules if r.permission.partition(".")[0] == aggregate]
        lines.append("")
    lines += ["## Relations", "", "| Relation | Holds when |", "|---|---|"]
    lines += [f"| `{name}` | {text} |" for name, text in sorted(_relations().items())]
    return "\n".join(lines).rstrip() + "\n"


DOCUMENTS: dict[str, Callable[[], str]] = {
    "docs/standard-coverage.md": coverage,
    "docs/workflows.md": workflows,
    "docs/permissions.md": permissions,
}


def write_all(root: Path = ROOT) -> list[str]:
    """Write every document that changed; return their names."""
    changed = []
    for name, make in DOCUMENTS.items():
        text, path = make(), root / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(name)
    return changed


if __name__ == "__main__":
    for written in write_all():
        print(f"wrote {written}")
