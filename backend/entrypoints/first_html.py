"""First content of public pages: title, description and a plain list before any script runs.

Search engines and slow phones read this; the front end replaces it when it starts.
"""

import json
import re
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from backend.features.demands import queries as demands
from backend.features.demands.models import Demand
from backend.features.information import queries as information
from backend.features.library import queries as library
from backend.features.library.models import LibraryRecord
from backend.features.metrics import queries as metrics
from backend.features.metrics.figures import Period
from backend.kernel.errors import DomainError
from backend.kernel.finding import Query
from backend.kernel.policy import ANONYMOUS
from backend.kernel.search import DocKind
from backend.kernel.uow import House, UnitOfWork

SITE = "肝桥 HepaBridge"
LEAD = (
    "慢性肝病中医药科技创新成果转化协作平台："
    "提交、评估、发布、对接、实施与跟踪全程留痕，指标公开可核对。"
)
UNKNOWN = "未披露"


@dataclass(frozen=True)
class FirstPage:
    """What the server says of a page; `body` is escaped HTML."""

    title: str
    description: str
    body: str
    linked_data: str = ""


def first_page(house: House, path: str, q: str) -> FirstPage | None:
    """Return the first content of a public page, or None where there is none.

    Trouble with the content never costs the page: the front end will show it.
    """
    for pattern, build in PAGES:
        match = re.fullmatch(pattern, path)
        if match:
            try:
                with house.reading(ANONYMOUS) as uow:
                    return build(uow, match.groups(), q)
            except DomainError:
                return None
    return None


def _list(heading: str, lead: str, items: Sequence[tuple[str, str, str]]) -> str:
    rows = "".join(
        f'<li><a href="{escape(link, quote=True)}">{escape(name)}</a><p>{escape(text)}</p></li>'
        for link, name, text in items
    )
    return (
        f'<main class="first"><h1>{escape(heading)}</h1><p>{escape(lead)}</p><ul>{rows}</ul></main>'
    )


def _home(uow: UnitOfWork, groups: Sequence[str], q: str) -> FirstPage:
    del uow, groups, q
    links = [
        ("/library", "成果库", "评估通过的慢性肝病中医药科技成果，可按领域、成熟度、场景检索。"),
        ("/demands", "需求大厅", "企业、医院与政府发布的技术需求。"),
        ("/info", "信息服务", "政策法规、标准、会议、标杆案例与市场信息。"),
        ("/quality", "服务质量", "转化率、及时性、对接成功率：分子、分母与明细公开。"),
        ("/standard", "规范对照", "标准逐条对应平台功能。"),
    ]
    return FirstPage(SITE, LEAD, _list("让肝病好成果，走到病人身边", LEAD, links))


def _library(uow: UnitOfWork, groups: Sequence[str], q: str) -> FirstPage:
    del groups
    page = library.found(uow, Query(DocKind.OUTCOME, q[:100], {}, (), "newest", 1, 20))
    items = [
        (f"/library/{hit.id}", hit.title, f"{hit.summary}（{hit.holder_name or UNKNOWN}）")
        for hit in page.items
    ]
    title = f"{q}：成果检索" if q else "成果库"
    lead = f"共 {page.total} 项评估通过并公开的成果。"
    return FirstPage(f"{title} - {SITE}", lead, _list(title, lead, items))


def _outcome(uow: UnitOfWork, groups: Sequence[str], q: str) -> FirstPage:
    del q
    record = uow.get(LibraryRecord, uuid.UUID(groups[0]), "library.read")
    view = library.detail(uow, record)
    facts = [
        ("编号", view.number),
        ("持有方", view.holder_name or UNKNOWN),
        ("技术领域", view.field_label or UNKNOWN),
        ("成熟度", view.maturity_label or UNKNOWN),
        ("应用场景", view.scene_label or UNKNOWN),
        ("知识产权", "；".join(view.rights) or UNKNOWN),
        ("评估编号", view.assessment_number),
    ]
    rows = "".join(f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>" for k, v in facts)
    body = (
        f'<main class="first"><h1>{escape(view.title)}</h1><p>{escape(view.summary)}</p>'
        f"<dl>{rows}</dl></main>"
    )
    linked = {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "name": view.title,
        "identifier": view.number,
        "abstract": view.summary,
        "inLanguage": "zh-CN",
        "creator": {"@type": "Organization", "name": view.holder_name or UNKNOWN},
    }
    text = json.dumps(linked, ensure_ascii=False).replace("<", "\\u003c")
    return FirstPage(f"{view.title} - {SITE}", view.summary[:150], body, text)


def _demands(uow: UnitOfWork, groups: Sequence[str], q: str) -> FirstPage:
    del groups
    page = demands.search(uow, Query(DocKind.DEMAND, q[:100], {}, (), "newest", 1, 20))
    items = [(f"/demands/{hit.id}", hit.title, hit.summary) for hit in page.items]
    lead = f"共 {page.total} 项公开的技术需求。"
    return FirstPage(f"需求大厅 - {SITE}", lead, _list("需求大厅", lead, items))


def _demand(uow: UnitOfWork, groups: Sequence[str], q: str) -> FirstPage:
    del q
    view = demands.demand_view(uow, uow.get(Demand, uuid.UUID(groups[0]), "demand.read"))
    body = _list(view.title, view.description, [])
    return FirstPage(f"{view.title} - {SITE}", view.description[:150], body)


def _information(uow: UnitOfWork, groups: Sequence[str], q: str) -> FirstPage:
    del groups
    page = information.search(uow, Query(DocKind.INFORMATION, q[:100], {}, (), "newest", 1, 20))
    items = [(f"/info/{hit.id}", hit.title, hit.interpretation or "") for hit in page.items]
    lead = f"共 {page.total} 条政策法规、标准、会议、案例与市场信息。"
    return FirstPage(f"信息服务 - {SITE}", lead, _list("信息服务", lead, items))


def _quality(uow: UnitOfWork, groups: Sequence[str], q: str) -> FirstPage:
    del groups, q
    today = uow.ports.calendar.local_date(uow.now())
    view = metrics.metrics_view(uow, Period(today.replace(month=1, day=1), today))
    items = []
    for metric in view.metrics:
        head = next((v for v in metric.variants if v.is_headline), None)
        counts = "，".join(f"{c.label} {c.count}" for c in head.counts) if head else ""
        said = (
            f"{head.value or UNKNOWN}{metric.unit}（{head.grade_label}；{counts}）" if head else ""
        )
        items.append(("/quality", metric.name_zh, said or metric.not_open_text))
    lead = "七项服务质量指标，公开算法、分子、分母与明细。"
    return FirstPage(f"服务质量 - {SITE}", lead, _list("服务质量", lead, items))


Build = Callable[[UnitOfWork, Sequence[str], str], FirstPage]
ID = r"([0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12})"
PAGES: tuple[tuple[str, Build], ...] = (
    (r"", _home),
    (r"library", _library),
    (rf"library/{ID}", _outcome),
    (r"demands", _demands),
    (rf"demands/{ID}", _demand),
    (r"info", _information),
    (r"quality", _quality),
)
