"""Search latency at 100 000 records, with a named peer on the same records in the same run.

The records recombine sentences of the real outcomes with a fixed seed. The peer is SQLite FTS5 over
the same bigrams with its own BM25, filters and facet counts in SQL.
"""

import json
import random
import re
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles
from typing import Any

from backend.adapters.search.embedded import EmbeddedIndex
from backend.kernel.search import Access, DocKind, Facet, In, IndexDoc, Range, SearchRequest
from matching.text import grams, normalise

SEED = 20261120
RECORDS = 100_000
FACETS = (Facet.FIELD, Facet.MATURITY, Facet.SCENE, Facet.IP, Facet.MODE)
FILTERS = {Facet.FIELD: In(("药物研发", "治疗方案")), Facet.YEAR: Range(2005, 2025)}
QUERIES = (
    "乙肝", "肝纤维化", "腹水", "肝癌", "治疗", "乙肝 纤维化", "中药 组合物", "肝硬化 腹水",
    "脂肪肝 舌诊", "无创 诊断", "慢性乙型肝炎", "肝 制剂", "扶正化瘀", "黄疸", "chb",
    "乙肝 肝硬化 中药", "随机 对照 研究", "肝纤", "huangdan", "瞬时弹性成像",
)  # fmt: skip
QUESTION = "扶正化瘀片联合恩替卡韦治疗乙肝肝纤维化的疗效如何评价有没有随机对照研究"
SEEDS = Path(__file__).parents[2] / "backend" / "seeds" / "data"


def records(count: int, seed: int = SEED) -> Iterator[IndexDoc]:
    """Yield invented combinations of real titles, sentences and facet values."""
    chance = random.Random(seed)
    real = [json.loads(line) for line in (SEEDS / "outcomes.jsonl").open(encoding="utf-8")]
    sentences = [s for r in real for s in re.split(r"[;;。]", r["summary_zh"]) if len(s) > 8]
    halves = [part for r in real for part in re.split(r"[及和、的]", r["title"]) if len(part) > 2]
    holders = sorted({r["holder"]["name"][:60] for r in real if r["holder"]})
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(count):
        one, other = chance.choice(real), chance.choice(real)
        facets = {
            Facet.TYPE: (one["kind"],),
            Facet.FIELD: (one["tech_field"],),
            Facet.SCENE: (other["application_scene"],),
            Facet.DISEASE: tuple(one["disease"]),
            Facet.INSTITUTION: (f"{chance.choice(holders)}{number % 40}",),
            Facet.MATURITY: (chance.choice(("实验室阶段", "中试阶段", "产业化阶段")),),
            Facet.IP: (chance.choice(("审查中", "有效", "终止", "无")),),
            Facet.MODE: (chance.choice(("许可", "转让", "合作开发", "作价入股")),),
        }
        yield IndexDoc(
            id=f"B-{number}",
            kind=DocKind.OUTCOME,
            title=f"{chance.choice(halves)}{chance.choice(halves)}{chance.choice(halves)}",
            keywords=tuple(one["herbs"] or ())[:5],
            abstract="。".join(chance.sample(sentences, 3)),
            facets=facets,
            year=1995 + chance.randrange(32),
            views=chance.randrange(5000),
            updated_at=start + timedelta(seconds=number * 7),
            version=1,
        )


def _timed(call: Callable[[], Any], repeat: int = 3) -> list[float]:
    out = []
    for _ in range(repeat):
        started = time.perf_counter()
        call()
        out.append((time.perf_counter() - started) * 1000)
    return out


def _figures(samples: list[float]) -> dict[str, float]:
    cuts = quantiles(samples, n=20, method="inclusive")
    return {"p50_ms": round(cuts[9], 2), "p95_ms": round(cuts[18], 2), "n": len(samples)}


