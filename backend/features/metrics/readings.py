"""Where the standard leaves room: the question, the reading chosen, and its alternatives.

Every figure is shown together with the readings it rests on.
"""

from dataclasses import dataclass

from backend.features.metrics.registry import MetricCode
from backend.kernel.errors import Invalid


@dataclass(frozen=True)
class MetricReading:
    """One open question of the standard as a setting with allowed values."""

    key: str
    code: MetricCode
    clause: str
    question: str
    default: str
    options: tuple[tuple[str, str], ...]

    def label(self, value: str) -> str:
        """Return a value in words."""
        return dict(self.options)[value]


_MONTHS = (6, 12, 18, 24, 36)

READINGS: dict[str, MetricReading] = {
    r.key: r
    for r in (
        MetricReading(
            "conversion.headline", MetricCode.CONVERSION, "7.1.2.1",
            "“总成果数量”以何为准：本期受理的成果，还是受理已满若干月的成果（队列）？两种口径并列显示。",
            "period",
            (
                ("period", "评级以本期受理的成果为准，队列口径并列显示"),
                ("cohort", "评级以受理已满规定月数的成果为准，本期口径并列显示"),
            ),
        ),
        MetricReading(
            "conversion.cohort_months", MetricCode.CONVERSION, "7.1.2.1",
            "队列口径下，受理满多少个月的成果才计入分母？", "12",
            tuple((str(n), f"受理满 {n} 个月") for n in _MONTHS),
        ),
        MetricReading(
            "conversion.counts", MetricCode.CONVERSION, "7.1.2.1",
            "何为“成功转化”？", "performed",
            (
                ("performed", "协议已签订且已首次履行，或自有产品已上市，均须有经核实的证明"),
                ("signed", "协议已签订即计入"),
            ),
        ),
        MetricReading(
            "timeliness.grade", MetricCode.TIMELINESS, "7.1.2.3",
            "响应时间与完成时间各有均值而评价只有一个；3 与 4 个工作日之间未作规定。", "worse",
            (
                ("worse", "(3,7] 视为一般；两个均值分别评级，取较差者，两者均显示"),
                ("response", "(3,7] 视为一般；以平均响应时间评级"),
                ("completion", "(3,7] 视为一般；以平均完成时间评级"),
            ),
        ),
        MetricReading(
            "matching.base", MetricCode.MATCHING, "7.1.2.5",
            "“技术对接项目”自何时算起？", "consent",
            (
                ("consent", "自供需双方均同意对接之日起计入"),
                ("met", "双方同意且已有会面、会议或考察记录的才计入"),
            ),
        ),
    )
}  # fmt: skip


def reading(key: str) -> MetricReading:
    """Return a reading by its key.

    Raises
    ------
    Invalid
        There is none.
    """
    found = READINGS.get(key)
    if found is None:
        raise Invalid.field("/key", "没有这项口径，可用：" + "、".join(READINGS))
    return found


def check_value(key: str, value: str) -> None:
    """Refuse a value that the reading does not allow."""
    allowed = [option for option, _ in reading(key).options]
    if value not in allowed:
        raise Invalid.field("/value", "只能取：" + "、".join(allowed))
