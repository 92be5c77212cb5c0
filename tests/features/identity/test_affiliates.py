"""Parent organisations by credit code: what the conflict rules call a group (clause 5.1.1.1)."""

import pytest

from backend.features.identity.models import Organisation
from backend.kernel.policy import Role

CODE = "91110108551385082Q"


@pytest.mark.clause("5.1.1.1")
def test_staff_record_the_parent_and_the_group_shows_on_both_pages(as_, house, person):
    first, second = person(Role.HOLDER), person(Role.EXPERT)
    staff = as_(Role.OPERATOR)
    for org_id in (first.org_id, second.org_id):
        path = f"/organisations/{org_id}"
        body = staff.get(path).json()
        assert (body["parent_code"], body["affiliates"], body["may_affiliate"]) == (None, [], True)
        done = staff.put(f"{path}/parent", json={"parent_code": CODE}, version=body["version"])
        assert done.json()["parent_code"] == CODE
    group = staff.get(f"/organisations/{first.org_id}").json()["affiliates"]
    assert [(row["id"], row["how"]) for row in group] == [
        (str(second.org_id), f"同一上级单位（{CODE}）")
    ]
    version = staff.get(f"/organisations/{first.org_id}").json()["version"]
    same = staff.put(
        f"/organisations/{first.org_id}/parent", json={"parent_code": CODE}, version=version
    )
    assert same.json()["version"] == version
    gone = staff.put(
        f"/organisations/{first.org_id}/parent", json={"parent_code": None}, version=version
    )
    assert gone.json()["affiliates"] == []


@pytest.mark.clause("5.1.1.1")
def test_a_wrong_code_and_the_own_code_are_refused_at_the_field(as_, house, person):
    holder = person(Role.HOLDER)
    with house.unit_of_work() as uow:
        uow.session.get_one(Organisation, holder.org_id).credit_code = CODE
    staff, path = as_(Role.OPERATOR), f"/organisations/{holder.org_id}"
    version = staff.get(path).json()["version"]
    for code in ("91110108551385082X", "123", CODE):
        answer = staff.put(f"{path}/parent", json={"parent_code": code}, version=version)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == "/parent_code"


def test_a_circle_of_parents_ends(as_, house, person):
    first, second = person(Role.HOLDER), person(Role.HOLDER)
    with house.unit_of_work() as uow:
        uow.session.get_one(Organisation, first.org_id).parent_id = second.org_id
        uow.session.get_one(Organisation, second.org_id).parent_id = first.org_id
    group = as_(Role.OPERATOR).get(f"/organisations/{first.org_id}").json()["affiliates"]
    assert [row["id"] for row in group] == [str(second.org_id)]
