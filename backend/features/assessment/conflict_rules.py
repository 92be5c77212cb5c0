"""The conflict rules, one function each, in one table (5.1.1.1, 6.2).

A rule compares one expert with the side of one outcome and shows its evidence. `hard` findings
rest on accounts, organisations, contracts and declarations and exclude; the same name, the same
mail domain or the organisations' mutual review are hints that staff judge with a reason.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass

from backend.features.assessment.conflict_facts import (
    YEARS_OF_TIES,
    Candidate,
    Surroundings,
    organisation_key,
    owners_of,
    years_before,
)
from backend.features.experts.models import ExpertTie, OrganisationTie, TieKind
from backend.features.experts.queries import is_hard, tie_label
from backend.features.outcomes.models import PersonSource
from backend.kernel.person_names import person_key, same_spelling

ASKED = "asked_to_avoid"
LEAST_OVERLAP = 4  # characters of a name that may stand within another to be worth a look
LASTING = frozenset({TieKind.EQUITY, TieKind.EMPLOYMENT})
# mail providers for everybody, and domains that exist in examples only (RFC 2606)
SHARED_MAIL = frozenset(
    {
        "126.com", "139.com", "163.com", "189.cn", "aliyun.com", "foxmail.com", "gmail.com",
        "hotmail.com", "icloud.com", "live.com", "msn.com", "outlook.com", "qq.com", "sina.cn",
        "sina.com", "sina.com.cn", "sohu.com", "tom.com", "vip.163.com", "vip.qq.com", "wo.cn",
        "yahoo.com", "yahoo.com.cn", "yeah.net", "example.com", "example.net", "example.org",
    }
)  # fmt: skip
RESERVED_ENDINGS = (".example", ".invalid", ".localhost", ".test")
WORKS = {
    PersonSource.INVENTOR: ("co_inventor", "近五年共同发明人", "另一成果的权利"),
    PersonSource.TEAM: ("same_team", "曾同在项目组", "另一成果的项目组"),
    PersonSource.AUTHOR: ("co_author", "近五年论文合作者", "另一成果所引文献"),
}
NAMED = {
    PersonSource.INVENTOR: ("inventor", "发明人", "权利{place}的发明人“{name}”"),
    PersonSource.TEAM: ("team", "项目组成员", "证据库所列项目组成员“{name}”"),
    PersonSource.AUTHOR: ("author", "文献作者", "证据库所引文献{place}的作者“{name}”"),
}


@dataclass(frozen=True)
class Conflict:
    """One finding: `hard` excludes, otherwise staff decide with a reason.

    `told` is what the expert reads where the evidence belongs to others; "" is the evidence.
    """

    rule: str
    label: str
    evidence: str
    hard: bool
    told: str = ""

    def as_dict(self) -> dict[str, str | bool]:
        """Return plain JSON."""
        return asdict(self)


def same_organisation(one: Candidate, around: Surroundings) -> Iterable[Conflict]:
    """Find the holder, its group, and co-holders among the expert's organisations."""
    holder = around.holder
    for org_id, org in one.orgs.items():
        if org_id == holder.id:
            yield Conflict(
                "same_organisation", "同一单位", f"专家曾属或现属“{holder.name}”", hard=True
            )
        elif org_id in around.relatives:
            how = around.relatives[org_id][1]
            yield Conflict(
                "affiliate",
                "关联单位",
                f"“{org}”与持有单位“{holder.name}”有隶属关系：{how}",
                hard=True,
            )
        elif organisation_key(org) in around.holder_names:
            yield Conflict(
                "co_holder", "共同持有单位", f"专家所在单位“{org}”列为成果持有方", hard=True
            )


def applicant(one: Candidate, around: Surroundings) -> Iterable[Conflict]:
    """Find the expert as the one who filled in the application."""
    if around.outcome.owner_id == one.expert.user_id:
        yield Conflict("applicant", "成果申报人", "专家是该成果的申报人", hard=True)


