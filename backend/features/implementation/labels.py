"""Names of codes as users read them."""

from backend.features.implementation.models import ConversionKind, ProjectSide, ReportKind, Track

SIDE_LABELS = {
    ProjectSide.PLATFORM: "平台",
    ProjectSide.HOLDER: "持有方",
    ProjectSide.DEMANDER: "需求方",
}
TRACK_LABELS = {Track.SERVICE: "服务计划", Track.PROJECT: "实施里程碑"}
REPORT_LABELS = {ReportKind.PROGRESS: "进展报告", ReportKind.VISIT: "平台回访"}
KIND_LABELS = {
    ConversionKind.CONTRACT_PERFORMED: "协议已首次履行",
    ConversionKind.PRODUCT_LAUNCHED: "产品或服务已上市（投入使用）",
    ConversionKind.SELF_INVESTED: "自行投资实施",
    ConversionKind.EQUITY: "作价投资已入股",
}
