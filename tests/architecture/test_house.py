"""The rules of the house that no linter can say."""

import ast
import re
import subprocess
from pathlib import Path

import grimp

from backend.entrypoints.assembly import build_house
from backend.kernel.settings import Settings
from backend.wiring.features import WORKFLOWS
from backend.wiring.policy import POLICY

ROOT = Path(__file__).parents[2]
PUBLIC = {"service", "queries", "events", "models", "states"}  # states: the enumerations
PYTHON = [
    path
    for folder in ("backend", "evaluation", "matching", "tests")
    for path in (ROOT / folder).rglob("*.py")
    if "versions" not in path.parts
]
FORBIDDEN_NAMES = re.compile(r"^(utils?|helpers?|common|misc|manager)s?\.py$")
TOP_LEVEL = {
    "backend", "matching", "evaluation", "frontend", "tests", "docs", "docker-compose.yml",
    "README.md", "Makefile", "pyproject.toml", "Dockerfile", "LICENSE", "CHANGELOG.md",
    "requirements.lock", "alembic.ini",
}  # fmt: skip


def test_across_features_only_the_public_files_are_imported():
    graph = grimp.build_graph("backend", cache_dir=None)
    bad = []
    for module in graph.modules:
        parts = module.split(".")
        if parts[:2] != ["backend", "features"] or len(parts) < 4:
            continue
        for target in graph.find_modules_directly_imported_by(module):
            other = target.split(".")
            foreign = other[:2] == ["backend", "features"] and len(other) > 3
            if foreign and other[2] != parts[2] and other[3] not in PUBLIC:
                bad.append(f"{module} → {target}")
    assert not bad


def test_files_are_named_by_nouns_of_the_domain():
    assert [str(p.relative_to(ROOT)) for p in PYTHON if FORBIDDEN_NAMES.match(p.name)] == []


def test_files_stay_small():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in PYTHON
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 450
    }
    assert not long


def test_front_end_files_stay_small():
    long = [
        str(path.relative_to(ROOT))
        for pattern in ("*.ts", "*.tsx")
        for path in (ROOT / "frontend" / "src").rglob(pattern)
        if "gen" not in path.parts and len(path.read_text(encoding="utf-8").splitlines()) > 300
    ]
    assert not long


def test_only_the_unit_of_work_and_its_engine_room_commit():
    allowed = {"uow.py", "relay.py", "jobs.py", "sessions.py"}
    offenders = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "backend" / "features").rglob("*.py")
        if ".commit(" in path.read_text(encoding="utf-8") and path.name not in allowed
    ]
    assert not offenders


def _assigns_status(tree: ast.AST) -> bool:
    for node in ast.walk(tree):
        targets = (
            node.targets if isinstance(node, ast.Assign)
            else [node.target] if isinstance(node, ast.AnnAssign | ast.AugAssign)
            else []
        )  # fmt: skip
        if any(isinstance(t, ast.Attribute) and t.attr == "status" for t in targets):
            return True
    return False


def test_only_the_workflow_assigns_a_status():
    offenders = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "backend").rglob("*.py")
        if path.name != "workflow.py" and _assigns_status(ast.parse(path.read_text("utf-8")))
    ]
    # responses of the web have a status too
    assert [o for o in offenders if "/web/" not in o] == []


def test_models_do_not_postpone_annotations():
    for path in (ROOT / "backend" / "features").rglob("models*.py"):
        assert "from __future__ import annotations" not in path.read_text(encoding="utf-8"), path


def test_every_action_of_every_workflow_has_a_rule():
    missing = [
        workflow.permission(action)
        for workflow in WORKFLOWS
        for action in workflow.by_action
        if workflow.permission(action) not in POLICY.rules
    ]
    assert not missing


def test_every_state_can_be_reached_and_is_named():
    for workflow in WORKFLOWS:
        states = set(workflow.states)
        mentioned = {t.target for t in workflow.by_action.values()}
        mentioned |= {s for t in workflow.by_action.values() for s in t.sources}
        assert mentioned <= states, workflow.aggregate
        assert all(zh and en for zh, en in workflow.states.values())


def test_every_setting_is_listed_in_the_example():
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = set(re.findall(r"^#?\s*(HEPABRIDGE_[A-Z_]+)=", example, re.MULTILINE))
    assert named == {f"HEPABRIDGE_{name.upper()}" for name in Settings.model_fields}


def test_nothing_but_the_house_at_the_top():
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    top = {name.split("/")[0] for name in tracked}
    assert {name for name in top if not name.startswith(".")} <= TOP_LEVEL


def test_production_refuses_to_start_unsafe(tmp_path):
    naked = Settings(mode="production", data=tmp_path, _env_file=None)
    assert len(naked.refuse_unsafe()) == 3
    sample = naked.model_copy(update={"secret_key": "change-me-" * 5})
    assert any("SECRET_KEY" in p for p in sample.refuse_unsafe())
    good = Settings(
        mode="production", data=tmp_path, secret_key="x9-" + "abcdefgh" * 6,
        database_url="postgresql+psycopg://db/hepabridge", public_url="https://example.org",
        _env_file=None,
    )  # fmt: skip
    assert good.refuse_unsafe() == []


def test_every_subscription_has_a_subscriber(settings):
    from backend.wiring.subscriptions import subscribers, subscriptions

    known = set(subscribers())
    for event, names in subscriptions().items():
        assert set(names) <= known, event


def test_events_of_the_wiring_exist():
    from backend.kernel.events import REGISTRY
    from backend.wiring.notices import NOTICES
    from backend.wiring.subscriptions import REACTIONS

    assert build_house
    assert set(NOTICES) | set(REACTIONS) <= set(REGISTRY)
