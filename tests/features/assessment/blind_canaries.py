"""An applicant whose names stand everywhere, and files that carry them inside."""

import io
import uuid
import zipfile
from dataclasses import dataclass, field

import docx
import openpyxl
import pypdf
from pypdf.annotations import Text
from pypdf.generic import NameObject, TextStringObject

from backend.features.assessment.institution_models import EvidenceBase
from backend.features.identity.models import Organisation
from backend.features.outcomes.models import Outcome, OutcomeIpRight, OutcomeVersion
from backend.kernel.filing import store_bytes
from backend.kernel.policy import Role
from backend.kernel.uow import House
from tests.factories.assessments import make_outcome
from tests.factories.people import Person, make_person

ORG, PERSON, MEMBER = "青岚CANARY中医研究院", "沈CANARY若", "陆CANARY舟"
OWNER, TEXT, ALIAS = "澄怀CANARY制药有限公司", "云栖CANARY医院", "青岚院CANARY"
PATENT, CODE, REPORT = "CANARY202610099999.7", "91110108551385082Q", "CANARY查新2026-77"
LINK = "https://canary.example.org/outcome"
INVENTOR = "闻CANARY溪"
NAMES = (ORG, PERSON, MEMBER, OWNER, TEXT, ALIAS, PATENT, REPORT, LINK, INVENTOR)
AUTHOR = "元数据作者CANARY"  # in files only


def word_file(text: str) -> bytes:
    """Return a Word file by an author, with a comment of somebody."""
    document = docx.Document()
    document.core_properties.author = AUTHOR
    document.core_properties.last_modified_by = AUTHOR
    document.core_properties.title = ORG
    paragraph = document.add_paragraph(text)
    document.add_comment(paragraph.runs[0], text="请核对", author=AUTHOR, initials="CANARY")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def workbook(text: str) -> bytes:
    """Return a workbook by an author."""
    book = openpyxl.Workbook()
    book.properties.creator = AUTHOR
    book.properties.lastModifiedBy = AUTHOR
    book.active["B3"] = text
    book.active["B3"].comment = openpyxl.comments.Comment("核对", AUTHOR)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def pdf_file() -> bytes:
    """Return a PDF of one empty page with author, private data of a program and a note."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(200, 200)
    page[NameObject("/PieceInfo")] = pypdf.generic.DictionaryObject(
        {NameObject("/Of"): TextStringObject(AUTHOR)}
    )
    writer.add_annotation(0, Text(rect=(10, 10, 20, 20), text="核对", title_bar=AUTHOR))
    writer.add_metadata({"/Author": AUTHOR, "/Company": ORG})
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def archive() -> bytes:
    """Return a zip archive, which nothing can be taken out of."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr("a.txt", ORG)
    return target.getvalue()


WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass
class Applicant:
    """The applicant, the outcome and its files by name."""

    holder: Person
    outcome_id: uuid.UUID
    files: dict[str, uuid.UUID] = field(default_factory=dict)


def _file(house: House, applicant: Applicant, key: str, content: bytes, name: str, kind: str):
    with house.unit_of_work(applicant.holder.actor) as uow:
        applicant.files[key] = store_bytes(
            uow, content=content, name=name, media_type=kind, subject_type="outcome",
            subject_id=applicant.outcome_id, kind="proof", org_id=applicant.holder.org_id,
            label="internal",
        ).id  # fmt: skip


def make_applicant(house: House) -> Applicant:
    """Make an applicant whose names stand in every field, figure and file."""
    holder = make_person(house, Role.HOLDER, name=PERSON)
    with house.unit_of_work() as uow:
        org = uow.session.get_one(Organisation, holder.org_id)
        org.name, org.credit_code = ORG, CODE
    outcome_id = make_outcome(
        house, holder,
        holder_text=f"{TEXT}、{ORG}", source_url=LINK, source_title=f"{ORG}官网",
        innovation=f"{ORG}（简称{ALIAS}）首创", contribution=f"由 {PERSON}、{INVENTOR} 团队在{TEXT}完成",
        parameters=[{"name": f"{OWNER}内控标准", "value": "≥ 98", "unit": "%"}],
        cases=[{"place": TEXT, "period": "2024", "effect": f"{ORG} 应用", "proof": "病例"}],
        ethics=f"{TEXT}伦理委员会批件",
    )  # fmt: skip
    applicant = Applicant(holder, outcome_id)
    for key, content, name, kind in (
        ("word", word_file(f"本研究由{ORG}{PERSON}完成"), f"{ORG}-总结.docx", WORD_TYPE),
        ("clean", word_file("复方颗粒的工艺总结"), f"{TEXT}工艺总结.docx", WORD_TYPE),
        ("sheet", workbook(f"{OWNER}批记录"), f"{PERSON}数据.xlsx", SHEET_TYPE),
        ("pdf", pdf_file(), f"{OWNER}检验报告.pdf", "application/pdf"),
        ("zip", archive(), f"{ORG}资料.zip", "application/zip"),
        ("kept", "内部".encode(), f"{TEXT}说明.txt", "text/plain"),
    ):
        _file(house, applicant, key, content, name, kind)
    with house.unit_of_work() as uow:
        outcome = uow.session.get_one(Outcome, outcome_id)
        outcome.title = f"{ORG}软肝颗粒的制备"
        uow.add(
            OutcomeIpRight(
                outcome_id=outcome_id, type="invention", title=f"{OWNER}的一种颗粒",
                number=PATENT, owner=f"{ORG}；{OWNER}", state="granted",
                inventors=[INVENTOR],
                scope=f"由{OWNER}独占实施",
            )
        )  # fmt: skip
        uow.add(
            OutcomeVersion(
                outcome_id=outcome_id, round=1, number=str(outcome.number),
                submitted_at=uow.now(), submitted_by_name=PERSON, sha256="0" * 64,
            )
        )  # fmt: skip
        uow.add(
            EvidenceBase(
                outcome_id=outcome_id, org_id=holder.org_id,
                figures=[
                    {"leaf": "A1", "name": f"{TEXT}有效率", "value": 71.0, "unit": "%",
                     "kind": "clinical_trial", "source": ORG, "year": 2024,
                     "file_id": str(applicant.files["word"]), "page": "3", "citation": "k1"},
                ],
                citations=[
                    {"key": "k1", "kind": "patent", "title": f"{OWNER}专利", "authors": MEMBER,
                     "source": ORG, "year": 2024, "number": PATENT, "note": ""},
                ],
                profile={
                    "novelty": {"claim": "domestic", "note": f"{ORG}委托",
                                "report_file_id": str(applicant.files["kept"]),
                                "report_number": REPORT},
                    "milestones": [{"name": f"{TEXT}试验", "state": "done", "on": None,
                                    "file_id": None}],
                    "interfaces": [],
                    "team": [{"name": MEMBER, "role": "负责人", "discipline": "中医内科",
                              "title": "", "task": "", "share": None}],
                },
            )
        )  # fmt: skip
    return applicant
