"""Mail over SMTP (5.2.2.4): verified TLS, a time limit on every step, one recipient each."""

import smtplib
import ssl
from contextlib import closing, suppress
from dataclasses import dataclass, field
from enum import StrEnum

from backend.adapters.mail_message import build_message
from backend.kernel.clock import Clock
from backend.kernel.errors import Invalid, Unavailable
from backend.kernel.ports import Mail

_PERMANENT = 500


class Security(StrEnum):
    """How the connection is protected."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


class MailUndelivered(Unavailable):
    """The mail server did not take the mail; trying again later may help."""

    code = "mail-undelivered"
    title = "邮件暂未发出"


class MailRefused(Invalid):
    """The mail server refuses this mail for good; trying again does not help."""

    code = "mail-refused"
    title = "邮件被拒收"


@dataclass(frozen=True, slots=True)
class SmtpSettings:
    """Where and how to hand mail over."""

    host: str
    port: int
    sender: str
    sender_name: str = "肝桥"
    username: str = ""
    password: str = field(default="", repr=False)
    security: Security = Security.STARTTLS
    timeout: float = 15.0

    def __post_init__(self) -> None:
        """Refuse to send a password in the clear."""
        if self.username and self.security is Security.NONE:
            raise ValueError("a password needs TLS")


class SmtpMailer:
    """Sends each mail over its own connection; thread-safe because nothing is kept."""

    def __init__(
        self, settings: SmtpSettings, clock: Clock, context: ssl.SSLContext | None = None
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._context = context or ssl.create_default_context()

    def send(self, mail: Mail) -> None:
        """Send one mail; returns when the server has taken it."""
        settings = self._settings
        message = build_message(
            mail, sender=settings.sender, sender_name=settings.sender_name, at=self._clock.now()
        )
        try:
            with closing(self._connected()) as server:
                if settings.username:
                    server.login(settings.username, settings.password)
                server.send_message(message, settings.sender, [str(message["To"])])
                # The mail is taken: a clumsy good-bye must not make the worker send it again.
                with suppress(smtplib.SMTPException, OSError):
                    server.quit()
        except smtplib.SMTPRecipientsRefused as error:
            code = max((reply[0] for reply in error.recipients.values()), default=0)
            raise self._failure(code) from error
        except smtplib.SMTPAuthenticationError as error:
            # The fault lies in the settings, not in the mail: it is kept and tried again.
            raise self._failure(0) from error
        except smtplib.SMTPResponseException as error:
            raise self._failure(error.smtp_code) from error
        except (smtplib.SMTPException, OSError) as error:
            raise self._failure(0) from error

    def _connected(self) -> smtplib.SMTP:
        settings = self._settings
        if settings.security is Security.TLS:
            return smtplib.SMTP_SSL(
                settings.host, settings.port, timeout=settings.timeout, context=self._context
            )
        server = smtplib.SMTP(settings.host, settings.port, timeout=settings.timeout)
        if settings.security is Security.STARTTLS:
            try:
                server.starttls(context=self._context)
            except (smtplib.SMTPException, OSError):
                server.close()
                raise
        return server

    @staticmethod
    def _failure(code: int) -> MailUndelivered | MailRefused:
        if code >= _PERMANENT:
            return MailRefused("邮件服务器拒收此邮件，请核对收件地址")
        return MailUndelivered("邮件服务器暂时无法使用，平台将稍后重发")
