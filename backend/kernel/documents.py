"""What the printed documents say: one frozen model per template.

Every figure is already a string: rounding and units are decided where the figure is made, and a
renderer only sets type. `None` means the source is silent and is printed as such.
"""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Printable(_Part):
    """A document that a renderer can print; `template` names its layout."""

    template: ClassVar[str]

    number: str
    version: str = "1"
    demo: bool = False


class Fact(_Part):
    """A labelled value."""

    label: str
    value: str | None = None


class Evidence(_Part):
    """One proof of a maturity level."""

    name: str
    level: str | None = None


class MaturityPart(_Part):
    """技术成熟度评定 (5.1.2.3.6)."""

    level: str
    level_name: str
    scale: str
    stage: str
    assessed_on: str
    statement: str
    evidence: tuple[Evidence, ...] = ()
    missing: tuple[str, ...] = ()


class TransferPart(_Part):
    """转化建议 (5.1.2.3.6)."""

    advice: str
    routes: tuple[str, ...] = ()
    next_milestone: str | None = None
    risks: str | None = None


class Opinion(_Part):
    """An expert's words under a pseudonym (or a name, where the expert agreed)."""

    expert: str
    text: str


class LeafScore(_Part):
    """One indicator in the table of scores; `withheld` leaves have too few experts to be told."""

    code: str
    name: str
    weight: str
    score: str
    contribution: str
    n: str = ""
    mean: str = ""
    trimmed: str = ""
    sd: str = ""
    spread: str = ""
    abstentions: str = ""
    withheld: bool = False


class DimensionScore(_Part):
    """One dimension with its indicators; `share` (0-1) draws the bar."""

    code: str
    name: str
    weight: str
    score: str
    contribution: str
    share: float = Field(ge=0, le=1)
    leaves: tuple[LeafScore, ...] = ()


class LeafFinding(_Part):
    """Answers and evidence of one indicator, and what does not fit (5.1.2.1)."""

    code: str
    name: str
    facts: tuple[Fact, ...] = ()
    files: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


class MatrixCheck(_Part):
    """Consistency of one judgement matrix."""

    name: str
    size: str
    cr: str
    passed: bool
    cr_experts: str = "—"
    gci: str = "—"
    consensus: str = "—"
    concordance: str = "—"


class WeightRow(_Part):
    """The weight of one indicator: within its node, with its interval, and in the total."""

    code: str
    name: str
    local: str
    interval: str
    weight: str
    leaf: bool = True


class WeightsPart(_Part):
    """Where the weights come from."""

    method: str
    facts: tuple[Fact, ...] = ()
    nodes: tuple[MatrixCheck, ...] = ()
    rows: tuple[WeightRow, ...] = ()


class MaterialRound(_Part):
    """One round in which the material was checked."""

    name: str
    decision: str
    on: str
    returned: tuple[str, ...] = ()


class HashedInput(_Part):
    """A material and the hash of its content."""

    name: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class MaterialPart(_Part):
    """What was checked before the evaluation (5.1.2.3.4)."""

    statement: str
    rounds: tuple[MaterialRound, ...] = ()
    files: tuple[HashedInput, ...] = ()


class TurningPoint(_Part):
    """The weight at which the conclusion turns."""

    name: str
    weight: str
    at: str


class SensitivityPart(_Part):
    """How far the conclusion depends on weights and judgements."""

    statement: str = ""
    facts: tuple[Fact, ...] = ()
    crossings: tuple[TurningPoint, ...] = ()


class Consent(_Part):
    """The answer of one member to exactly this text (6.2.2)."""

    expert: str
    answer: str
    on: str


class SwotPart(_Part):
    """SWOT quadrants (5.1.2.2.1)."""

    strengths: tuple[str, ...] = ()
    weaknesses: tuple[str, ...] = ()
    opportunities: tuple[str, ...] = ()
    threats: tuple[str, ...] = ()
    strategies: tuple[Fact, ...] = ()


class PanelMember(_Part):
    """One expert; without `name` only the pseudonym is printed."""

    pseudonym: str
    category: str
    role: str = "评分"
    name: str | None = None


