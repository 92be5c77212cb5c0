"""The bench runs and both engines find the same documents, on few records."""

from itertools import islice
from pathlib import Path

from backend.adapters.search.embedded import EmbeddedIndex
from backend.kernel.search import Access, SearchRequest
from tests.bench.search_bench import FACETS, FILTERS, SqlitePeer, records, run_search_bench


def test_records_are_the_same_at_every_run() -> None:
    assert list(islice(records(20), 20)) == list(islice(records(20), 20))


def test_peer_answers_the_same_question(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path / "ours")
    index.rebuild(records(400))
    peer = SqlitePeer(tmp_path / "peer.sqlite3")
    peer.fill(records(400))
    request = SearchRequest("腹水", Access.public(), filters=FILTERS, facets=FACETS, per_page=20)
    assert min(20, index.search(request).total) == peer.search("腹水") > 0
    peer.db.close()


def test_bench_reports_every_figure(tmp_path: Path) -> None:
    made = run_search_bench(count=300, folder=tmp_path)
    assert made["records"] == 300
    for name in ("search_2_filters_5_facets", "peer_sqlite_fts5_bigram", "question", "suggest"):
        assert 0 < made[name]["p50_ms"] <= made[name]["p95_ms"]
    assert made["ratio_p50_peer_to_ours"] > 0
    assert list(tmp_path.iterdir()) == []
