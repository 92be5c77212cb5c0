"""Indicator systems as files: export and import give the same hash (clause 5.1.2.1.2)."""

import json

import pytest
from sqlmodel import col, select

from backend.features.assessment import service
from backend.features.assessment.models import IndicatorSystem, WeightSet
from backend.kernel.policy import Role
from evaluation import STANDARD_TREE
from tests.factories.assessments import approved_weights, make_panel


def _file(as_):
    answer = as_(Role.HOLDER).get("/indicator-tree/tree.json")
    assert "filename*=UTF-8''%E6%8C%87%E6%A0%87" in answer.headers["content-disposition"]
    return json.loads(answer.content)


def _edited(as_, version="2.0"):
    body = _file(as_)
    body["tree"]["version"] = version
    body["tree"]["root"]["children"][0]["name"] = "临床价值"
    body["hash"] = ""
    return body


@pytest.mark.clause("5.1.2.1.2")
def test_export_and_import_into_an_empty_system_give_the_same_hash(house, as_):
    body = _file(as_)
    assert body["hash"] == STANDARD_TREE.hash
    with house.reading() as uow:
        assert uow.session.exec(select(IndicatorSystem)).all() == []
    staff = as_(Role.OPERATOR)
    made = staff.post("/indicator-systems", json=body).json()
    assert (made["hash"], made["known"]) == (STANDARD_TREE.hash, False)
    assert (made["leaves"], made["comparisons"], made["is_standard"]) == (17, 31, True)
    again = staff.post("/indicator-systems", json=body).json()
    assert (again["id"], again["known"]) == (made["id"], True)
    tree = as_(Role.EXPERT).get(f"/indicator-systems/{made['id']}").json()
    assert tree == as_(Role.EXPERT).get("/indicator-tree").json()


@pytest.mark.clause("5.1.2.1.2")
def test_an_edited_tree_becomes_a_version_of_its_own_and_can_be_weighed(house, as_):
    staff = as_(Role.OPERATOR)
    made = staff.post("/indicator-systems", json=_edited(as_)).json()
    assert made["hash"] != STANDARD_TREE.hash
    assert not made["is_standard"]
    out = json.loads(as_(Role.AUDITOR).get(f"/indicator-systems/{made['id']}/tree.json").content)
    assert out["hash"] == made["hash"]
    assert staff.post("/indicator-systems", json=out).json()["known"]
    weights = staff.post("/weight-sets", json={"title": "新版", "system_id": made["id"]}).json()
    assert weights["tree_version"] == "2.0"
    study = staff.post("/delphi-studies", json={"title": "征询", "system_id": made["id"]}).json()
    assert study["tree_version"] == "2.0"
    assert study["items"][0]["name"] == "临床价值"
    assert [row["version"] for row in staff.get("/indicator-systems").json()["items"]] == ["2.0"]
    with house.reading() as uow:
        kept = uow.session.exec(select(WeightSet).order_by(col(WeightSet.number))).first()
        assert str(kept.system_id) == made["id"]


@pytest.mark.clause("5.1.2.1.1")
def test_a_changed_file_a_taken_version_and_faulty_trees_are_refused_in_words(house, as_):
    staff = as_(Role.OPERATOR)
    changed = _file(as_)
    changed["tree"]["root"]["children"][0]["name"] = "临床价值"
    refusal = staff.post("/indicator-systems", json=changed)
    assert refusal.json()["errors"][0]["pointer"] == "/hash"
    same_version = _edited(as_, version="1.0")
    assert "另立版本号" in staff.post("/indicator-systems", json=same_version).json()["detail"]
    staff.post("/indicator-systems", json=_edited(as_))
    second = _edited(as_)
    second["tree"]["root"]["children"][0]["name"] = "临床效益"
    assert staff.post("/indicator-systems", json=second).status_code == 409
    bare = _edited(as_, version="3.0")
    bare["tree"]["root"]["children"][0]["children"][0]["anchors"] = []
    refusal = staff.post("/indicator-systems", json=bare).json()
    assert "评分锚点少于 3 个" in refusal["detail"] + str(refusal["errors"])
    slash = _edited(as_, version="3.0")
    slash["tree"]["root"]["children"][0]["code"] = "A/1"
    found = staff.post("/indicator-systems", json=slash).json()["errors"][0]
    assert found["pointer"].endswith("/children/0/code")
    assert "字母和数字" in found["detail"]


