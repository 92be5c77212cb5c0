"""What production is described by: compose file, image, proxy, secrets, wheel."""

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import jsonschema
import pytest
import typer.main
import yaml

from backend.entrypoints.cli import app as cli
from backend.kernel.db import POOL_SIZE
from backend.kernel.settings import Settings

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load(TEXT)
SERVICES = COMPOSE["services"]
OURS = {name: s for name, s in SERVICES.items() if s.get("image", "").startswith("hepabridge")}
KNOWN_ELSEWHERE = {
    "FORWARDED_ALLOW_IPS",  # uvicorn
    "POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD_FILE", "POSTGRES_INITDB_ARGS",
    "MEILI_ENV", "MEILI_NO_ANALYTICS",
}  # fmt: skip
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_the_compose_file_follows_the_specification():
    schema = json.loads((Path(__file__).parent / "data" / "compose_spec.json").read_text("utf-8"))
    # the schema of 2021 does not know the top-level name yet
    document = {key: value for key, value in COMPOSE.items() if key != "name"}
    jsonschema.Draft7Validator(schema).validate(document)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(schema).validate({"services": {"db": {"imgae": "x"}}})


def test_production_has_its_parts():
    assert set(SERVICES) == {"db", "search", "init", "api", "worker", "web"}
    assert set(OURS) == {"init", "api", "worker"}
    assert SERVICES["db"]["image"].startswith("postgres:17")
    assert SERVICES["search"]["image"] == "getmeili/meilisearch:v1.50.0"
    assert SERVICES["api"]["deploy"]["replicas"] >= 2


@pytest.mark.parametrize("name", OURS)
def test_every_command_exists_on_the_console(name):
    commands = typer.main.get_command(cli).commands
    assert OURS[name]["command"][0] in commands
    assert 'ENTRYPOINT ["hepabridge"]' in DOCKERFILE


@pytest.mark.parametrize("name", SERVICES)
def test_every_variable_is_a_setting(name):
    for variable in SERVICES[name].get("environment", {}):
        if variable.startswith("HEPABRIDGE_"):
            field = variable.removeprefix("HEPABRIDGE_").removesuffix("_FILE").lower()
            assert field in Settings.model_fields, variable
        else:
            assert variable in KNOWN_ELSEWHERE, variable


def test_variables_of_the_image_are_settings():
    named = re.findall(r"(HEPABRIDGE_[A-Z_]+)=", DOCKERFILE)
    assert named
    assert {n.removeprefix("HEPABRIDGE_").lower() for n in named} <= set(Settings.model_fields)


def _secrets(folder: Path) -> subprocess.CompletedProcess[str]:
    script = ROOT / "docs" / "deploy" / "make-secrets.sh"
    return subprocess.run(["sh", script, folder], capture_output=True, text=True, check=True)


def test_secrets_are_made_once_and_kept(tmp_path):
    folder = tmp_path / "secrets"
    _secrets(folder)
    made = {path.name: path.read_text() for path in folder.iterdir()}
    assert set(made) == set(COMPOSE["secrets"])
    assert all(len(made[name]) >= 48 for name in ("db_password", "secret_key", "meilisearch_key"))
    assert f":{made['db_password']}@db:5432/" in made["database_url"]
    assert folder.stat().st_mode & 0o077 == 0
    _secrets(folder)
    assert {path.name: path.read_text() for path in folder.iterdir()} == made
    for name, secret in COMPOSE["secrets"].items():
        assert secret == {"file": f"./secrets/{name}"}


