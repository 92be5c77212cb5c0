"""The functions behind the command line."""

import json

import pytest

from evaluation import STANDARD_TREE, InvalidInput, ahp_command, delphi_command
from evaluation.commands import show

UPPERS = {
    "G": ["2", "1", "3", "4", "1/2", "2", "3", "3", "4", "2"],
    "A": ["2", "3", "3", "2", "2", "1"],
    "B": ["1", "2", "2"],
    "C": ["1/2", "1", "2", "2", "3", "2"],
    "D": ["1", "2", "2"],
    "E": ["2", "3", "2"],
}


def write(path, body):
    path.write_text(json.dumps(body, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


@pytest.mark.clause("5.1.2.2.4")
def test_ahp_of_one_matrix():
    code, lines = ahp_command({"items": ["质量", "价格", "服务"], "upper": ["3", "5", "2"]})
    assert code == 0
    assert "alonso_lamata" in "\n".join(lines)
    code, lines = ahp_command({"items": ["质量", "价格", "服务"], "upper": ["3", "1/3", "3"]})
    assert code == 1
    text = "\n".join(lines)
    assert "最不一致" in text
    assert "循环：" in text
    assert ahp_command({"matrix": [[1, 2], [0.5, 1]]})[0] == 0
    code, lines = ahp_command({"items": ["a", "b", "c"], "known": {"a-b": 2, "c-b": "1/3"}})
    assert code == 0
    assert any("已答 2/3" in line for line in lines)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"matrix": [[1, 2], [2, 1]]}, "不互反"),
        ({"items": ["a", "b", "c", "d"], "known": {"a-b": 2, "c-d": 2}}, "a、b；c、d"),
        ({"items": ["a", "b"], "known": {"a-x": 2}}, "/known/a-x"),
        ({"upper": ["20"]}, "标度"),
        ({"upper": [[1]]}, "/upper/0"),
        ({"upper": 3}, "/upper"),
        ({"matrix": 3}, "/matrix"),
        ({}, "没有判断矩阵"),
        ({"upper": ["2"], "limit": "x"}, "/limit"),
        ({"upper": ["2"], "method": "magic"}, "magic"),
        ({"upper": ["2"], "ri_table": "magic"}, "magic"),
        ({"items": [1, 2], "upper": ["2"]}, "/items"),
        ({"experts": {}}, "/experts"),
        ({"experts": {"e1": ["2"], "e2": ["2", "2", "2"]}}, "e2"),
        ({"experts": {"e1": ["20"]}}, "e1"),
        ({"experts": {"e1": ["2"]}, "expert_weights": {"e2": 1}}, "/expert_weights/e1"),
        ({"experts": {"e1": ["2"]}, "expert_weights": "x"}, "/expert_weights"),
        ({"nodes": 3}, "/nodes"),
        ({"nodes": {"G": 3}}, "/nodes/G"),
        ({"nodes": {"G": {"upper": ["2"]}}}, "/nodes/G"),
        ({"nodes": {"G": {"children": ["a", "b"], "upper": ["99"]}}}, "G "),
        ({"panel": 3}, "/panel"),
        ({"panel": {"e1": 3}}, "/panel/e1"),
        ({"panel": {"e1": UPPERS | {"B": ["1"]}}}, "e1/B"),
        ({"tree": 3, "panel": {"e1": UPPERS}}, "/tree"),
        ({"tree": {"id": "x"}, "panel": {"e1": UPPERS}}, "version"),
    ],
)
def test_ahp_faults_are_typed_and_placed(body, words):
    code, lines = ahp_command(body)
    assert code == 2
    assert words in "\n".join(lines)
    assert lines[0].startswith("错误（")


