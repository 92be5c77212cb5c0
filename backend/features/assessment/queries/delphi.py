"""Reads of Delphi studies for organisers: progress and figures, never a single answer."""

import uuid
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from backend.features.assessment.delphi_computing import ADVISED, LEVELS, RoundRules, tree_items
from backend.features.assessment.delphi_models import (
    DelphiAnswer,
    DelphiPanelist,
    DelphiRound,
    DelphiStudy,
)
from backend.features.assessment.delphi_states import (
    DELPHI_WORKFLOW,
    DelphiAnswerStatus,
    DelphiStatus,
)
from backend.features.assessment.models import IndicatorSystem
from backend.features.assessment.schemas.delphi import (
    CoefficientLevel,
    CoefficientRow,
    CoefficientTables,
    CoefficientTableView,
    DelphiCommentView,
    DelphiConclusionView,
    DelphiConcordanceView,
    DelphiItemResult,
    DelphiItemView,
    DelphiLimitView,
    DelphiPanelistView,
    DelphiRoundView,
    DelphiStudyRow,
    DelphiStudyView,
    DelphiWeight,
)
from backend.features.assessment.trees import system_by_id, tree_of
from backend.features.experts.models import Expert
from backend.features.experts.queries import category_label
from backend.features.identity.models import Organisation, User
from backend.features.notifications.queries import history
from backend.kernel.errors import Conflict
from backend.kernel.paging import PageRequest, fetch_page, ordering
from backend.kernel.schema import Page
from backend.kernel.uow import UnitOfWork
from evaluation import (
    BASIS_TABLES,
    FAMILIARITY_TABLES,
    CoefficientTable,
    ScreenRule,
    StopRule,
)

Json = dict[str, Any]
WHOLE = "全部条目"


def rules_of(study: DelphiStudy) -> RoundRules:
    """Return what the study fixed before its first round."""
    return RoundRules(
        scale_max=study.scale_max,
        familiarity=study.familiarity_table,
        basis=study.basis_table,
        stop=StopRule(**study.stop_rule),
        screen=ScreenRule(**study.screen_rule),
    )


def rounds_of(uow: UnitOfWork, study_id: uuid.UUID) -> list[DelphiRound]:
    """Return the rounds of a study in order."""
    return list(
        uow.session.exec(
            select(DelphiRound)
            .where(col(DelphiRound.study_id) == study_id)
            .order_by(col(DelphiRound.number))
        ).all()
    )


def panelists_of(uow: UnitOfWork, study_id: uuid.UUID) -> list[DelphiPanelist]:
    """Return the panel of a study."""
    return list(
        uow.session.exec(
            select(DelphiPanelist)
            .where(col(DelphiPanelist.study_id) == study_id)
            .order_by(col(DelphiPanelist.id))
        ).all()
    )


def answers_of(uow: UnitOfWork, round_id: uuid.UUID) -> list[DelphiAnswer]:
    """Return the questionnaires of a round."""
    return list(
        uow.session.exec(
            select(DelphiAnswer)
            .where(col(DelphiAnswer.round_id) == round_id)
            .order_by(col(DelphiAnswer.id))
        ).all()
    )


def items_now(uow: UnitOfWork, study: DelphiStudy, rounds: list[DelphiRound]) -> list[Json]:
    """Return the items as they stand: those of the last round, or the whole tree before it."""
    return rounds[-1].items if rounds else tree_items(tree_of(system_by_id(uow, study.system_id)))


def warnings_of(panel: int) -> list[str]:
    """Say what is not wrong but unwise about a panel."""
    if panel < ADVISED:
        return [f"征询专家 {panel} 名，建议不少于 {ADVISED} 名；人数过少时协调系数与分位数不稳定。"]
    return []


def item_view(item: Json) -> DelphiItemView:
    """Return an item as it is asked."""
    return DelphiItemView(**item, level_label=LEVELS.get(item["level"], f"{item['level']} 级指标"))


def study_page(
    uow: UnitOfWork, request: PageRequest, status: DelphiStatus | None = None
) -> Page[DelphiStudyRow]:
    """Return the studies."""
    statement = select(DelphiStudy).where(uow.visible("delphi_study.read"))
    if status is not None:
        statement = statement.where(col(DelphiStudy.status) == status)
    order = ordering(
        request,
        {"created_at": col(DelphiStudy.created_at), "closed_at": col(DelphiStudy.closed_at)},
        "-created_at",
    )
    rows, total = fetch_page(uow.session, statement, request, order, col(DelphiStudy.id))
    items = [study_row(uow, row) for row in rows]
    return Page(items=items, total=total, page=request.page, size=request.size)


