"""Identifiers: real values pass, one changed character does not (5.2.1.2.3)."""

import json
import string
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from backend.kernel import identifiers as ids
from backend.kernel.identifiers import Kind, Level

pytestmark = pytest.mark.clause("5.2.1.2.3")

OUTCOMES = Path(__file__).parents[2] / "backend" / "seeds" / "data" / "outcomes.jsonl"

WITH_CHECK_DIGIT = [
    (Kind.CREDIT_CODE, "91110108551385082Q"),
    (Kind.CREDIT_CODE, "91350100M000100Y43"),
    (Kind.CN_APPLICATION, "202011142888.4"),
    (Kind.CN_APPLICATION, "202310072396.X"),
    (Kind.CN_APPLICATION, "95115608.X"),
    (Kind.CN_APPLICATION, "02159079.6"),
    (Kind.ORCID, "0000-0002-1825-0097"),
    (Kind.ORCID, "0000-0002-1694-233X"),
    (Kind.ORCID, "0000-0002-6378-6229"),
    (Kind.FOREIGN_APPLICATION, "EP14865261.3"),
]
FORM_ONLY = [
    (Kind.CN_APPLICATION, "201210142196"),
    (Kind.CN_APPLICATION, "01106436"),
    (Kind.CN_PUBLICATION, "CN111991540A"),
    (Kind.CN_PUBLICATION, "CN100434094C"),
    (Kind.CN_PUBLICATION, "CN1795896A"),
    (Kind.CN_PUBLICATION, "CN208910000U"),
    (Kind.CHICTR, "ChiCTR-TRC-11001263"),
    (Kind.CHICTR, "ChiCTR2000029308"),
    (Kind.NCT, "NCT01770431"),
    (Kind.DRUG_APPROVAL, "国药准字Z20050546"),
    (Kind.DRUG_APPROVAL, "国药准字C20230001"),
    (Kind.DRUG_APPROVAL, "国药准字HJ20200012"),
    (Kind.DEVICE_REGISTRATION, "国械注准20213060001"),
    (Kind.DEVICE_REGISTRATION, "国械注进20192070123"),
    (Kind.DEVICE_REGISTRATION, "京械注准20202400001"),
    (Kind.DEVICE_FILING, "京械备20210001"),
    (Kind.DEVICE_FILING, "浙杭械备20150012号"),
    (Kind.DOI, "10.14218/jcth.2022.00091"),
    (Kind.PCT, "PCT/CN2005/001439"),
    (Kind.PCT, "WO2006/026926"),
    (Kind.PCT, "WO1997002831A1"),
    (Kind.FOREIGN_PUBLICATION, "US12357666"),
    (Kind.FOREIGN_APPLICATION, "US12/451,133"),
    (Kind.ICD10, "K74.6"),
    (Kind.ICD10, "K74.601"),
    (Kind.ICD10, "R18"),
    (Kind.ICD11, "DB93.1"),
    (Kind.ICD11, "1E51.0"),
    (Kind.ICD11, "2C12.02"),
    (Kind.ICD11, "SF57"),
]


@pytest.mark.parametrize(("kind", "text"), WITH_CHECK_DIGIT)
def test_a_published_number_passes_its_check_digit(kind: Kind, text: str) -> None:
    result = ids.check(kind, text)
    assert (result.ok, result.level) == (True, Level.CHECK_DIGIT)
    assert ids.classify(text) == ids.Identified(kind, result)


@pytest.mark.parametrize(("kind", "text"), FORM_ONLY)
def test_a_number_without_check_digit_claims_its_format_only(kind: Kind, text: str) -> None:
    result = ids.check(kind, text)
    assert (result.ok, result.level) == (True, Level.FORMAT)
    assert result.normalized == text
    assert ids.classify(text) == ids.Identified(kind, result)


@pytest.mark.parametrize(("kind", "text"), WITH_CHECK_DIGIT)
@given(data=st.data())
def test_one_changed_character_is_refused(kind: Kind, text: str, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(text) - 1))
    replacement = data.draw(st.sampled_from(string.digits + string.ascii_uppercase + ".-/"))
    assume(replacement != text[position])
    changed = text[:position] + replacement + text[position + 1 :]
    assert not ids.check(kind, changed).ok


