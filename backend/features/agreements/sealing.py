"""Hashes of terms, postings and signatures: the same facts always give the same value."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

GENESIS = "0" * 64


def canonical_sha256(facts: Mapping[str, Any]) -> str:
    """Return the SHA-256 of facts written as JSON with sorted keys and no blanks."""
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class SignatureFacts:
    """Everything a signature's hash covers."""

    agreement: str
    org_id: str
    org_name: str
    user_id: str
    user_name: str
    meaning: str
    document_sha256: str
    signed_at: datetime
    auth: str
    ip: str
    prev: str

    def hash(self) -> str:
        """Return the value of the signature."""
        moment = self.signed_at.astimezone(UTC).isoformat(timespec="microseconds")
        return canonical_sha256(self.__dict__ | {"signed_at": moment})


def broken_links(
    document_sha256: str | None, signatures: Sequence[tuple[SignatureFacts, str]]
) -> list[str]:
    """Return what is wrong with a chain of signatures, in Chinese; empty when all is well.

    `signatures` are the facts and the stored hash of each, in the order of signing.
    """
    problems = []
    prev = GENESIS
    for number, (facts, stored) in enumerate(signatures, start=1):
        if facts.document_sha256 != document_sha256:
            problems.append(f"第 {number} 个签署所绑定的文本不是现行文本")
        if facts.prev != prev:
            problems.append(f"第 {number} 个签署与前一签署不相连")
        if facts.hash() != stored:
            problems.append(f"第 {number} 个签署的内容已被改动")
        prev = stored
    return problems
