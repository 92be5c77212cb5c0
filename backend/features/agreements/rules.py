"""What the law says of a contract's terms, as pure checks with their source.

`refuse` findings contradict the law or each other and stop saving and signing; `missing` ones stop
freezing the text; `warn` ones are shown to both sides and to the adviser (5.3.2.2).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from backend.features.agreements.labels import (
    CLAUSE_LABELS,
    REQUIRED_CLAUSES,
    ContractKind,
    LicenceKind,
    PaymentScheme,
    PricingMethod,
    TransferMode,
)

Level = Literal["refuse", "missing", "warn"]
DEAD_STATES = {
    "lapsed": "未缴年费终止",
    "expired": "期限届满",
    "withdrawn": "撤回",
    "rejected": "驳回",
    "invalidated": "无效",
}
ROYALTIES = frozenset({PaymentScheme.ROYALTY, PaymentScheme.ROYALTY_ENTRY})
_OWNERS = re.compile(r"[、；;，,/\n]+")


@dataclass(frozen=True)
class RightFacts:
    """One right the contract is about, with what the holder declared of it."""

    title: str
    state: str
    owner: str = ""
    expiry_date: date | None = None
    open_licence: bool = False
    co_owner_consent: bool = False

    @property
    def owners(self) -> list[str]:
        """The owners named in the register text."""
        return [name.strip() for name in _OWNERS.split(self.owner or "") if name.strip()]


@dataclass(frozen=True)
class TermFacts:
    """The terms of a contract as far as rules speak of them."""

    contract_kind: ContractKind
    transfer_mode: TransferMode
    licence_kind: LicenceKind | None = None
    subject: str = ""
    amount_fen: int | None = None
    technology_amount_fen: int | None = None
    payment_scheme: PaymentScheme | None = None
    payments_fen: tuple[int, ...] = ()
    pricing_method: PricingMethod | None = None
    start_date: date | None = None
    end_date: date | None = None
    rights: tuple[RightFacts, ...] = ()
    covers_know_how: bool = False
    clauses: Mapping[str, str] = field(default_factory=dict)
    buyer_related: bool = False
    buyer_related_note: str = ""

    @property
    def is_licence(self) -> bool:
        """Whether rights are licensed."""
        return (
            self.contract_kind is ContractKind.LICENSE or self.transfer_mode is TransferMode.LICENSE
        )

    @property
    def is_assignment(self) -> bool:
        """Whether rights change hands."""
        return self.contract_kind is ContractKind.ASSIGNMENT or self.transfer_mode in {
            TransferMode.ASSIGN,
            TransferMode.EQUITY,
        }

    @property
    def is_exclusive(self) -> bool:
        """Whether the licence shuts others out."""
        return self.is_licence and self.licence_kind in {LicenceKind.EXCLUSIVE, LicenceKind.SOLE}


@dataclass(frozen=True)
class Finding:
    """What a rule found: where, what to do, and which law says so."""

    level: Level
    pointer: str
    text: str
    source: str


def publicity_required(*, state_funded: bool, pricing_method: PricingMethod | None) -> bool:
    """Tell whether name and price must be posted (promotion of transfer law, art. 18)."""
    return state_funded and pricing_method is PricingMethod.NEGOTIATED


def check(terms: TermFacts) -> list[Finding]:
    """Return everything the rules find, the gravest first."""
    found = [*_dates_and_money(terms), *_rights(terms), *_missing(terms), *_advice(terms)]
    return sorted(found, key=lambda f: ("refuse", "missing", "warn").index(f.level))


def _dates_and_money(terms: TermFacts) -> Iterator[Finding]:
    if terms.start_date and terms.end_date and terms.end_date < terms.start_date:
        yield Finding("refuse", "/end_date", "终止日期早于起始日期，请更正。", "合同条款一致性")
    amount, technology = terms.amount_fen, terms.technology_amount_fen
    if technology is not None and (amount is None or technology > amount):
        yield Finding(
            "refuse", "/technology_amount_fen", "技术交易额不得大于合同总金额。",
            "技术合同认定登记",
        )  # fmt: skip
    fixed = terms.payment_scheme in {PaymentScheme.LUMP_SUM, PaymentScheme.INSTALMENTS}
    if fixed and amount is not None and terms.payments_fen and sum(terms.payments_fen) != amount:
        yield Finding(
            "refuse", "/payments", "各期付款之和与合同总金额不一致，请更正。", "民法典第 846 条"
        )
    if terms.licence_kind is not None and not terms.is_licence:
        yield Finding(
            "refuse", "/licence_kind", "只有许可才填写许可方式，请留空。", "民法典第 862 条"
        )


def _rights(terms: TermFacts) -> Iterator[Finding]:
    for index, right in enumerate(terms.rights):
        where = f"/rights/{index}"
        if (terms.is_licence or terms.is_assignment) and right.state in DEAD_STATES:
            yield Finding(
                "refuse", where,
                f"“{right.title}”的状态为“{DEAD_STATES[right.state]}”，权利已不存在，不能许可或转让。",
                "民法典第 865 条",
            )  # fmt: skip
            continue
        if terms.is_licence and right.expiry_date and terms.end_date:
            if terms.end_date > right.expiry_date:
                yield Finding(
                    "refuse", "/end_date",
                    f"许可期限晚于“{right.title}”的权利期限（{right.expiry_date}），"
                    "请将终止日期改为该日或之前。",
                    "民法典第 865 条",
                )  # fmt: skip
        elif terms.is_licence and right.expiry_date is None:
            yield Finding(
                "warn", where, f"“{right.title}”的权利期限未披露，无法核对许可期限，请查证。",
                "民法典第 865 条",
            )  # fmt: skip
        if terms.is_exclusive and right.open_licence:
            yield Finding(
                "refuse", where,
                f"“{right.title}”已声明开放许可，实行期间不得给予独占或排他许可，请先撤回声明。",
                "专利法第 51 条",
            )  # fmt: skip
        shuts_out = terms.is_exclusive or terms.is_assignment
        if shuts_out and len(right.owners) > 1 and not right.co_owner_consent:
            yield Finding(
                "refuse", where,
                f"“{right.title}”为共有（{'、'.join(right.owners)}），转让或独占、排他许可"
                "须经全体共有人同意，请确认已取得书面同意。",
                "专利法第 14 条",
            )  # fmt: skip


def _missing(terms: TermFacts) -> Iterator[Finding]:
    if not terms.subject.strip():
        yield Finding("missing", "/subject", "请填写合同标的。", "民法典第 845 条")
    if terms.payment_scheme is None:
        yield Finding("missing", "/payment_scheme", "请选择支付方式。", "民法典第 846 条")
    if terms.amount_fen is None and terms.payment_scheme not in ROYALTIES:
        yield Finding("missing", "/amount_fen", "请填写合同金额。", "5.3.2.1")
    if terms.pricing_method is None:
        yield Finding(
            "missing", "/pricing_method", "请选择定价方式。", "促进科技成果转化法第 18 条"
        )
    for name, value in (("start_date", terms.start_date), ("end_date", terms.end_date)):
        if value is None:
            yield Finding("missing", f"/{name}", "请填写合同起止日期。", "民法典第 845 条")
    if terms.is_licence and terms.licence_kind is None:
        yield Finding(
            "missing", "/licence_kind", "请约定许可方式（未约定将被视为普通许可）。",
            "技术合同司法解释",
        )  # fmt: skip
    if (terms.is_licence or terms.is_assignment) and not (terms.rights or terms.covers_know_how):
        yield Finding(
            "missing", "/rights", "请选择所涉知识产权，或注明标的为技术秘密。", "民法典第 862 条"
        )
    if terms.buyer_related and not terms.buyer_related_note.strip():
        yield Finding(
            "missing", "/buyer_related_note", "受让方为成果完成人或利害关系人时，请写明关系。",
            "浙江省促进科技成果转化条例第 17 条",
        )  # fmt: skip
    for key in REQUIRED_CLAUSES:
        if not terms.clauses.get(key, "").strip():
            yield Finding(
                "missing", f"/clauses/{key}", f"请填写“{CLAUSE_LABELS[key]}”条款。", "5.3.2.1"
            )


def _advice(terms: TermFacts) -> Iterator[Finding]:
    if not terms.clauses.get("improvements", "").strip():
        yield Finding(
            "warn", "/clauses/improvements",
            "未约定后续改进成果的归属；没有约定的，归改进方所有，其他各方无权分享。",
            "民法典第 875 条",
        )  # fmt: skip
    if terms.is_assignment:
        yield Finding(
            "warn", "/transfer_mode", "职务技术成果转让时，完成人享有同等条件下的优先受让权，"
            "请确认已告知完成人。", "民法典第 847 条",
        )  # fmt: skip
