"""Bad files: one Chinese line with place and cure, exit code 2, never a traceback."""

import copy
import json
import random
import subprocess
import sys

import pytest

from evaluation import (
    STANDARD_TREE,
    InvalidInput,
    ScoreSheet,
    ahp_command,
    build_capsule,
    capsule_inputs,
    cases_command,
    delphi_command,
    recompute_command,
)
from evaluation.json_files import parse_json, parse_object, read_text_file

COMMANDS = {
    "ahp": ahp_command,
    "delphi": delphi_command,
    "cases": cases_command,
    "recompute": recompute_command,
}
ROUND = [[5, 4, 3, 5], [4, 4, 2, 5], [5, 5, 3, 4], [4, 4, 2, 5], [5, 4, 3, 5]]


def file(tmp_path, content, name="f.json"):
    path = tmp_path / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        path.write_text(text, encoding="utf-8")
    return path


def is_one_clear_line(code, lines):
    assert code == 2
    assert len(lines) == 1
    assert lines[0].startswith("错误（")
    assert "。处理：" in lines[0]
    assert "\n" not in lines[0]
    return True


NOT_JSON = {
    "nothing": "",
    "words": "not json",
    "half": '{"items": ["a"',
    "nan": '{"matrix": [[1, NaN], [NaN, 1]], "cases": [], "ratings": []}',
    "infinity": '{"upper": [Infinity]}',
    "twice": '{"upper": ["3"], "upper": ["5"]}',
    "digits": '{"upper": [' + "9" * 5000 + "]}",
    "deep": "[" * 5000 + "]" * 5000,
    "number": "3",
    "bytes": b"\xff\xfe\x00",
}


@pytest.mark.parametrize("name", NOT_JSON)
@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_no_json(tmp_path, command, name):
    assert is_one_clear_line(*COMMANDS[command](file(tmp_path, NOT_JSON[name])))


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_no_file(tmp_path, command):
    run = COMMANDS[command]
    assert "没有这个文件" in run(tmp_path / "absent.json")[1][0]
    assert "文件夹" in run(tmp_path)[1][0]
    assert is_one_clear_line(*run(tmp_path / "absent.json"))


def test_files_that_cannot_be_read(tmp_path, monkeypatch):
    path = file(tmp_path, "{}")
    monkeypatch.setattr("evaluation.json_files.MAX_BYTES", 1)
    with pytest.raises(InvalidInput, match="64 MiB"):
        read_text_file(path)

    def refuse(*_args, **_kwargs):
        raise PermissionError

    monkeypatch.setattr("pathlib.Path.read_text", refuse)
    monkeypatch.setattr("evaluation.json_files.MAX_BYTES", 99)
    with pytest.raises(InvalidInput, match="读取权限"):
        read_text_file(path)
    monkeypatch.setattr(
        "pathlib.Path.read_text", lambda *_a, **_k: (_ for _ in ()).throw(OSError(5, "I/O"))
    )
    with pytest.raises(InvalidInput, match="读不到"):
        read_text_file(path)


def test_plain_json_is_read():
    assert parse_json("[1, null]", "x") == [1, None]
    assert parse_object('{"a": {"b": 1}}', "x") == {"a": {"b": 1}}
    with pytest.raises(InvalidInput, match="空的"):
        parse_json(" \n", "x")
    with pytest.raises(InvalidInput, match="应为 JSON 对象"):
        parse_object("[1]", "x")
    with pytest.raises(InvalidInput, match=r"第2行第\d+列"):
        parse_json('{"a":\n 1, }', "x")


