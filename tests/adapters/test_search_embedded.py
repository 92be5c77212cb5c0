"""The embedded index as a folder: damage, generations, locks, several processes (clause 5.2.1.2)."""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.adapters.search.embedded import EmbeddedIndex
from backend.adapters.search.records import Language
from backend.kernel.search import IndexDoc, SearchRequest, SearchUnavailable
from tests.contracts.test_search import DOCS, PUBLIC, doc

pytestmark = pytest.mark.clause("5.2.1.2")


def total(index: EmbeddedIndex) -> int:
    return index.search(SearchRequest("", PUBLIC)).total


def soon(index: EmbeddedIndex, expected: int) -> bool:
    """Other processes see a commit when their reader next looks, within half a second."""
    deadline = time.monotonic() + 5
    while total(index) != expected and time.monotonic() < deadline:
        time.sleep(0.05)
    return total(index) == expected


def serving(root: Path) -> Path:
    return root / (root / "CURRENT").read_text().strip()


def test_new_folder_starts_empty_and_asks_for_a_rebuild(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path)
    assert total(index) == 0
    assert index.health().needs_rebuild
    assert index.search(SearchRequest("肝", PUBLIC)).hits == ()


def test_reopening_finds_everything(tmp_path: Path) -> None:
    first = EmbeddedIndex(tmp_path)
    first.rebuild(DOCS)
    first.upsert([doc(60, "后来的成果")])
    first.close()
    again = EmbeddedIndex(tmp_path)
    assert total(again) == 10
    assert not again.health().needs_rebuild
    again.upsert([doc(61, "再后来的成果")])
    assert total(again) == 11


@pytest.mark.parametrize("damage", ["meta", "meta_text", "segment", "all"])
def test_damaged_index_is_moved_aside_and_rebuilt(tmp_path: Path, damage: str) -> None:
    index = EmbeddedIndex(tmp_path)
    index.rebuild(DOCS)
    index.close()
    folder = serving(tmp_path)
    if damage == "meta":
        (folder / "meta.json").unlink()
    elif damage == "meta_text":
        (folder / "meta.json").write_text("{")
    elif damage == "segment":
        for file in folder.glob("*.store"):
            file.write_bytes(b"\0" * 64)
    else:
        for file in folder.iterdir():
            file.unlink()
    again = EmbeddedIndex(tmp_path)
    health = again.health()
    assert health.ok
    assert health.needs_rebuild
    assert health.moved_aside
    assert health.detail
    again.rebuild(DOCS)
    assert total(again) == 9
    assert not again.health().needs_rebuild


def test_current_that_names_nothing_of_ours_starts_anew(tmp_path: Path) -> None:
    EmbeddedIndex(tmp_path).close()
    (tmp_path / "CURRENT").write_text("../../etc\n")
    index = EmbeddedIndex(tmp_path)
    assert index.health().needs_rebuild
    index.rebuild(DOCS)
    assert total(index) == 9


def test_other_lexicon_keeps_serving_and_asks_for_a_rebuild(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path)
    index.rebuild(DOCS)
    index.close()
    other = Language()
    other.__dict__["digest"] = "0" * 12
    again = EmbeddedIndex(tmp_path, other)
    assert again.health().needs_rebuild
    assert total(again) == 9


def test_old_generations_are_removed(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path)
    for _ in range(4):
        index.rebuild(DOCS)
    assert len(list(tmp_path.glob("gen-*"))) == 2
    assert not (tmp_path / "BUILDING").exists()


def test_second_process_follows_a_switch(tmp_path: Path) -> None:
    reader = EmbeddedIndex(tmp_path)
    writer = EmbeddedIndex(tmp_path)
    writer.rebuild(DOCS)
    assert total(reader) == 9
    writer.rebuild(DOCS[:2])
    assert total(reader) == 2


def test_failed_rebuild_keeps_the_old_index(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path)
    index.rebuild(DOCS)

    def broken() -> Iterator[IndexDoc]:
        yield DOCS[0]
        raise OSError("database gone")

    with pytest.raises(OSError, match="database gone"):
        index.rebuild(broken())
    assert total(index) == 9
    index.upsert([doc(61, "照常写入")])
    assert total(index) == 10
    assert index.rebuild(DOCS).documents == len(DOCS)


def test_only_one_rebuild_at_a_time(tmp_path: Path) -> None:
    one, two = EmbeddedIndex(tmp_path), EmbeddedIndex(tmp_path)

    def docs() -> Iterator[IndexDoc]:
        with pytest.raises(SearchUnavailable):
            two.rebuild(DOCS)
        yield from DOCS

    one.rebuild(docs())
    assert total(two) == 9


def test_only_one_process_writes_until_it_closes(tmp_path: Path) -> None:
    one, two = EmbeddedIndex(tmp_path), EmbeddedIndex(tmp_path)
    one.upsert([DOCS[0]])
    with pytest.raises(SearchUnavailable):
        two.upsert([DOCS[1]])
    assert soon(two, 1)
    one.close()
    two.upsert([DOCS[1]])
    two.close()
    assert soon(one, 2)


def test_write_of_another_process_during_a_rebuild_is_not_lost(tmp_path: Path) -> None:
    one, two = EmbeddedIndex(tmp_path), EmbeddedIndex(tmp_path)

    def docs() -> Iterator[IndexDoc]:
        yield from DOCS
        two.upsert([doc(88, "另一进程写入")])
        two.delete(["D-001"])

    one.rebuild(docs())
    found = dict(one.ids_and_versions())
    assert "D-088" in found
    assert "D-001" not in found
    assert total(two) == 9


def test_searches_go_on_while_writes_and_rebuilds_happen(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path)
    index.rebuild(DOCS)
    problems: list[Exception] = []
    stop = threading.Event()

    def search() -> None:
        while not stop.is_set():
            try:
                assert total(index) >= 9
            except Exception as problem:  # noqa: BLE001 - reported by the test
                problems.append(problem)
                return

    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(5):
        index.upsert([doc(200 + number, "并发写入")])
        index.rebuild([*DOCS, *(doc(200 + n, "并发写入") for n in range(number + 1))])
    stop.set()
    for thread in threads:
        thread.join()
    assert problems == []
    assert total(index) == 14


def _write_for_ever(root: str, pipe: int) -> None:
    index = EmbeddedIndex(Path(root))
    number = 0
    while True:
        index.upsert([doc(1000 + number, "不断写入"), doc(500_000 + number, "不断写入")])
        os.write(pipe, f"{number}\n".encode())
        number += 1


def test_killed_writer_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    """Three times kill -9 in the middle: every acknowledged batch is there, and only whole ones."""
    EmbeddedIndex(tmp_path).rebuild([])
    for pause in (0.15, 0.23, 0.31):
        read, write = os.pipe()
        process = multiprocessing.get_context("fork").Process(
            target=_write_for_ever, args=(str(tmp_path), write)
        )
        process.start()
        os.close(write)
        os.read(read, 64)
        time.sleep(pause)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        with os.fdopen(read) as lines:
            rest = lines.read().split()
        after = EmbeddedIndex(tmp_path)
        found = dict(after.ids_and_versions())
        assert len(found) % 2 == 0
        assert rest
        for number in map(int, rest):
            assert f"D-{1000 + number:03d}" in found
        after.upsert([doc(1, "锁已释放"), doc(2, "锁已释放")])
        after.close()