class SqlitePeer:
    """SQLite FTS5, the engine every Python already has."""

    def __init__(self, path: Path) -> None:
        self.db = sqlite3.connect(path)
        self.db.executescript(
            "CREATE VIRTUAL TABLE fts USING fts5(title, text, tokenize='unicode61', detail='full');"
            "CREATE TABLE doc(id INTEGER PRIMARY KEY, field TEXT, maturity TEXT, scene TEXT,"
            " ip TEXT, mode TEXT, year INTEGER, updated INTEGER);"
            "CREATE INDEX doc_field ON doc(field, year);"
        )

    def fill(self, docs: Iterator[IndexDoc]) -> None:
        """Insert everything in one transaction."""

        def cut(text: str) -> str:
            return " ".join(grams(normalise(text)))

        with self.db:
            for number, doc in enumerate(docs):
                text = cut(" ".join((doc.abstract, *doc.keywords)))
                self.db.execute(
                    "INSERT INTO fts(rowid, title, text) VALUES (?, ?, ?)",
                    (number, cut(doc.title), text),
                )
                one = [doc.facets[f][0] for f in FACETS]
                self.db.execute(
                    "INSERT INTO doc VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (number, *one, doc.year, int(doc.updated_at.timestamp())),
                )
        self.db.execute("ANALYZE")

    def search(self, q: str) -> int:
        """Find the first page, the total and five facet counts under two filters."""
        match = " AND ".join(f'"{g}"' for g in grams(normalise(q)))
        where = "field IN ('药物研发', '治疗方案') AND year BETWEEN 2005 AND 2025"
        self.db.execute("DROP TABLE IF EXISTS temp.found")
        self.db.execute(
            "CREATE TEMP TABLE found AS SELECT rowid AS id, bm25(fts, 2.0, 1.0) AS score FROM fts"
            " WHERE fts MATCH ?",
            (match,),
        )
        page = self.db.execute(
            f"SELECT d.id FROM found f JOIN doc d USING (id) WHERE {where}"
            " ORDER BY f.score, d.updated DESC LIMIT 20"
        ).fetchall()
        for facet in FACETS:
            rest = where if facet is not Facet.FIELD else "year BETWEEN 2005 AND 2025"
            self.db.execute(
                f"SELECT {facet.value}, count(*) FROM found JOIN doc USING (id) WHERE {rest}"
                f" GROUP BY {facet.value}"
            ).fetchall()
        return len(page)


def run_search_bench(count: int = RECORDS, folder: Path | None = None) -> dict[str, Any]:
    """Build both indexes, run the same searches on both and return the figures."""
    root = Path(tempfile.mkdtemp(prefix="hepabridge-bench-", dir=folder))
    try:
        index = EmbeddedIndex(root / "embedded")
        started = time.perf_counter()
        index.rebuild(records(count))
        ours_build = time.perf_counter() - started
        # Before the peer fills its file: a write waits for the disk like everybody else.
        sample = next(records(1))
        update = _figures(_timed(lambda: index.upsert([sample]), 10))
        peer = SqlitePeer(root / "peer.sqlite3")
        started = time.perf_counter()
        peer.fill(records(count))
        peer_build = time.perf_counter() - started

        def ask(q: str, **more: Any) -> int:
            settings = {"filters": FILTERS, "facets": FACETS, **more}
            return index.search(SearchRequest(q, Access.public(), **settings)).total

        totals = {q: ask(q) for q in QUERIES}
        ours = _figures([ms for q in QUERIES for ms in _timed(lambda q=q: ask(q))])
        peers = _figures(
            [
                ms
                for q in QUERIES
                if q not in {"chb", "huangdan"}
                for ms in _timed(lambda q=q: peer.search(q))
            ]
        )
        plain = _figures(
            [ms for q in QUERIES for ms in _timed(lambda q=q: ask(q, filters={}, facets=()))]
        )
        return {
            "records": count,
            "search_2_filters_5_facets": ours,
            "peer_sqlite_fts5_bigram": peers,
            "ratio_p50_peer_to_ours": round(peers["p50_ms"] / ours["p50_ms"], 2),
            "ratio_p95_peer_to_ours": round(peers["p95_ms"] / ours["p95_ms"], 2),
            "search_plain": plain,
            "browse_5_facets": _figures(_timed(lambda: ask("", filters={}), 10)),
            "question": _figures(_timed(lambda: ask(QUESTION), 10)),
            "page_50": _figures(_timed(lambda: ask("肝", filters={}, page=50), 10)),
            "suggest": _figures(_timed(lambda: index.suggest("肝纤", Access.public()), 10)),
            "similar": _figures(_timed(lambda: index.similar("B-1", Access.public()), 10)),
            "update_visible": update,
            "build_s": {"ours": round(ours_build, 1), "peer": round(peer_build, 1)},
            "size_mb": {
                "ours": round(_size(root / "embedded") / 1e6),
                "peer": round(_size(root / "peer.sqlite3") / 1e6),
            },
            "median_hits": sorted(totals.values())[len(totals) // 2],
        }
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _size(path: Path) -> int:
    if path.is_file():
        return path.stat().st_size
    return sum(p.stat().st_size for p in path.rglob("*") if p.is_file())
