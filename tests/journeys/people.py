"""The people of a journey: they log in with a password and act through HTTP alone."""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from fastapi.testclient import TestClient

from backend.features.identity.models import Organisation, User
from backend.kernel.policy import Role
from backend.kernel.uow import House
from tests.factories.deals import PASSWORD, give_password
from tests.factories.people import Person, make_person

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass
class Someone:
    """One account at its own browser: signs in again when the session has ended."""

    http: TestClient
    email: str
    name: str
    person: Person
    token: str = ""

    def call(self, method: str, path: str, *, expect: int = 200, **kwargs: Any) -> Any:
        """Send a request, require the status, return the JSON (or the bytes of a file)."""
        answer = self._send(method, path, **kwargs)
        if answer.status_code == 401:
            self._sign_in()
            answer = self._send(method, path, **kwargs)
        assert answer.status_code == expect, f"{method} {path}: {answer.status_code} {answer.text}"
        if "json" in answer.headers.get("content-type", ""):
            return answer.json()
        return answer.content

    def get(self, path: str, **kwargs: Any) -> Any:
        return self.call("GET", path, **kwargs)

    def post(self, path: str, **kwargs: Any) -> Any:
        return self.call("POST", path, **kwargs)

    def put(self, path: str, **kwargs: Any) -> Any:
        return self.call("PUT", path, **kwargs)

    def upload(self, path: str, name: str, content: bytes = PDF, **kwargs: Any) -> Any:
        """Send a file as the form does: raw body, name in a header."""
        headers = {"x-file-name": quote(name), "content-type": "application/pdf"}
        return self.call("POST", path, content=content, headers=headers, expect=201, **kwargs)

    def notices(self) -> list[str]:
        """Return the titles in the inbox, newest first."""
        return [item["title"] for item in self.get("/me/inbox?size=100")["items"]]

    def todos(self) -> list[str]:
        return [item["kind"] for item in self.get("/me/todos")["items"]]

    def _send(
        self, method: str, path: str, *, version: int | None = None, headers: Any = None,
        **kwargs: Any,
    ) -> Any:  # fmt: skip
        headers = dict(headers or {}) | ({"cookie": f"sid={self.token}"} if self.token else {})
        if version is not None:
            headers["if-match"] = f'"{version}"'
        self.http.cookies.clear()
        return self.http.request(method, f"/api/v1{path}", headers=headers, **kwargs)

    def _sign_in(self) -> None:
        self.token = ""
        answer = self._send("POST", "/auth/login", json={"email": self.email, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        self.token = answer.cookies["sid"]


@dataclass
class Cast:
    """Everybody of a journey, and the visitor without an account."""

    staff: Someone
    holder: Someone
    demander: Someone
    adviser: Someone
    auditor: Someone
    experts: list[Someone] = field(default_factory=list)
    visitor: TestClient | None = None

    def look(self, path: str, **query: Any) -> Any:
        """Read a public page without an account."""
        assert self.visitor is not None
        self.visitor.cookies.clear()
        answer = self.visitor.get(f"/api/v1{path}", params=query)
        assert answer.status_code == 200, answer.text
        return json.loads(answer.content)


HOLDER = "河南中医药大学第一附属医院"
COMPANY = "中原本草药业"


def make_cast(house: House, http: TestClient) -> Cast:
    """Make the accounts; from here on everything goes through HTTP."""

    def someone(role: Role, name: str, org: Any = None, org_name: str = "", **kwargs: Any):
        person = make_person(house, role, org=org, name=name, **kwargs)
        give_password(house, person)
        with house.unit_of_work() as uow:
            email = uow.session.get_one(User, person.user_id).email
            if org_name:
                uow.session.get_one(Organisation, person.org_id).name = org_name
        return Someone(http, email, name, person)

    staff = someone(Role.OPERATOR, "服务人员", org_name="平台运营中心")
    platform = staff.person.org_id
    return Cast(
        staff=staff,
        holder=someone(Role.HOLDER, "成果转化办", org_name=HOLDER, state_funded=True),
        demander=someone(Role.DEMANDER, "研发部", org_name=COMPANY),
        adviser=someone(Role.ADVISER, "法务", org=platform),
        auditor=someone(Role.AUDITOR, "审核", org=platform),
        experts=[someone(Role.EXPERT, f"专家{n}") for n in range(1, 7)],
        visitor=http,
    )
