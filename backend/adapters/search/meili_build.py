"""Writing to Meilisearch: batches, the second index of a rebuild, the swap."""

import threading
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, TypeVar

import structlog
from meilisearch.errors import MeilisearchApiError

from backend.adapters.search.meili_form import index_settings, one_of, payloads
from backend.adapters.search.meili_link import Link
from backend.adapters.search.records import Language, unique_docs
from backend.kernel.search import Generation, IndexDoc, SearchUnavailable, SearchWriteFailed

log = structlog.get_logger(__name__)
_BATCH: Final = 1000
_TASK_SECONDS: Final = 600.0
_REMEMBER: Final = 30.0
_CURRENT: Final = "current"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Serving:
    """What the serving index was built with."""

    name: str = ""
    language: str = ""


class Builder:
    """Owns the names ``<uid>``, ``<uid>_next`` (under construction) and ``<uid>_meta``."""

    def __init__(self, link: Link, uid: str, language: Language) -> None:
        self._link = link
        self._uid, self._next, self._meta = uid, f"{uid}_next", f"{uid}_meta"
        self._language = language
        self._writing = threading.RLock()
        self._journal: dict[str, dict[str, Any] | None] | None = None
        self._serving: tuple[float, Serving] | None = None

    def write(self, documents: Sequence[dict[str, Any]], removed: Sequence[str]) -> list[str]:
        """Send changes; those made during a rebuild are repeated before the swap."""
        with self._writing:
            if self._journal is not None:
                self._journal.update({d["id"]: d for d in documents})
                self._journal.update(dict.fromkeys(removed))
            if not self._link.exists(self._uid):
                self._create(self._uid)
            return self._send(self._uid, documents, removed)

    def _send(
        self, uid: str, documents: Sequence[dict[str, Any]], removed: Sequence[str]
    ) -> list[str]:
        tasks: list[str] = []
        for batch in _batches(documents, _BATCH):
            info = self._link.call(lambda c, b=batch: c.index(uid).add_documents(b, "id"))  # type: ignore[misc]
            tasks.append(str(info.task_uid))
        for ids in _batches(removed, _BATCH):
            where = one_of("id", ids)
            info = self._link.call(
                lambda c, w=where: c.index(uid).delete_documents(filter=w)  # type: ignore[misc]
            )
            tasks.append(str(info.task_uid))
        return tasks

    def _create(self, uid: str) -> None:
        """Create an index and set it up: settings first, documents second."""
        made = self._link.call(lambda c: c.create_index(uid, {"primaryKey": "id"}))
        settings = index_settings(self._language)
        told = self._link.call(lambda c: c.index(uid).update_settings(settings))
        self._link.must([str(made.task_uid), str(told.task_uid)], _TASK_SECONDS)

    def _drop(self, uid: str) -> None:
        if self._link.exists(uid):
            task = self._link.call(lambda c: c.delete_index(uid))
            self._link.must([str(task.task_uid)], _TASK_SECONDS)

    def count(self, uid: str) -> int:
        """Return the number of documents in an index."""
        return int(self._link.call(lambda c: c.index(uid).get_stats()).number_of_documents)

    def rebuild(
        self,
        docs: Iterable[IndexDoc],
        replay: Callable[[], tuple[Sequence[IndexDoc], Sequence[str]]] | None,
    ) -> Generation:
        """Fill a second index, repeat what changed meanwhile, compare counts, swap."""
        started = time.perf_counter()
        with self._writing:
            if self._journal is not None:
                raise SearchUnavailable("a rebuild is already under way", 30)
            self._journal = {}
        try:
            self._drop(self._next)
            self._create(self._next)
            ids = self._fill(docs)
            with self._writing:
                total = self._catch_up(ids, replay)
                self._swap()
        finally:
            self._journal = None
        name = self._remember()
        self._drop(self._next)
        seconds = time.perf_counter() - started
        log.info("search_index_rebuilt", generation=name, documents=total, seconds=seconds)
        return Generation(name, total, seconds)

    def _fill(self, docs: Iterable[IndexDoc]) -> set[str]:
        ids: set[str] = set()
        for batch in _batches(unique_docs(docs), _BATCH):
            tasks = self._send(self._next, payloads(batch, self._language), [])
            self._link.must(tasks, _TASK_SECONDS)
            ids.update(d.id for d in batch)
        return ids

    def _catch_up(
        self,
        ids: set[str],
        replay: Callable[[], tuple[Sequence[IndexDoc], Sequence[str]]] | None,
    ) -> int:
        changes = dict(self._journal or {})
        if replay is not None:
            changed, removed = replay()
            changes.update({p["id"]: p for p in payloads(changed, self._language)})
            changes.update(dict.fromkeys(removed))
        present = [d for d in changes.values() if d is not None]
        gone = [i for i, d in changes.items() if d is None]
        self._link.must(self._send(self._next, present, gone), _TASK_SECONDS)
        expected = (ids | {d["id"] for d in present}) - set(gone)
        arrived = self.count(self._next)
        if arrived != len(expected):
            raise SearchWriteFailed(f"{arrived} of {len(expected)} documents arrived")
        return arrived

    def _swap(self) -> None:
        if not self._link.exists(self._uid):
            self._create(self._uid)
        task = self._link.call(lambda c: c.swap_indexes([{"indexes": [self._uid, self._next]}]))
        self._link.must([str(task.task_uid)], _TASK_SECONDS)

    # ---- what serves ---------------------------------------------------------------------

    def _remember(self) -> str:
        name = f"{self._uid}-{uuid.uuid4().hex[:12]}"
        note = {"id": _CURRENT, "generation": name, "language": self._language.digest}
        task = self._link.call(lambda c: c.index(self._meta).add_documents([note], "id"))
        self._link.must([str(task.task_uid)], _TASK_SECONDS)
        self._serving = (time.monotonic(), Serving(name, self._language.digest))
        return name

    def generation(self) -> Serving:
        """Return what the serving index was built with; asked of the server twice a minute."""
        now = time.monotonic()
        if self._serving is None or now - self._serving[0] > _REMEMBER:
            try:
                note = self._link.client.index(self._meta).get_document(_CURRENT)
                found = Serving(note.generation, note.language)
            except MeilisearchApiError as problem:
                if problem.code not in {"index_not_found", "document_not_found"}:
                    raise SearchUnavailable(f"meilisearch refused: {problem.code}") from problem
                found = Serving()
            self._serving = (now, found)
        return self._serving[1]


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