def test_a_tree_too_deep_or_too_wide_for_the_forms_is_refused(as_):
    leaf = STANDARD_TREE.as_dict()["root"]["children"][0]["children"][0]

    def node(code, children):
        return {"code": code, "name": code, "children": children}

    def send(root):
        tree = {"id": "t", "version": "1", "name": "树", "root": root}
        return as_(Role.OPERATOR).post("/indicator-systems", json={"tree": tree}).json()["detail"]

    deep = node("G", [node("A", [node("AA", [node("AAA", [{**leaf, "code": "AAAA"}])])])])
    assert "最多 3 级" in send(deep)
    wide = node("G", [
        node(f"A{i}", [
            node(f"A{i}{j}", [{**leaf, "code": f"A{i}{j}{k}"} for k in range(1, 10)])
            for j in range(1, 4)
        ])
        for i in range(1, 5)
    ])  # fmt: skip
    assert "最多 100 个" in send(wide)


def test_an_unknown_system_cannot_be_studied_or_weighed(house, as_):
    staff = as_(Role.OPERATOR)
    wrong = {"title": "征询", "system_id": "00000000-0000-7000-8000-000000000000"}
    for path in ("/delphi-studies", "/weight-sets"):
        refusal = staff.post(path, json=wrong).json()
        assert refusal["errors"][0]["pointer"] == "/system_id"
    with house.unit_of_work() as uow:
        service.create_weight_set(uow, "默认", [])
    assert staff.get("/indicator-systems").json()["items"][0]["is_standard"]


def _reworked(as_):
    """What the on-screen editor sends after a few minutes of work."""
    body = _file(as_)
    body["tree"]["version"], body["hash"] = "1.1", ""
    clinical, market, *_ = body["tree"]["root"]["children"]
    moved = clinical["children"].pop(3)
    market["children"].insert(0, moved)
    leaf = clinical["children"][0]
    leaf["name"], leaf["definition"] = "临床必要性", "从受众人数与现有方案的不足判断是否必要"
    leaf["anchors"][1]["score"], leaf["anchors"][1]["text"] = 30, "人群较小，改善有限"
    leaf["questions"][0] |= {"kind": "choice", "unit": "", "options": ["十万以上", "不足十万"]}
    leaf["questions"].append({"code": "q5", "text": "指南是否推荐", "kind": "yes_no"})
    leaf["evidence"].append("专家共识")
    leaf["categories"] = ["clinical", "investment"]
    clinical["children"].append(moved | {"code": "A5", "name": "患者获益", "swot": "external"})
    body["tree"]["root"]["children"].reverse()
    return body


@pytest.mark.clause("5.1.2.1.2")
def test_a_reworked_tree_goes_out_and_into_an_empty_system_with_the_same_hash(house, as_):
    staff = as_(Role.OPERATOR)
    made = staff.post("/indicator-systems", json=_reworked(as_)).json()
    assert (made["version"], made["leaves"], made["known"]) == ("1.1", 18, False)
    out = json.loads(staff.get(f"/indicator-systems/{made['id']}/tree.json").content)
    with house.unit_of_work() as uow:
        uow.session.delete(uow.session.exec(select(IndicatorSystem)).one())
    assert staff.get("/indicator-systems").json()["items"] == []
    again = staff.post("/indicator-systems", json=out).json()
    assert (again["hash"], again["known"]) == (made["hash"], False)
    assert again["id"] != made["id"]
    tree = staff.get(f"/indicator-systems/{again['id']}").json()
    assert [node["code"] for node in tree["root"]["children"]] == ["E", "D", "C", "B", "A"]
    assert tree["root"]["children"][3]["children"][0]["code"] == "A4"


@pytest.mark.clause("5.1.2.1.2")
@pytest.mark.clause("6.2.1")
def test_a_new_version_leaves_the_one_in_force_alone_until_it_has_approved_weights(house, as_):
    approved_weights(house)
    staff = as_(Role.OPERATOR)
    made = staff.post("/indicator-systems", json=_reworked(as_)).json()
    assert (made["in_force"], made["weighted"]) == (False, False)
    rows = staff.get("/indicator-systems").json()["items"]
    known = {row["version"]: (row["in_force"], row["weighted"]) for row in rows}
    assert known == {"1.0": (True, True), "1.1": (False, False)}
    draft = staff.post("/weight-sets", json={"title": "新版", "system_id": made["id"]}).json()
    assert draft["tree_version"] == "1.1"
    panel = make_panel(house, weights=False)
    standing = staff.get(f"/assessments/{panel.assessment_id}").json()
    settings = {"mode": "letter", "weight_set_id": draft["id"]}
    refusal = staff.put(
        f"/assessments/{panel.assessment_id}", json=settings, version=standing["version"]
    ).json()
    assert refusal["errors"][0]["pointer"] == "/weight_set_id"
    assert "已批准的权重" in refusal["errors"][0]["detail"]
