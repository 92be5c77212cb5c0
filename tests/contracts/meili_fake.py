"""A small Meilisearch on the loopback: it checks request shapes strictly and answers honestly.

It knows the routes the adapter uses and refuses what the real server refuses: unknown members,
attributes that were not declared, offset together with pages, values that end their quotes. Writes
are tasks that run only when somebody asks for them, in order.
"""

import json
import re
import threading
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from matching.text import Analyzer

KEY = "test-search-key-0123456789"
WHEN = "2026-11-20T03:00:00.123456789Z"
SETTINGS = {
    "searchableAttributes",
    "filterableAttributes",
    "sortableAttributes",
    "rankingRules",
    "localizedAttributes",
    "dictionary",
    "stopWords",
    "synonyms",
    "typoTolerance",
    "faceting",
    "pagination",
    "proximityPrecision",
    "prefixSearch",
    "searchCutoffMs",
}
SEARCH = {
    "indexUid",
    "q",
    "filter",
    "facets",
    "matchingStrategy",
    "page",
    "hitsPerPage",
    "attributesToRetrieve",
    "locales",
    "showRankingScore",
    "sort",
}
QUOTED = r'"(?:[^"\\]|\\.)*"'
IN_LIST = re.compile(rf"(\w+) IN \[((?:{QUOTED}|\d+)(?:, (?:{QUOTED}|\d+))*)\]")
COMPARE = re.compile(r"(\w+) (>=|<=) (\d+)")


@lru_cache(maxsize=4)
def analyzer_of(atoms: frozenset[str]) -> Analyzer:
    return Analyzer(atoms)


class Refused(Exception):
    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code = status, code


@dataclass
class FakeIndex:
    uid: str
    settings: dict[str, Any] = field(default_factory=dict)
    docs: dict[str, dict[str, Any]] = field(default_factory=dict)

    def filterable(self) -> dict[str, bool]:
        """Attribute → may it be compared."""
        return {
            name: rule["features"]["filter"]["comparison"]
            for rule in self.settings.get("filterableAttributes", [])
            for name in rule["attributePatterns"]
        }