BAD_AHP = [
    ({"matrix": [[1, 5], ["1/4", 1]]}, "第1行第2列"),
    ({"matrix": [[1, 0], [0, 1]]}, "第1行第2列"),
    ({"matrix": [[1, -3], ["-1/3", 1]]}, "第1行第2列"),
    ({"matrix": [[1, 45], ["1/45", 1]]}, "超出 1/9–9"),
    ({"matrix": [[1, 2, 3], ["1/2", 1, 2]]}, "方阵"),
    ({"matrix": [[1, 2], ["1/2"]]}, "第2行"),
    ({"matrix": [[1, 2], [None, 1]]}, "只缺一侧"),
    ({"matrix": [[2, 2], ["1/2", 1]]}, "对角线"),
    ({"matrix": []}, "判断矩阵"),
    ({"upper": []}, ""),
    ({"upper": ["2", "3"]}, "上三角"),
    ({"upper": ["三倍"]}, "不是数"),
    ({"items": list("abcd"), "upper": ["3", None, None, None, None, "2"]}, "a、b；c、d"),
    ({"upper": [2] * 153}, "上限 15"),
    ({"items": ["a", "b"], "known": {"a-b": 3, "b-a": 3}}, "/known/a-b"),
    ({"nodes": {"G": {"children": ["a", "b"], "weights": [0.9, 0.9]}}}, "/nodes/G/weights"),
    ({"nodes": {"G": {"children": ["a", "b"], "weights": [2, -1]}}}, "/nodes/G/weights"),
    ({"nodes": {"G": {"children": ["a", "b"], "weights": "x"}}}, "/nodes/G/weights"),
    ({"root": "Z", "nodes": {"G": {"children": ["a", "b"], "upper": ["2"]}}}, "Z"),
    (
        {
            "nodes": {
                "G": {"children": ["A", "b"], "upper": ["2"]},
                "A": {"children": ["G", "c"], "upper": ["2"]},
            }
        },
        "G → A → G",
    ),
]


@pytest.mark.parametrize(("body", "words"), BAD_AHP)
def test_bad_matrices(tmp_path, body, words):
    code, lines = ahp_command(file(tmp_path, body))
    if body == {"upper": []}:  # one element: nothing to compare, weight 1
        assert code == 0
        return
    assert is_one_clear_line(code, lines)
    assert words in lines[0]


BAD_DELPHI = [
    ({"scale_max": 5, "ratings": []}, "评分表"),
    ({"scale_max": 5, "ratings": [[]]}, "形状"),
    ({"scale_max": 5, "ratings": [[5, 4], [5]]}, "/ratings/1"),
    ({"scale_max": 5, "ratings": [[5, 6], [5, 5]]}, "第1位专家"),
    ({"scale_max": 5, "ratings": [[5, -1], [5, 5]]}, "第1位专家"),
    ({"scale_max": 1, "ratings": ROUND}, "scale_min"),
    ({"scale_max": 5, "ratings": [[None, 1], [None, 2]]}, "无人评分"),
    ({"scale_max": 5, "experts": list("abcd"), "items": list("12345"), "ratings": ROUND}, "颠倒"),
    ({"scale_max": 5, "ratings": ROUND, "stop_rule": 3}, "/stop_rule"),
    ({"scale_max": 5, "ratings": ROUND, "stop_rule": {"x": 3}}, "/stop_rule/x"),
    ({"scale_max": 5, "ratings": ROUND, "stop_rule": {"last_round": "x"}}, "/stop_rule/last"),
    ({"scale_max": 5, "ratings": ROUND, "familiarity_table": "cs-z"}, None),
    ({"scale_max": 9, "ratings": ROUND, "percentiles": "excel"}, "excel"),
    ({"scale_max": 5, "scale_min": 0, "ratings": [[0, 1], [0, 2]]}, "第1项"),
]


@pytest.mark.parametrize(("body", "words"), BAD_DELPHI)
def test_bad_rounds(tmp_path, body, words):
    code, lines = delphi_command(file(tmp_path, body))
    if words is None:  # a table is named that nothing needs
        assert code == 0
        return
    assert is_one_clear_line(code, lines)
    assert words in lines[0]


def test_a_field_that_nothing_reads_is_named():
    code, lines = ahp_command({"upper": ["3"], "metod": "rgm", "note": "a remark"})
    assert code == 0
    assert lines[0] == "注意：未识别的字段 metod，未使用"
    assert "scale_mx" in delphi_command({"scale_max": 5, "ratings": ROUND, "scale_mx": 4})[1][0]


def test_bare_tables_are_taken(tmp_path):
    assert ahp_command(file(tmp_path, [[1, 3], ["1/3", 1]]))[0] == 0
    assert delphi_command(file(tmp_path, ROUND), 5)[0] == 0


def test_files_nested_beyond_reason_are_refused():
    body = {"x": 1}
    for _ in range(3000):
        body = {"x": body}
    code, lines = recompute_command_of(body)
    assert (code, "嵌套过深" in lines[0]) == (2, True)