def study_row(uow: UnitOfWork, study: DelphiStudy) -> DelphiStudyRow:
    """Return one line of the list."""
    system = uow.session.get_one(IndicatorSystem, study.system_id)
    rounds = rounds_of(uow, study.id)
    submitted = 0
    if rounds:
        submitted = sum(
            1
            for answer in answers_of(uow, rounds[-1].id)
            if answer.status is DelphiAnswerStatus.SUBMITTED
        )
    panel = uow.session.exec(
        select(sa.func.count())
        .select_from(DelphiPanelist)
        .where(col(DelphiPanelist.study_id) == study.id)
    ).one()
    return DelphiStudyRow(
        id=study.id,
        number=study.number,
        title=study.title,
        status=study.status,
        status_label=DELPHI_WORKFLOW.label(study.status),
        tree_name=system.name,
        tree_version=system.tree_version,
        scale_max=study.scale_max,
        panel=int(panel),
        round=len(rounds),
        submitted=submitted,
        closed_at=study.closed_at,
        created_at=study.created_at,
        is_demo=study.is_demo,
    )


def study_view(uow: UnitOfWork, study: DelphiStudy) -> DelphiStudyView:
    """Return a study as its organisers see it."""
    row = study_row(uow, study)
    rounds = rounds_of(uow, study.id)
    return DelphiStudyView(
        **row.model_dump(),
        version=study.version,
        purpose=study.purpose,
        familiarity_table=study.familiarity_table,
        basis_table=study.basis_table,
        stop_rule=study.stop_rule,
        screen_rule=study.screen_rule,
        warnings=warnings_of(row.panel),
        panelists=_panelists(uow, study, rounds),
        items=[item_view(item) for item in items_now(uow, study, rounds)],
        rounds=[round_view(uow, one) for one in rounds],
        conclusion=_conclusion(uow, study),
        may_invite=study.status is DelphiStatus.DRAFT and uow.allows("delphi_study.invite", study),
        may_remind=study.status is DelphiStatus.COLLECTING
        and row.submitted < row.panel
        and uow.allows("delphi_study.remind", study),
        history=history(uow, study.id),
        available_actions=DELPHI_WORKFLOW.available(uow, study),
    )


def _panelists(
    uow: UnitOfWork, study: DelphiStudy, rounds: list[DelphiRound]
) -> list[DelphiPanelistView]:
    now = (
        {answer.panelist_id: answer for answer in answers_of(uow, rounds[-1].id)} if rounds else {}
    )
    rows = uow.session.exec(
        select(DelphiPanelist, Expert, col(User.name), col(Organisation.name))
        .join(Expert, col(Expert.id) == col(DelphiPanelist.expert_id))
        .join(User, col(User.id) == col(DelphiPanelist.user_id))
        .join(Organisation, col(Organisation.id) == col(Expert.org_id))
        .where(col(DelphiPanelist.study_id) == study.id)
        .order_by(col(User.name), col(DelphiPanelist.id))
    ).all()
    return [
        DelphiPanelistView(
            expert_id=expert.id,
            name=name,
            organisation_name=organisation,
            category_label=category_label(expert.category),
            submitted=panelist.id in now
            and now[panelist.id].status is DelphiAnswerStatus.SUBMITTED,
            reminded_at=now[panelist.id].reminded_at if panelist.id in now else None,
        )
        for panelist, expert, name, organisation in rows
    ]


def round_view(uow: UnitOfWork, one: DelphiRound) -> DelphiRoundView:
    """Return a round: counts while it is open, figures once it is closed."""
    answers = answers_of(uow, one.id)
    view = DelphiRoundView(
        number=one.number,
        items=[item_view(item) for item in one.items],
        changes=[change["text"] for change in one.changes],
        message=one.message,
        due_on=one.due_on,
        opened_at=one.opened_at,
        closed_at=one.closed_at,
        sent=len(answers),
        returned=sum(1 for a in answers if a.status is DelphiAnswerStatus.SUBMITTED),
    )
    return view if one.result is None else _closed(view, one.items, one.result)