@dataclass
class FakeMeili:
    indexes: dict[str, FakeIndex] = field(default_factory=dict)
    tasks: list[dict[str, Any]] = field(default_factory=list)
    pending: list[tuple[int, Any]] = field(default_factory=list)
    fail_next: bool = False
    down: bool = False
    version: str = "1.50.0"
    requests: list[tuple[str, str, Any]] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)

    # ---- tasks

    def enqueue(self, uid: str | None, kind: str, work: Any) -> dict[str, Any]:
        number = len(self.tasks)
        task = {
            "uid": number,
            "indexUid": uid,
            "status": "enqueued",
            "type": kind,
            "enqueuedAt": WHEN,
        }
        self.tasks.append(task)
        self.pending.append((number, work))
        return {
            "taskUid": number,
            "indexUid": uid,
            "status": "enqueued",
            "type": kind,
            "enqueuedAt": WHEN,
        }

    def run_tasks(self) -> None:
        for number, work in self.pending:
            task = self.tasks[number]
            try:
                if self.fail_next:
                    self.fail_next = False
                    raise Refused(500, "internal", "the disk is full")
                work()
                task["status"] = "succeeded"
            except Refused as problem:
                task["status"] = "failed"
                task["error"] = {"message": str(problem), "code": problem.code}
        self.pending.clear()

    # ---- routes

    def answer(self, method: str, url: str, body: Any) -> tuple[int, Any]:
        parts = urlsplit(url)
        query = parse_qs(parts.query)
        path = [p for p in parts.path.split("/") if p]
        match (method, path):
            case ("GET", ["health"]):
                return 200, {"status": "available"}
            case ("GET", ["version"]):
                return 200, {"pkgVersion": self.version, "commitSha": "x", "commitDate": WHEN}
            case ("GET", ["tasks"]):
                wanted = {int(u) for value in query["uids"] for u in value.split(",")}
                found = [self.tasks[u] for u in sorted(wanted)]
                answer = [dict(t) for t in found]
                self.run_tasks()
                return 200, {
                    "results": answer,
                    "limit": len(answer),
                    "total": len(answer),
                    "from": None,
                    "next": None,
                }
            case ("POST", ["indexes"]):
                self.members(body, {"uid", "primaryKey"})
                return 202, self.enqueue(
                    body["uid"], "indexCreation", lambda: self.create(body["uid"])
                )
            case ("POST", ["swap-indexes"]):
                a, b = body[0]["indexes"]
                return 202, self.enqueue(None, "indexSwap", lambda: self.swap(a, b))
            case ("POST", ["multi-search"]):
                self.members(body, {"queries", "federation"})
                return 200, {"results": [self.search(q) for q in body["queries"]]}
            case (_, ["indexes", uid, *rest]):
                return self.index_route(method, uid, rest, body)
        raise Refused(404, "not_found", f"{method} {url}")

    def index_route(self, method: str, uid: str, rest: list[str], body: Any) -> tuple[int, Any]:
        match (method, rest):
            case ("GET", []):
                self.get(uid)
                return 200, {"uid": uid, "primaryKey": "id", "createdAt": WHEN, "updatedAt": WHEN}
            case ("DELETE", []):
                return 202, self.enqueue(
                    uid, "indexDeletion", lambda: self.indexes.pop(self.get(uid).uid)
                )
            case ("PATCH", ["settings"]):
                self.members(body, SETTINGS)
                self.check_settings(body)
                return 202, self.enqueue(
                    uid, "settingsUpdate", lambda: self.get(uid).settings.update(body)
                )
            case ("POST", ["documents"]):
                return 202, self.enqueue(
                    uid, "documentAdditionOrUpdate", lambda: self.add(uid, body)
                )
            case ("POST", ["documents", "delete"]):
                self.members(body, {"filter"})
                return 202, self.enqueue(
                    uid, "documentDeletion", lambda: self.remove(uid, body["filter"])
                )
            case ("POST", ["documents", "fetch"]):
                self.members(body, {"limit", "offset", "fields"})
                docs = list(self.get(uid).docs.values())
                page = docs[body["offset"] : body["offset"] + body["limit"]]
                return 200, {
                    "results": [{k: d.get(k) for k in body["fields"]} for d in page],
                    "offset": body["offset"],
                    "limit": body["limit"],
                    "total": len(docs),
                }
            case ("GET", ["documents", doc_id]):
                doc = self.get(uid).docs.get(doc_id)
                if doc is None:
                    raise Refused(404, "document_not_found", doc_id)
                return 200, doc
            case ("GET", ["stats"]):
                return 200, {
                    "numberOfDocuments": len(self.get(uid).docs),
                    "isIndexing": False,
                    "fieldDistribution": {},
                }
        raise Refused(404, "not_found", f"{method} {uid} {rest}")

    def members(self, body: Any, allowed: set[str]) -> None:
        unknown = set(body) - allowed
        if unknown:
            raise Refused(400, "bad_request", f"unknown field {sorted(unknown)}")

    def check_settings(self, body: dict[str, Any]) -> None:
        for rule in body["filterableAttributes"]:
            self.members(rule, {"attributePatterns", "features"})
            self.members(rule["features"], {"facetSearch", "filter"})
            self.members(rule["features"]["filter"], {"equality", "comparison"})
        for word in body["dictionary"]:
            assert len(word) == 2, "only atoms: longer entries swallow their parts"
        for rule in body["localizedAttributes"]:
            assert rule["locales"] == ["cmn"]
        for key, others in body["synonyms"].items():
            assert key not in others
            assert len(others) <= 50

    def get(self, uid: str) -> FakeIndex:
        if uid not in self.indexes:
            raise Refused(404, "index_not_found", f"Index `{uid}` not found.")
        return self.indexes[uid]

    def create(self, uid: str) -> None:
        if uid in self.indexes:
            raise Refused(409, "index_already_exists", uid)
        self.indexes[uid] = FakeIndex(uid)

    def swap(self, a: str, b: str) -> None:
        one, two = self.get(a), self.get(b)
        one.uid, two.uid = b, a
        self.indexes[a], self.indexes[b] = two, one

    def add(self, uid: str, body: list[dict[str, Any]]) -> None:
        index = self.indexes.setdefault(uid, FakeIndex(uid))
        for doc in body:
            if not re.fullmatch(r"[A-Za-z0-9_-]{1,511}", str(doc["id"])):
                raise Refused(400, "invalid_document_id", str(doc["id"]))
        index.docs.update({d["id"]: d for d in body})

    def remove(self, uid: str, where: str) -> None:
        index = self.get(uid)
        index.docs = {k: d for k, d in index.docs.items() if not self.passes(index, d, where)}

    # ---- search

    def search(self, ask: dict[str, Any]) -> dict[str, Any]:
        self.members(ask, SEARCH)
        index = self.get(ask["indexUid"])
        assert ask["locales"] == ["cmn"]
        assert ask["matchingStrategy"] in {"all", "last", "frequency"}
        for attribute in ask["facets"]:
            if attribute not in index.filterable():
                raise Refused(400, "invalid_search_facets", attribute)
        for rule in ask.get("sort", []):
            name, direction = rule.split(":")
            assert direction in {"asc", "desc"}
            if name not in index.settings["sortableAttributes"]:
                raise Refused(400, "invalid_search_sort", name)
        docs = [
            d for d in index.docs.values() if all(self.passes(index, d, w) for w in ask["filter"])
        ]
        found = self.match(index, docs, ask)
        counts = {
            name: dict(Counter(str(v) for d in found for v in _values(d, name)))
            for name in ask["facets"]
        }
        for rule in reversed(ask.get("sort", [])):
            name, direction = rule.split(":")
            have = [d for d in found if d.get(name) is not None]
            none = [d for d in found if d.get(name) is None]
            found = sorted(have, key=lambda d: d[name], reverse=direction == "desc") + none
        start = (ask["page"] - 1) * ask["hitsPerPage"]
        page = found[start : start + ask["hitsPerPage"]]
        hits = [{k: d[k] for k in ask["attributesToRetrieve"]} for d in page]
        if ask["showRankingScore"]:
            hits = [{**h, "_rankingScore": 0.5} for h in hits]
        return {
            "indexUid": index.uid,
            "hits": hits,
            "query": ask["q"],
            "processingTimeMs": 1,
            "page": ask["page"],
            "hitsPerPage": ask["hitsPerPage"],
            "totalHits": len(found),
            "facetDistribution": counts,
        }

    def match(
        self, index: FakeIndex, docs: list[dict[str, Any]], ask: dict[str, Any]
    ) -> list[dict[str, Any]]:
        analyzer = analyzer_of(frozenset(index.settings["dictionary"]))
        fields = index.settings["searchableAttributes"]
        stop = set(index.settings["stopWords"])
        phrases, negated, plain = [], [], []
        for minus, quoted, word in re.findall(r'(-?)"([^"]*)"|(\S+)', ask["q"]):
            if word:
                plain += [w for w in analyzer.words(word) if w not in stop]
            else:
                (negated if minus else phrases).append(analyzer.words(quoted))
        plain = plain[:10]
        prefix = plain[-1] if plain and ask["q"].rstrip().endswith(plain[-1]) else None
        texts = {d["id"]: [analyzer.words(t) for f in fields for t in _texts(d, f)] for d in docs}

        def has(doc: dict[str, Any], word: str) -> bool:
            return any(
                w == word or (word == prefix and w.startswith(word))
                for words in texts[doc["id"]]
                for w in words
            )

        def has_phrase(doc: dict[str, Any], phrase: list[str]) -> bool:
            return any(
                words[i : i + len(phrase)] == phrase
                for words in texts[doc["id"]]
                for i in range(len(words))
            )

        docs = [
            d
            for d in docs
            if all(has_phrase(d, p) for p in phrases) and not any(has_phrase(d, n) for n in negated)
        ]
        words = list(dict.fromkeys(plain))
        matched = {d["id"]: {w for w in words if has(d, w)} for d in docs}
        if ask["matchingStrategy"] == "all" or not words:
            needed = set(words)
        elif ask["matchingStrategy"] == "last":
            needed = {words[0]}
        else:
            frequency = Counter(w for m in matched.values() for w in m)
            needed = {min(words, key=lambda w: frequency[w] or 10**9)}
        found = [d for d in docs if needed <= matched[d["id"]]]
        return sorted(found, key=lambda d: (-len(matched[d["id"]]), -d.get("updated_at", 0)))

    def passes(self, index: FakeIndex, doc: dict[str, Any], where: str) -> bool:
        if found := IN_LIST.fullmatch(where):
            name = found[1]
            if name not in index.filterable():
                raise Refused(400, "invalid_search_filter", where)
            values = {str(json.loads(v)) for v in re.findall(rf"{QUOTED}|\d+", found[2])}
            return not values.isdisjoint(str(v) for v in _values(doc, name))
        if found := COMPARE.fullmatch(where):
            if not index.filterable().get(found[1]):
                raise Refused(400, "invalid_search_filter", where)
            value = doc.get(found[1])
            limit = int(found[3])
            return value is not None and (value >= limit if found[2] == ">=" else value <= limit)
        raise Refused(400, "invalid_search_filter", where)


