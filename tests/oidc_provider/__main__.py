"""Makes the database, one client and the people, then serves until stopped: `python -m tests.oidc_provider`."""

import json
import os
import sys
from importlib import import_module
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.wsgi import get_wsgi_application


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, format, *args):  # noqa: A002
        pass


def main() -> None:
    """The wanted client and people come as JSON on the standard input."""
    wanted = json.load(sys.stdin)
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    kind = serialization.PrivateFormat.PKCS8
    pem = key.private_bytes(serialization.Encoding.PEM, kind, serialization.NoEncryption())
    (Path(os.environ["PROVIDER_FOLDER"]) / "key.pem").write_bytes(pem)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.oidc_provider.settings"
    django.setup()
    people = import_module("tests.oidc_provider.people")  # its models can be read only now
    people.fill(wanted)
    server = make_server("127.0.0.1", int(os.environ["PROVIDER_PORT"]), get_wsgi_application(), Server, Quiet)
    print("serving", flush=True)
    server.serve_forever()


main()
