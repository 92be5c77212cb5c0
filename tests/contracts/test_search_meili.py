"""What only the Meilisearch adapter promises: request shapes, tasks, refusals (clause 5.2.1.2)."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from backend.adapters.search.meili import MeiliIndex
from backend.adapters.search.meili_form import filters, quote
from backend.adapters.search.meili_link import version_note
from backend.kernel.search import (
    Access,
    Facet,
    In,
    Range,
    SearchRequest,
    SearchUnavailable,
    SearchWriteFailed,
)
from tests.contracts.meili_fake import KEY, FakeMeili, serve
from tests.contracts.test_search import DOCS, PUBLIC, doc


@dataclass
class Rig:
    fake: FakeMeili
    index: MeiliIndex
    url: str

    def queries(self) -> list[dict[str, object]]:
        """All single searches asked for so far."""
        found = [b["queries"] for _, path, b in self.fake.requests if path == "/multi-search"]
        return [q for batch in found for q in batch]


@pytest.fixture
def rig() -> Iterator[Rig]:
    fake = FakeMeili()
    server = serve(fake)
    url = f"http://127.0.0.1:{server.server_port}"
    made = MeiliIndex(url, KEY, timeout=2)
    made.rebuild(DOCS)
    fake.requests.clear()
    yield Rig(fake, made, url)
    server.shutdown()
    server.server_close()


def test_every_search_carries_the_access_filter_as_an_element_of_its_own(rig: Rig) -> None:
    rig.index.search(
        SearchRequest(
            "肝纤维化 茵陈",
            Access(frozenset({"public", 'org"7'})),
            filters={Facet.FIELD: In(("药物研发",))},
            facets=(Facet.FIELD, Facet.IP),
        )
    )
    rig.index.similar("D-001", PUBLIC)
    rig.index.suggest("肝", PUBLIC)
    queries = rig.queries()
    assert queries
    for query in queries:
        where = query["filter"]
        assert isinstance(where, list)
        assert str(where[0]).startswith("acl IN [")
        assert query["page"] == 1
        assert "limit" not in query


def test_values_cannot_end_their_quotes() -> None:
    assert quote('a"b\\') == '"a\\"b\\\\"'
    made = filters(
        Access.public(), {Facet.FIELD: In(('x"] OR acl EXISTS',)), Facet.YEAR: Range(1, 2)}
    )
    assert made == [
        'acl IN ["public"]',
        'field IN ["x\\"] OR acl EXISTS"]',
        "year >= 1",
        "year <= 2",
    ]


def test_settings_go_in_before_documents(rig: Rig) -> None:
    rig.index.rebuild(DOCS[:1])
    order = [path for _, path, _ in rig.fake.requests if "library_next" in path]
    assert order.index("/indexes/library_next/settings") < order.index(
        "/indexes/library_next/documents?primaryKey=id"
    )
    assert set(rig.fake.indexes) == {"library", "library_meta"}


def test_write_is_visible_only_after_its_task(rig: Rig) -> None:
    ticket = rig.index.upsert([doc(50, "新到的成果")])
    assert rig.index.search(SearchRequest("新到", PUBLIC)).total == 0
    assert rig.index.wait(ticket, 2)
    assert rig.index.search(SearchRequest("新到", PUBLIC)).total == 1


def test_failed_task_is_an_error_and_changes_nothing(rig: Rig) -> None:
    rig.fake.fail_next = True
    ticket = rig.index.upsert([doc(50, "新到的成果")])
    with pytest.raises(SearchWriteFailed, match="the disk is full"):
        rig.index.wait(ticket, 2)
    assert rig.index.search(SearchRequest("新到", PUBLIC)).total == 0


def test_failed_rebuild_leaves_the_serving_index(rig: Rig) -> None:
    def broken() -> Iterator[object]:
        yield DOCS[0]
        raise OSError("database gone")

    with pytest.raises(OSError, match="database gone"):
        rig.index.rebuild(broken())  # type: ignore[arg-type]
    assert rig.index.search(SearchRequest("", PUBLIC)).total == 9
    assert rig.index.rebuild(DOCS[:2]).documents == 2


def test_wait_gives_up_in_time(rig: Rig) -> None:
    ticket = rig.index.upsert([doc(50, "新到的成果")])
    assert not rig.index.wait(ticket, 0)


def test_server_away_or_overloaded_is_unavailable(rig: Rig) -> None:
    rig.fake.down = True
    with pytest.raises(SearchUnavailable):
        rig.index.search(SearchRequest("肝", PUBLIC))
    assert not rig.index.health().ok
    nowhere = MeiliIndex("http://127.0.0.1:9", KEY, timeout=1)
    with pytest.raises(SearchUnavailable):
        nowhere.search(SearchRequest("肝", PUBLIC))
    assert not nowhere.health().ok


def test_missing_index_asks_for_a_rebuild(rig: Rig) -> None:
    other = MeiliIndex(rig.url, KEY, name="other", timeout=2)
    with pytest.raises(SearchUnavailable) as caught:
        other.search(SearchRequest("", PUBLIC))
    assert "rebuild" in caught.value.cause
    assert other.health().needs_rebuild


def test_question_sends_short_queries_led_by_the_rarest_words(rig: Rig) -> None:
    found = rig.index.search(
        SearchRequest("请问扶正化瘀胶囊对于慢性乙肝患者的肝纤维化治疗效果到底怎么样呢", PUBLIC)
    )
    leads = [q for q in rig.queries() if q["matchingStrategy"] == "last"]
    assert len(leads) == 5
    assert all(len(str(q["q"]).split()) <= 10 for q in leads)
    assert len({str(q["q"]).split()[0] for q in leads}) == 5
    assert found.hits[0].id == "D-002"


def test_versions_outside_the_tested_range_are_named(rig: Rig) -> None:
    assert version_note("1.50.0") == ""
    assert version_note("1.53.9") == ""
    assert "not tested" in version_note("1.54.0")
    assert "not tested" in version_note("1.48.2")
    assert "cannot be read" in version_note("next")
    rig.fake.version = "1.12.0"
    assert "not tested" in rig.index.health().detail


def test_threads_do_not_share_headers(rig: Rig) -> None:
    """The official client mutates one header dictionary; sharing it would drop Content-Type."""
    problems: list[Exception] = []

    def work(number: int) -> None:
        try:
            for _ in range(5):
                rig.index.search(SearchRequest("肝纤维化", PUBLIC))
                rig.index.wait(rig.index.upsert([doc(number, "并发写入")]), 5)
        except Exception as problem:  # noqa: BLE001 - reported by the test
            problems.append(problem)

    threads = [threading.Thread(target=work, args=(100 + n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