def _values(doc: dict[str, Any], name: str) -> list[Any]:
    value = doc.get(name)
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _texts(doc: dict[str, Any], name: str) -> list[str]:
    return [str(v) for v in _values(doc, name)]


def serve(fake: FakeMeili) -> ThreadingHTTPServer:
    """Start the server on a free port of the loopback."""

    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            raw = self.rfile.read(length)
            with fake.lock:
                status, answer = self.reply(raw)
            data = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            with suppress(BrokenPipeError):
                self.wfile.write(data)

        def reply(self, raw: bytes) -> tuple[int, Any]:
            if fake.down:
                return 503, {"message": "too many requests", "code": "too_many_search_requests"}
            if self.headers.get("Authorization") != f"Bearer {KEY}":
                return 403, {
                    "message": "bad key",
                    "code": "invalid_api_key",
                    "link": "",
                    "type": "auth",
                }
            if (
                raw
                and self.command != "DELETE"
                and self.headers.get("Content-Type") != "application/json"
            ):
                return 415, {"message": "no content type", "code": "missing_content_type"}
            body = json.loads(raw) if raw else None
            fake.requests.append((self.command, self.path, body))
            try:
                return fake.answer(self.command, self.path, body)
            except Refused as problem:
                return problem.status, {
                    "message": str(problem),
                    "code": problem.code,
                    "link": "",
                    "type": "",
                }

        do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = handle_any

        def log_message(self, *args: Any) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    return server
