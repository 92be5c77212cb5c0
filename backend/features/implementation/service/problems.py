"""Problems of a project: reported, taken, solved (5.3.2.3, 6.5.1)."""

import uuid

from backend.features.implementation.events import IssueOpened
from backend.features.implementation.models import Project, ProjectIssue
from backend.features.implementation.schemas import IssueInput
from backend.features.implementation.service.projects import working_project
from backend.features.implementation.states import ISSUE_WORKFLOW
from backend.kernel.uow import UnitOfWork


def open_issue(uow: UnitOfWork, project_id: uuid.UUID, data: IssueInput) -> ProjectIssue:
    """Report a problem and name who is to solve it."""
    project = working_project(uow, project_id)
    issue = uow.add(
        ProjectIssue(
            project_id=project.id,
            holder_org_id=project.holder_org_id,
            demander_org_id=project.demander_org_id,
            opened_by=uow.actor.user_id,
            opened_by_name=uow.actor.name,
            **data.model_dump(),
        )
    )
    uow.touch(project)
    uow.record(IssueOpened(aggregate_id=issue.id, project_id=project.id, title=data.title))
    return issue


def fire_issue(
    uow: UnitOfWork, issue_id: uuid.UUID, action: str, expected_version: int, reason: str = ""
) -> ProjectIssue:
    """Take, solve or reopen a problem."""
    issue = uow.get(
        ProjectIssue, issue_id, f"project_issue.{action}", expected_version=expected_version
    )
    facts = {"reason": reason} if action in {"resolve", "reopen"} else {}
    ISSUE_WORKFLOW.fire(uow, issue, action, project_id=issue.project_id, **facts)
    if action == "resolve":
        issue.resolution, issue.resolved_at = reason, uow.now()
    elif action == "reopen":
        issue.resolved_at = None
    uow.touch(uow.session.get_one(Project, issue.project_id))
    return issue
