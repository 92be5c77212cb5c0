"""Experts, approved weights and panels for tests."""

import hashlib
import itertools
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlmodel import col, select

from backend.features.assessment import service
from backend.features.assessment.models import (
    AhpSheet,
    Assessment,
    PanelMember,
    Report,
    ScoreSheet,
    WeightSet,
)
from backend.features.assessment.queries.tasks import sheet_of, task_view
from backend.features.assessment.schemas.panels import AssessmentInput, NominateInput, SignInput
from backend.features.assessment.schemas.results import (
    ConsentInput,
    MaturityInput,
    ProofInput,
    ReportInput,
    SwotInput,
)
from backend.features.assessment.schemas.scores import NotesInput, ScoreInput
from backend.features.experts import service as expert_base
from backend.features.experts.models import ExpertCategory, SourceSector
from backend.features.experts.schemas import ExpertInput
from backend.features.outcomes.models import Outcome
from backend.features.outcomes.states import OutcomeStatus
from backend.kernel.policy import Role
from backend.kernel.uow import House
from evaluation import STANDARD_TREE
from tests.factories.people import Person, make_person

_count = itertools.count(1)
C, S = ExpertCategory, SourceSector
SEATS = (
    (C.CLINICAL, S.HOSPITAL),
    (C.CLINICAL, S.UNIVERSITY),
    (C.ENGINEERING, S.INSTITUTE),
    (C.ENGINEERING, S.COMPANY),
    (C.INVESTMENT, S.INVESTOR),
)
ANSWERS = {
    node.code: ["1"] * (len(node.children) * (len(node.children) - 1) // 2)
    for node in STANDARD_TREE.inner
}


def make_expert(
    house: House,
    category: ExpertCategory = C.CLINICAL,
    sector: SourceSector | None = S.HOSPITAL,
    *,
    person: Person | None = None,
    active: bool = True,
    org: uuid.UUID | None = None,
    **fields: object,
) -> tuple[Person, uuid.UUID]:
    """Make a person in the expert base."""
    who = person or make_person(house, Role.EXPERT, org=org)
    data = {"fields": ["drug"], "liver_years": 12, "title": "主任医师"} | fields
    with house.unit_of_work() as uow:
        expert = expert_base.add_expert(
            uow,
            who.user_id,
            who.org_id,
            ExpertInput(category=category, source_sector=sector, **data),
        )
        if active:
            expert_base.activate_expert(uow, expert.id, expert.version)
        return who, expert.id


def make_outcome(
    house: House,
    holder: Person,
    *,
    status: OutcomeStatus = OutcomeStatus.ACCEPTED,
    **fields: object,
) -> uuid.UUID:
    """Make an outcome in a state, without its way there."""
    n = next(_count)
    with house.unit_of_work() as uow:
        outcome = uow.add(
            Outcome(
                number=f"CG-2026-9{n:05d}",
                status=status,
                holder_org_id=holder.org_id,
                owner_id=holder.user_id,
                title=f"软肝颗粒的组方与制备工艺 {n}",
                kind="drug",
                tech_field="drug",
                summary="用于慢性乙型肝炎肝纤维化的复方颗粒。",
                background="机密背景-CANARY",
                accepted_at=uow.now(),
                **fields,
            )
        )
        return outcome.id


def approved_weights(house: House, expert: tuple[Person, uuid.UUID] | None = None) -> uuid.UUID:
    """Make an approved weight set from the judgements of one expert, new or given."""
    who, expert_id = expert or make_expert(house)
    with house.unit_of_work() as uow:
        weight_set = service.create_weight_set(uow, "测试权重", [expert_id])
        sheet = uow.session.exec(
            select(AhpSheet).where(col(AhpSheet.weight_set_id) == weight_set.id)
        ).one()
        identity = weight_set.id, sheet.id
    with house.unit_of_work(who.actor) as uow:
        sheet = uow.session.get_one(AhpSheet, identity[1])
        service.save_answers(uow, sheet.id, sheet.version, ANSWERS)
        uow.session.flush()
        service.submit_answers(uow, sheet.id, sheet.version)
    with house.unit_of_work() as uow:
        weight_set = uow.session.get_one(WeightSet, identity[0])
        service.approve_weight_set(uow, weight_set.id, weight_set.version)
    return identity[0]


@dataclass
class Panel:
    """An assessment with its people."""

    house: House
    operator: Person
    holder: Person
    outcome_id: uuid.UUID
    assessment_id: uuid.UUID
    experts: list[Person] = field(default_factory=list)
    members: list[uuid.UUID] = field(default_factory=list)

    def assessment(self) -> Assessment:
        with self.house.reading() as uow:
            return uow.session.get_one(Assessment, self.assessment_id)

    def member(self, k: int) -> PanelMember:
        with self.house.reading() as uow:
            return uow.session.get_one(PanelMember, self.members[k])

    def sheet(self, k: int) -> ScoreSheet:
        with self.house.reading() as uow:
            return uow.session.exec(
                select(ScoreSheet).where(col(ScoreSheet.member_id) == self.members[k])
            ).one()

    def report(self) -> Report:
        with self.house.reading() as uow:
            return uow.session.exec(
                select(Report).where(col(Report.assessment_id) == self.assessment_id)
            ).one()

    def start(self) -> None:
        with self.house.unit_of_work(self.operator.actor) as uow:
            service.start_assessment(uow, self.assessment_id, self.assessment().version)

    def sign(self, k: int) -> None:
        with self.house.unit_of_work(self.experts[k].actor) as uow:
            member = uow.session.get_one(PanelMember, self.members[k])
            view = task_view(uow, member)
            service.sign_declaration(
                uow,
                member.id,
                member.version,
                SignInput(
                    name=self.experts[k].actor.name,
                    text_sha256=hashlib.sha256(view.declaration_text.encode()).hexdigest(),
                    accept=True,
                ),
            )

    def score(
        self, k: int, value: float | Callable[[str], float] = 70.0, comment: str = "依据充分"
    ) -> None:
        member = self.member(k)
        with self.house.unit_of_work(self.experts[k].actor) as uow:
            sheet = sheet_of(uow, member.id)
            for code in member.leaves:
                leaf = STANDARD_TREE.node(code)
                answers = {q.code: "是" for q in leaf.questions if q.kind in {"yes_no", "score"}}
                given = value(code) if callable(value) else value
                service.save_score(
                    uow,
                    member.id,
                    code,
                    sheet.version,
                    ScoreInput(value=given, comment=comment, answers=answers),
                )
                uow.session.flush()

    def advise(self, k: int, text: str = "建议补充对照研究。", **notes: object) -> None:
        with self.house.unit_of_work(self.experts[k].actor) as uow:
            service.save_notes(
                uow, self.members[k], self.sheet(k).version, NotesInput(advice=text, **notes)
            )

    def submit(self, k: int) -> None:
        with self.house.unit_of_work(self.experts[k].actor) as uow:
            service.submit_sheet(uow, self.members[k], self.sheet(k).version)

    def release(self) -> None:
        with self.house.unit_of_work(self.operator.actor) as uow:
            service.release_result(uow, self.assessment_id, self.assessment().version)

    def prove(self, codes: list[str]) -> None:
        with self.house.unit_of_work(self.operator.actor) as uow:
            service.set_maturity(
                uow,
                self.assessment_id,
                self.assessment().version,
                MaturityInput(
                    scale_id="trl-drug",
                    proofs=[ProofInput(code=code, note="附件 1") for code in codes],
                ),
            )

    def write(self, **parts: object) -> None:
        report = self.report()
        data = {
            "overview": report.overview,
            "maturity_statement": report.maturity_statement or "依据材料评定为 TRL 2。",
            "transfer_advice": "建议以许可方式与具备颗粒剂产线的企业合作。",
            "routes": ["license"],
            "expert_advice": report.expert_advice,
            "limits": report.limits,
            "valid_until": report.valid_until,
        } | parts
        self.confirm_swot()
        report = self.report()
        with self.house.unit_of_work(self.operator.actor) as uow:
            service.write_report(uow, self.assessment_id, report.version, ReportInput(**data))

    def confirm_swot(self) -> None:
        """Confirm the statements drafted from the scores; write one where there are none."""
        assessment = self.assessment()
        drafted = [item | {"confirmed": True} for item in assessment.swot]
        items = drafted or [
            {"quadrant": "S", "statement": "原创组方", "indicator_code": "C1", "confirmed": True}
        ]
        if items == assessment.swot:
            return
        keys = ("quadrant", "statement", "indicator_code", "file_ids", "rating", "confirmed")
        with self.house.unit_of_work(self.operator.actor) as uow:
            service.set_swot(
                uow,
                self.assessment_id,
                assessment.version,
                SwotInput(items=[{k: i[k] for k in keys if k in i} for i in items]),
            )

    def consent(self, k: int, dissent: str = "") -> None:
        with self.house.unit_of_work(self.experts[k].actor) as uow:
            member = uow.session.get_one(PanelMember, self.members[k])
            service.consent(
                uow,
                member.id,
                member.version,
                ConsentInput(
                    agreed=not dissent, dissent=dissent, content_hash=self.report().content_hash
                ),
            )

    def issue(self) -> None:
        with self.house.unit_of_work(self.operator.actor) as uow:
            service.issue_report(uow, self.assessment_id, self.assessment().version)

    def all_signed(self) -> "Panel":
        self.start()
        for k in range(len(self.experts)):
            self.sign(k)
        return self

    def all_scored(self, value: float | Callable[[str], float] = 70.0) -> "Panel":
        self.all_signed()
        for k in range(len(self.experts)):
            self.score(k, value)
            self.advise(k)
            self.submit(k)
        return self

    def all_released(self, value: float | Callable[[str], float] = 70.0) -> "Panel":
        self.all_scored(value)
        self.release()
        return self

    def all_issued(self, value: float | Callable[[str], float] = 70.0) -> "Panel":
        self.all_released(value)
        self.write()
        for k in range(len(self.experts)):
            self.consent(k)
        self.issue()
        return self


def make_panel(
    house: House,
    *,
    holder: Person | None = None,
    operator: Person | None = None,
    seats: tuple[tuple[ExpertCategory, SourceSector], ...] = SEATS,
    weights: bool = True,
    team: list[tuple[Person, uuid.UUID]] | None = None,
    outcome_id: uuid.UUID | None = None,
    **settings: object,
) -> Panel:
    """Make a prepared assessment with a nominated panel: new experts, or a given team."""
    holder = holder or make_person(house, Role.HOLDER)
    operator = operator or make_person(house, Role.OPERATOR)
    if weights:
        approved_weights(house)
    outcome_id = outcome_id or make_outcome(house, holder)
    with house.unit_of_work(operator.actor) as uow:
        assessment = service.create_assessment(
            uow, AssessmentInput(outcome_id=outcome_id, **settings)
        )
        assessment_id = assessment.id
    panel = Panel(house, operator, holder, outcome_id, assessment_id)
    for person, expert_id in team or [make_expert(house, *seat) for seat in seats]:
        nominate(panel, expert_id)
        panel.experts.append(person)
    return panel


def nominate(panel: Panel, expert_id: uuid.UUID, decision: str = "") -> None:
    """Put an expert on the panel."""
    with panel.house.unit_of_work(panel.operator.actor) as uow:
        member = service.nominate(
            uow,
            panel.assessment_id,
            panel.assessment().version,
            NominateInput(expert_id=expert_id, conflict_decision=decision),
        )
        panel.members.append(member.id)