@pytest.mark.clause("5.2.1.2.8")
@pytest.mark.parametrize("name", OURS)
def test_the_settings_of_the_file_start_production(name, tmp_path, monkeypatch):
    _secrets(tmp_path / "secrets")
    for variable in [v for v in os.environ if v.startswith("HEPABRIDGE_")]:
        monkeypatch.delenv(variable)
    for variable, value in OURS[name]["environment"].items():
        if variable.endswith("_FILE"):
            secret = value.removeprefix("/run/secrets/")
            assert secret in OURS[name]["secrets"]
            monkeypatch.setenv(variable, str(tmp_path / "secrets" / secret))
        else:
            given = re.sub(r"\$\{\w+:\?[^}]*\}", "https://example.org", value)
            monkeypatch.setenv(variable, re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", given))
    settings = Settings(_env_file=None)
    assert settings.refuse_unsafe() == []
    assert settings.is_production
    assert settings.database_url.endswith("@db:5432/hepabridge")
    assert settings.search_engine == "meilisearch"
    assert settings.meilisearch_key
    assert not settings.worker, "the worker is a service of its own"


def test_a_secret_file_that_is_missing_is_said(monkeypatch, tmp_path):
    monkeypatch.setenv("HEPABRIDGE_SECRET_KEY_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(SystemExit, match="HEPABRIDGE_SECRET_KEY_FILE"):
        Settings(_env_file=None)


@pytest.mark.clause("5.2.1.2.8")
def test_no_password_stands_in_the_file():
    for service in SERVICES.values():
        for variable, value in service.get("environment", {}).items():
            if re.search(r"PASSWORD|KEY|SECRET|DATABASE_URL", variable):
                assert variable.endswith("_FILE"), variable
                assert value.startswith("/run/secrets/")
    assert "://hepabridge:" not in TEXT


def test_only_the_proxy_is_reachable_and_the_database_reaches_nobody():
    assert [name for name, s in SERVICES.items() if "ports" in s] == ["web"]
    assert COMPOSE["networks"]["back"]["internal"] is True
    assert SERVICES["db"]["networks"] == SERVICES["search"]["networks"] == ["back"]
    assert SERVICES["web"]["networks"] == ["front"]


def test_services_wait_until_the_others_are_ready():
    waits = {name: s.get("depends_on", {}) for name, s in SERVICES.items()}
    for name in ("api", "worker"):
        assert waits[name]["init"]["condition"] == "service_completed_successfully"
    for waiting in waits.values():
        for other, how in waiting.items():
            if how["condition"] == "service_healthy":
                assert "test" in SERVICES[other]["healthcheck"]


def test_replicas_share_one_file_store_and_fit_the_database():
    assert len({tuple(s["volumes"]) for s in OURS.values()}) == 1
    assert {s["environment"]["HEPABRIDGE_DATA"] for s in OURS.values()} == {"/data"}
    processes = SERVICES["api"]["deploy"]["replicas"] + 1
    allowed = int(SERVICES["db"]["command"][-1].removeprefix("max_connections="))
    assert processes * POOL_SIZE < allowed


def test_images_are_pinned_and_ours_runs_without_rights():
    for service in SERVICES.values():
        assert re.search(r":[\w.-]+$", service["image"])
        assert not service["image"].endswith(":latest")
    for service in OURS.values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
    final = DOCKERFILE.rsplit("\nFROM ", 1)[1]
    assert re.search(r"^USER \d+:\d+$", final, re.MULTILINE)
    assert "npm" not in final
    assert "pip" not in final


def test_the_image_is_built_from_files_that_exist():
    for source in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE):
        for name in source.split():
            assert (ROOT / name).exists(), name
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8")
    for name in ("backend", "evaluation", "matching", "frontend", "requirements.lock"):
        assert f"!{name}\n" in ignored


def test_secrets_never_reach_git_or_the_image():
    assert "secrets/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert (ROOT / ".dockerignore").read_text(encoding="utf-8").split("\n")[1] == "*"


def test_the_wheel_holds_everything_that_runs(tmp_path):
    build = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    subprocess.run(
        [sys.executable, "-c", build, tmp_path], cwd=ROOT, check=True, capture_output=True
    )
    (wheel,) = tmp_path.glob("hepabridge-*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    for needed in (
        "backend/web_dist/index.html",
        "backend/fonts/NotoSansSC_400Regular.ttf",
        "backend/fonts/NotoSansSC_700Bold.ttf",
        "backend/seeds/data/outcomes.jsonl",
        "backend/seeds/lexicon.json",
        "backend/templates/reports/assessment_report.typ",
        "backend/migrations/env.py",
        "matching/py.typed",
        "evaluation/py.typed",
    ):
        assert needed in names, needed
    tracked = subprocess.run(
        ["git", "ls-files", "backend", "evaluation", "matching"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert {t for t in tracked if (ROOT / t).exists()} <= names
    assert not [n for n in names if n.startswith(("tests/", "frontend/", "docs/"))]
