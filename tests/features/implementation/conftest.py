"""A project with its sides and staff as HTTP clients."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlmodel import select

from backend.features.implementation.models import Project
from backend.kernel.policy import Role
from tests.factories.deals import Deal, log_in_again, make_deal, sign_deal

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass
class Site:
    """A project and the people around it."""

    deal: Deal
    project_id: str
    holder: Any
    demander: Any
    staff: Any
    as_: Callable
    house: Any

    def get(self, who=None) -> dict:
        answer = (who or self.staff).get(f"/projects/{self.project_id}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, body: dict | None = None, *, who=None, versioned: bool = False):
        version = self.get()["version"] if versioned else None
        return (who or self.staff).post(
            f"/projects/{self.project_id}/{path}", json=body, version=version
        )

    def upload(self, who, content: bytes = PDF, name: str = "invoice.pdf"):
        return who.post(
            f"/projects/{self.project_id}/attachments", content=content,
            headers={"x-file-name": name, "content-type": "application/pdf"},
        )  # fmt: skip

    def after(self, **delta) -> "Site":
        """Let time pass; everybody logs in again."""
        self.house.clock.advance(**delta)
        fresh = [
            self.as_(log_in_again(self.house, who.person))
            for who in (self.holder, self.demander, self.staff)
        ]
        return Site(self.deal, self.project_id, *fresh, self.as_, self.house)


@pytest.fixture
def site(house, as_, drain) -> Callable[..., Site]:
    """Make a signed agreement and the project it opens."""

    def make(**change) -> Site:
        staff = as_(Role.OPERATOR)
        deal = make_deal(house)
        agreement_id = sign_deal(house, deal, **change)
        drain()
        with house.reading() as uow:
            project = uow.session.exec(
                select(Project).where(Project.agreement_id == agreement_id)
            ).one()
        return Site(deal, str(project.id), as_(deal.holder), as_(deal.demander), staff, as_, house)

    return make
