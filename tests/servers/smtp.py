"""A mail server on loopback: greets, encrypts, asks for a login, and takes or refuses mail."""

import base64
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final, Literal

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from typing_extensions import override

from apps.core.clock import now

USER: Final = "olga@example.org"
PASSWORD: Final = "right horse"
REFUSED: Final = "nobody@example.org"
Manner = Literal["open", "login", "starttls", "tls", "full", "silent", "other"]


@dataclass
class SmtpServer:
    """One server; `manner` may be changed between two conversations."""

    manner: Manner = "open"
    mails: list[str] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    port: int = 0
    certificate: Path | None = None
    ended: threading.Event = field(default_factory=threading.Event)


def make_certificate(folder: Path) -> Path:
    """Write a key and a certificate that 127.0.0.1 signed for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now() - timedelta(days=1))
        .not_valid_after(now() + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "mail.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@contextmanager
def smtp_server(certificate: Path | None = None) -> Iterator[SmtpServer]:
    """Serve until the block ends."""
    state = SmtpServer(certificate=certificate)

    class Handler(_Conversation):
        server_state = state

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        state.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield state
        finally:
            state.ended.set()
            server.shutdown()
            thread.join()


class _Conversation(socketserver.StreamRequestHandler):
    server_state: SmtpServer

    @override
    def handle(self) -> None:
        manner = self.server_state.manner
        if manner == "silent":
            self.server_state.ended.wait()
            return
        if manner == "tls":
            self._encrypt()
        if manner == "other":
            self._say("SSH-2.0-OpenSSH_9.6")
        elif manner == "full":
            self._say("421 Too many connections")
        else:
            self._say("220 mail.example.org")
            while line := self.rfile.readline():
                if not self._answer(line.decode().strip()):
                    return

    def _answer(self, line: str) -> bool:
        verb, _, rest = line.partition(" ")
        if verb.upper() == "STARTTLS":
            self._say("220 Go ahead")
            self._encrypt()
        elif verb.upper() == "DATA":
            self._take()
        else:
            self._say(self._reply(verb.upper(), rest))
        return verb.upper() != "QUIT"

    def _reply(self, verb: str, rest: str) -> str:
        if verb == "EHLO":
            offers = {"starttls": "STARTTLS", "login": "AUTH PLAIN"}
            return f"250-mail\r\n250 {offers.get(self.server_state.manner, 'AUTH PLAIN')}"
        if verb == "AUTH":
            return self._login(rest.partition(" ")[2])
        if verb == "RCPT" and REFUSED in rest:
            return "550 5.1.1 No such user"
        return "221 Bye" if verb == "QUIT" else "250 OK"

    def _login(self, secret: str) -> str:
        _, user, password = base64.b64decode(secret).decode().split("\0")
        self.server_state.logins.append(user)
        good = (user, password) == (USER, PASSWORD)
        return "235 Welcome" if good else "535 5.7.8 Bad credentials"

    def _take(self) -> None:
        self._say("354 Go on")
        lines: list[str] = []
        while (line := self.rfile.readline().decode().rstrip("\r\n")) != ".":
            lines.append(line)
        self.server_state.mails.append("\n".join(lines))
        self._say("250 Taken")

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def _encrypt(self) -> None:
        assert self.server_state.certificate is not None
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.server_state.certificate)
        self.request = context.wrap_socket(self.request, server_side=True)
        self.setup()

    @override
    def finish(self) -> None:
        super().finish()
        self.request.close()  # the server closes the one that it accepted, which TLS has replaced
