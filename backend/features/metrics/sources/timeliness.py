"""Timeliness (7.1.2.3): how long people waited for an answer and for the service itself."""

from collections.abc import Sequence
from fractions import Fraction

from backend.features.metrics.bands import SCALES, Band
from backend.features.metrics.figures import Counted, Figure, Period, Variant, graded, text
from backend.features.metrics.formulas import mean_days, median_days
from backend.features.metrics.registry import MetricCode
from backend.features.service_desk.queries import RequestFact, requests_in
from backend.features.service_desk.states import KIND_LABELS, WORKFLOW, RequestStatus
from backend.kernel.clock import SHANGHAI
from backend.kernel.uow import UnitOfWork

CODE = MetricCode.TIMELINESS


def count(uow: UnitOfWork, period: Period, readings: dict[str, str]) -> Figure:
    """Count the requests asked in the period; the cancelled and the open stand apart."""
    facts = requests_in(uow, period.start, period.end)
    counted = [fact for fact in facts if fact.status is not RequestStatus.CANCELLED]
    responded = [fact for fact in counted if fact.response_days is not None]
    completed = [fact for fact in counted if fact.completion_days is not None]
    left_out = [fact for fact in facts if fact.completion_days is None]
    response = [fact.response_days for fact in responded if fact.response_days is not None]
    completion = [fact.completion_days for fact in completed if fact.completion_days is not None]
    response_mean, completion_mean = mean_days(response), mean_days(completion)
    value = chosen(response_mean, completion_mean, readings["timeliness.grade"])
    unanswered = sum(fact.response_days is None for fact in counted)
    return Figure(
        code=CODE,
        headline="all",
        readings=readings,
        variants=(
            Variant(
                code="all",
                label="本期提出的服务事项",
                numerator=tuple(_item(fact) for fact in completed),
                denominator=tuple(_item(fact) for fact in responded),
                excluded=tuple(_item(fact) for fact in left_out),
                value=value,
                extra=(
                    ("平均响应时间", _days(response_mean)),
                    ("响应时间评级", _grade(graded(CODE, response_mean))),
                    ("响应时间中位数", _days(median_days(response))),
                    ("平均完成时间", _days(completion_mean)),
                    ("完成时间评级", _grade(graded(CODE, completion_mean))),
                    ("完成时间中位数", _days(median_days(completion))),
                    ("尚未响应", f"{unanswered} 项"),
                    ("尚未办结", f"{len(counted) - len(completed)} 项"),
                    ("已撤销", f"{len(facts) - len(counted)} 项"),
                ),
                band=graded(CODE, value),
                warning=next((fact.warning for fact in facts if fact.warning), ""),
            ),
        ),
    )


def chosen(response: Fraction | None, completion: Fraction | None, reading: str) -> Fraction | None:
    """Return the mean that is graded: the slower one, unless the reading names one.

    In working days; the slower mean is never in a better band than the other.
    """
    if reading == "response":
        return response
    if reading == "completion":
        return completion
    known = [value for value in (response, completion) if value is not None]
    return max(known, default=None)


def _days(value: Fraction | None) -> str:
    shown = text(CODE, value)
    return f"{shown} 工作日" if shown is not None else "无样本"


def _grade(band: Band | None) -> str:
    return band.label_zh if band else "无样本"


def _item(fact: RequestFact) -> Counted:
    return Counted(
        id=fact.id,
        kind="request",
        number=fact.number,
        title=fact.title,
        public_title=KIND_LABELS[fact.kind][0],
        link=fact.link,
        on=fact.asked_at.astimezone(SHANGHAI).date(),
        note=_note(fact),
    )


def _note(fact: RequestFact) -> str:
    parts: Sequence[tuple[str, float | None]] = (
        ("响应", fact.response_days),
        ("完成", fact.completion_days),
        ("等待用户", fact.paused_days or None),
    )
    spans = [f"{name} {days:.2f} 工作日" for name, days in parts if days is not None]
    if fact.completion_days is None:
        spans.insert(0, WORKFLOW.label(fact.status))
    return "，".join(spans)


__all__ = ["CODE", "SCALES", "chosen", "count"]
