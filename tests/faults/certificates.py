"""A certificate authority of one test alone, and certificates of it, good and bad."""

from __future__ import annotations

import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_HERE = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
_PEM, _PLAIN = serialization.Encoding.PEM, serialization.NoEncryption()


class Authority:
    """Signs what a test asks for. `file` is its own certificate, to be trusted with SSL_CERT_FILE."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _named("Throw-away authority")
        self._certificate = self._sign(self._name, self._key.public_key(), self._name, ends_in=1, is_authority=True)
        self.file = folder / "authority.pem"
        self.file.write_bytes(self._certificate.public_bytes(_PEM))

    def server(self, *, ends_in: int = 1, name: str = "", is_self_signed: bool = False) -> ssl.SSLContext:
        """TLS for a server at 127.0.0.1, or one that says it is `name`; its certificate ends in so many days."""
        key, subject = ec.generate_private_key(ec.SECP256R1()), _named("server")
        place = x509.DNSName(name) if name else _HERE
        signer = (key, subject) if is_self_signed else (self._key, self._name)
        made = self._sign(subject, key.public_key(), signer[1], ends_in=ends_in, place=place, key=signer[0])
        path = self._folder / f"server-{made.serial_number}.pem"
        as_pem = key.private_bytes(_PEM, serialization.PrivateFormat.PKCS8, _PLAIN)
        path.write_bytes(as_pem + made.public_bytes(_PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context

    def _sign(
        self,
        subject: x509.Name,
        public: ec.EllipticCurvePublicKey,
        issuer: x509.Name,
        *,
        ends_in: int,
        place: x509.GeneralName | None = None,
        is_authority: bool = False,
        key: ec.EllipticCurvePrivateKey | None = None,
    ) -> x509.Certificate:
        ends, signing = datetime.now(UTC) + timedelta(days=ends_in), key or self._key
        made = x509.CertificateBuilder(
            issuer, subject, public, x509.random_serial_number(), ends - timedelta(days=9), ends
        )
        made = made.add_extension(x509.BasicConstraints(is_authority, None), critical=True)
        made = made.add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        known = x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key())
        made = made.add_extension(known, critical=False)
        made = made.add_extension(_usage(is_authority=is_authority), critical=True)
        if place is not None:
            made = made.add_extension(x509.SubjectAlternativeName([place]), critical=False)
        return made.sign(signing, hashes.SHA256())


def _usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
