"""One document behind page, PDF and Word: thirteen parts, the same bytes (5.1.2.3.6, 5.1.2.3.7)."""

import io

import docx
import pypdf
import pytest
from sqlmodel import col, select

from backend.features.assessment import service
from backend.features.assessment.models import MaturityProof
from backend.kernel.errors import Conflict
from backend.kernel.files import StoredFile
from backend.kernel.filing import store_bytes
from tests.factories.assessments import SEATS, make_panel

SECTIONS = (
    "一、成果概述", "二、技术成熟度评定情况", "三、转化建议", "四、专家建议", "五、评估对象与版本",
    "六、材料审核", "七、专家组", "八、权重与一致性检验", "九、评分结果", "十、专家意见一致程度",
    "十一、敏感性分析", "十二、SWOT 分析", "十三、局限、有效期与签署",
)  # fmt: skip
SEVEN = (*SEATS, SEATS[0], SEATS[2])


def _marks(code):
    return {"A": 71.0, "B": 66.0, "C": 74.0, "D": 68.0, "E": 79.0}[code[0]] + int(code[1])


@pytest.fixture
def issued(house):
    """Seven experts, three clinicians and three engineers among them; one dissents."""
    panel = make_panel(house, seats=SEVEN)
    with house.unit_of_work() as uow:
        store_bytes(
            uow, content=b"x", name="专利公布文本.pdf", media_type="application/pdf",
            subject_type="outcome", subject_id=panel.outcome_id, kind="ip",
        )  # fmt: skip
    panel.all_scored(_marks)
    panel.prove(["1.review", "2.plan"])
    panel.release()
    panel.write(next_milestone="完成中试放大", risks="专利尚在审查")
    for k in range(7):
        panel.consent(k, "成熟度评定偏高。" if k == 3 else "")
    panel.issue()
    return panel


def _pdf(content):
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def _word(content):
    """Return the text in reading order, tables included."""
    body = docx.Document(io.BytesIO(content)).element.body
    return "".join("".join(node.itertext()) for node in body.iterchildren()).replace(" ", "")


@pytest.mark.clause("5.1.2.3.6")
def test_all_thirteen_parts_stand_in_pdf_and_word(issued, as_):
    staff, base = as_(issued.operator), f"/assessments/{issued.assessment_id}"
    for text in (_pdf(staff.get(f"{base}/report.pdf").content),
                 _word(staff.get(f"{base}/report.docx").content)):  # fmt: skip
        places = [text.index(section.replace(" ", "")) for section in SECTIONS]
        assert places == sorted(places)
        for word in (
            "完成中试放大", "专利尚在审查", "成熟度评定偏高。", "专利公布文本.pdf", "ICC(A,k)",
            "通过线", "层次总排序", "S*", "截尾", "保留意见", "同意出具", "评估负责人",
        ):  # fmt: skip
            assert word in text, word


@pytest.mark.clause("5.1.2.3.6")
def test_the_document_carries_every_point_of_the_method(issued, as_):
    path = f"/assessments/{issued.assessment_id}/report/document"
    body = as_(issued.holder).get(path).json()
    assert body["edition"] == "持有方版"
    # 1 identification, 3 material, 4 panel
    assert {"材料版本", "指标体系", "权重版本"} <= {
        fact["label"] for fact in body["identification"]
    }
    assert [file["name"] for file in body["material"]["files"]] == ["专利公布文本.pdf"]
    facts = {fact["label"]: fact["value"] for fact in body["panel_facts"]}
    assert facts["构成"].startswith("7 名：")
    assert facts["应答"] == "提交评分表 7 份，占应评 7 名的 100%"
    assert facts["权威系数"] == "权重未采用德尔菲研究，不计算"
    # 5 weights: every matrix with its worst expert, printed weights with sum 1
    assert [node["cr_experts"] for node in body["weights"]["nodes"]] == ["0.000"] * 6
    leaves = [row for row in body["weights"]["rows"] if row["leaf"]]
    assert sum(float(row["weight"]) for row in leaves) == pytest.approx(1, abs=1e-9)
    # 6 scores: statistics where three or more stand behind a leaf, nothing but n otherwise
    by_code = {leaf["code"]: leaf for row in body["dimensions"] for leaf in row["leaves"]}
    assert (by_code["A1"]["n"], by_code["A1"]["score"]) == ("3", "72.0")
    # deviation and spread of five or more: with the mean, that of three is their ratings
    assert (by_code["A1"]["sd"], by_code["A1"]["spread"]) == ("—", "—")
    assert (by_code["D1"]["n"], by_code["D1"]["spread"]) == ("7", "69.0–69.0")
    assert by_code["D1"]["sd"] == "0.0"
    assert (by_code["B1"]["n"], by_code["B1"]["score"]) == ("1", "—")
    # 8 agreement, 9 sensitivity, 10 SWOT, 13 signatures
    assert {fact["label"] for fact in body["agreement"]} >= {"Krippendorff α", "宽严校正总分"}
    assert body["sensitivity"]["statement"]
    assert "判断扰动" in {fact["label"] for fact in body["sensitivity"]["facts"]}
    assert any(body["swot"][key] for key in ("strengths", "weaknesses"))
    answers = [consent["answer"] for consent in body["consents"]]
    assert sorted(set(answers)) == ["保留意见", "同意出具"]
    assert len(answers) == 7
    assert not any(person.actor.name in str(body) for person in issued.experts)
    # the other edition differs in what it keeps back, and in nothing else
    whole = as_(issued.operator).get(path).json()
    assert whole == as_(issued.experts[0]).get(path).json()
    told = {leaf["code"]: leaf for row in whole["dimensions"] for leaf in row["leaves"]}
    assert (told["B1"]["n"], told["B1"]["score"]) == ("1", "67.0")
    figures = {"edition", "dimensions", "findings", "sensitivity", "panel", "scoring", "printed_at"}
    assert {k: v for k, v in whole.items() if k not in figures} == {
        k: v for k, v in body.items() if k not in figures
    }


