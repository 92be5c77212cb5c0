"""Passwords: argon2id, at least 10 characters, not among the common ones."""

import hashlib
import secrets
import threading

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from backend.kernel.errors import Invalid

MIN_LENGTH = 10
MAX_LENGTH = 128
COMMON = frozenset(
    [
        "1234567890",
        "12345678910",
        "0123456789",
        "password123",
        "password1234",
        "qwertyuiop",
        "qwerty12345",
        "1q2w3e4r5t",
        "abc1234567",
        "aa12345678",
        "a123456789",
        "woaini1314",
        "5201314520",
        "iloveyou12",
        "administrator",
        "admin12345",
        "letmein1234",
        "welcome123",
        "1111111111",
        "0000000000",
        "1122334455",
        "hepabridge",
        "hepabridge1",
        "hepabridge123",
    ]
)

_hasher = PasswordHash((Argon2Hasher(memory_cost=47104, time_cost=1, parallelism=1),))
_slots = threading.Semaphore(2)  # each hash takes 46 MiB: never more than two at once
_dummy = _hasher.hash(secrets.token_hex(16))


def check_rules(password: str, *, email: str, pointer: str = "/password") -> None:
    """Refuse passwords that are too short, too long, common or made of the address.

    Raises
    ------
    Invalid
        Names the rule that is broken.
    """
    if len(password) < MIN_LENGTH:
        raise Invalid.field(pointer, f"密码至少 {MIN_LENGTH} 个字符，可以是一句话。")
    if len(password) > MAX_LENGTH:
        raise Invalid.field(pointer, f"密码最多 {MAX_LENGTH} 个字符。")
    lowered = password.casefold()
    local = email.partition("@")[0].casefold()
    if lowered in COMMON or len(set(lowered)) < 4:
        raise Invalid.field(pointer, "该密码过于常见，请换一个。")
    if len(local) >= 4 and local in lowered:
        raise Invalid.field(pointer, "密码不能包含邮箱名。")


def hash_password(password: str) -> str:
    """Return the argon2id hash."""
    with _slots:
        return _hasher.hash(password)


def verify_password(password: str, stored: str | None) -> bool:
    """Compare; an unknown user costs as much time as a known one."""
    known = stored is not None and stored.startswith("$argon2")
    with _slots:
        ok = _hasher.verify(password, stored if known and stored else _dummy)
    return ok and known


def new_token() -> tuple[str, str]:
    """Return a secret token of 256 bits and the hash that is stored."""
    token = secrets.token_urlsafe(32)
    return token, token_hash(token)


def token_hash(token: str) -> str:
    """Return the SHA-256 of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
