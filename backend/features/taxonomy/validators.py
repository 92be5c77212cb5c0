"""Annotated types for schemas: a code of a list, refused with the cure in Chinese."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from backend.features.taxonomy.terms import SCHEMES, term_of
from backend.kernel.identifiers import check_icd10


@dataclass(frozen=True, slots=True)
class CodeOf:
    """Pydantic annotation: one code of a scheme."""

    scheme: str

    def apply(self, value: object) -> str:
        """Return the code or raise a `PydanticCustomError`."""
        if isinstance(value, str) and term_of(self.scheme, value) is not None:
            return value
        raise PydanticCustomError(
            "term",
            "应从“{name}”的列表中选择",
            {"name": SCHEMES[self.scheme].zh, "scheme": self.scheme},
        )

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Check before the string schema, whose messages are English."""
        return core_schema.no_info_before_validator_function(self.apply, core_schema.str_schema())


@dataclass(frozen=True, slots=True)
class DiseaseCode:
    """Pydantic annotation: a disease of the list, or any other well-formed ICD-10 code."""

    def apply(self, value: object) -> str:
        """Return the code or raise a `PydanticCustomError`."""
        if isinstance(value, str) and len(value) <= 20:
            if term_of("disease", value) is not None:
                return value
            found = check_icd10(value)
            if found.ok:
                return found.normalized
        raise PydanticCustomError("term", "应为 ICD-10 编码，例如 K74.0")

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Check before the string schema, whose messages are English."""
        return core_schema.no_info_before_validator_function(self.apply, core_schema.str_schema())


TechField = Annotated[str, CodeOf("tech_field")]
Maturity = Annotated[str, CodeOf("maturity")]
Scene = Annotated[str, CodeOf("scene")]
OutcomeKind = Annotated[str, CodeOf("outcome_kind")]
TransferMode = Annotated[str, CodeOf("transfer_mode")]
CooperationMode = Annotated[str, CodeOf("cooperation_mode")]
Exclusivity = Annotated[str, CodeOf("exclusivity")]
IpType = Annotated[str, CodeOf("ip_type")]
IpState = Annotated[str, CodeOf("ip_state")]
ContractKind = Annotated[str, CodeOf("contract_kind")]
OwnershipBasis = Annotated[str, CodeOf("ownership_basis")]
SecretLevel = Annotated[str, CodeOf("secret_level")]
AttachmentKind = Annotated[str, CodeOf("attachment_kind")]
Disease = Annotated[str, DiseaseCode()]

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
]