class AssessmentReport(Printable):
    """评估报告: the four mandated parts and everything behind the total (5.1.2.3.6).

    Thirteen sections: 成果概述, 技术成熟度评定情况, 转化建议, 专家建议, then identification,
    material, panel, weights, scores, agreement, sensitivity, SWOT, limits and signatures.
    """

    template: ClassVar[str] = "assessment_report"

    edition: str = ""
    outcome_title: str
    holder: str
    issued_on: str
    valid_until: str | None = None
    basis: str = "T/HEBQIA《慢性肝病中医药科技创新成果转化协作平台服务规范》（征求意见稿）5.1.2"
    conclusion: str
    passed: bool
    grade: str | None = None
    total: str
    total_interval: str | None = None
    pass_rule: str
    overview: str
    facts: tuple[Fact, ...] = ()
    identification: tuple[Fact, ...] = ()
    material: MaterialPart = MaterialPart(statement="")
    maturity: MaturityPart
    transfer: TransferPart
    expert_advice: tuple[Opinion, ...] = ()
    dissent: tuple[Opinion, ...] = ()
    dimensions: tuple[DimensionScore, ...]
    findings: tuple[LeafFinding, ...] = ()
    weights: WeightsPart
    scoring: tuple[str, ...] = ()
    agreement: tuple[Fact, ...] = ()
    outliers: tuple[str, ...] = ()
    sensitivity: SensitivityPart = SensitivityPart()
    swot: SwotPart = SwotPart()
    panel: tuple[PanelMember, ...] = ()
    panel_facts: tuple[Fact, ...] = ()
    panel_statement: str = ""
    method_notes: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    consents: tuple[Consent, ...] = ()
    lead: str | None = None
    inputs: tuple[HashedInput, ...] = ()


class Party(_Part):
    """A party of a contract."""

    role: str
    name: str
    credit_code: str | None = None
    legal_representative: str | None = None
    contact: str | None = None
    address: str | None = None


class ContractRight(_Part):
    """An intellectual property right the contract is about."""

    kind: str
    name: str
    number: str
    expires_on: str | None = None


class Payment(_Part):
    """One instalment."""

    condition: str
    amount: str
    due: str | None = None


class Clause(_Part):
    """One article of a contract; numbers are set by the layout."""

    heading: str
    text: str


class SignatureBlock(_Part):
    """Place of a signature; empty until signed."""

    role: str
    party: str
    signer: str | None = None
    meaning: str | None = None
    signed_at: str | None = None
    hash: str | None = None


class Agreement(Printable):
    """技术合同 of one of the five kinds (Civil Code art. 843; 5.3.2)."""

    template: ClassVar[str] = "agreement"

    title: str
    contract_type: str
    transfer_mode: str
    licence_kind: str | None = None
    subject: str
    parties: tuple[Party, ...] = Field(min_length=2)
    rights: tuple[ContractRight, ...] = ()
    amount: str | None = None
    amount_capital: str | None = None
    payment_scheme: str
    payments: tuple[Payment, ...] = ()
    signed_on: str | None = None
    place: str | None = None
    term: str | None = None
    clauses: tuple[Clause, ...]
    signatures: tuple[SignatureBlock, ...] = Field(min_length=2)
    body_sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class ReceivedFile(HashedInput):
    """One received file."""

    size: str


class Receipt(Printable):
    """受理或提交回执: number, time and file hashes (6.1.1, 6.1.2)."""

    template: ClassVar[str] = "receipt"

    kind: str = "提交回执"
    outcome_title: str
    applicant: str
    received_at: str
    handled_by: str | None = None
    status: str
    statement: str
    next_steps: tuple[str, ...] = ()
    files: tuple[ReceivedFile, ...] = ()


class PaperPage(_Part):
    """One page: heading, text, and a table whose first row is the head."""

    heading: str
    text: str
    rows: tuple[tuple[str, ...], ...] = ()


class SamplePaper(Printable):
    """A paper of the demonstration, so that a cited page is really there."""

    template: ClassVar[str] = "sample_paper"

    title: str
    pages: tuple[PaperPage, ...] = Field(min_length=1)
