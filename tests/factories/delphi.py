"""Delphi studies for tests: a panel, rounds, answers."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlmodel import col, select

from backend.features.assessment.delphi_models import DelphiAnswer, DelphiRound, DelphiStudy
from backend.features.assessment.schemas.delphi import DelphiRoundInput, DelphiStudyInput
from backend.features.assessment.schemas.delphi_tasks import DelphiAnswerInput
from backend.features.assessment.service import delphi as service
from backend.features.assessment.service import delphi_tasks as tasks
from backend.kernel.policy import Role
from backend.kernel.uow import House
from tests.factories.assessments import make_expert
from tests.factories.people import Person, make_person

BASIS = {"practice": "large", "theory": "medium", "peers": "small", "intuition": "small"}
Rate = Callable[[int, str], int | None]


@dataclass
class Study:
    """A study with its people."""

    house: House
    operator: Person
    study_id: uuid.UUID
    experts: list[Person] = field(default_factory=list)

    def study(self) -> DelphiStudy:
        with self.house.reading() as uow:
            return uow.session.get_one(DelphiStudy, self.study_id)

    def round(self) -> DelphiRound:
        with self.house.reading() as uow:
            return uow.session.exec(
                select(DelphiRound)
                .where(col(DelphiRound.study_id) == self.study_id)
                .order_by(col(DelphiRound.number).desc())
            ).first()

    def answer(self, k: int) -> DelphiAnswer:
        with self.house.reading() as uow:
            return uow.session.exec(
                select(DelphiAnswer).where(
                    col(DelphiAnswer.round_id) == self.round().id,
                    col(DelphiAnswer.user_id) == self.experts[k].user_id,
                )
            ).one()

    def open(self, **data: object) -> None:
        with self.house.unit_of_work(self.operator.actor) as uow:
            service.open_round(uow, self.study_id, self.study().version, DelphiRoundInput(**data))

    def reasons(self, k: int, rate: Rate) -> dict[str, str]:
        """Say why wherever a rating lies outside the quartiles of the round before."""
        with self.house.reading() as uow:
            before = uow.session.exec(
                select(DelphiRound).where(
                    col(DelphiRound.study_id) == self.study_id,
                    col(DelphiRound.number) == self.round().number - 1,
                )
            ).first()
        items = (before.result or {})["items"] if before else []
        return {
            item["code"]: "依据临床经验保留原判断"
            for item in items
            if (value := rate(k, item["code"])) and not item["q1"] <= value <= item["q3"]
        }

    def save(
        self, k: int, rate: Rate, comments: Mapping[str, str] | None = None, suggestions: str = ""
    ) -> None:
        said = self.reasons(k, rate) if comments is None else comments
        items = [item["code"] for item in self.round().items]
        with self.house.unit_of_work(self.experts[k].actor) as uow:
            answer = self.answer(k)
            tasks.save_delphi_answer(
                uow,
                answer.id,
                answer.version,
                DelphiAnswerInput(
                    familiarity="very" if k % 2 else "fairly",
                    basis=BASIS,
                    ratings=[
                        {"code": code, "value": rate(k, code), "comment": said.get(code, "")}
                        for code in items
                    ],
                    suggestions=suggestions,
                ),
            )

    def submit(self, k: int) -> None:
        with self.house.unit_of_work(self.experts[k].actor) as uow:
            answer = self.answer(k)
            tasks.submit_delphi_answer(uow, answer.id, answer.version)

    def close_round(self) -> dict:
        with self.house.unit_of_work(self.operator.actor) as uow:
            service.close_round(uow, self.study_id, self.study().version)
        return self.round().result

    def run(self, rate: Rate, *, skip: tuple[int, ...] = (), **data: object) -> dict:
        """Open a round, let everybody but some answer, close it."""
        self.open(**data)
        for k in range(len(self.experts)):
            if k not in skip:
                self.save(k, rate)
                self.submit(k)
        return self.close_round()

    def close(self, reason: str = "") -> DelphiStudy:
        with self.house.unit_of_work(self.operator.actor) as uow:
            service.close_study(uow, self.study_id, self.study().version, reason)
        return self.study()


def make_study(
    house: House,
    size: int = 10,
    *,
    operator: Person | None = None,
    first_expert: tuple[Person, uuid.UUID] | None = None,
    **data: object,
) -> Study:
    """Prepare a study with a panel."""
    operator = operator or make_person(house, Role.OPERATOR)
    team = [first_expert] if first_expert else []
    team += [make_expert(house) for _ in range(size - len(team))]
    with house.unit_of_work(operator.actor) as uow:
        study = service.create_study(
            uow,
            DelphiStudyInput(
                title="评估指标重要性征询", expert_ids=[expert for _, expert in team], **data
            ),
        )
        study_id = study.id
    return Study(house, operator, study_id, [person for person, _ in team])