@pytest.mark.clause("5.1.2.3.6")
def test_pdf_and_word_are_the_same_bytes_for_the_same_data(issued, house, as_):
    staff, base = as_(issued.operator), f"/assessments/{issued.assessment_id}"
    pdf = staff.get(f"{base}/report.pdf").content
    word = staff.get(f"{base}/report.docx").content
    with house.reading() as uow:
        assessment = issued.assessment()
        assert service.render_report(uow, assessment) == pdf
        assert service.render_word(uow, assessment) == word
        kept = uow.session.exec(
            select(StoredFile).where(
                col(StoredFile.subject_id) == issued.assessment_id,
                col(StoredFile.subject_type) == "assessment",
            )
        ).all()
        files = {file.kind: uow.ports.files.open(file.sha256).read() for file in kept}
    holder = as_(issued.holder)
    assert files["report_whole"] == pdf
    assert files["report_whole_word"] == word
    assert files["report"] == holder.get(f"{base}/report.pdf").content != pdf
    assert files["report_word"] == holder.get(f"{base}/report.docx").content != word


@pytest.mark.clause("5.1.2.3.6")
def test_an_issued_report_is_read_as_it_was_issued(issued, house, as_):
    path = f"/assessments/{issued.assessment_id}/report/document"
    before = as_(issued.holder).get(path).json()
    with house.unit_of_work() as uow:
        for proof in uow.session.exec(select(MaturityProof)).all():
            uow.session.delete(proof)
    assert as_(issued.holder).get(path).json() == before
    assert before["maturity"]["level"] == "TRL 2"


@pytest.mark.clause("6.2.2")
@pytest.mark.parametrize(
    ("part", "empty", "label"),
    [("limits", [], "局限与说明"), ("valid_until", None, "有效期")],
)
def test_the_rest_of_the_parts_may_not_be_missing_either(house, part, empty, label):
    panel = make_panel(house).all_released()
    panel.write(**{part: empty})
    for k in range(5):
        panel.consent(k)
    with pytest.raises(Conflict, match=label):
        panel.issue()


@pytest.mark.clause("5.1.2.2.1")
def test_a_swot_that_nobody_confirmed_blocks_the_issue(house, as_):
    panel = make_panel(house).all_released(_marks)
    view = as_(panel.operator).get(f"/assessments/{panel.assessment_id}/report").json()
    assert any("SWOT 分析（尚无经确认的条目）" in line for line in view["missing_parts"])
    panel.write()
    view = as_(panel.operator).get(f"/assessments/{panel.assessment_id}/report").json()
    assert view["missing_parts"] == []


@pytest.mark.clause("5.1.1.1")
def test_no_category_marks_a_single_expert(house, as_):
    panel = make_panel(house).all_issued(_marks)
    body = as_(panel.holder).get(f"/assessments/{panel.assessment_id}/report/document").json()
    assert {row["category"] for row in body["panel"]} == {"不标注"}
