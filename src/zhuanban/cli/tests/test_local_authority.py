"""Phones get HTTPS from the first start, from the authority of the installation itself."""

import ssl
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509

from zhuanban.cli.local_authority import certificate_for


@pytest.mark.parametrize("host", ["192.0.2.7", "zhuanban.example"])
def test_the_certificate_names_the_host_and_is_signed_by_the_authority(tmp_path, host):
    authority, certificate, key = certificate_for(host, tmp_path)
    root, server = (x509.load_pem_x509_certificate(path.read_bytes()) for path in (authority, certificate))
    server.verify_directly_issued_by(root)
    names = server.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert host in [str(name.value) for name in names]
    assert server.not_valid_after_utc - datetime.now(UTC) < timedelta(days=398)
    ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(certificate, key)


def test_a_second_start_keeps_what_phones_already_trust(tmp_path):
    first = [path.read_bytes() for path in certificate_for("192.0.2.7", tmp_path)]
    assert [path.read_bytes() for path in certificate_for("192.0.2.7", tmp_path)] == first
    other = certificate_for("192.0.2.8", tmp_path)
    assert other[0].read_bytes() == first[0]
    assert other[1].read_bytes() != first[1]


def test_keys_are_readable_by_their_owner_only(tmp_path):
    for path in certificate_for("192.0.2.7", tmp_path):
        if path.suffix == ".key":
            assert path.stat().st_mode & 0o077 == 0