def recompute_command_of(body):
    from evaluation.commands import _guarded
    from evaluation.provenance import to_json

    return _guarded(lambda: (0, [str(to_json(body))]))


U = {
    "G": ["2", "1", "3", "4", "1/2", "2", "3", "3", "4", "2"],
    "A": ["2", "3", "3", "2", "2", "1"],
    "B": ["1", "2", "2"],
    "C": ["1/2", "1", "2", "2", "3", "2"],
    "D": ["1", "2", "2"],
    "E": ["2", "3", "2"],
}
SELF = {
    "实践经验": "大",
    "理论分析": "中",
    "国内外同行": "中",
    "直觉": "小",
    "熟悉程度": "较熟悉",
}
SHEETS = [
    ScoreSheet(f"e{k}", {code: 50.0 + k + i for i, code in enumerate(STANDARD_TREE.leaf_codes)})
    for k in range(3)
]
GOOD = [
    ("ahp", {"items": ["a", "b", "c"], "upper": ["3", "5", "2"], "method": "rgm", "limit": 0.1}),
    ("ahp", {"items": ["a", "b", "c"], "known": {"a-b": 2, "c-b": "1/3"}}),
    ("ahp", {"experts": {"e1": ["2", "4", "2"], "e2": ["3", "5", "2"]}, "expert_weights": [2, 1]}),
    ("ahp", {"root": "G", "nodes": {"G": {"children": ["A", "B"], "weights": [0.5, 0.5]}}}),
    ("ahp", {"tree": "standard", "panel": {"e1": U, "e2": U}}),
    ("ahp", {"tree": STANDARD_TREE.as_dict(), "panel": {"e1": U}}),
    (
        "delphi",
        {
            "scale_max": 9,
            "items": list("abcd"),
            "rounds": [{"sent": 6, "ratings": ROUND, "authority": [SELF] * 5}, {"ratings": ROUND}],
            "stop_rule": {"last_round": 3},
        },
    ),
    ("recompute", build_capsule(capsule_inputs(STANDARD_TREE, SHEETS, panel={"e1": U, "e2": U}))),
]
JUNK = [
    None, True, -1, 1e308, -0.0, 3.7, "", "x", "1/0", "0", "1e999", [], {}, [[]], [None], {"a": 1},
    10**40, [[1, 2], [3]], ["2", "2"],
]  # fmt: skip


def places(value, path=()):
    if path:
        yield path
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from places(value[key], (*path, key))


@pytest.mark.parametrize("seed", range(12))
def test_no_junk_in_any_place_breaks_a_command(tmp_path, seed):
    """Replace or remove values anywhere in good files: an answer or a typed fault, no exception."""
    chance = random.Random(seed)
    for name, good in GOOD:
        for _ in range(4):
            body = copy.deepcopy(good)
            path = chance.choice(list(places(body)))
            parent = body
            for key in path[:-1]:
                parent = parent[key]
            if chance.random() < 0.8:
                parent[path[-1]] = copy.deepcopy(chance.choice(JUNK))
            else:
                del parent[path[-1]]
            code, lines = COMMANDS[name](file(tmp_path, body))
            assert code in {0, 1, 2}
            assert lines
            assert code != 2 or is_one_clear_line(code, lines)


def console(*words):
    return subprocess.run(
        [sys.executable, "-m", "backend.entrypoints.cli", *map(str, words)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_console_says_faults_on_stderr_and_needs_no_platform(tmp_path):
    done = console("ahp", tmp_path / "absent.json")
    assert done.returncode == 2
    assert done.stdout == ""
    assert "没有这个文件" in done.stderr
    assert done.stderr.count("\n") == 1
    table = file(tmp_path, "专家,a,b,c\n甲,5,4,3\n乙,5,3,4\n", "r.csv")
    assert "scale_max" in console("delphi", table).stderr
    done = console("delphi", table, "--scale-max", "5")
    assert done.returncode == 0
    assert "协调系数" in done.stdout
    seen = subprocess.run(
        [sys.executable, "-c", "import backend.entrypoints.cli, sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    ).stdout.split()
    assert "sqlalchemy" not in seen
    assert "fastapi" not in seen
