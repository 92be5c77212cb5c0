"""Mail written to a folder when no mail server is configured (5.2.2.4).

Each mail becomes one `.eml` file that any mail program opens. Nothing leaves the machine.
"""

import hashlib
import os
from pathlib import Path

from backend.adapters.mail_message import build_message
from backend.kernel.clock import Clock
from backend.kernel.ports import Mail


class OutgoingFolder:
    """A mailer that writes files; a repeated delivery overwrites its own file."""

    def __init__(
        self, folder: Path, clock: Clock, *, sender: str = "noreply@hepabridge.example"
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder = folder
        self._clock = clock
        self._sender = sender

    def send(self, mail: Mail) -> None:
        """Write one mail and flush it to the disk."""
        message = build_message(mail, sender=self._sender, sender_name="肝桥", at=self._clock.now())
        # Named by the hash of its id: the id may differ in case only, and disks may not.
        digest = hashlib.sha256(mail.message_id.encode()).hexdigest()[:32]
        incoming = self._folder / f".{digest}.part"
        with incoming.open("wb") as target:
            incoming.chmod(0o600)
            target.write(message.as_bytes())
            target.flush()
            os.fsync(target.fileno())
        incoming.replace(self._folder / f"{digest}.eml")
