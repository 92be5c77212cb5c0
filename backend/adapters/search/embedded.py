"""The embedded engine: tantivy in the process, for a bare machine without any server."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final, TypeVar

import structlog
from tantivy import Index, IndexWriter, Query

from backend.adapters.search.embedded_reader import ENGINE, Reader
from backend.adapters.search.generations import (
    JOURNAL,
    GenerationName,
    Store,
    append_journal,
    read_journal,
)
from backend.adapters.search.records import (
    Language,
    default_language,
    from_stored,
    to_stored,
    unique_docs,
)
from backend.adapters.search.suggest import PhraseBook
from backend.adapters.search.tantivy_schema import (
    build_schema,
    register_tokenizers,
    schema_digest,
    to_document,
)
from backend.kernel.errors import DomainError
from backend.kernel.search import (
    Access,
    Facet,
    FacetCount,
    Generation,
    Hit,
    IndexDoc,
    IndexHealth,
    SearchRequest,
    SearchResult,
    SearchUnavailable,
    SearchWriteFailed,
    Suggestion,
    Ticket,
)

log = structlog.get_logger(__name__)
_VERSION: Final = version("tantivy")
_WRITER_HEAP: Final = 50_000_000
_BUILD_HEAP: Final = 200_000_000
_PHRASES_AGE: Final = 60.0
Changes = list[tuple[str, dict[str, object] | None]]
Replay = Callable[[], tuple[Sequence[IndexDoc], Sequence[str]]]
T = TypeVar("T")


@dataclass
class _State:
    """An opened generation."""

    name: GenerationName
    index: Index
    needs_rebuild: bool
    book: PhraseBook | None = None
    book_made: float = 0.0


class EmbeddedIndex:
    """A search index in a folder: many readers, one writer, generations switched atomically."""

    def __init__(self, root: Path, language: Language | None = None) -> None:
        self._store = Store(root)
        self._language = language or default_language()
        self._schema_digest = schema_digest()
        self._schema = build_schema()
        self._mutex = threading.RLock()
        self._writer: tuple[GenerationName, IndexWriter] | None = None
        self._moved: list[str] = []
        self._detail = ""
        with self._store.lock("write", wait=True):
            self._state = self._open()

    # ---- opening -------------------------------------------------------------------------

    def _open(self) -> _State:
        """Open the serving generation; put a damaged one aside and start empty.

        The caller holds the ``write`` lock of the folder.
        """
        name = self._store.current()
        if name and name.schema == self._schema_digest:
            try:
                index = self._open_index(name)
            except (ValueError, OSError) as problem:
                self._put_aside(name, problem)
            else:
                return _State(name, index, needs_rebuild=name.language != self._language.digest)
        name, index = self._create()
        self._store.switch(name)
        return _State(name, index, needs_rebuild=True)

    def _put_aside(self, name: GenerationName, problem: Exception) -> None:
        self._detail = f"{name}: {problem}"
        self._moved.append(self._store.move_aside(name))
        log.warning("search_index_moved_aside", generation=str(name), why=str(problem))

    def _open_index(self, name: GenerationName) -> Index:
        path = self._store.path(name)
        if not (path / "meta.json").exists():
            raise ValueError("meta.json is missing")
        if not Index.is_compatible(str(path)):
            raise ValueError("index format of another tantivy version")
        index = Index.open(str(path))
        register_tokenizers(index)
        _probe(index)
        return index

    def _create(self) -> tuple[GenerationName, Index]:
        name = self._store.new(self._schema_digest, self._language.digest)
        index = Index(self._schema, str(self._store.path(name)), reuse=False)
        register_tokenizers(index)
        return name, index

    def _current(self) -> _State:
        """Return the opened generation, following a switch made by another process."""
        if self._store.current() == self._state.name:
            return self._state
        with self._mutex, self._store.lock("write", wait=True):
            return self._current_locked()

    def _current_locked(self) -> _State:
        if self._store.current() != self._state.name:
            self._state = self._open()
        return self._state

    def _reader(self, state: _State) -> Reader:
        return Reader(state.index.searcher(), self._schema, self._language, str(state.name))

    # ---- reading -------------------------------------------------------------------------

    def search(self, request: SearchRequest) -> SearchResult:
        """Answer one search under the caller's access."""
        return self._read(lambda s: self._reader(s).search(request, lambda: self._book(s)))

    def facet_values(
        self, facet: Facet, contains: str, request: SearchRequest, limit: int = 20
    ) -> tuple[FacetCount, ...]:
        """Return values of a facet holding ``contains`` as substring or pinyin."""
        return self._read(lambda s: self._reader(s).facet_values(facet, contains, request, limit))

    def suggest(self, q: str, access: Access, limit: int = 8) -> tuple[Suggestion, ...]:
        """Complete what the user is typing."""
        return self._read(lambda s: self._reader(s).suggest(q, access, limit, self._book(s)))

    def similar(self, doc_id: str, access: Access, limit: int = 10) -> tuple[Hit, ...]:
        """Return documents like the given one."""
        return self._read(lambda s: self._reader(s).similar(doc_id, access, limit))

    def ids_and_versions(self) -> Iterator[tuple[str, int]]:
        """Walk over every document."""
        return self._reader(self._current()).ids_and_versions()

    def _book(self, state: _State) -> PhraseBook:
        """Return the phrase book, renewed once a minute."""
        now = time.monotonic()
        if state.book is None or now - state.book_made > _PHRASES_AGE:
            state.book = self._reader(state).phrase_book()
            state.book_made = now
        return state.book

    def _read(self, call: Callable[[_State], T]) -> T:
        """Run a read; when it breaks, find out whether the index did, and put it aside."""
        state = self._current()
        try:
            return call(state)
        except DomainError:
            raise
        except (ValueError, OSError) as problem:
            self._check(state, problem)
            raise SearchUnavailable(str(problem)) from problem

    def _check(self, state: _State, problem: Exception) -> None:
        log.error("search_failed", generation=str(state.name), why=str(problem))
        with self._mutex, self._store.lock("write", wait=True):
            if self._state is not state or self._store.current() != state.name:
                return
            try:
                self._open_index(state.name)
            except (ValueError, OSError) as damage:
                self._drop_writer()
                self._put_aside(state.name, damage)
                self._state = self._open()
            self._detail = self._detail or str(problem)

    # ---- writing -------------------------------------------------------------------------

    def upsert(self, docs: Sequence[IndexDoc]) -> Ticket:
        """Add or replace documents."""
        return self._write([(d.id, to_stored(d)) for d in docs])

    def delete(self, ids: Sequence[str]) -> Ticket:
        """Remove documents."""
        return self._write([(i, None) for i in ids])

    def wait(self, ticket: Ticket, timeout: float) -> bool:  # noqa: ARG002 - a commit is visible
        """Tell that the write can be read, which holds from the commit on."""
        return ticket.engine == ENGINE

    def _write(self, changes: Changes) -> Ticket:
        """Commit a batch; about 10 ms whatever its size, so callers should gather changes."""
        if not changes:
            return Ticket(ENGINE)
        with self._mutex, self._store.lock("write", wait=True):
            state = self._current_locked()
            try:
                writer = self._writer_of(state)
                self._apply(writer, changes)
                opstamp = writer.commit()
            except ValueError as problem:
                self._drop_writer()
                if "LockBusy" in str(problem):
                    cause = "another process writes to this search index"
                    raise SearchUnavailable(cause, 30) from problem
                raise SearchWriteFailed(str(problem)) from problem
            state.index.reload()
            journal = self._store.building()
            if journal is not None:
                append_journal(journal, changes)
        return Ticket(ENGINE, (str(opstamp),))

    def _apply(self, writer: IndexWriter, changes: Changes) -> None:
        last = dict(changes)
        for doc_id, stored in last.items():
            writer.delete_documents_by_term("id", doc_id)
            if stored is not None:
                prepared = self._language.prepare(from_stored(stored))
                writer.add_document(to_document(prepared, self._language))

    def _writer_of(self, state: _State) -> IndexWriter:
        if self._writer is None or self._writer[0] != state.name:
            self._drop_writer()
            writer = state.index.writer(_WRITER_HEAP, 1)
            # Killed commits leave files behind that a plain commit never removes.
            writer.garbage_collect_files()
            self._writer = (state.name, writer)
        return self._writer[1]

    def _drop_writer(self) -> None:
        if self._writer is not None:
            writer, self._writer = self._writer[1], None
            try:
                writer.rollback()
            except ValueError as problem:
                log.warning("search_writer_not_rolled_back", why=str(problem))
            del writer  # frees tantivy's own lock on the directory

    def rebuild(self, docs: Iterable[IndexDoc], replay: Replay | None = None) -> Generation:
        """Build a new generation beside the serving one and switch to it."""
        started = time.perf_counter()
        with ExitStack() as building:
            with self._mutex, self._store.lock("write", wait=True):
                building.enter_context(self._store.lock("rebuild", wait=False))
                name, index = self._create()
                self._store.mark_building(name)
            try:
                count = self._fill(index, docs)
                with self._mutex, self._store.lock("write", wait=True):
                    total = self._catch_up(name, index, replay, count)
                    self._store.switch(name)
                    self._drop_writer()
                    self._state = _State(name, index, needs_rebuild=False)
                    self._detail = ""
            finally:
                self._store.unmark_building()
            self._store.drop_older(name)
        seconds = time.perf_counter() - started
        log.info("search_index_rebuilt", generation=str(name), documents=total, seconds=seconds)
        return Generation(str(name), total, seconds)

    def _fill(self, index: Index, docs: Iterable[IndexDoc]) -> int:
        writer = index.writer(_BUILD_HEAP, 1)
        count = 0
        for doc in unique_docs(docs):
            writer.add_document(to_document(self._language.prepare(doc), self._language))
            count += 1
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        if index.searcher().num_docs != count:
            raise SearchWriteFailed(f"{index.searcher().num_docs} of {count} documents arrived")
        return count

    def _catch_up(
        self, name: GenerationName, index: Index, replay: Replay | None, count: int
    ) -> int:
        """Repeat the changes that arrived while the generation was built."""
        journal = self._store.path(name) / JOURNAL
        changes: Changes = list(read_journal(journal))
        if replay is not None:
            changed, removed = replay()
            changes += [(d.id, to_stored(d)) for d in changed]
            changes += [(i, None) for i in removed]
        journal.unlink(missing_ok=True)
        if not changes:
            return count
        writer = index.writer(_WRITER_HEAP, 1)
        self._apply(writer, changes)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return int(index.searcher().num_docs)

    # ---- state ---------------------------------------------------------------------------

    def health(self) -> IndexHealth:
        """Tell version, size, generation and what is wrong."""
        try:
            state = self._current()
            documents = int(state.index.searcher().num_docs)
        except (SearchUnavailable, ValueError, OSError) as problem:
            return IndexHealth(
                engine=ENGINE,
                ok=False,
                version=_VERSION,
                documents=0,
                generation="",
                needs_rebuild=True,
                detail=str(problem),
            )
        return IndexHealth(
            engine=ENGINE,
            ok=True,
            version=_VERSION,
            documents=documents,
            generation=str(state.name),
            needs_rebuild=state.needs_rebuild,
            detail=self._detail,
            moved_aside=tuple(self._moved),
        )

    def close(self) -> None:
        """Release the writer and its lock."""
        with self._mutex:
            self._drop_writer()


def _probe(index: Index) -> None:
    """Read one document, which opens every segment."""
    searcher = index.searcher()
    for _, address in searcher.search(Query.all_query(), limit=1).hits:
        searcher.doc(address)
