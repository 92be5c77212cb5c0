"""The documents say what is there: generated ones are current, named things exist."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
import typer.main

from backend.entrypoints import generate_docs
from backend.entrypoints.cli import app as cli
from backend.entrypoints.demo.people import DOMAIN, PASSWORD, SEATS
from backend.kernel.policy import Role
from backend.wiring.policy import POLICY

ROOT = Path(__file__).parents[2]
RECORDS = sorted((ROOT / "docs" / "adr").glob("0*.md"))
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("name", generate_docs.DOCUMENTS)
def test_generated_documents_are_current(name):
    committed = (ROOT / name).read_text(encoding="utf-8")
    assert committed == generate_docs.DOCUMENTS[name](), f"{name} is stale: run make docs"


def test_marks_name_clauses_of_the_standard():
    assert set(generate_docs.proofs()) <= set(generate_docs.read_clauses())


def test_a_mark_is_found_on_function_class_and_module(tmp_path):
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_x.py").write_text(
        "import pytest\n"
        'pytestmark = pytest.mark.clause("6.1")\n'
        '@pytest.mark.clause("6.1.1")\n'
        "class TestForm:\n"
        '    @pytest.mark.clause("6.1.2", "7.1")\n'
        "    def test_it(self): ...\n"
        "def test_plain(): ...\n",
        encoding="utf-8",
    )
    it, plain = ("tests/test_x.py", "test_it"), ("tests/test_x.py", "test_plain")
    assert generate_docs.proofs(tmp_path) == {
        "6.1": [it, plain], "6.1.1": [it], "6.1.2": [it], "7.1": [it],
    }  # fmt: skip


def test_an_open_clause_is_said_to_be_open(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "tests").mkdir()
    (tmp_path / "docs" / "standard-clauses.tsv").write_text(
        "clause\ttitle\n6\t流程\n6.1\t提交\n6.1.1\t申请\n6.1.2\t审查\n", encoding="utf-8"
    )
    test = tmp_path / "tests" / "test_x.py"
    test.write_text('@pytest.mark.clause("6.1.1")\ndef test_it(): ...\n', encoding="utf-8")
    text = generate_docs.coverage(tmp_path)
    assert "| 6.1.2 | 审查 | **not yet** |" in text
    assert "Of 2 lowest clauses of 5–7, 1 have a test of their own" in text
    test.write_text('@pytest.mark.clause("6.9")\ndef test_it(): ...\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"6\.9"):
        generate_docs.coverage(tmp_path)


def test_there_are_twelve_records():
    assert [path.name[:4] for path in RECORDS] == [f"{n:04}" for n in range(1, len(RECORDS) + 1)]
    assert len(RECORDS) >= 12


@pytest.mark.parametrize("path", RECORDS, ids=lambda p: p.name[:4])
def test_every_record_has_its_four_parts_and_fits_a_page(path: Path):
    text = path.read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings == ["Context", "Decision", "Consequences", "Enforced by"]
    assert text.startswith(f"# {int(path.name[:4])}. ")
    assert len(text.splitlines()) <= 60


@pytest.mark.parametrize("path", RECORDS, ids=lambda p: p.name[:4])
def test_what_a_record_names_exists(path: Path):
    text = path.read_text(encoding="utf-8")
    paths = (
        r"`((?:tests|backend|frontend|evaluation|matching|docs|\.ci|\.github)/[^`:]*)(?:::(\w+))?`"
    )
    for file, test in re.findall(paths, text):
        assert (ROOT / file).exists(), file
        if test:
            assert f"def {test}(" in (ROOT / file).read_text(encoding="utf-8"), test
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    contracts = {contract["name"] for contract in linter["contracts"]}
    enforced = text.split("## Enforced by")[1]
    named = {" ".join(name.split()) for name in re.findall(r"“([^”]+)”", enforced)}
    assert named <= contracts


def _names_of_the_code() -> set[str]:
    names = set(POLICY.rules) | {f"Role.{role.name}" for role in Role}
    for package in ("backend", "evaluation", "matching"):
        names.add(package)
        for path in (ROOT / package).rglob("*.py"):
            names |= {path.stem, path.parent.name}
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ClassDef | ast.FunctionDef):
                    names.add(node.name)
    return names


def test_code_names_of_the_glossary_exist():
    rows = [
        line.split("|")[1:-1]
        for line in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("|") and not line.startswith(("|---", "| Chinese"))
    ]
    assert len(rows) > 40
    assert all(len(row) == 4 and all(cell.strip() for cell in row) for row in rows)
    clauses = set(generate_docs.read_clauses())
    assert {c.strip() for row in rows for c in row[1].split(",")} <= clauses
    named = {name for row in rows for name in re.findall(r"`([^`]+)`", row[2])}
    assert named - _names_of_the_code() == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(page: Path):
    text = page.read_text(encoding="utf-8")
    targets = set(re.findall(r"\]\(([^)#\s]+)[^)]*\)", text))
    local = {t for t in targets if "://" not in t and not t.startswith("mailto:")}
    missing = {t for t in local if not t.endswith(".png") and not (page.parent / t).exists()}
    assert missing == set()


def test_the_readme_names_the_demo_accounts_the_commands_and_the_targets():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`(\w+)@" + re.escape(DOMAIN), text)) == {seat.key for seat in SEATS}
    assert f"`{PASSWORD}`" in text
    assert len(text.splitlines()) <= 150
    console = text.split("`hepabridge --help`:")[1].split(".\n")[0]
    named = {words.split()[0] for words in re.findall(r"`([^`]+)`", console)}
    assert named == set(typer.main.get_command(cli).commands)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"\bmake ([a-z-]+)", text)):
        assert f"\n{target}:" in makefile, target
