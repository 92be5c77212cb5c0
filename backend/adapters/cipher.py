"""Field encryption bound to its place (5.2.1.2.8).

A ciphertext is `ver | alg | kid | nonce | ct | tag`. The header and the address
`table | column | row` are authenticated with it, so moving a ciphertext to another row, column or
table, or changing any byte of it, makes it unreadable.
"""

import hmac
import secrets
import struct
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from backend.kernel.errors import Unavailable
from backend.kernel.ports import CellAddress, KeyPurpose

_VERSION = 1
_AES_256_GCM = 1
_HEADER = struct.Struct(">BBI")
_NONCE = 12
_TAG = 16
_MIN_SECRET = 32
_MAX_KEY_ID = 2**32 - 1
_APPLICATION = b"hepabridge/v1"


class CipherError(Unavailable):
    """A ciphertext cannot be read: wrong key, wrong place, or changed."""

    code = "cipher-failed"
    title = "加密内容无法读取"

    def __init__(self) -> None:
        # One text for every cause: which of them it was helps nobody but an attacker.
        super().__init__("加密内容无法读取，请联系平台管理员核查密钥与数据完整性")


def _framed(*parts: bytes) -> bytes:
    """Join parts so that no two different lists give the same bytes."""
    return b"".join(struct.pack(">I", len(part)) + part for part in parts)


@dataclass(frozen=True)
class KeyRing:
    """Master secrets by key id; `current` encrypts, the others only decrypt.

    Secrets must be random (`KeyRing.fresh_secret`), not passwords: they are expanded by HKDF,
    which does not slow down guessing.
    """

    secrets: Mapping[int, bytes] = field(repr=False)
    current: int

    def __post_init__(self) -> None:
        """Refuse a ring that could not protect anything."""
        if self.current not in self.secrets:
            raise ValueError("the current key id has no secret")
        for key_id, secret in self.secrets.items():
            if not 1 <= key_id <= _MAX_KEY_ID:
                raise ValueError("key ids lie between 1 and 2**32 - 1")
            if len(secret) < _MIN_SECRET or len(set(secret)) <= 4:
                raise ValueError(f"secret {key_id} needs at least {_MIN_SECRET} random bytes")

    @staticmethod
    def fresh_secret() -> str:
        """Return a new random secret as text for a secret file."""
        return secrets.token_urlsafe(_MIN_SECRET)

    def derive(self, purpose: KeyPurpose, key_id: int) -> bytes:
        """Return the 256-bit key of one purpose."""
        secret = self.secrets.get(key_id)
        if secret is None:
            raise CipherError
        return _derive(bytes(secret), purpose.value, key_id)


@lru_cache(maxsize=64)
def _derive(secret: bytes, purpose: str, key_id: int) -> bytes:
    info = _framed(_APPLICATION, purpose.encode(), struct.pack(">I", key_id))
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret)


class FieldCipher:
    """AES-256-GCM for single fields, with key rotation and blind indexes."""

    def __init__(self, ring: KeyRing) -> None:
        self._ring = ring

    def encrypt(self, plaintext: str, address: CellAddress) -> bytes:
        """Encrypt a text for this address with the current key."""
        header = _HEADER.pack(_VERSION, _AES_256_GCM, self._ring.current)
        nonce = secrets.token_bytes(_NONCE)
        key = self._ring.derive(KeyPurpose.FIELD, self._ring.current)
        sealed = AESGCM(key).encrypt(nonce, plaintext.encode(), self._bound(header, address))
        return header + nonce + sealed

    def decrypt(self, token: bytes, address: CellAddress) -> str:
        """Decrypt a ciphertext of this address."""
        key_id = self.key_id(token)
        key = self._ring.derive(KeyPurpose.FIELD, key_id)
        header, rest = token[: _HEADER.size], token[_HEADER.size :]
        try:
            opened = AESGCM(key).decrypt(rest[:_NONCE], rest[_NONCE:], self._bound(header, address))
            return opened.decode()
        except (InvalidTag, UnicodeDecodeError) as error:
            raise CipherError from error

    def key_id(self, token: bytes) -> int:
        """Return the id of the key a ciphertext was made with."""
        if len(token) < _HEADER.size + _NONCE + _TAG:
            raise CipherError
        version, algorithm, key_id = _HEADER.unpack_from(token)
        if (version, algorithm) != (_VERSION, _AES_256_GCM):
            raise CipherError
        return int(key_id)

    def is_current(self, token: bytes) -> bool:
        """Tell whether a ciphertext was made with the current key."""
        return self.key_id(token) == self._ring.current

    def renew(self, token: bytes, address: CellAddress) -> bytes:
        """Return the ciphertext under the current key, unchanged when it already is."""
        if self.is_current(token):
            return token
        return self.encrypt(self.decrypt(token, address), address)

    def blind_index(self, value: str, *, table: str, column: str) -> str:
        """Return the keyed hash of a value for equality search, under the current key."""
        return self._index(value, table, column, self._ring.current)

    def blind_indexes(self, value: str, *, table: str, column: str) -> tuple[str, ...]:
        """Return the keyed hashes under every live key, current first, for look-ups."""
        older = sorted(
            (key for key in self._ring.secrets if key != self._ring.current), reverse=True
        )
        return tuple(
            self._index(value, table, column, key_id) for key_id in (self._ring.current, *older)
        )

    def _index(self, value: str, table: str, column: str, key_id: int) -> str:
        folded = unicodedata.normalize("NFKC", value).strip().casefold()
        message = _framed(table.encode(), column.encode(), folded.encode())
        key = self._ring.derive(KeyPurpose.BLIND_INDEX, key_id)
        return hmac.digest(key, message, "sha256").hex()

    @staticmethod
    def _bound(header: bytes, address: CellAddress) -> bytes:
        return _framed(
            header, address.table.encode(), address.column.encode(), address.row_id.encode()
        )
