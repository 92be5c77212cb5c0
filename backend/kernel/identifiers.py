"""Check the identifiers printed on outcomes: syntax first, check digit second (5.2.1.2.3).

A result never claims more than was done: `Level.FORMAT` means only the form was checked,
`Level.CHECK_DIGIT` that the check digit was recomputed. Asking an official register is a third
step outside this module.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

_MAX_LENGTH = 256
_PROVINCES = "京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川贵云陕甘青蒙桂藏宁新"
_IGNORED = re.compile(r"[\s\u200b\u200c\u200d\u2060\ufeff]+")


class Level(StrEnum):
    """How far an identifier was checked, or the check at which it failed."""

    FORMAT = "格式"
    CHECK_DIGIT = "校验位"


class Kind(StrEnum):
    """The identifier families the platform can tell apart."""

    CREDIT_CODE = "统一社会信用代码"
    CN_APPLICATION = "中国专利申请号"
    CN_PUBLICATION = "中国专利公布/公告号"
    FOREIGN_APPLICATION = "境外专利申请号"
    FOREIGN_PUBLICATION = "境外专利公布/公告号"
    PCT = "PCT 国际申请号/公布号"
    ORCID = "ORCID"
    CHICTR = "中国临床试验注册号"
    NCT = "ClinicalTrials.gov 注册号"
    DRUG_APPROVAL = "药品批准文号"
    DEVICE_REGISTRATION = "医疗器械注册证编号"
    DEVICE_FILING = "医疗器械备案号"
    DOI = "DOI"
    ICD10 = "ICD-10 编码"
    ICD11 = "ICD-11 编码"


@dataclass(frozen=True, slots=True)
class IdentifierCheck:
    """Outcome of one check; `level` is the level reached when ok, else the level that failed."""

    ok: bool
    level: Level
    message_zh: str
    normalized: str


@dataclass(frozen=True, slots=True)
class Identified:
    """A text recognised as an identifier of `kind`, with the check that recognised it."""

    kind: Kind
    check: IdentifierCheck


def normalize(text: str) -> str:
    """Fold full-width forms, drop blanks and zero-width marks, raise to upper case."""
    folded = unicodedata.normalize("NFKC", text[: 4 * _MAX_LENGTH])
    return _IGNORED.sub("", folded).upper()


def _bad(text: str, message: str, level: Level = Level.FORMAT) -> IdentifierCheck:
    return IdentifierCheck(ok=False, level=level, message_zh=message, normalized=text[:_MAX_LENGTH])


def _good(text: str, message: str, level: Level = Level.FORMAT) -> IdentifierCheck:
    return IdentifierCheck(ok=True, level=level, message_zh=message, normalized=text)


def _by_pattern(text: str, pattern: re.Pattern[str], name: str, form: str) -> IdentifierCheck:
    if len(text) > _MAX_LENGTH or pattern.fullmatch(text) is None:
        return _bad(text, f"{name}格式不符，应形如 {form}")
    return _good(text, f"{name}格式正确（未向官方登记库核验）")


# --- organisations and people -------------------------------------------------------------------

_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_CREDIT = re.compile(rf"[1-9ANY][0-9A-Z][0-9]{{6}}[{_CREDIT_ALPHABET}]{{10}}")


def check_credit_code(text: str) -> IdentifierCheck:
    """Unified social credit code, GB 32100-2015: weighted sum modulo 31."""
    code = normalize(text)
    if any(letter in code for letter in "IOSVZ"):
        return _bad(code, "统一社会信用代码不使用字母 I、O、S、V、Z，请检查是否与数字 1、0、5 混淆")
    if _CREDIT.fullmatch(code) is None:
        return _bad(code, "统一社会信用代码应为 18 位数字和大写字母，第 3—8 位为行政区划数字")
    values = (_CREDIT_ALPHABET.index(letter) for letter in code[:17])
    total = sum(value * weight for value, weight in zip(values, _CREDIT_WEIGHTS, strict=True))
    if _CREDIT_ALPHABET[(31 - total % 31) % 31] != code[17]:
        return _bad(code, "统一社会信用代码校验位不符，请逐位核对", Level.CHECK_DIGIT)
    return _good(code, "统一社会信用代码校验位正确", Level.CHECK_DIGIT)


_ORCID = re.compile(
    r"(?:HTTPS?://ORCID\.ORG/)?([0-9]{4})-?([0-9]{4})-?([0-9]{4})-?([0-9]{3}[0-9X])"
)


def check_orcid(text: str) -> IdentifierCheck:
    """ORCID iD, ISO 7064 MOD 11-2."""
    match = _ORCID.fullmatch(normalize(text))
    if match is None:
        return _bad(normalize(text), "ORCID 应为 16 位，形如 0000-0002-1825-0097")
    digits = "".join(match.groups())
    total = 0
    for digit in digits[:15]:
        total = (total + int(digit)) * 2
    expected = "0123456789X"[(12 - total % 11) % 11]
    code = "-".join(match.groups())
    if digits[15] != expected:
        return _bad(code, "ORCID 校验位不符，请逐位核对", Level.CHECK_DIGIT)
    return _good(code, "ORCID 校验位正确", Level.CHECK_DIGIT)


# --- patents ------------------------------------------------------------------------------------

_CN_APPLICATION = re.compile(
    r"(?:ZL|CN)?(?:(20[0-9]{2}[12389][0-9]{7})|([0-9]{2}[12389][0-9]{5}))(?:\.?([0-9X]))?"
)
_CN_FIRST_NEW_YEAR = 2003
_CN_FIRST_YEAR = 85
_CN_LAST_OLD_YEAR = 4


def cn_application_check_digit(digits: str) -> str:
    """Check digit of a Chinese application number: sum of digit x weight (2..9) modulo 11."""
    total = sum(int(digit) * (2 + position % 8) for position, digit in enumerate(digits))
    return "0123456789X"[total % 11]


def check_cn_application(text: str) -> IdentifierCheck:
    """Chinese patent application number, twelve digits since 2003, eight before."""
    code = normalize(text)
    match = _CN_APPLICATION.fullmatch(code)
    form = "形如 202011142888.4（2003 年 10 月后）或 95115608.X（之前）"
    if match is None:
        return _bad(code, f"中国专利申请号格式不符，应{form}")
    new, old, given = match.groups()
    year = int(new[:4]) if new else int(old[:2])
    plausible = (
        year >= _CN_FIRST_NEW_YEAR if new else year >= _CN_FIRST_YEAR or year < _CN_LAST_OLD_YEAR
    )
    if not plausible:
        return _bad(code, f"中国专利申请号中的年份不可能，应{form}")
    digits = new or old
    if given is None:
        return _good(digits, "申请号格式正确，但缺少校验位，请补全小数点后一位")
    canonical = f"{digits}.{given}"
    if cn_application_check_digit(digits) != given:
        return _bad(canonical, "申请号校验位不符，请逐位核对", Level.CHECK_DIGIT)
    return _good(canonical, "申请号校验位正确；申请号不等于已授权", Level.CHECK_DIGIT)


_CN_PUBLICATION = re.compile(r"(?:CN)?(?:[0-9]{9}|[0-9]{7,8})([ABCDSUY])[0-9]?")
_PUBLICATION_MEANING = {
    "A": "发明专利申请公布，不代表已授权",
    "B": "发明专利授权公告",
    "C": "发明专利授权公告（2010 年前）",
    "D": "外观设计授权公告（旧制）",
    "S": "外观设计授权公告",
    "U": "实用新型授权公告",
    "Y": "实用新型授权公告（2010 年前）",
}


def check_cn_publication(text: str) -> IdentifierCheck:
    """Chinese publication number; the message says what its kind letter proves."""
    code = normalize(text)
    match = _CN_PUBLICATION.fullmatch(code)
    if match is None:
        return _bad(code, "公布/公告号格式不符，应形如 CN111991540A 或 CN115581751B")
    canonical = code if code.startswith("CN") else f"CN{code}"
    return _good(canonical, f"公布/公告号格式正确：{_PUBLICATION_MEANING[match[1]]}")


_PCT = re.compile(
    r"PCT/?[A-Z]{2}(?:(?:19|20)[0-9]{2}/?[0-9]{6}|[0-9]{2}/?[0-9]{5})"
    r"|WO/?(?:(?:19|20)[0-9]{2}/?[0-9]{6}|[0-9]{2}/?[0-9]{5})(?:A[1-9])?"
)


def check_pct(text: str) -> IdentifierCheck:
    """PCT international application number or WO publication number."""
    return _by_pattern(normalize(text), _PCT, "PCT 号", "PCT/CN2005/001439 或 WO2006/026926")


_FOREIGN_PUBLICATION = re.compile(
    r"US[0-9]{7,8}|US(?:[0-9]{7,8}|20[0-9]{9})[A-Z][0-9]?"
    r"|(?!CN|WO|US)[A-Z]{2}(?:[A-Z]{2})?[0-9]{5,12}[A-Z][0-9]?"
)
_FOREIGN_APPLICATION = re.compile(r"US[0-9]{2}/[0-9]{3},?[0-9]{3}")
_EP_APPLICATION = re.compile(r"(?:EP)?([0-9]{8})\.([0-9])")


def check_foreign_publication(text: str) -> IdentifierCheck:
    """Publication number of another office: country, digits, kind code (WIPO ST.16)."""
    return _by_pattern(
        normalize(text), _FOREIGN_PUBLICATION, "境外公布/公告号", "US9161959B2 或 EP3015112A1"
    )


def check_foreign_application(text: str) -> IdentifierCheck:
    """US application (series/serial) or European application with its Luhn check digit."""
    code = normalize(text)
    match = _EP_APPLICATION.fullmatch(code)
    if match is None:
        return _by_pattern(code, _FOREIGN_APPLICATION, "境外申请号", "US12/451,133 或 EP14865261.3")
    products = (int(digit) * (1 + position % 2) for position, digit in enumerate(match[1]))
    total = sum(product // 10 + product % 10 for product in products)
    canonical = f"EP{match[1]}.{match[2]}"
    if (10 - total % 10) % 10 != int(match[2]):
        return _bad(canonical, "欧洲专利申请号校验位不符，请逐位核对", Level.CHECK_DIGIT)
    return _good(canonical, "欧洲专利申请号校验位正确", Level.CHECK_DIGIT)


# --- trials, approvals, literature, disease codes -----------------------------------------------

_CHICTR = re.compile(r"CHICTR(-[A-Z]{2,5}-)?([0-9]{8,10})")
_NCT = re.compile(r"NCT[0-9]{8}")
_DRUG = re.compile(r"国药准字(?:[HZS][CJ]?|[JCB])[0-9]{8}")
_DEVICE = re.compile(rf"([国{_PROVINCES}])械注([准进许])((?:19|20)[0-9]{{2}})([123])[0-9]{{6}}")
_FILING = re.compile(rf"(?:国|[{_PROVINCES}][\u4e00-\u9fff]{{0,2}})械备(?:19|20)[0-9]{{6}}号?")
_DOI = re.compile(r"10\.[0-9]{4,9}/[!-~]+")
_DOI_PREFIX = re.compile(r"^(?:HTTPS?://(?:DX\.)?DOI\.ORG/|DOI:)")
_ICD10 = re.compile(r"[A-Z][0-9]{2}(?:\.(?:[0-9]{1,3}|[0-9]{3}X[0-9]{3}))?[*+†]?")
_ICD11 = re.compile(r"[1-9A-HJ-NP-X][A-HJ-NP-Z][0-9][0-9A-HJ-NP-Z](?:\.[0-9A-HJ-NP-Z]{1,3})?")


def check_chictr(text: str) -> IdentifierCheck:
    """Registration number of the Chinese Clinical Trial Registry, old or new form."""
    code = normalize(text)
    match = _CHICTR.fullmatch(code)
    if match is None:
        return _bad(code, "注册号格式不符，应形如 ChiCTR2000029308 或 ChiCTR-TRC-11001263")
    canonical = f"ChiCTR{match[1] or ''}{match[2]}"
    return _good(canonical, "中国临床试验注册号格式正确（未向官方登记库核验）")


def check_nct(text: str) -> IdentifierCheck:
    """ClinicalTrials.gov number."""
    return _by_pattern(normalize(text), _NCT, "NCT 号", "NCT01770431")


def check_drug_approval(text: str) -> IdentifierCheck:
    """Drug approval number; letters of the 2020 registration rules and their older forms."""
    return _by_pattern(normalize(text), _DRUG, "药品批准文号", "国药准字Z20050546")


def check_device_registration(text: str) -> IdentifierCheck:
    """Device registration certificate number (Order 47 of 2021, article 115)."""
    code = normalize(text)
    match = _DEVICE.fullmatch(code)
    if match is None:
        return _bad(code, "医疗器械注册证编号格式不符，应形如 国械注准20213060001")
    authority, route, _, risk_class = match.groups()
    if risk_class == "1":
        return _bad(code, "第一类医疗器械实行备案管理，不发注册证，请填写备案号")
    if authority != "国" and (risk_class != "2" or route != "准"):
        return _bad(code, "省级药监部门只注册境内第二类医疗器械，请核对注册部门与类别")
    if authority == "国" and route == "准" and risk_class == "2":
        return _bad(code, "境内第二类医疗器械由省级药监部门注册，请核对注册部门与类别")
    return _good(code, "医疗器械注册证编号格式正确（未向官方登记库核验）")


def check_device_filing(text: str) -> IdentifierCheck:
    """Device filing number of a class I device (Order 47 of 2021, article 116)."""
    return _by_pattern(normalize(text), _FILING, "医疗器械备案号", "京械备20210001")


def check_doi(text: str) -> IdentifierCheck:
    """DOI name; compared without case, so the lower-case form is returned."""
    code = _DOI_PREFIX.sub("", normalize(text))
    return _by_pattern(code.lower(), _DOI, "DOI", "10.14218/JCTH.2022.00091")


def check_icd10(text: str) -> IdentifierCheck:
    """ICD-10 code, with the six-character extensions used in Chinese hospitals."""
    return _by_pattern(normalize(text), _ICD10, "ICD-10 编码", "K74.6 或 K74.601")


def check_icd11(text: str) -> IdentifierCheck:
    """ICD-11 MMS stem code; letters I and O are never used."""
    return _by_pattern(normalize(text), _ICD11, "ICD-11 编码", "DB93.1")


_CHECKS: tuple[tuple[Kind, Callable[[str], IdentifierCheck]], ...] = (
    (Kind.ORCID, check_orcid),
    (Kind.NCT, check_nct),
    (Kind.CHICTR, check_chictr),
    (Kind.DRUG_APPROVAL, check_drug_approval),
    (Kind.DEVICE_REGISTRATION, check_device_registration),
    (Kind.DEVICE_FILING, check_device_filing),
    (Kind.DOI, check_doi),
    (Kind.PCT, check_pct),
    (Kind.CN_PUBLICATION, check_cn_publication),
    (Kind.CN_APPLICATION, check_cn_application),
    (Kind.FOREIGN_APPLICATION, check_foreign_application),
    (Kind.FOREIGN_PUBLICATION, check_foreign_publication),
    (Kind.CREDIT_CODE, check_credit_code),
    (Kind.ICD10, check_icd10),
    (Kind.ICD11, check_icd11),
)
CHECKERS: dict[Kind, Callable[[str], IdentifierCheck]] = dict(_CHECKS)
_REMARK = re.compile(r"\([^()]*\)$")


def check(kind: Kind, text: str) -> IdentifierCheck:
    """Check `text` as an identifier of a known kind."""
    return CHECKERS[kind](text)


def classify(text: str) -> Identified | None:
    """Recognise an identifier of unknown kind; a trailing remark in brackets is ignored.

    A number whose form fits but whose check digit fails is reported as that kind, not ok, because
    a mistyped number must be corrected rather than taken for something else.
    """
    code = _REMARK.sub("", normalize(text))
    failed: Identified | None = None
    for kind, checker in _CHECKS:
        result = checker(code)
        if result.ok:
            return Identified(kind, result)
        if result.level is Level.CHECK_DIGIT and failed is None:
            failed = Identified(kind, result)
    return failed
