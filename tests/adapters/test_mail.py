"""Mail: no header can be smuggled in, nothing waits for ever (5.2.2.4)."""

import contextlib
import email
import email.policy
import smtplib
import socket
import threading
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.adapters.mail_message import build_message, clean_address
from backend.adapters.outgoing_folder import OutgoingFolder
from backend.adapters.smtp import (
    MailRefused,
    MailUndelivered,
    Security,
    SmtpMailer,
    SmtpSettings,
)
from backend.kernel.clock import FixedClock
from backend.kernel.errors import DomainError, Invalid
from backend.kernel.ports import Attachment, Mail, Mailer

pytestmark = pytest.mark.clause("5.2.2.4")
CLOCK = FixedClock()
MAIL = Mail(
    to="li@example.org",
    subject="受理通知：益气活血软肝颗粒",
    body="您好，\n\n申请已受理。\n.\n单独一点的行也要保留。",
    message_id="0190.delivery-1@hepabridge.example",
    attachments=(Attachment("受理回执.pdf", b"%PDF-1.7 \x00", "application/pdf"),),
)


def parsed(raw: bytes) -> EmailMessage:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def body_of(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n").rstrip("\n")


class FakeServer:
    """A mail server of a few lines that answers as told and keeps what it took."""

    def __init__(self, answers: dict[str, bytes]) -> None:
        self.answers = answers
        self.taken: list[bytes] = []
        self.commands: list[str] = []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.socket.getsockname()[1])
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            with (
                contextlib.suppress(OSError),  # the client may hang up first
                connection,
                connection.makefile("rb") as lines,
            ):
                self._talk(connection, lines.readline)

    def _talk(self, connection: socket.socket, read: Callable[[], bytes]) -> None:
        connection.sendall(self.answers.get("connect", b"220 ready\r\n"))
        while line := read():
            command = line.decode(errors="replace").strip()
            verb = command.partition(" ")[0].upper()
            self.commands.append(command)
            if verb == "DATA":
                connection.sendall(b"354 go on\r\n")
                content = b""
                while (part := read()) not in (b".\r\n", b""):
                    content += part.removeprefix(b".") if part.startswith(b"..") else part
                self.taken.append(content)
            usual = b"221 bye\r\n" if verb == "QUIT" else b"250 ok\r\n"
            connection.sendall(self.answers.get(verb, usual))
            if verb == "QUIT":
                return


@contextlib.contextmanager
def server(**answers: bytes) -> Iterator[FakeServer]:
    fake = FakeServer(answers)
    try:
        yield fake
    finally:
        fake.socket.shutdown(socket.SHUT_RDWR)
        fake.socket.close()
        fake.thread.join(5)


def mailer(port: int, security: Security = Security.NONE, timeout: float = 3) -> Mailer:
    settings = SmtpSettings(
        "127.0.0.1", port, "noreply@example.org", security=security, timeout=timeout
    )
    return SmtpMailer(settings, CLOCK)


def test_a_mail_arrives_whole() -> None:
    with server() as fake:
        mailer(fake.port).send(MAIL)
    (raw,) = fake.taken
    message = parsed(raw)
    assert message["To"] == "li@example.org"
    assert str(message["From"]) == "肝桥 <noreply@example.org>"
    assert message["Subject"] == MAIL.subject
    assert message["Message-ID"] == "<0190.delivery-1@hepabridge.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert body_of(message) == MAIL.body
    (attachment,) = message.iter_attachments()
    assert attachment.get_filename() == "受理回执.pdf"
    assert attachment.get_content() == b"%PDF-1.7 \x00"
    assert [c for c in fake.commands if c.startswith("rcpt")] == ["rcpt TO:<li@example.org>"]
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))


def test_a_clumsy_good_bye_does_not_make_the_mail_count_as_unsent() -> None:
    with server(QUIT=b"451 not now\r\n") as fake:
        mailer(fake.port).send(MAIL)
    assert len(fake.taken) == 1


@pytest.mark.parametrize(
    ("verb", "answer", "error"),
    [
        ("RCPT", b"550 no such user\r\n", MailRefused),
        ("RCPT", b"450 busy\r\n", MailUndelivered),
        ("MAIL", b"553 not allowed\r\n", MailRefused),
        ("DATA", b"451 try later\r\n", MailUndelivered),
        ("DATA", b"554 spam\r\n", MailRefused),
        ("connect", b"421 closing\r\n", MailUndelivered),
        ("connect", b"nonsense\r\n", MailUndelivered),
    ],
)
def test_a_refusal_for_good_differs_from_one_for_now(
    verb: str, answer: bytes, error: type[DomainError]
) -> None:
    with server(**{verb: answer}) as fake, pytest.raises(error):
        mailer(fake.port).send(MAIL)


