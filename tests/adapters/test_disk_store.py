"""The file store keeps every acknowledged byte and notices every changed one (5.2.1.2.8)."""

import hashlib
import io
import os
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.adapters.disk_store import DiskStore
from backend.kernel.errors import NotFound, TooLarge
from backend.kernel.ports import FileStore

pytestmark = pytest.mark.clause("5.2.1.2.8")
MIB = 1024 * 1024


@pytest.fixture
def store(tmp_path: Path) -> DiskStore:
    return DiskStore(tmp_path)


def files_below(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(content=st.binary(max_size=5000))
def test_what_goes_in_comes_out_under_its_hash(store: DiskStore, content: bytes) -> None:
    port: FileStore = store
    blob = port.put(io.BytesIO(content), limit=MIB)
    assert (blob.sha256, blob.size) == (hashlib.sha256(content).hexdigest(), len(content))
    with port.open(blob.sha256) as stream:
        assert stream.read() == content
    assert port.exists(blob.sha256)
    assert port.size(blob.sha256) == len(content)
    assert port.verify(blob.sha256)


def test_the_same_content_is_kept_once(store: DiskStore, tmp_path: Path) -> None:
    first = store.put(io.BytesIO(b"same"), limit=MIB)
    assert store.put(io.BytesIO(b"same"), limit=MIB) == first
    assert len(files_below(tmp_path)) == 1
    assert list(store.digests()) == [first.sha256]


def test_the_limit_is_exact_and_a_refused_file_leaves_nothing(
    store: DiskStore, tmp_path: Path
) -> None:
    assert store.put(io.BytesIO(b"x" * 3 * MIB), limit=3 * MIB).size == 3 * MIB
    before = files_below(tmp_path)
    with pytest.raises(TooLarge, match="3 MiB"):
        store.put(io.BytesIO(b"y" * (3 * MIB + 1)), limit=3 * MIB)
    assert files_below(tmp_path) == before


def test_a_broken_stream_leaves_nothing(store: DiskStore, tmp_path: Path) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() > 0:
                raise ConnectionResetError
            return super().read(10)

    with pytest.raises(ConnectionResetError):
        store.put(Broken(b"z" * 100), limit=MIB)
    assert files_below(tmp_path) == []


def test_a_changed_or_missing_file_is_noticed_and_healed_by_a_new_upload(store: DiskStore) -> None:
    blob = store.put(io.BytesIO(b"evidence"), limit=MIB)
    path = store.path(blob.sha256)
    path.chmod(0o600)
    path.write_bytes(b"evidencE")
    assert not store.verify(blob.sha256)
    store.put(io.BytesIO(b"evidence"), limit=MIB)
    assert store.verify(blob.sha256)
    assert store.delete(blob.sha256)
    assert not store.delete(blob.sha256)
    assert not store.verify(blob.sha256)
    with pytest.raises(NotFound):
        store.open(blob.sha256)
    with pytest.raises(NotFound):
        store.size(blob.sha256)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_only_a_hash_becomes_a_path(store: DiskStore, name: str) -> None:
    assert not store.exists(name)
    with pytest.raises(NotFound):
        store.open(name)


def test_content_is_flushed_before_it_is_acknowledged(
    store: DiskStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[str] = []
    real = os.fsync

    def spy(handle: int) -> None:
        flushed.append(str(Path(f"/proc/self/fd/{handle}").readlink()))
        real(handle)

    monkeypatch.setattr(os, "fsync", spy)
    blob = store.put(io.BytesIO(b"durable"), limit=MIB)
    assert "incoming" in flushed[0]
    assert flushed[-1] == str(store.path(blob.sha256).parent)


def test_many_writers_of_one_content_agree(store: DiskStore) -> None:
    content = os.urandom(2 * MIB)
    hashes: list[str] = []
    threads = [
        threading.Thread(
            target=lambda: hashes.append(store.put(io.BytesIO(content), limit=4 * MIB).sha256)
        )
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(hashes) == {hashlib.sha256(content).hexdigest()}
    assert len(hashes) == 8
    assert store.verify(hashes[0])


def test_leftovers_of_a_crash_are_cleared_by_age(store: DiskStore, tmp_path: Path) -> None:
    left = tmp_path / "incoming" / "tmp-old"
    left.write_bytes(b"half")
    now = left.stat().st_mtime + 100
    assert store.clear_incoming(older_than_seconds=3600, now=now) == 0
    assert store.clear_incoming(older_than_seconds=60, now=now) == 1
    assert not left.exists()
