"""Reads of the controlled lists. Codes and labels are data of the code; rows only overlay them."""

from sqlmodel import col, select

from backend.features.taxonomy.models import Term
from backend.features.taxonomy.schemas import SchemeView, TaxonomyView, TermView
from backend.features.taxonomy.terms import (
    ALIASES,
    SCHEMES,
    TermData,
    fold,
    term_of,
)
from backend.features.taxonomy.validators import (
    AttachmentKind,
    CodeOf,
    ContractKind,
    CooperationMode,
    Disease,
    DiseaseCode,
    Exclusivity,
    IpState,
    IpType,
    Maturity,
    OutcomeKind,
    OwnershipBasis,
    Scene,
    SecretLevel,
    TechField,
    TransferMode,
)
from backend.kernel.uow import UnitOfWork

__all__ = [
    "AttachmentKind",
    "CodeOf",
    "ContractKind",
    "CooperationMode",
    "Disease",
    "DiseaseCode",
    "Exclusivity",
    "IpState",
    "IpType",
    "Maturity",
    "OutcomeKind",
    "OwnershipBasis",
    "Scene",
    "SecretLevel",
    "TechField",
    "TransferMode",
    "code_of",
    "codes",
    "fold",
    "known",
    "label",
    "labels",
    "taxonomy",
]


def label(scheme: str, code: str | None) -> str:
    """Return the Chinese label of a code; the code itself when it is unknown, "" for None."""
    if code is None:
        return ""
    term = term_of(scheme, code)
    return term.zh if term else code


def labels(scheme: str, codes: list[str]) -> list[str]:
    """Return the Chinese labels of several codes."""
    return [label(scheme, code) for code in codes]


def code_of(scheme: str, text: str) -> str | None:
    """Map a code, a Chinese or English label or an alias to its code; None when unknown."""
    return ALIASES[scheme].get(fold(text))


def codes(scheme: str) -> frozenset[str]:
    """Return all codes of a scheme."""
    return frozenset(term.code for term in SCHEMES[scheme].terms)


def known(scheme: str, code: str) -> bool:
    """Whether a code belongs to a scheme."""
    return term_of(scheme, code) is not None


def _view(term: TermData, rows: dict[tuple[str, str], Term], scheme: str) -> TermView | None:
    row = rows.get((scheme, term.code))
    if row is not None and not row.active:
        return None
    return TermView(
        code=term.code,
        label_zh=row.label_zh if row else term.zh,
        label_en=row.label_en if row else term.en,
        aliases=list(term.aliases),
    )


def taxonomy(uow: UnitOfWork) -> TaxonomyView:
    """Return all lists; a row overrides a label or retires an entry."""
    found = uow.session.exec(select(Term).order_by(col(Term.scheme), col(Term.position))).all()
    rows = {(row.scheme, row.code): row for row in found}
    return TaxonomyView(
        schemes=[
            SchemeView(
                code=scheme.code,
                label_zh=scheme.zh,
                label_en=scheme.en,
                terms=[v for t in scheme.terms if (v := _view(t, rows, scheme.code)) is not None],
            )
            for scheme in SCHEMES.values()
        ]
    )