def right_owners(one: Candidate, around: Surroundings) -> Iterable[Conflict]:
    """Find the expert or one of their organisations among the owners of rights."""
    orgs = {organisation_key(o): o for org_id, o in one.orgs.items() if org_id != around.holder.id}
    for right in around.rights:
        where = f"权利“{right.title or right.number}”的权利人“{right.owner}”"
        for owner in owners_of(right.owner):
            key = organisation_key(owner)
            if key in orgs:
                yield Conflict(
                    "right_owner", "权利人单位", f"{where}包含专家所在单位“{orgs[key]}”", hard=True
                )
                continue
            if one.key and person_key(owner) == one.key:
                yield Conflict("owner", "权利人同名", f"{where}中有与专家同名者", hard=False)
            for known, org in orgs.items():
                if _overlap(key, known):
                    yield Conflict(
                        "right_owner_like",
                        "权利人单位名称相近",
                        f"{where}与专家所在单位“{org}”名称相近",
                        hard=False,
                    )


def _overlap(first: str, second: str) -> bool:
    short = min(first, second, key=len)
    return len(short) >= LEAST_OVERLAP and (first in second or second in first)


def makers(one: Candidate, around: Surroundings) -> Iterable[Conflict]:
    """Find somebody of the expert's name among inventors, team and authors of the outcome.

    A name is not a person: staff read the evidence and decide.
    """
    for person in around.people:
        if not one.key or person.key != one.key:
            continue
        rule, what, words = NAMED[person.source]
        how = "同名" if same_spelling(person.name, one.name) else "姓名相近"
        where = words.format(place=person.label, name=person.name)
        yield Conflict(rule, f"{what}{how}", f"{where}与专家{how}", hard=False)


def shared_works(one: Candidate, around: Surroundings) -> Iterable[Conflict]:
    """Find works of other outcomes that the expert and a maker of this one did together."""
    del around
    for work in one.works:
        rule, label, what = WORKS[work.source]
        rest = f"同时列有“{work.named}”（与专家姓名一致或相近）和本成果的完成人“{work.maker}”"
        yield Conflict(
            rule,
            label,
            f"{what}{work.label}{rest}",
            hard=False,
            told=f"{what}{rest}",  # which outcome that is, is not for the expert
        )


def colleagues(one: Candidate, around: Surroundings) -> Iterable[Conflict]:
    """Find the expert in the institution's own group that reviewed the outcome."""
    for colleague in around.colleagues:
        if colleague.user_id is not None and colleague.user_id == one.expert.user_id:
            yield Conflict(
                "work_group",
                "单位评价工作组成员",
                f"专家是持有单位“{colleague.group}”的成员，参加了该成果的单位内评价",
                hard=True,
            )
        elif colleague.user_id is None and one.key and person_key(colleague.name) == one.key:
            yield Conflict(
                "work_group_name",
                "评价工作组成员同名",
                f"持有单位“{colleague.group}”的成员“{colleague.name}”与专家同名",
                hard=False,
            )


def declared_ties(one: Candidate, around: Surroundings) -> Iterable[Conflict]:
    """Find what the expert declared about the holder or its group, ended ties for three years."""
    related = {around.holder.id, *around.relatives}
    names = {*around.holder_names, *(organisation_key(n) for n, _ in around.relatives.values())}
    for tie in one.ties:
        if tie.org_id in related or organisation_key(tie.org_name) in names:
            yield Conflict(
                "declared_tie",
                "已申报的关系",
                f"专家申报与“{tie.org_name}”有{tie_label(tie.kind)}关系：{_note(tie)}",
                hard=is_hard(tie.kind),
            )


def _note(tie: ExpertTie) -> str:
    note = tie.note or "无说明"
    return f"{note}（{tie.ended_on} 终止，未满三年）" if tie.ended_on else note