@given(
    head=st.text(alphabet="0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=9, max_size=9),
    region=st.integers(110000, 659999),
)
def test_every_credit_code_prefix_has_exactly_one_check_character(head: str, region: int) -> None:
    prefix = f"91{region}{head}"
    accepted = [
        end for end in "0123456789ABCDEFGHJKLMNPQRTUWXY" if ids.check_credit_code(prefix + end).ok
    ]
    assert len(accepted) == 1


@given(
    year=st.integers(2003, 2099), kind=st.sampled_from("12389"), serial=st.integers(0, 9_999_999)
)
def test_every_application_number_has_exactly_one_check_digit(
    year: int, kind: str, serial: int
) -> None:
    digits = f"{year}{kind}{serial:07d}"
    accepted = [end for end in "0123456789X" if ids.check_cn_application(f"{digits}.{end}").ok]
    assert accepted == [ids.cn_application_check_digit(digits)]


@given(st.text(max_size=400))
def test_no_text_breaks_the_classifier(text: str) -> None:
    found = ids.classify(text)
    assert found is None or found.check.message_zh


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        (Kind.CREDIT_CODE, "91110108551385082I", "I、O、S、V、Z"),
        (Kind.CN_APPLICATION, "14865261.3", "年份"),
        (Kind.CN_APPLICATION, "202041142888.4", "格式"),
        (Kind.CN_PUBLICATION, "CN111991540", "格式"),
        (Kind.DEVICE_REGISTRATION, "国械注准20211060001", "备案"),
        (Kind.DEVICE_REGISTRATION, "京械注准20203400001", "省级"),
        (Kind.DEVICE_REGISTRATION, "国械注准20202400001", "省级"),
        (Kind.DRUG_APPROVAL, "国药准字Q20050546", "国药准字"),
        (Kind.NCT, "NCT0177043", "NCT"),
        (Kind.DOI, "https://example.org/10.1", "DOI"),
        (Kind.ICD10, "K7", "K74.6"),
        (Kind.ICD11, "DO93", "DB93.1"),
    ],
)
def test_a_refusal_names_the_cure(kind: Kind, text: str, words: str) -> None:
    result = ids.check(kind, text)
    assert not result.ok
    assert words in result.message_zh


def test_forms_people_type_are_folded() -> None:
    assert ids.check_cn_application("ZL 2023 1 0072396.x").normalized == "202310072396.X"
    assert ids.check_doi("https://doi.org/10.14218/JCTH.2022.00091").normalized.startswith("10.")
    assert ids.check_orcid("https://orcid.org/0000-0002-1825-0097").ok
    assert ids.check_drug_approval("国药准字 Z20050546").ok


def test_digits_of_other_scripts_are_not_digits() -> None:
    assert not ids.check_nct("NCT०१७७०४३१").ok


def test_the_kind_letter_a_is_said_to_prove_no_right() -> None:
    assert "不代表已授权" in ids.check_cn_publication("CN111991540A").message_zh
    assert "授权公告" in ids.check_cn_publication("CN115581751B").message_zh


def _real_numbers() -> list[tuple[str, str, str]]:
    rows = [json.loads(line) for line in OUTCOMES.read_text(encoding="utf-8").splitlines()]
    return [
        (row["id"], field, row["ip"][field])
        for row in rows
        if row["ip"]
        for field in ("number", "application_number")
        if row["ip"][field]
    ]


def _expected(field: str, text: str) -> set[Kind]:
    """Kinds by hand-written rule on the visible prefix, not by the code under test."""
    for prefix, kind in (
        ("PCT/", Kind.PCT),
        ("WO", Kind.PCT),
        ("NCT", Kind.NCT),
        ("ChiCTR", Kind.CHICTR),
        ("国药准字", Kind.DRUG_APPROVAL),
        ("CN", Kind.CN_PUBLICATION),
        ("US", Kind.FOREIGN_APPLICATION if "/" in text else Kind.FOREIGN_PUBLICATION),
        ("EP", Kind.FOREIGN_PUBLICATION),
    ):
        if text.startswith(prefix):
            return {kind}
    assert field == "application_number"
    return {Kind.FOREIGN_APPLICATION if text == "14865261.3" else Kind.CN_APPLICATION}


@pytest.mark.parametrize(("row", "field", "text"), _real_numbers())
def test_every_number_of_the_real_outcomes_is_classified(row: str, field: str, text: str) -> None:
    found = ids.classify(text)
    assert found is not None, row
    assert found.check.ok
    assert found.kind in _expected(field, text)
    dotted = field == "application_number" and "." in text
    assert found.check.level is (Level.CHECK_DIGIT if dotted else Level.FORMAT)


def test_every_disease_code_and_family_member_of_the_real_outcomes_is_classified() -> None:
    rows = [json.loads(line) for line in OUTCOMES.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        for code in row["disease"]:
            assert ids.check_icd10(code).ok, (row["id"], code)
        for member in ((row["ip"] or {}).get("family") or "").split(";"):
            if member.strip() and "优先权 CN" not in member:
                found = ids.classify(member)
                assert found is not None, (row["id"], member)
                assert found.check.ok, (row["id"], member)


def test_a_mistyped_number_is_named_as_what_it_was_meant_to_be() -> None:
    found = ids.classify("202011142888.5")
    assert found is not None
    assert found.kind is Kind.CN_APPLICATION
    assert not found.check.ok
    assert found.check.level is Level.CHECK_DIGIT