def test_ahp_of_groups_hierarchies_and_studies():
    code, lines = ahp_command(
        {
            "items": ["a", "b", "c"],
            "experts": {
                "e1": ["2", "4", "2"],
                "e2": {"matrix": [[1, 3, 5], ["1/3", 1, 2], ["1/5", "1/2", 1]]},
            },
            "expert_weights": {"e1": 2, "e2": 1},
        }
    )
    text = "\n".join(lines)
    assert code == 0
    assert "共识度" in text
    assert "自助区间" in text
    code, _ = ahp_command({"experts": {"e1": ["9", "1/9", "9"], "e2": ["2", "4", "2"]}})
    assert code == 1
    code, lines = ahp_command(
        {
            "nodes": {
                "G": {"children": ["A", "B", "C"], "upper": ["9", "1/9", "9"]},
                "A": {"children": ["x", "y"], "weights": [0.5, 0.5]},
            }
        }
    )
    assert code == 1
    assert any(line.strip().startswith("x ") for line in lines)
    code, lines = ahp_command({"tree": "standard", "panel": {"e1": UPPERS, "e2": UPPERS}})
    assert code == 0
    assert any("A1 临床需求" in line for line in lines)
    bad = UPPERS | {"B": ["9", "1/9", "9"]}
    code, lines = ahp_command({"tree": STANDARD_TREE.as_dict(), "panel": {"e1": bad}})
    assert code == 1
    assert any("超限" in line for line in lines)


def test_ahp_from_files(tmp_path):
    path = tmp_path / "m.csv"
    path.write_text("\ufeff,质量,价格\n质量,1,3\n价格,1/3,1\n", encoding="utf-8")
    assert ahp_command(path)[0] == 0
    path.write_text(",质量,价格\n价格,1,3\n质量,1/3,1\n", encoding="utf-8")
    code, lines = ahp_command(path)
    assert code == 2
    assert "第1行" in lines[0]
    path.write_text(",质量,价格\n质量,1\n", encoding="utf-8")
    assert "第2行" in ahp_command(path)[1][0]
    path.write_text("", encoding="utf-8")
    assert ahp_command(path)[0] == 2
    path.write_bytes(b"\xff\xfe\x00")
    assert ahp_command(path)[0] == 2
    other = write(tmp_path / "m.json", {"upper": ["3"]})
    assert ahp_command(str(other))[0] == 0
    other.write_text("[1]", encoding="utf-8")
    assert ahp_command(other)[0] == 2
    other.write_text("{", encoding="utf-8")
    assert ahp_command(other)[0] == 2


ROUND = [[5, 4, 3, 5], [4, 4, 2, 5], [5, 5, 3, 4], [4, 4, 2, 5], [5, 4, 3, 5]]


@pytest.mark.clause("5.1.2.2.3")
def test_delphi_of_two_rounds():
    statement = {
        "实践经验": "大",
        "理论分析": "中",
        "国内外同行": "中",
        "直觉": "小",
        "熟悉程度": "较熟悉",
    }
    code, lines = delphi_command(
        {
            "scale_max": 5,
            "items": ["a", "b", "c", "d"],
            "experts": ["1", "2", "3", "4", "5"],
            "rounds": [
                {"sent": 6, "ratings": ROUND, "authority": [statement] * 5},
                {"sent": 5, "ratings": ROUND},
            ],
        }
    )
    text = "\n".join(lines)
    assert code == 0
    for words in (
        "专家积极系数 83.3%",
        "权威系数",
        "界值",
        "协调系数 W",
        "停止规则：可以停止",
        "权重",
    ):
        assert words in text
    gaps = [row[:] for row in ROUND]
    gaps[0][1] = None
    assert "有缺评" in "\n".join(delphi_command({"scale_max": 5, "ratings": gaps})[1])
    flat = [[3, 3], [3, 3]]
    assert "相同" in "\n".join(delphi_command({"scale_max": 5, "ratings": flat})[1])
    assert "至少需要" in "\n".join(delphi_command({"scale_max": 5, "ratings": [[3], [4]]})[1])
    other = {"scale_max": 5, "rounds": [{"ratings": ROUND}, {"ratings": ROUND[:4]}]}
    assert "无法对应" in delphi_command(other)[1][-1]
    partial = {
        "scale_max": 5,
        "rounds": [
            {"ratings": ROUND, "experts": list("12345"), "items": list("abcd")},
            {"ratings": ROUND[:4], "experts": list("1235"), "items": list("abcd")},
        ],
    }
    assert "停止规则" in "\n".join(delphi_command(partial)[1])


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"ratings": ROUND}, "scale_max"),
        ({"scale_max": 5, "ratings": [[5, 4], [5]]}, "/ratings/1"),
        ({"scale_max": 5, "ratings": [[5, "x"], [5, 4]]}, "/ratings/0/1"),
        ({"scale_max": 5, "ratings": [5]}, "/ratings/0"),
        ({"scale_max": 5}, "缺少评分表"),
        ({"scale_max": 5, "ratings": [[9, 4], [5, 4]]}, "不在"),
        (
            {"scale_max": 5, "ratings": ROUND, "experts": list("abcd"), "items": list("12345")},
            "行列颠倒",
        ),
        ({"scale_max": 5, "rounds": []}, "/rounds"),
        ({"scale_max": 5, "rounds": [3]}, "/rounds/0"),
        ({"scale_max": 5, "ratings": ROUND, "sent": "x"}, "/sent"),
        ({"scale_max": 5, "ratings": ROUND, "sent": 3}, "回收数"),
        ({"scale_max": 5, "ratings": ROUND, "authority": [3]}, "/authority"),
        ({"scale_max": 5, "ratings": ROUND, "authority": [{}] * 5}, "第1位专家"),
        ({"scale_max": 5, "ratings": ROUND, "authority": [{}]}, "1 份自评对 5 位专家"),
    ],
)
def test_delphi_faults_are_typed_and_placed(body, words):
    code, lines = delphi_command(body)
    assert code == 2
    assert words in "\n".join(lines)


