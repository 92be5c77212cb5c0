"""Content-addressed files on the local disk (5.2.1.2.8).

A content is acknowledged only after it and its directory entry were flushed, and it lies under the
hash of its own bytes, so a later re-reading proves it unchanged.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from backend.kernel.errors import NotFound, TooLarge
from backend.kernel.ports import StoredBlob

_CHUNK = 1024 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}")


def _flush_directory(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _size_zh(limit: int) -> str:
    return f"{limit / 1024 / 1024:g} MiB" if limit >= 1024 * 1024 else f"{limit} 字节"


class DiskStore:
    """File store in one directory tree: `objects/ab/cd/<sha256>` and `incoming/`."""

    def __init__(self, root: Path) -> None:
        self._objects = root / "objects"
        self._incoming = root / "incoming"
        for path in (self._objects, self._incoming):
            path.mkdir(parents=True, exist_ok=True, mode=0o700)

    def put(self, source: BinaryIO, *, limit: int) -> StoredBlob:
        """Store a stream durably; nothing is left behind when it is refused or breaks off."""
        handle, name = tempfile.mkstemp(dir=self._incoming)
        incoming = Path(name)
        try:
            with os.fdopen(handle, "wb") as target:
                digest, size = hashlib.sha256(), 0
                while chunk := source.read(_CHUNK):
                    size += len(chunk)
                    if size > limit:
                        raise TooLarge(f"文件超过 {_size_zh(limit)}，请压缩或拆分后再上传")
                    digest.update(chunk)
                    target.write(chunk)
                target.flush()
                os.fsync(target.fileno())
            self._adopt(incoming, digest.hexdigest())
        finally:
            incoming.unlink(missing_ok=True)
        return StoredBlob(digest.hexdigest(), size)

    def _adopt(self, incoming: Path, sha256: str) -> None:
        final = self.path(sha256)
        # An older copy is replaced, not trusted: if it had rotted, the fresh bytes heal it.
        for parent in (final.parent.parent, final.parent):
            if not parent.exists():
                parent.mkdir(exist_ok=True, mode=0o700)
                _flush_directory(parent.parent)
        incoming.chmod(0o400)
        incoming.replace(final)
        _flush_directory(final.parent)

    def path(self, sha256: str) -> Path:
        """Return where a content lies; only a well-formed hash becomes a path."""
        if _DIGEST.fullmatch(sha256) is None:
            raise NotFound("文件不存在")
        return self._objects / sha256[:2] / sha256[2:4] / sha256

    def open(self, sha256: str) -> BinaryIO:
        """Open a stored content for reading."""
        try:
            return self.path(sha256).open("rb")
        except FileNotFoundError as error:
            raise NotFound("文件内容已缺失，请联系平台管理员核查") from error

    def exists(self, sha256: str) -> bool:
        """Tell whether the content is stored."""
        return _DIGEST.fullmatch(sha256) is not None and self.path(sha256).is_file()

    def size(self, sha256: str) -> int:
        """Return the size in bytes."""
        try:
            return self.path(sha256).stat().st_size
        except FileNotFoundError as error:
            raise NotFound("文件内容已缺失，请联系平台管理员核查") from error

    def verify(self, sha256: str) -> bool:
        """Read the content again and compare its hash; a missing content is not intact."""
        if not self.exists(sha256):
            return False
        digest = hashlib.sha256()
        with self.open(sha256) as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
        return digest.hexdigest() == sha256

    def delete(self, sha256: str) -> bool:
        """Remove a content; tell whether it was there."""
        try:
            self.path(sha256).unlink()
        except FileNotFoundError:
            return False
        _flush_directory(self.path(sha256).parent)
        return True

    def digests(self) -> Iterator[str]:
        """Walk over the hashes of everything stored, in order."""
        for path in sorted(self._objects.glob("??/??/*")):
            if _DIGEST.fullmatch(path.name):
                yield path.name

    def clear_incoming(self, *, older_than_seconds: float, now: float) -> int:
        """Remove what crashed uploads left behind; return how many files went."""
        removed = 0
        for path in self._incoming.iterdir():
            if now - path.stat().st_mtime > older_than_seconds:
                path.unlink(missing_ok=True)
                removed += 1
        return removed