def contracts(one: Candidate, around: Surroundings) -> Iterable[Conflict]:
    """Find contracts and payments of three years between the organisations of both sides."""
    since = years_before(around.today, YEARS_OF_TIES)
    for tie in around.ties:
        other = tie.second_id if tie.first_id == around.holder.id else tie.first_id
        last = max((day for day in (tie.since, tie.until) if day), default=None)
        # undated ones count: nothing says that they are over
        over = last is not None and last < since and tie.kind not in LASTING
        if other in one.orgs and not over:
            yield Conflict(
                "contract",
                "合同关系",
                f"“{one.orgs[other]}”与“{around.holder.name}”有{tie_label(tie.kind)}"
                f"（{_contract(tie)}）",
                hard=True,
            )


def _contract(tie: OrganisationTie) -> str:
    parts = [tie.reference]
    if tie.since:
        parts.append(f"{tie.since} 起")
    if tie.until and tie.until != tie.since:
        parts.append(f"履行或付款至 {tie.until}")
    return "，".join(part for part in parts if part)


def reciprocal(one: Candidate, around: Surroundings) -> Iterable[Conflict]:
    """Find that this outcome's side judges, at the same time, what the expert's side holds."""
    told = "同期评估中存在互相评审的情形，详情由平台服务人员核实"
    for other in around.counterparts:
        both = other.owner_id == one.expert.user_id and other.judge_id == around.outcome.owner_id
        if both:
            yield Conflict(
                "reciprocal",
                "同期互评",
                f"专家申报的成果正由本成果的申报人评审（{other.number}）",
                hard=True,
                told=told,
            )
        elif other.holder_org_id in one.orgs or other.owner_id == one.expert.user_id:
            org = one.orgs.get(other.holder_org_id, "专家本人")
            yield Conflict(
                "reciprocal",
                "同期互评",
                f"同期评估 {other.number} 的成果属“{org}”，"
                f"其专家组中有“{around.holder.name}”的人员",
                hard=False,
                told=told,
            )


def asked_to_avoid(one: Candidate, around: Surroundings) -> Iterable[Conflict]:
    """Find that the holder asks to keep the expert away; the expert never reads of it."""
    orgs = {organisation_key(name) for name in one.orgs.values()}
    for person in around.avoided:
        other = person.organisation and not any(
            known == person.organisation or _overlap(person.organisation, known) for known in orgs
        )
        if one.key and person.key == one.key and not other:
            yield Conflict(ASKED, "申请人请求回避", f"理由：{person.reason}", hard=False)


def mail_domain(one: Candidate, around: Surroundings) -> Iterable[Conflict]:
    """Find that accounts of both sides use the same mail domain of an organisation."""
    if around.holder.id in one.orgs or _says_nothing(one.domain):
        return
    for domain in sorted(around.domains):
        if domain == one.domain or _below(domain, one.domain) or _below(one.domain, domain):
            yield Conflict(
                "mail_domain",
                "邮箱域名相同",
                f"专家账户的邮箱域名“{one.domain}”与持有单位账户的“{domain}”一致",
                hard=False,
            )


def _says_nothing(domain: str) -> bool:
    return "." not in domain or domain in SHARED_MAIL or domain.endswith(RESERVED_ENDINGS)


def _below(domain: str, above: str) -> bool:
    return above not in SHARED_MAIL and domain.endswith(f".{above}")


Rule = Callable[[Candidate, Surroundings], Iterable[Conflict]]
RULES: tuple[Rule, ...] = (
    same_organisation,
    applicant,
    right_owners,
    makers,
    shared_works,
    colleagues,
    declared_ties,
    contracts,
    reciprocal,
    asked_to_avoid,
    mail_domain,
)


def judge(one: Candidate, around: Surroundings) -> list[Conflict]:
    """Return what speaks against one expert, what excludes first, nothing twice."""
    found = dict.fromkeys(conflict for rule in RULES for conflict in rule(one, around))
    return sorted(found, key=lambda conflict: not conflict.hard)
