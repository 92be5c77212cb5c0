"""Build a mail that no field can extend by a header of its own (5.2.2.4)."""

import re
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from backend.kernel.errors import Invalid
from backend.kernel.ports import Mail

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_BODY_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}")
_DOMAIN_PART = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)")
_MESSAGE_ID = re.compile(r"[A-Za-z0-9._-]{1,120}@[A-Za-z0-9.-]{1,120}")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]{1,100}")
_MAX_SUBJECT = 200


def clean_address(address: str) -> str:
    """Return a bare mail address, or refuse it; one address, no name, no list."""
    text = address.strip()
    local, _, domain = text.rpartition("@")
    labels = domain.split(".")
    valid = (
        _ADDRESS.fullmatch(text) is not None
        and parseaddr(text)[1] == text
        and len(labels) > 1
        and all(_DOMAIN_PART.fullmatch(label) for label in labels)
        and not local.startswith(".")
        and not local.endswith(".")
        and ".." not in local
    )
    if not valid:
        raise Invalid.field("/email", "邮箱地址格式不正确，请填写如 name@example.org 的地址")
    return text


def _one_line(value: str, pointer: str, name: str) -> str:
    if _CONTROL.search(value):
        raise Invalid.field(pointer, f"{name}不能含换行或控制字符，请修改后重试")
    return value


def build_message(mail: Mail, *, sender: str, sender_name: str, at: datetime) -> EmailMessage:
    """Build the message of a mail dated `at`."""
    subject = _one_line(mail.subject, "/subject", "邮件主题")[:_MAX_SUBJECT]
    if _MESSAGE_ID.fullmatch(mail.message_id) is None:
        raise Invalid.field("/message_id", "邮件编号格式不正确，请联系平台管理员")
    if _BODY_CONTROL.search(mail.body):
        raise Invalid.field("/body", "邮件正文不能含控制字符，请修改后重试")
    local, _, domain = clean_address(sender).rpartition("@")
    message = EmailMessage(policy=SMTP)
    try:
        message["From"] = Address(_one_line(sender_name, "/sender", "发件人"), local, domain)
        message["To"] = clean_address(mail.to)
        message["Subject"] = subject
        message["Date"] = format_datetime(at)
        message["Message-ID"] = f"<{mail.message_id}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.body.encode("utf-8", "strict").decode(), cte="base64")
    except (ValueError, HeaderParseError) as error:
        raise Invalid.field("/body", "邮件内容无法编码，请修改后重试") from error
    for item in mail.attachments:
        if _MEDIA_TYPE.fullmatch(item.media_type) is None:
            raise Invalid.field("/attachments", "附件类型不正确，请联系平台管理员")
        main, _, sub = item.media_type.partition("/")
        name = _one_line(item.filename, "/attachments", "附件名")
        message.add_attachment(item.content, maintype=main, subtype=sub, filename=name)
    return message
