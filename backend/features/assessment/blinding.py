"""The veil over the applicant in a double-blind evaluation (clause 5.2.1.2.8).

One list of names and one way to take them out of everything a panel reads: titles, facts, file
names, evidence, notices, report. The veil is on the expert's hat; organisers, auditors and the
holder read everything. It does not lift: who sat on a panel reads it veiled for good.
"""

import hashlib
import json
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

from pydantic import BaseModel
from sqlmodel import col, select

from backend.features.assessment.institution_models import EvidenceBase
from backend.features.assessment.models import Assessment, Blindness
from backend.features.identity.models import Membership, Organisation, User
from backend.features.outcomes.models import Outcome, OutcomeIpRight, OutcomeVersion
from backend.kernel.files import StoredFile
from backend.kernel.policy import Role
from backend.kernel.uow import UnitOfWork

M = TypeVar("M", bound=BaseModel)
MASK = "〔申请方〕"
NUMBER_MASK = "〔编号已隐去〕"
MIN_LENGTH = 2
_SPLIT = re.compile(r"[、，,；;/|\n]+")
_ASIDE = re.compile(r"[（(].*?[)）]")
_NOBODY = frozenset({"未披露", "不详", "无", "个人", "本人", "系统", "申请方"})


@dataclass(frozen=True)
class HiddenWord:
    """A word that points to the applicant, and where it is known from."""

    text: str
    source: str
    number: bool = False


