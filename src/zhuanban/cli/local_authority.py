"""HTTPS for phones from the first start: a local certificate authority and its server certificate."""

import ipaddress
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHORITY_DAYS = 3650
SERVER_DAYS = 390  # phones refuse server certificates that last longer


def certificate_for(host: str, folder: Path) -> tuple[Path, Path, Path]:
    """Paths of (authority certificate, server certificate, server key) for the host; made where missing or outdated."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    authority, authority_key = folder / "authority.crt", folder / "authority.key"
    if not authority.exists():
        make_authority(authority, authority_key)
    server, server_key = folder / f"{safe(host)}.crt", folder / f"{safe(host)}.key"
    if not server.exists() or expires(server) < datetime.now(UTC) + timedelta(days=30):
        make_server(host, authority, authority_key, server, server_key)
    return authority, server, server_key


def safe(host: str) -> str:
    """The host as a file name."""
    return "".join(letter if letter.isalnum() or letter in ".-" else "_" for letter in host)


def expires(path: Path) -> datetime:
    """When the certificate ends."""
    return x509.load_pem_x509_certificate(path.read_bytes()).not_valid_after_utc


def make_authority(certificate: Path, key_path: Path) -> None:
    """A self-signed authority that phones install once."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "专班本地证书")])
    usage = x509.KeyUsage(
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )
    builder = _builder(name, name, key.public_key(), AUTHORITY_DAYS)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(usage, critical=True)
    _write(certificate, key_path, builder.sign(key, hashes.SHA256()), key)


def make_server(host: str, authority: Path, authority_key: Path, certificate: Path, key_path: Path) -> None:
    """A server certificate for the host, signed by the authority."""
    issuer = x509.load_pem_x509_certificate(authority.read_bytes())
    signer = serialization.load_pem_private_key(authority_key.read_bytes(), password=None)
    if not isinstance(signer, ec.EllipticCurvePrivateKey):
        raise TypeError("the authority's key is not an elliptic-curve key")
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host[:64])])
    builder = _builder(subject, issuer.subject, key.public_key(), SERVER_DAYS)
    builder = builder.add_extension(x509.SubjectAlternativeName(_names(host)), critical=False)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    _write(certificate, key_path, builder.sign(signer, hashes.SHA256()), key)


def _names(host: str) -> list[x509.GeneralName]:
    local: list[x509.GeneralName] = [
        x509.DNSName("localhost"),
        x509.IPAddress(ipaddress.ip_address("127.0.0.1")),
    ]
    try:
        return [x509.IPAddress(ipaddress.ip_address(host)), *local]
    except ValueError:
        return [x509.DNSName(host), *local]


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, days: int
) -> x509.CertificateBuilder:
    start = datetime.now(UTC) - timedelta(days=1)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=days))
    )


def _write(certificate: Path, key_path: Path, signed: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> None:
    handle = os.open(key_path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
    certificate.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