def test_delphi_from_csv(tmp_path):
    path = tmp_path / "r.csv"
    path.write_text("专家,a,b,c\n甲,5,4,3\n乙,5,3,4\n丙,4,4,\n", encoding="utf-8")
    assert delphi_command(path, 5)[0] == 0
    assert delphi_command(path)[0] == 2
    path.write_text("条目,甲,乙\na,5,4\nb,5,3\n", encoding="utf-8")
    assert "transposed_table" in delphi_command(path, 5)[1][0]
    path.write_text("专家,a,b\n甲,5,x\n乙,5,3\n", encoding="utf-8")
    assert "甲/b" in delphi_command(path, 5)[1][0]


def test_values_on_one_line():
    assert show([1.0, None, True, {"a": 0.1234567890123}]) == "[1, —, 是, {a: 0.123456789}]"
    assert show("x") == "x"
    with pytest.raises(InvalidInput):
        raise InvalidInput("x", where="y", cure="z")


def test_what_is_said_of_a_matrix_over_the_limit_and_of_few_answers():
    code, lines = ahp_command({"upper": ["9", "1/9", "9"]})
    assert code == 1
    assert any(line.startswith("由其余判断推算：要素1–要素2 由 9 改为") for line in lines)
    assert lines[-1] == "没有一处两级以内的改动能单独使 CR 达标"
    _, lines = ahp_command({"items": ["a", "b", "c"], "known": {"a-b": 2, "b-a": "1/2", "b-c": 3}})
    assert "所答不足 1.5(n−1) 对，CR 几乎检验不出矛盾" in lines


@pytest.mark.clause("5.1.2.2.3")
def test_delphi_on_nine_points_with_authority():
    """Ca .9, Cs .8 or .6: the two experts of more authority count more."""
    basis = {"实践经验": "大", "理论分析": "中", "国内外同行": "中", "直觉": "小"}
    known = [basis | {"熟悉程度": word} for word in ("较熟悉", "较熟悉", "一般熟悉")]
    body = {
        "scale_max": 9,
        "items": ["a", "b"],
        "ratings": [[9, 3], [8, 2], [1, 9]],
        "authority": known,
        "sent": 4,
        "commented": 1,
        "percentiles": "hazen",
    }
    text = "\n".join(delphi_command(body)[1])
    assert "提出意见的占 33.3%" in text
    assert "RAND/UCLA（百分位数规则 hazen）" in text
    assert "有分歧" in text
    assert "权重（均数占比）：a 0.5625，b 0.4375" in text
    # a: (.85 (9 + 8) + .75) / (.85 (12 + 10) + .75 (1 + 9)) = 15.2 / 26.2
    assert "权重（按权威系数加权）：a 0.5802，b 0.4198" in text
