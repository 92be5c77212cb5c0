"""Event → whom to tell, in which words. One line per message."""

import json
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from backend.features.identity.models import Membership, Organisation
from backend.features.identity.queries import members_with_role
from backend.features.identity.states import OrganisationStatus
from backend.features.implementation.models import Conversion, Project, ProjectIssue
from backend.features.outcomes import queries as outcomes
from backend.kernel.outbox import OutboxEvent
from backend.kernel.policy import Role
from backend.kernel.uow import UnitOfWork
from backend.wiring import assessment_words as assessing
from backend.wiring import deal_words as deals
from backend.wiring import institution_words as institution
from backend.wiring import matchmaking_words as about

Recipients = Callable[[UnitOfWork, OutboxEvent], Iterable[uuid.UUID]]
Words = Callable[[UnitOfWork, OutboxEvent], tuple[str, str, str]]


@dataclass(frozen=True)
class NoticeRule:
    """Whom to tell of an event; `words` gives title, body and link."""

    recipients: Recipients
    words: Words


def staff(uow: UnitOfWork, _: OutboxEvent) -> list[uuid.UUID]:
    """All platform service people."""
    return members_with_role(uow, frozenset({Role.OPERATOR}))


def staff_if_pending(uow: UnitOfWork, event: OutboxEvent) -> list[uuid.UUID]:
    """Platform service people, unless the organisation came from an import and asks nothing."""
    organisation = uow.session.get_one(Organisation, event.aggregate_id)
    return staff(uow, event) if organisation.status is OrganisationStatus.PENDING else []


def member(uow: UnitOfWork, event: OutboxEvent) -> list[uuid.UUID]:
    """The person of a membership."""
    return [uow.session.get_one(Membership, event.aggregate_id).user_id]


def organisation_admins(uow: UnitOfWork, event: OutboxEvent) -> list[uuid.UUID]:
    """The people who administer or founded an organisation."""
    return members_with_role(uow, frozenset({Role.ORG_ADMIN}), event.aggregate_id)


def _organisation(title: str) -> Words:
    def words(uow: UnitOfWork, event: OutboxEvent) -> tuple[str, str, str]:
        name = uow.session.get_one(Organisation, event.aggregate_id).name
        return title.format(name=name), "", f"/work/organisations/{event.aggregate_id}"

    return words


def _membership(title: str) -> Words:
    def words(uow: UnitOfWork, event: OutboxEvent) -> tuple[str, str, str]:
        row = uow.session.get_one(Membership, event.aggregate_id)
        name = uow.session.get_one(Organisation, row.org_id).name
        return title.format(name=name), "", "/work"

    return words


def outcome_holders(uow: UnitOfWork, event: OutboxEvent) -> list[uuid.UUID]:
    """Whoever wrote the application, else the holders of its organisation."""
    return outcomes.holder_ids(uow, event.aggregate_id)


def _outcome(title: str, link: str = "/work/outcomes/{id}") -> Words:
    def words(uow: UnitOfWork, event: OutboxEvent) -> tuple[str, str, str]:
        brief = outcomes.brief(uow, [event.aggregate_id])[event.aggregate_id]
        facts = json.loads(event.payload)
        name = f"{brief.number or ''} {brief.title}".strip()
        body = str(facts.get("reason") or "")
        return title.format(name=name), body, link.format(id=brief.id)

    return words


