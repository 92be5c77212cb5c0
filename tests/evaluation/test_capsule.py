"""Evaluation capsule: seal, recompute, name the changed line."""

import copy
import json

import numpy as np
import pytest

from evaluation import (
    STANDARD_TREE,
    TRL_SCALES,
    CapsuleError,
    Component,
    Rating,
    ScoreSheet,
    Veto,
    build_capsule,
    build_matrix,
    capsule_inputs,
    pointer_lines,
    recompute,
    recompute_command,
)

UPPERS = {
    "G": ["2", "1", "3", "4", "1/2", "2", "3", "3", "4", "2"],
    "A": ["2", "3", "3", "2", "2", "1"],
    "B": ["1", "2", "2"],
    "C": ["1/2", "1", "2", "2", "3", "2"],
    "D": ["1", "2", "2"],
    "E": ["2", "3", "2"],
}
DRUG = TRL_SCALES["trl-drug"]


def sheets():
    rng = np.random.default_rng(9)
    found = []
    for k in range(5):
        values = dict(zip(STANDARD_TREE.leaf_codes, rng.integers(50, 95, 17).tolist(), strict=True))
        ratings = {code: Rating(float(v), comment="有依据") for code, v in values.items()}
        if k == 2:
            ratings["D3"] = Rating(None, abstain_reason="不熟悉")
        found.append(
            ScoreSheet(f"专家{k + 1}", ratings, recused=k == 4, recusal_reason="同单位" * (k == 4))
        )
    return found


def inputs(**changes):
    options = {
        "panel": {"p1": UPPERS, "p2": UPPERS | {"B": ["1", "3", "2"]}},
        "maturity": ([Component("制剂", frozenset({"1.review", "2.plan"}))], DRUG, False),
        "identification": {"outcome": "OC-2026-000123"},
    } | changes
    return capsule_inputs(STANDARD_TREE, sheets(), **options)


@pytest.fixture(scope="module")
def capsule():
    return build_capsule(inputs())


def write(path, body):
    path.write_text(json.dumps(body, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


@pytest.mark.clause("5.1.2.3.7")
def test_a_capsule_recomputes_to_the_last_digit(capsule, tmp_path):
    body = json.loads(json.dumps(capsule))
    report = recompute(body)
    assert report.ok
    assert report.figures > 150
    assert report.results == body["results"]
    code, lines = recompute_command(write(tmp_path / "capsule.json", capsule))
    assert code == 0
    assert "逐位相同" in lines[-1]


@pytest.mark.clause("5.1.2.3.7")
def test_changing_one_score_is_named_with_its_line(capsule, tmp_path):
    body = copy.deepcopy(capsule)
    body["inputs"]["sheets"][1]["ratings"]["C2"]["value"] += 1
    path = write(tmp_path / "capsule.json", body)
    code, lines = recompute_command(path)
    assert code == 1
    assert "/inputs/sheets/1/ratings/C2/value" in lines[1]
    number = int(lines[1].split("第 ")[1].split(" 行")[0])
    assert '"value"' in path.read_text(encoding="utf-8").splitlines()[number - 1]
    assert any("结果不符" in line and "/results/score/total" in line for line in lines)


@pytest.mark.parametrize(
    ("change", "kind", "pointer"),
    [
        (
            lambda b: b["results"]["score"].update(total=99.0),
            "result_differs",
            "/results/score/total",
        ),
        (
            lambda b: b["inputs"]["sheets"][0].update(note="x"),
            "input_added",
            "/inputs/sheets/0/note",
        ),
        (
            lambda b: b["inputs"]["sheets"][0].pop("category"),
            "input_removed",
            "/inputs/sheets/0/category",
        ),
        (
            lambda b: b["inputs"]["weights"]["panel"]["p1"]["B"].__setitem__(0, "3"),
            "input_changed",
            "/inputs/weights/panel/p1/B/0",
        ),
        (
            lambda b: b["inputs"]["sheets"][0]["ratings"]["A1"].update(comment="改"),
            "input_changed",
            "/inputs/sheets/0/ratings/A1/comment",
        ),
        (lambda b: b.update(seal="sha256:0"), "seal_broken", "/seal"),
        (lambda b: b.update(version="0.1"), "version_differs", "/version"),
        (
            lambda b: b["inputs"]["sheets"][0]["ratings"]["A1"].update(value=500),
            "not_computable",
            "/inputs (专家1/A1)",
        ),
    ],
)
def test_every_kind_of_change_is_named(capsule, change, kind, pointer):
    body = copy.deepcopy(capsule)
    change(body)
    found = recompute(body).changes
    assert (kind, pointer) in [(c.kind, c.pointer) for c in found]


def test_other_forms_of_capsules():
    local = {n.code: [1 / len(n.children)] * len(n.children) for n in STANDARD_TREE.inner}
    body = build_capsule(inputs(panel=None, local=local, maturity=None))
    assert body["results"]["maturity"] is None
    assert "cr_max" not in body["results"]["weights"]
    arrays = {code: build_matrix(upper) for code, upper in UPPERS.items()}
    vetoed = build_capsule(inputs(panel={"p1": arrays}, vetoes=[Veto("safety", "严重不良反应")]))
    assert vetoed["results"]["score"]["decision"] == "failed"
    assert recompute(json.loads(json.dumps(vetoed))).ok
    weighted = build_capsule(inputs(expert_weights={"p1": 0.9, "p2": 0.3}))
    assert recompute(weighted).ok
    with pytest.raises(CapsuleError):
        inputs(local=local)


@pytest.mark.parametrize("body", [{}, {"format": "x"}, {"format": "hepabridge-capsule/1"}])
def test_what_is_no_capsule_is_refused(body):
    with pytest.raises(CapsuleError):
        recompute(body)


def test_faulty_inputs_are_refused_with_their_place(tmp_path):
    for key in ("tree", "weights", "sheets", "scoring"):
        broken = inputs()
        del broken[key]
        with pytest.raises(CapsuleError) as caught:
            build_capsule(broken)
        assert key in caught.value.where
    odd = inputs()
    odd["sheets"][0]["ratings"]["A1"] = 7
    with pytest.raises(CapsuleError):
        build_capsule(odd)
    odd = inputs()
    odd["scoring"]["rule"]["colour"] = 1
    with pytest.raises(CapsuleError):
        build_capsule(odd)
    path = tmp_path / "c.json"
    path.write_text("{", encoding="utf-8")
    assert recompute_command(path)[0] == 2
    path.write_text("[]", encoding="utf-8")
    assert recompute_command(path)[0] == 2
    assert recompute_command(tmp_path / "absent.json")[0] == 2


def test_lines_of_json_values():
    text = '{\n "a": [1,\n  {"b\\"c": "x\\ny"}],\n "d": {},\n "e": []\n}'
    lines = pointer_lines(text)
    assert lines["/a/0"] == 2
    assert lines["/a/1"] == 3
    assert lines["/d"] == 4
    assert lines["/e"] == 5
    with pytest.raises(CapsuleError):
        pointer_lines("{")