def _closed(view: DelphiRoundView, items: list[Json], found: Json) -> DelphiRoundView:
    names = {item["code"]: item["name"] for item in items}
    recovery, authority, stop = found["recovery"], found["authority"], found["stop"]
    stability = found["stability"] or {}
    return view.model_copy(
        update={
            "returned": found["experts"],
            "recovery": recovery["value"],
            "recovery_word": recovery["word"],
            "commented": recovery["commented"],
            "Ca": authority["Ca"],
            "Cs": authority["Cs"],
            "Cr": authority["Cr"],
            "Cr_lowest": authority["lowest"],
            "Cr_highest": authority["highest"],
            "basis_table": authority["basis"],
            "familiarity_table": authority["familiarity"],
            "authority_accepted": authority["accepted"],
            "results": [DelphiItemResult(**item) for item in found["items"]],
            "limits": [DelphiLimitView(**limit) for limit in found["limits"]],
            "concordance": [
                DelphiConcordanceView(
                    scope=scope,
                    scope_label=WHOLE if scope == "all" else LEVELS.get(int(scope), scope),
                    **figures,
                )
                for scope, figures in found["concordance"].items()
            ],
            "median_changed": stability.get("median_changed"),
            "stable_items": stability.get("stable_items"),
            "compared_items": stability.get("compared_items"),
            "stop": stop["stop"],
            "reached": stop["reached"],
            "stop_head": stop["head"],
            "stop_reasons": stop["reasons"],
            "comments": [
                DelphiCommentView(code=code, name=names[code], texts=texts)
                for code, texts in found["comments"].items()
            ],
            "suggestions": found["suggestions"],
            "inputs_hash": found["inputs_hash"],
        }
    )


def _conclusion(uow: UnitOfWork, study: DelphiStudy) -> DelphiConclusionView | None:
    found = study.conclusion
    if found is None:
        return None
    system = uow.session.get_one(IndicatorSystem, study.proposed_system_id or study.system_id)
    tree = tree_of(system)
    leaves = (found["weights"] or {}).get("leaves", {})
    return DelphiConclusionView(
        rounds=found["rounds"],
        reached=found["reached"],
        stop_reasons=found["stop_reasons"],
        reason=found["reason"],
        kept=found["kept"],
        dropped=found["dropped"],
        added=found["added"],
        tree_name=system.name,
        tree_version=system.tree_version,
        tree_hash=system.hash,
        unchanged=study.proposed_system_id is None,
        open_points=found["open_points"],
        leaves=[
            DelphiWeight(code=leaf.code, name=leaf.name, weight=leaves[leaf.code])
            for leaf in tree.leaves
            if leaf.code in leaves
        ],
        hash=study.conclusion_hash,
    )


def closed_rounds(uow: UnitOfWork, study: DelphiStudy) -> list[DelphiRoundView]:
    """Return the rounds that have figures.

    Raises
    ------
    Conflict
        No round is closed yet.
    """
    closed = [round_view(uow, one) for one in rounds_of(uow, study.id) if one.result is not None]
    if not closed:
        raise Conflict("还没有结束的轮次，不能导出数据。")
    return closed


def coefficient_tables() -> CoefficientTables:
    """Return the coefficient tables with their versions and values (clause 5.1.2.2.3)."""
    return CoefficientTables(
        basis=[_coefficients(table) for table in BASIS_TABLES.values()],
        familiarity=[_coefficients(table) for table in FAMILIARITY_TABLES.values()],
    )


def _coefficients(table: CoefficientTable) -> CoefficientTableView:
    return CoefficientTableView(
        id=table.id,
        version=table.version,
        label=table.label,
        rows=[
            CoefficientRow(
                label=row,
                levels=[
                    CoefficientLevel(label=name, value=value) for name, value in levels.items()
                ],
            )
            for row, levels in table.rows.items()
        ],
    )


def study_data(uow: UnitOfWork, study: DelphiStudy) -> Json:
    """Return closed rounds under pseudonyms, in the form that ``hepabridge delphi`` reads.

    Raises
    ------
    Conflict
        No round is closed yet.
    """
    closed = [one for one in rounds_of(uow, study.id) if one.table is not None]
    if not closed:
        raise Conflict("还没有结束的轮次，不能导出数据。")
    return {
        "study": study.number,
        "scale_max": study.scale_max,
        "delete_at": study.screen_rule.get("delete_at", 3),
        "familiarity_table": study.familiarity_table,
        "rounds": [one.table for one in closed],
    }
