"""Codes of contracts and their names as users read them."""

from enum import StrEnum


class ContractKind(StrEnum):
    """The five kinds of technology contracts (Civil Code, art. 843)."""

    DEVELOPMENT = "development"
    ASSIGNMENT = "assignment"
    LICENSE = "license"
    CONSULTING = "consulting"
    SERVICE = "service"


class TransferMode(StrEnum):
    """The six modes of conversion (3.3)."""

    SELF_INVEST = "self_invest"
    ASSIGN = "assign"
    LICENSE = "license"
    EQUITY = "equity"
    JOINT = "joint"
    OTHER = "other"


class LicenceKind(StrEnum):
    """How exclusive a licence is."""

    EXCLUSIVE = "exclusive"
    SOLE = "sole"
    ORDINARY = "ordinary"


class PaymentScheme(StrEnum):
    """How the price is paid (Civil Code, art. 846)."""

    LUMP_SUM = "lump_sum"
    INSTALMENTS = "instalments"
    ROYALTY = "royalty"
    ROYALTY_ENTRY = "royalty_entry"


class PricingMethod(StrEnum):
    """How the price was found (promotion of transfer law, art. 18)."""

    NEGOTIATED = "negotiated"
    LISTING = "listing"
    AUCTION = "auction"


class SignMeaning(StrEnum):
    """In which capacity somebody signs."""

    LEGAL_REPRESENTATIVE = "legal_representative"
    AUTHORISED = "authorised"


class CommentLevel(StrEnum):
    """How weighty a comment is."""

    REMARK = "remark"
    ADVICE = "advice"
    RISK = "risk"


CONTRACT_KIND_LABELS = {
    ContractKind.DEVELOPMENT: "技术开发合同",
    ContractKind.ASSIGNMENT: "技术转让合同",
    ContractKind.LICENSE: "技术许可合同",
    ContractKind.CONSULTING: "技术咨询合同",
    ContractKind.SERVICE: "技术服务合同",
}
TRANSFER_MODE_LABELS = {
    TransferMode.SELF_INVEST: "自行投资实施",
    TransferMode.ASSIGN: "转让",
    TransferMode.LICENSE: "许可",
    TransferMode.EQUITY: "作价投资",
    TransferMode.JOINT: "共同实施",
    TransferMode.OTHER: "其他",
}
LICENCE_KIND_LABELS = {
    LicenceKind.EXCLUSIVE: "独占许可",
    LicenceKind.SOLE: "排他许可",
    LicenceKind.ORDINARY: "普通许可",
}
PAYMENT_SCHEME_LABELS = {
    PaymentScheme.LUMP_SUM: "一次总算、一次总付",
    PaymentScheme.INSTALMENTS: "一次总算、分期支付",
    PaymentScheme.ROYALTY: "提成支付",
    PaymentScheme.ROYALTY_ENTRY: "提成支付附加预付入门费",
}
PRICING_METHOD_LABELS = {
    PricingMethod.NEGOTIATED: "协议定价",
    PricingMethod.LISTING: "技术交易市场挂牌交易",
    PricingMethod.AUCTION: "拍卖",
}
SIGN_MEANING_LABELS = {
    SignMeaning.LEGAL_REPRESENTATIVE: "作为法定代表人签署，同意本协议全部条款",
    SignMeaning.AUTHORISED: "作为授权代表签署，同意本协议全部条款",
}
COMMENT_LEVEL_LABELS = {
    CommentLevel.REMARK: "说明",
    CommentLevel.ADVICE: "修改建议",
    CommentLevel.RISK: "风险提示",
}

# heading by clause key, in the order of printing (Civil Code, art. 845; clause 5.3.2.1)
CLAUSE_LABELS = {
    "scope": "技术内容与范围",
    "rights": "权利归属与使用",
    "payment": "价款支付",
    "improvements": "后续改进成果的归属",
    "confidentiality": "保密",
    "acceptance": "履行与验收",
    "breach": "违约责任与争议解决",
}
REQUIRED_CLAUSES = ("scope", "rights", "payment", "confidentiality", "acceptance", "breach")
