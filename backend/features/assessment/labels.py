"""Names of modes and stages as users read them."""

from backend.features.assessment.models import Blindness, ReviewMode

MODE_LABELS: dict[ReviewMode, tuple[str, str]] = {
    ReviewMode.LETTER: ("函审", "By letter"),
    ReviewMode.MEETING: ("会议评审", "By meeting"),
}

BLINDNESS_LABELS: dict[Blindness, tuple[str, str]] = {
    Blindness.SINGLE: ("单盲（专家匿名）", "Single-blind (experts anonymous)"),
    Blindness.DOUBLE: ("双盲（专家与申请方互不知名）", "Double-blind (neither knows the other)"),
}

STAGE_LABELS: dict[str, str] = {
    "declare": "待签署回避声明",
    "score": "待评分",
    "submitted": "已提交评分",
    "paused": "待平台核实关系",
    "consent": "待确认报告",
    "consented": "已确认报告",
    "done": "已完成",
    "recused": "已回避",
    "replaced": "已替换",
    "excluded": "已终止（应回避）",
    "cancelled": "已取消",
}

RESULT_LABELS: dict[str, str] = {
    "passed": "通过",
    "failed": "未通过",
    "incomplete": "评分不完整",
}