APPEAL = "/work/assessments/{id}/appeal"
NOTICES: dict[str, tuple[NoticeRule, ...]] = {
    # --- outcomes
    "outcome.submitted": (NoticeRule(staff, _outcome("待形式审查：{name}", "/work/reviews/{id}")),),
    "outcome.returned": (
        NoticeRule(outcome_holders, _outcome("补正通知：{name}", "/work/outcomes/{id}/edit")),
    ),
    "outcome.accepted": (NoticeRule(outcome_holders, _outcome("受理通知：{name}")),),
    "outcome.refused": (NoticeRule(outcome_holders, _outcome("不予受理通知：{name}")),),
    "outcome.withdrawn": (NoticeRule(staff, _outcome("持有方撤回：{name}")),),
    # --- assessment
    "ahp_sheet.opened": (
        NoticeRule(assessing.named_people, assessing.about_weights("请填写判断矩阵：{name}")),
    ),
    "ahp_sheet.returned": (
        NoticeRule(assessing.named_people, assessing.about_weights("请复核判断矩阵：{name}")),
    ),
    "delphi_study.round_opened": (
        NoticeRule(assessing.named_people, assessing.about_study("请填写指标征询表：{name}")),
    ),
    "delphi_study.reminded": (
        NoticeRule(assessing.named_people, assessing.about_study("指标征询待填写：{name}")),
    ),
    "assessment_appeal.filed": (
        NoticeRule(
            assessing.organisers, assessing.about_assessment("收到申诉，请处理：{name}", APPEAL)
        ),
    ),
    "assessment_appeal.upheld": (
        NoticeRule(
            assessing.assessed_holders,
            assessing.about_assessment("申诉成立，将另组专家复评：{name}", APPEAL),
        ),
    ),
    "assessment_appeal.dismissed": (
        NoticeRule(
            assessing.assessed_holders, assessing.about_assessment("申诉已驳回：{name}", APPEAL)
        ),
    ),
    "evaluation_batch.started": (
        NoticeRule(institution.batch_holders, institution.about_batch("单位评价启动：{name}")),
    ),
    "batch_item.handed_over": (
        NoticeRule(institution.item_reviewers, institution.about_item("评价资料待审核：{name}")),
    ),
    "batch_item.returned": (
        NoticeRule(institution.item_holders, institution.about_item("评价资料退回补正：{name}")),
    ),
    "batch_item.cleared": (
        NoticeRule(institution.item_holders, institution.about_item("评价资料审核通过：{name}")),
    ),
    "batch_item.rejected": (
        NoticeRule(
            institution.item_holders, institution.about_item("不予评价，可提出申诉：{name}")
        ),
    ),
    "batch_item.appealed": (
        NoticeRule(staff, institution.about_item("收到不予评价的申诉，请处理：{name}")),
    ),
    "batch_item.overturned": (
        NoticeRule(institution.item_holders, institution.about_item("申诉成立：{name}")),
        NoticeRule(
            institution.item_reviewers, institution.about_item("申诉成立，请重新审核：{name}")
        ),
    ),
    "batch_item.confirmed": (
        NoticeRule(institution.item_holders, institution.about_item("申诉已驳回：{name}")),
    ),
    "assessment.started": (
        NoticeRule(
            assessing.panel,
            assessing.about_own_task("邀请您参加评估：{name}"),
        ),
        NoticeRule(assessing.assessed_holders, assessing.about_assessment("成果进入评估：{name}")),
    ),
    "panel_member.proposed": (
        NoticeRule(
            assessing.late_member,
            assessing.about_own_task("邀请您参加评估：{name}"),
        ),
    ),
    "panel_member.recused": (
        NoticeRule(
            assessing.organisers, assessing.about_assessment("有专家申请回避，请安排替换：{name}")
        ),
    ),
    "panel_member.conflict_found": (
        NoticeRule(
            assessing.organisers, assessing.about_assessment("专家出现待核实的关系，请核实：{name}")
        ),
    ),
    "panel_member.conflict_decided": (
        NoticeRule(
            assessing.seated,
            assessing.about_own_task("利益关系已核实，可继续评估：{name}"),
        ),
    ),
    "panel_member.excluded": (
        NoticeRule(
            assessing.organisers,
            assessing.about_assessment("有专家应回避，席位已终止、评分作废，请安排替补：{name}"),
        ),
        NoticeRule(
            assessing.seated,
            assessing.about_own_task("您的评估席位已终止：{name}"),
        ),
    ),
    "assessment.annulled": (
        NoticeRule(
            assessing.assessed_holders,
            assessing.about_assessment(
                "评估结果因专家回避作废，将另组专家重新评估：{name}", "/work/outcomes/{outcome}"
            ),
        ),
    ),
    "score_sheet.returned": (NoticeRule(assessing.named_people, assessing.sheet_returned),),
    "assessment.reminded": (
        NoticeRule(
            assessing.named_people,
            assessing.about_own_task("评估待办提醒：{name}"),
        ),
    ),
    "assessment.frozen": (
        NoticeRule(assessing.panel, assessing.about_own_task("评分暂停，已填内容保留：{name}")),
    ),
    "assessment.thawed": (
        NoticeRule(assessing.panel, assessing.about_own_task("评分恢复，请核对已填内容：{name}")),
    ),
    "assessment.scored": (
        NoticeRule(assessing.organisers, assessing.about_assessment("评分完成，待汇总：{name}")),
    ),
    "assessment.released": (
        NoticeRule(
            assessing.panel,
            assessing.about_own_task("评估报告待您确认：{name}"),
        ),
    ),
    "assessment.issued": (
        NoticeRule(
            assessing.assessed_holders,
            assessing.about_assessment("评估报告已出具：{name}", "/work/assessments/{id}/report"),
        ),
    ),
    # --- library, demands, matchmaking
    "library.prepared": (
        NoticeRule(staff, about.about_record("评估通过，待入库发布：{name}", "/work/library/{id}")),
    ),
    "library.published": (
        NoticeRule(
            about.record_holders, about.about_record("成果已入库发布：{name}", "/library/{id}")
        ),
    ),
    "library.unpublished": (
        NoticeRule(
            about.record_holders, about.about_record("成果已从信息库下架：{name}", "/library")
        ),
    ),
    "demand.submitted": (NoticeRule(staff, about.about_demand("待审核需求：{name}")),),
    "demand.returned": (NoticeRule(about.demand_owners, about.about_demand("需求需补充：{name}")),),
    "demand.published": (
        NoticeRule(about.demand_owners, about.about_demand("需求已审核发布：{name}")),
    ),
    "introduction.proposed": (
        NoticeRule(
            about.asked_sides,
            about.about_introduction("对接申请待答复：{name}（需求方：{demander}）"),
        ),
        NoticeRule(staff, about.about_introduction("新的对接申请：{name}（需求方：{demander}）")),
    ),
    "introduction.established": (
        NoticeRule(about.both_sides, about.about_introduction("双方同意，对接成立：{name}")),
        NoticeRule(staff, about.about_introduction("对接成立：{name}（需求方：{demander}）")),
    ),
    "introduction.declined": (
        NoticeRule(about.both_sides, about.about_introduction("对接被婉拒：{name}")),
    ),
    "introduction.withdrawn": (
        NoticeRule(about.both_sides, about.about_introduction("对接申请已撤回：{name}")),
    ),
    "introduction.failed": (
        NoticeRule(about.both_sides, about.about_introduction("对接已结束（未成）：{name}")),
    ),
    # --- identity
    "organisation.registered": (
        NoticeRule(staff_if_pending, _organisation("新的单位认证申请：{name}")),
    ),
    "membership.approved": (NoticeRule(member, _membership("您在“{name}”的身份已生效")),),
    "membership.ended": (NoticeRule(member, _membership("您在“{name}”的身份已终止")),),
    # --- agreements
    "agreement.drafted": (
        NoticeRule(deals.parties, deals.about_agreement("协议草案已建立：{title}")),
    ),
    "agreement.commented": (
        NoticeRule(deals.parties, deals.about_agreement("协议有新的条款意见：{title}")),
    ),
    "agreement.announced": (
        NoticeRule(deals.parties, deals.about_agreement("协议价格开始公示：{title}")),
        NoticeRule(staff, deals.about_agreement("协议价格开始公示：{title}")),
    ),
    "agreement.objected": (
        NoticeRule(deals.parties, deals.about_agreement("公示收到异议：{title}")),
        NoticeRule(staff, deals.about_agreement("公示收到异议：{title}")),
    ),
    "objection.dismissed": (
        NoticeRule(deals.parties, deals.about_agreement("公示异议已处理（不成立）：{title}")),
    ),
    "objection.upheld": (
        NoticeRule(deals.parties, deals.about_agreement("公示异议成立，须重新协商：{title}")),
    ),
    "agreement.finalised": (
        NoticeRule(deals.parties, deals.about_agreement("协议已定稿，请阅读并签署：{title}")),
    ),
    "agreement.reopened": (
        NoticeRule(deals.parties, deals.about_agreement("协议已退回修改，原签署作废：{title}")),
    ),
    "agreement.signature_added": (
        NoticeRule(deals.parties, deals.about_agreement("一方已签署：{title}")),
    ),
    "agreement.signed": (
        NoticeRule(deals.parties, deals.about_agreement("双方签署完成，协议生效：{title}")),
        NoticeRule(staff, deals.about_agreement("双方签署完成，协议生效：{title}")),
    ),
    "agreement.cancelled": (
        NoticeRule(deals.parties, deals.about_agreement("已放弃签约：{title}")),
        NoticeRule(staff, deals.about_agreement("已放弃签约：{title}")),
    ),
    # --- implementation
    "project.opened": (
        NoticeRule(
            deals.sides_of(Project),
            deals.about_project("实施项目已建立：{title}", Project),
        ),
    ),
    "project_issue.opened": (
        NoticeRule(
            deals.sides_of(ProjectIssue),
            deals.about_project("项目出现新问题：{title}", ProjectIssue),
        ),
        NoticeRule(staff, deals.about_project("项目出现新问题：{title}", ProjectIssue)),
    ),
    "project_issue.resolved": (
        NoticeRule(
            deals.sides_of(ProjectIssue),
            deals.about_project("项目问题已解决：{title}", ProjectIssue),
        ),
    ),
    "conversion.reported": (
        NoticeRule(staff, deals.about_project("转化待确认：{title}", Conversion)),
    ),
    "conversion.confirmed": (
        NoticeRule(
            deals.sides_of(Conversion),
            deals.about_project("转化已确认：{title}", Conversion),
        ),
    ),
    "conversion.refused": (
        NoticeRule(
            deals.sides_of(Conversion),
            deals.about_project("转化申报未通过：{title}", Conversion),
        ),
    ),
}
