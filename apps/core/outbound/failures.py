"""Which refusals of the outside last and which may pass: the latter alone are tried again."""

import smtplib
import socket
from dataclasses import dataclass
from ssl import SSLCertVerificationError, SSLError
from typing import Final

# Request timeout, early data, too many requests: the same request may be taken later.
_PASSING: Final = frozenset({408, 425, 429})
# Not implemented, HTTP version not supported, loop, not extended: a later one is refused as well.
_LASTING: Final = frozenset({501, 505, 508, 510})
_LOGIN: Final = "Check the user name and the password in {home}."
_SERVER: Final = "Check {home}."
_REPLIES: Final = (
    (smtplib.SMTPAuthenticationError, "refused the login", _LOGIN),
    (smtplib.SMTPSenderRefused, "refused the sender", _SERVER),
    (smtplib.SMTPResponseException, "did not take the mail", ""),
)

_SILENCES: Final = (
    (socket.gaierror, "no address is known for its name"),
    (ConnectionRefusedError, "nothing listens at this host and port"),
    (TimeoutError, "timed out. Host, port and encryption must fit together"),
)


def status_passes(status: int) -> bool:
    """Return whether the same request may succeed later after this HTTP status."""
    return status in _PASSING or (status >= 500 and status not in _LASTING)


def invalid_certificate(error: BaseException | None) -> str:
    """Return why a certificate was refused, if that is the cause of an error; else nothing."""
    while error is not None:
        if isinstance(error, SSLCertVerificationError):
            return error.verify_message
        error = error.__cause__ or error.__context__
    return ""


@dataclass(frozen=True, slots=True)
class MailFailure:
    """Why a mail was not taken, for people, and whether it may be taken later."""

    detail: str
    passes: bool


def mail_failure(error: OSError, home: str) -> MailFailure:
    """Return what an error of sending a mail means.

    Replies of a mail server from 400 to 499 are temporary and those from 500 are permanent
    (RFC 5321, section 4.2.1). No answer at all may pass, unless the certificate is the reason.

    Parameters
    ----------
    error : OSError
        What was raised.
    home : str
        Where the server is set, for the sentence that says what to check.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        # A delivery has one recipient, so one reply speaks of all.
        code, reply = next(iter(error.recipients.values()), (450, b""))
        return _replied("does not take mail to this address", code, reply)
    if isinstance(error, smtplib.SMTPResponseException) and error.smtp_code < 0:
        text = f"What answers there does not speak SMTP. {_SERVER}".format(home=home)
        return MailFailure(text, passes=False)
    if isinstance(error, smtplib.SMTPResponseException):
        what, remedy = next(words for kind, *words in _REPLIES if isinstance(error, kind))
        return _replied(what, error.smtp_code, error.smtp_error, remedy.format(home=home))
    if isinstance(error, smtplib.SMTPNotSupportedError):
        cannot = f"The mail server cannot do what is asked: {error}. {_SERVER.format(home=home)}"
        return MailFailure(cannot, passes=False)
    return _unreached(error)


def _unreached(error: OSError) -> MailFailure:
    """Return why no conversation with a mail server came about."""
    if cause := invalid_certificate(error):
        return MailFailure(f"The mail server's certificate is not valid: {cause}.", passes=False)
    if isinstance(error, SSLError):
        text = (
            f"The mail server does not speak TLS at this port ({error.reason or error}): choose "
            "STARTTLS or another port."
        )
        return MailFailure(text, passes=False)
    why = next((words for kind, words in _SILENCES if isinstance(error, kind)), str(error))
    return MailFailure(f"The mail server does not answer: {why}.", passes=True)


def _replied(what: str, code: int, reply: bytes | str, remedy: str = "") -> MailFailure:
    plain = reply.decode(errors="replace") if isinstance(reply, bytes) else reply
    said = " ".join(f"{code} {plain}".split())[:160].rstrip(".")
    lasts = 500 <= code < 600
    text = f"The mail server {what} ({said})."
    return MailFailure(f"{text} {remedy}".strip() if lasts else text, passes=not lasts)