@dataclass(frozen=True)
class Veil:
    """Takes the applicant's names out of texts; without words it changes nothing."""

    words: tuple[HiddenWord, ...] = ()
    pattern: re.Pattern[str] | None = None

    def text(self, text: str) -> str:
        """Return the text with every name replaced."""
        return self.pattern.sub(self._mask, text) if self.pattern else text

    def hits(self, text: str) -> list[str]:
        """Return the names that stand in a text, as they stand there."""
        return [found.group(0) for found in self.pattern.finditer(text)] if self.pattern else []

    def view(self, view: M) -> M:
        """Return a view with the names taken out of every text in it."""
        if self.pattern is None:
            return view
        return type(view).model_validate(self.plain(view.model_dump()))

    def plain(self, value: Any) -> Any:
        """Return plain data with the names taken out of every text in it."""
        if isinstance(value, str) and not isinstance(value, Enum):
            return self.text(value)
        if isinstance(value, dict):
            return {key: self.plain(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return type(value)(self.plain(item) for item in value)
        return value

    @staticmethod
    def _mask(found: re.Match[str]) -> str:
        return NUMBER_MASK if found.lastgroup == "number" else MASK


NO_VEIL = Veil()


def _loose(word: str) -> str:
    """Match a word with any spacing between its letters, as in titles and tables."""
    return r"\s*".join(re.escape(letter) for letter in re.sub(r"\s+", "", word))


def veil_of(words: Iterable[HiddenWord]) -> Veil:
    """Return the veil over some words; the longest is tried first."""
    best: dict[str, HiddenWord] = {}
    for word in words:
        text = word.text.strip()
        if len(text) >= MIN_LENGTH and text not in _NOBODY:
            best.setdefault(text, HiddenWord(text, word.source, word.number))
        bare = _ASIDE.sub("", text).strip()  # a name with a remark in brackets, also without it
        if len(bare) >= MIN_LENGTH and bare not in _NOBODY:
            best.setdefault(bare, HiddenWord(bare, word.source, word.number))
    if not best:
        return NO_VEIL
    ordered = sorted(best.values(), key=lambda word: (-len(word.text), word.text))
    kinds = {
        "number": [_loose(word.text) for word in ordered if word.number],
        "name": [_loose(word.text) for word in ordered if not word.number],
    }
    parts = [f"(?P<{kind}>{'|'.join(group)})" for kind, group in kinds.items() if group]
    return Veil(tuple(ordered), re.compile("|".join(parts), re.IGNORECASE))


def _people(uow: UnitOfWork, outcome: Outcome) -> list[HiddenWord]:
    members = select(Membership.user_id).where(col(Membership.org_id) == outcome.holder_org_id)
    rows = uow.session.exec(
        select(User).where(col(User.id).in_(members) | (col(User.id) == outcome.owner_id))
    ).all()
    names = [HiddenWord(user.name, "单位人员") for user in rows]
    names += [HiddenWord(user.email, "单位人员邮箱") for user in rows]
    signed = uow.session.exec(
        select(OutcomeVersion.submitted_by_name).where(col(OutcomeVersion.outcome_id) == outcome.id)
    ).all()
    return names + [HiddenWord(name, "提交人") for name in signed]


def _organisations(uow: UnitOfWork, outcome: Outcome) -> list[HiddenWord]:
    holder = uow.session.get_one(Organisation, outcome.holder_org_id)
    related = [holder.id] + ([holder.parent_id] if holder.parent_id else [])
    rows = uow.session.exec(
        select(Organisation).where(
            col(Organisation.id).in_(related) | col(Organisation.parent_id).in_(related)
        )
    ).all()
    words = [HiddenWord(org.name, "持有单位及关联单位") for org in rows]
    words += [
        HiddenWord(org.credit_code, "统一社会信用代码", number=True)
        for org in rows
        if org.credit_code
    ]
    return words + [
        HiddenWord(name, "持有方（填报）") for name in _SPLIT.split(outcome.holder_text)
    ]


def _rights(uow: UnitOfWork, outcome: Outcome) -> list[HiddenWord]:
    words = []
    rows = uow.session.exec(
        select(OutcomeIpRight).where(col(OutcomeIpRight.outcome_id) == outcome.id)
    ).all()
    for right in rows:
        owners = _SPLIT.split(right.owner) + _SPLIT.split(_ASIDE.sub("", right.owner))
        words += [HiddenWord(name, "权利人") for name in owners]
        words += [HiddenWord(name, "发明人") for name in right.inventors]
        # public registers answer a number with the name of its owner
        words += [
            HiddenWord(number, "权利编号", number=True)
            for number in (right.number, right.application_number)
            if len(number.strip()) > MIN_LENGTH + 2
        ]
    return words


def _team(uow: UnitOfWork, outcome: Outcome) -> list[HiddenWord]:
    base = uow.session.exec(
        select(EvidenceBase).where(col(EvidenceBase.outcome_id) == outcome.id)
    ).first()
    if base is None:
        return []
    profile = base.profile or {}
    words = [HiddenWord(str(row["name"]), "项目成员") for row in profile.get("team", [])]
    report = str(profile.get("novelty", {}).get("report_number") or "")
    words += [HiddenWord(report, "查新报告编号", number=True)] if len(report) > MIN_LENGTH else []
    names = [word.text.strip() for word in words if len(word.text.strip()) >= MIN_LENGTH]
    for citation in base.citations:
        own = citation["kind"] == "patent" or any(name in citation["authors"] for name in names)
        if own and len(str(citation.get("number") or "")) > MIN_LENGTH + 2:
            words.append(HiddenWord(str(citation["number"]), "自有文献编号", number=True))
    return words


def full_veil(uow: UnitOfWork, assessment: Assessment) -> Veil:
    """Return the veil over everything the platform knows the applicant by."""
    outcome = uow.session.get_one(Outcome, assessment.outcome_id)
    return veil_of(
        [
            *_organisations(uow, outcome),
            *_people(uow, outcome),
            *_rights(uow, outcome),
            *_team(uow, outcome),
            *(HiddenWord(word, "工作人员补充") for word in assessment.blind_words),
        ]
    )


def panel_veil(uow: UnitOfWork, assessment: Assessment) -> Veil:
    """Return what lies between a panel and the applicant: nothing unless double-blind."""
    if assessment.blindness is not Blindness.DOUBLE:
        return NO_VEIL
    kept: dict[uuid.UUID, Veil] = uow.session.info.setdefault("veils", {})
    if assessment.id not in kept:
        kept[assessment.id] = full_veil(uow, assessment)
    return kept[assessment.id]


def reader_veil(uow: UnitOfWork, assessment: Assessment) -> Veil:
    """Return what lies between the reader and the applicant: experts alone read veiled."""
    return panel_veil(uow, assessment) if uow.actor.role is Role.EXPERT else NO_VEIL


def files_of(uow: UnitOfWork, outcome_id: uuid.UUID) -> list[StoredFile]:
    """Return the files of an outcome in the order of their arrival."""
    return list(
        uow.session.exec(
            select(StoredFile)
            .where(
                col(StoredFile.subject_type) == "outcome",
                col(StoredFile.subject_id) == outcome_id,
            )
            .order_by(col(StoredFile.created_at), col(StoredFile.id))
        ).all()
    )


def basis_of(uow: UnitOfWork, assessment: Assessment) -> str:
    """Return the hash of what staff look at: names and files; another basis needs another look."""
    veil = full_veil(uow, assessment)
    files = [(str(row.id), row.name, row.sha256) for row in files_of(uow, assessment.outcome_id)]
    content = json.dumps([[word.text for word in veil.words], files], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()


def needs_check(uow: UnitOfWork, assessment: Assessment) -> bool:
    """Whether staff have yet to look at the names that stand in the material."""
    if assessment.blindness is not Blindness.DOUBLE:
        return False
    check = assessment.blind_check
    return check is None or check["basis"] != basis_of(uow, assessment)


def shown_files(assessment: Assessment) -> frozenset[str] | None:
    """Return the files a panel may open; None: all. What nobody decided on stays closed."""
    if assessment.blindness is not Blindness.DOUBLE:
        return None
    return frozenset((assessment.blind_check or {}).get("shown", []))
