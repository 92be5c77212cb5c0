"""The controlled lists (5.2.1.1, 3.3)."""

import pytest
from pydantic import TypeAdapter, ValidationError
from sqlmodel import select

from backend.features.identity.models import OrganisationKind
from backend.features.taxonomy import queries, service
from backend.features.taxonomy.models import Term
from backend.features.taxonomy.terms import SCHEMES
from backend.features.taxonomy.validators import Disease, TechField


@pytest.mark.clause("5.2.1.1")
def test_the_lists_of_the_standard_are_there():
    assert {"drug", "diagnostic_device", "therapy"} <= queries.codes("tech_field")
    assert queries.codes("maturity") == {"lab", "pilot", "industrial"}
    assert {"clinical", "public_health"} <= queries.codes("scene")


@pytest.mark.clause("3.3")
def test_the_six_modes_of_transfer():
    assert queries.codes("transfer_mode") == {
        "self_invest", "assign", "license", "equity", "joint", "other",
    }  # fmt: skip
    assert queries.codes("cooperation_mode") == queries.codes("transfer_mode") | {"co_develop"}


@pytest.mark.parametrize(
    ("scheme", "text", "code"),
    [
        ("tech_field", "药物研发", "drug"),
        ("tech_field", " 数字医疗 与 人工智能 ", "digital"),
        ("maturity", "中试", "pilot"),
        ("cooperation_mode", "技术许可", "license"),
        ("ip_state", "未缴年费终止", "lapsed"),
        ("disease", "k74.0", "K74.0"),
        ("syndrome", "肝郁脾虚证", "B04.06.02.03.01.02"),
        ("organisation_kind", "学会", "association"),
        ("tech_field", "基因编辑", None),
        ("maturity", "", None),
    ],
)
def test_words_are_mapped_to_codes_or_to_nothing(scheme, text, code):
    assert queries.code_of(scheme, text) == code


def test_labels_are_chinese_and_unknown_codes_stay_visible():
    for scheme in SCHEMES.values():
        assert all(not term.zh.isascii() for term in scheme.terms), scheme.code
    assert queries.label("maturity", "pilot") == "中试阶段"
    assert queries.label("maturity", None) == ""
    assert queries.label("syndrome", "浊毒内蕴证") == "浊毒内蕴证"


def test_organisation_kinds_agree_with_identity():
    assert queries.codes("organisation_kind") == {kind.value for kind in OrganisationKind}


def test_schemas_refuse_free_text():
    assert TypeAdapter(TechField).validate_python("drug") == "drug"
    with pytest.raises(ValidationError, match="技术领域"):
        TypeAdapter(TechField).validate_python("药物研发")
    assert TypeAdapter(Disease).validate_python("E11.9") == "E11.9"
    with pytest.raises(ValidationError, match="ICD-10"):
        TypeAdapter(Disease).validate_python("肝病")


@pytest.mark.clause("5.2.1.1")
def test_everybody_reads_them_and_rows_may_retire_an_entry(client, house):
    with house.unit_of_work() as uow:
        added = service.seed_terms(uow)
        assert added == sum(len(scheme.terms) for scheme in SCHEMES.values())
        assert service.seed_terms(uow) == 0
        row = uow.session.exec(select(Term).where(Term.scheme == "scene")).first()
        row.active = False
        retired = row.code
    answer = client.get("/api/v1/taxonomy")
    assert answer.status_code == 200
    scene = next(s for s in answer.json()["schemes"] if s["code"] == "scene")
    assert retired not in [term["code"] for term in scene["terms"]]
