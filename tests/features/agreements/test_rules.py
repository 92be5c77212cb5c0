"""Terms against the law: one case per rule, with the case beside it that passes."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from backend.features.agreements.labels import (
    CONTRACT_KIND_LABELS,
    REQUIRED_CLAUSES,
    TRANSFER_MODE_LABELS,
    ContractKind,
    LicenceKind,
    PaymentScheme,
    PricingMethod,
    TransferMode,
)
from backend.features.agreements.rules import RightFacts, TermFacts, check, publicity_required
from backend.features.agreements.sealing import GENESIS, SignatureFacts, broken_links
from backend.features.taxonomy import queries as taxonomy

PATENT = RightFacts(
    title="一种柔肝组合物", state="granted", owner="甲医院", expiry_date=date(2040, 3, 1)
)
LICENCE = TermFacts(
    contract_kind=ContractKind.LICENSE,
    transfer_mode=TransferMode.LICENSE,
    licence_kind=LicenceKind.ORDINARY,
    subject="许可实施",
    amount_fen=1_000_000_00,
    payment_scheme=PaymentScheme.LUMP_SUM,
    pricing_method=PricingMethod.NEGOTIATED,
    start_date=date(2026, 12, 1),
    end_date=date(2036, 12, 1),
    rights=(PATENT,),
    clauses=dict.fromkeys((*REQUIRED_CLAUSES, "improvements"), "约定"),
)


def levels(terms: TermFacts) -> dict[str, str]:
    return {f.pointer: f.level for f in check(terms)}


@pytest.mark.clause("5.3.2.1")
def test_complete_terms_raise_nothing():
    assert check(LICENCE) == []


@pytest.mark.clause("5.3.2.2")
def test_a_licence_cannot_outlive_the_patent_civil_code_865():
    assert levels(replace(LICENCE, end_date=date(2040, 3, 1))) == {}
    found = check(replace(LICENCE, end_date=date(2040, 3, 2)))
    assert [(f.level, f.pointer) for f in found] == [("refuse", "/end_date")]
    assert "865" in found[0].source
    assert "2040-03-01" in found[0].text


@pytest.mark.clause("5.3.2.2")
def test_an_unknown_expiry_is_said_and_not_refused():
    assert levels(replace(LICENCE, rights=(replace(PATENT, expiry_date=None),))) == {
        "/rights/0": "warn"
    }


@pytest.mark.clause("5.3.2.2")
@pytest.mark.parametrize("state", ["lapsed", "expired", "withdrawn", "rejected", "invalidated"])
def test_a_dead_right_cannot_be_licensed_or_assigned(state):
    dead = replace(LICENCE, rights=(replace(PATENT, state=state),))
    assert levels(dead)["/rights/0"] == "refuse"
    assigned = replace(
        dead, contract_kind=ContractKind.ASSIGNMENT, transfer_mode=TransferMode.ASSIGN,
        licence_kind=None,
    )  # fmt: skip
    assert levels(assigned)["/rights/0"] == "refuse"
    service = replace(
        dead, contract_kind=ContractKind.SERVICE, transfer_mode=TransferMode.OTHER,
        licence_kind=None,
    )  # fmt: skip
    assert "refuse" not in levels(service).values()


@pytest.mark.clause("5.3.2.2")
@pytest.mark.parametrize("kind", [LicenceKind.EXCLUSIVE, LicenceKind.SOLE])
def test_no_exclusive_licence_beside_an_open_licence_patent_law_51(kind):
    open_right = replace(PATENT, open_licence=True)
    assert levels(replace(LICENCE, licence_kind=kind, rights=(open_right,))) == {
        "/rights/0": "refuse"
    }
    assert levels(replace(LICENCE, rights=(open_right,))) == {}


@pytest.mark.clause("5.3.2.2")
def test_co_owners_must_consent_to_what_shuts_them_out_patent_law_14():
    shared = replace(PATENT, owner="甲医院；乙大学")
    assert levels(replace(LICENCE, rights=(shared,))) == {}
    exclusive = replace(LICENCE, licence_kind=LicenceKind.EXCLUSIVE, rights=(shared,))
    assert levels(exclusive) == {"/rights/0": "refuse"}
    agreed = replace(shared, co_owner_consent=True)
    assert levels(replace(exclusive, rights=(agreed,))) == {}
    assigned = replace(
        LICENCE, contract_kind=ContractKind.ASSIGNMENT, transfer_mode=TransferMode.ASSIGN,
        licence_kind=None, rights=(shared,),
    )  # fmt: skip
    assert levels(assigned)["/rights/0"] == "refuse"


@pytest.mark.clause("5.3.2.2")
def test_a_missing_clause_on_improvements_is_a_finding_civil_code_875():
    clauses = dict(LICENCE.clauses) | {"improvements": ""}
    assert levels(replace(LICENCE, clauses=clauses)) == {"/clauses/improvements": "warn"}


@pytest.mark.clause("5.3.2.1")
def test_scope_rights_and_payment_must_be_agreed():
    found = levels(replace(LICENCE, clauses={}))
    assert {f"/clauses/{key}" for key in ("scope", "rights", "payment")} <= set(found)
    assert found["/clauses/scope"] == "missing"


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"end_date": date(2026, 11, 1)}, "/end_date"),
        ({"technology_amount_fen": 1_000_000_01}, "/technology_amount_fen"),
        ({"payments_fen": (500_000_00, 400_000_00)}, "/payments"),
        (
            {"contract_kind": ContractKind.SERVICE, "transfer_mode": TransferMode.OTHER},
            "/licence_kind",
        ),
    ],
)
def test_contradictions_are_refused(change, pointer):
    assert levels(replace(LICENCE, **change))[pointer] == "refuse"


def test_a_royalty_needs_no_fixed_sum():
    free = replace(LICENCE, amount_fen=None)
    assert levels(free) == {"/amount_fen": "missing"}
    assert levels(replace(free, payment_scheme=PaymentScheme.ROYALTY)) == {}


@pytest.mark.clause("5.3.2")
@pytest.mark.parametrize(
    ("state_funded", "method", "required"),
    [
        (True, PricingMethod.NEGOTIATED, True),
        (True, PricingMethod.LISTING, False),
        (True, PricingMethod.AUCTION, False),
        (True, None, False),
        (False, PricingMethod.NEGOTIATED, False),
    ],
)
def test_when_name_and_price_must_be_posted(state_funded, method, required):
    assert publicity_required(state_funded=state_funded, pricing_method=method) is required


@pytest.mark.clause("3.3")
def test_the_six_modes_and_five_kinds_are_those_of_the_controlled_lists():
    assert {m.value for m in TransferMode} == taxonomy.codes("transfer_mode")
    assert {k.value for k in ContractKind} == taxonomy.codes("contract_kind")
    assert len(TRANSFER_MODE_LABELS) == 6
    assert len(CONTRACT_KIND_LABELS) == 5
    for mode, label in TRANSFER_MODE_LABELS.items():
        assert taxonomy.label("transfer_mode", mode) == label


def signature(prev: str, **change) -> SignatureFacts:
    facts = {
        "agreement": "HT-2026-000001", "org_id": "o1", "org_name": "甲", "user_id": "u1",
        "user_name": "张三", "meaning": "同意", "document_sha256": "a" * 64,
        "signed_at": datetime(2026, 11, 20, 1, tzinfo=UTC), "auth": "password", "ip": "",
        "prev": prev,
    }  # fmt: skip
    return SignatureFacts(**facts | change)


@pytest.mark.clause("6.4.1")
def test_the_chain_of_signatures_shows_every_change():
    first = signature(GENESIS)
    second = signature(first.hash(), org_id="o2", user_id="u2")
    good = [(first, first.hash()), (second, second.hash())]
    assert broken_links("a" * 64, good) == []
    assert broken_links("b" * 64, good)
    assert broken_links("a" * 64, [good[1]])
    for field, value in (
        ("user_name", "李四"),
        ("meaning", "其他"),
        ("signed_at", datetime(2026, 11, 21, 1, tzinfo=UTC)),
    ):
        forged = replace(first, **{field: value})
        assert broken_links("a" * 64, [(forged, first.hash()), good[1]]), field
