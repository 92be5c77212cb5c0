"""Commands on projects."""

from backend.features.implementation.service.conversions import (
    attach_proof,
    confirm,
    declare,
    refuse,
    report_conversion,
)
from backend.features.implementation.service.problems import fire_issue, open_issue
from backend.features.implementation.service.projects import (
    add_milestone,
    attach,
    change_milestone,
    fire,
    open_project,
    reach_milestone,
    report,
)

__all__ = [
    "add_milestone",
    "attach",
    "attach_proof",
    "change_milestone",
    "confirm",
    "declare",
    "fire",
    "fire_issue",
    "open_issue",
    "open_project",
    "reach_milestone",
    "refuse",
    "report",
    "report_conversion",
]