def test_a_silent_or_absent_server_does_not_hold_the_worker() -> None:
    with (
        server(connect=b"") as fake,
        pytest.raises(MailUndelivered, match="稍后"),
    ):
        mailer(fake.port, timeout=0.2).send(MAIL)
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(MailUndelivered):
        mailer(port).send(MAIL)


def test_a_server_without_tls_gets_no_mail() -> None:
    with server() as fake, pytest.raises(MailUndelivered):
        mailer(fake.port, Security.STARTTLS).send(MAIL)
    assert fake.taken == []
    with server() as fake, pytest.raises(MailUndelivered):
        mailer(fake.port, Security.TLS, timeout=0.3).send(MAIL)
    assert fake.taken == []


def test_a_rejected_password_keeps_the_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    def login(*_: object) -> None:
        raise smtplib.SMTPAuthenticationError(535, b"no")

    monkeypatch.setattr(smtplib.SMTP, "starttls", lambda *_, **__: (220, b""))
    monkeypatch.setattr(smtplib.SMTP, "login", login)
    with server() as fake, pytest.raises(MailUndelivered):
        SmtpMailer(
            SmtpSettings("127.0.0.1", fake.port, "a@example.org", username="u", password="p"), CLOCK
        ).send(MAIL)


def test_a_password_never_travels_in_the_clear_nor_into_logs() -> None:
    with pytest.raises(ValueError, match="TLS"):
        SmtpSettings("h", 25, "a@example.org", username="u", password="p", security=Security.NONE)
    assert "geheim" not in repr(SmtpSettings("h", 25, "a@example.org", password="geheim"))


@pytest.mark.parametrize(
    "change",
    [
        {"to": "a@example.org\r\nBcc: b@example.org"},
        {"to": "a@example.org, b@example.org"},
        {"to": "a@example.org;b@example.org"},
        {"to": "A <a@example.org>"},
        {"to": "a@localhost"},
        {"to": "a@-x.org"},
        {"to": ".a@example.org"},
        {"to": "a..b@example.org"},
        {"to": "李@example.org"},
        {"to": ""},
        {"subject": "通知\nBcc: b@example.org"},
        {"subject": "通知\rX"},
        {"subject": "通知\u2028X"},
        {"subject": "通知\ud800"},
        {"body": "正文\x00"},
        {"body": "正文\ud800"},
        {"message_id": "a@b>\r\nX: y"},
        {"attachments": (Attachment("a\r\nX: y.pdf", b""),)},
        {"attachments": (Attachment("a.pdf", b"", "text/html\r\nX: y"),)},
    ],
)
def test_what_could_become_a_header_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    fields = {name: getattr(MAIL, name) for name in Mail.__dataclass_fields__} | change
    with pytest.raises(Invalid, match="请"):
        OutgoingFolder(tmp_path, CLOCK).send(Mail(**fields))
    assert list(tmp_path.iterdir()) == []


@given(subject=st.text(max_size=120), body=st.text(max_size=300))
def test_no_text_adds_a_header_or_an_address(subject: str, body: str) -> None:
    mail = Mail("li@example.org", subject, body, "1@hepabridge.example")
    try:
        message = build_message(mail, sender="a@example.org", sender_name="肝桥", at=CLOCK.now())
    except Invalid:
        return
    back = parsed(message.as_bytes())
    assert sorted(back.keys()) == sorted(message.keys())
    assert back.get_all("To") == ["li@example.org"]
    assert body_of(back).split() == body.split()


def test_the_folder_holds_one_readable_file_per_mail(tmp_path: Path) -> None:
    mailer: Mailer = OutgoingFolder(tmp_path / "out", CLOCK)
    for _ in range(2):
        mailer.send(MAIL)
    (path,) = (tmp_path / "out").iterdir()
    assert path.suffix == ".eml"
    assert path.stat().st_mode & 0o077 == 0
    message = parsed(path.read_bytes())
    assert message["Subject"] == MAIL.subject
    assert body_of(message) == MAIL.body


def test_an_address_is_trimmed() -> None:
    assert clean_address(" li.ming+a@mail.example.org ") == "li.ming+a@mail.example.org"
