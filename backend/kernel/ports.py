"""What the platform asks of the outside world; the adapters answer.

All calls are synchronous. An adapter reports trouble with the error families of
`backend.kernel.errors`; nothing of a vendor leaks through these signatures.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Protocol

from backend.kernel.documents import Printable


@dataclass(frozen=True, slots=True)
class StoredBlob:
    """One stored content: its SHA-256 in lower-case hexadecimal and its size in bytes."""

    sha256: str
    size: int


class FileStore(Protocol):
    """Content-addressed store: the same bytes are kept once, under their SHA-256."""

    def put(self, source: BinaryIO, *, limit: int) -> StoredBlob:
        """Store a stream durably; `TooLarge` when it holds more than `limit` bytes."""
        ...

    def open(self, sha256: str) -> BinaryIO:
        """Open a stored content for reading; `NotFound` when it is missing."""
        ...

    def exists(self, sha256: str) -> bool:
        """Tell whether the content is stored."""
        ...

    def size(self, sha256: str) -> int:
        """Return the size in bytes; `NotFound` when the content is missing."""
        ...

    def verify(self, sha256: str) -> bool:
        """Read the content again and tell whether it still has this hash."""
        ...

    def delete(self, sha256: str) -> bool:
        """Remove a content nobody refers to any more; tell whether it was there."""
        ...

    def digests(self) -> Iterator[str]:
        """Walk over the hashes of everything stored."""
        ...


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file sent along with a mail."""

    filename: str
    content: bytes
    media_type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Mail:
    """A plain-text mail; `message_id` makes a repeated delivery recognisable."""

    to: str
    subject: str
    body: str
    message_id: str
    attachments: tuple[Attachment, ...] = ()


class Mailer(Protocol):
    """Hands mail over; returns only when the next hop has taken it."""

    def send(self, mail: Mail) -> None:
        """Send one mail; `Invalid` for an address or header that is not clean."""
        ...


@dataclass(frozen=True, slots=True)
class RenderedDocument:
    """A rendered file with its SHA-256 and the characters the font could not show."""

    content: bytes
    media_type: str
    sha256: str
    missing_glyphs: frozenset[str] = field(default_factory=frozenset)


class Renderer(Protocol):
    """Turns data into a document; the same data and time give the same bytes."""

    def render(self, document: Printable, *, at: datetime) -> RenderedDocument:
        """Render a document dated `at`; `Unavailable` when the renderer cannot work."""
        ...


class KeyPurpose(StrEnum):
    """What a derived key is for; a key of one purpose opens nothing of another."""

    FIELD = "field"
    FILE = "file"
    BLIND_INDEX = "blind-index"
    AUDIT = "audit"


@dataclass(frozen=True, slots=True)
class CellAddress:
    """The one place a ciphertext is valid in."""

    table: str
    column: str
    row_id: str


class Cipher(Protocol):
    """Encrypts single fields, bound to their table, column and row."""

    def encrypt(self, plaintext: str, address: CellAddress) -> bytes:
        """Encrypt a text for this address with the current key."""
        ...

    def decrypt(self, token: bytes, address: CellAddress) -> str:
        """Decrypt; `CipherError` when key, address or a single bit differs."""
        ...

    def key_id(self, token: bytes) -> int:
        """Return the id of the key a ciphertext was made with."""
        ...

    def blind_index(self, value: str, *, table: str, column: str) -> str:
        """Return a keyed hash for equality search on an encrypted column."""
        ...

    def blind_indexes(self, value: str, *, table: str, column: str) -> Sequence[str]:
        """Return the keyed hashes under every live key, current first, for look-ups."""
        ...


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """What an uploaded file truly is; `listing` names the members of a zip archive."""

    extension: str
    media_type: str
    listing: tuple[str, ...] = ()


class FileCheck(Protocol):
    """Decides from the content whether an uploaded file may be taken."""

    def __call__(self, path: Path, filename: str, declared: str | None) -> CheckedFile:
        """Return the true type, or raise `UnsupportedMedia`, `TooLarge` or `Invalid`."""
        ...


@dataclass(frozen=True, slots=True)
class CleanedFile:
    """A file without metadata, and in words what of it could not be taken out."""

    content: bytes
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FilePassage:
    """A piece of text and where in the file it stands, for the user."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class ReadFile:
    """The text of a file, and in words what of it could not be read."""

    passages: tuple[FilePassage, ...]
    unread: tuple[str, ...]


class FileCleaner(Protocol):
    """Takes out of a file who made it, and reads its text."""

    def clean(self, source: BinaryIO, name: str) -> CleanedFile:
        """Return the file without metadata; `UnsupportedMedia` when that cannot be done."""
        ...

    def read(self, source: BinaryIO, name: str) -> ReadFile:
        """Return the text with its places; what cannot be read is named, never passed over."""
        ...


class TableFiles(Protocol):
    """Reads tables that people bring, and writes those they take along."""

    def read(self, path: Path, extension: str) -> list[list[str]]:
        """Return the cells as text, row by row; `Invalid` when the file is no table."""
        ...

    def workbook(
        self, title: str, rows: Sequence[Sequence[str | float | None]], *, at: datetime
    ) -> bytes:
        """Return a workbook of one sheet, dated `at`, whose first row is the head."""
        ...


@dataclass(frozen=True, slots=True)
class BibliographyEntry:
    """One reference as the file has it, with the line where it begins."""

    key: str
    kind: str
    line: int
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class BibliographyRead:
    """What was read, and what could not be, each with its line."""

    entries: tuple[BibliographyEntry, ...]
    faults: tuple[tuple[int, str], ...]


class Bibliography(Protocol):
    """Reads BibTeX."""

    def __call__(self, text: str) -> BibliographyRead:
        """Return entries and faults."""
        ...
