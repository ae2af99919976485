"""Settings of the government's sign-on: an OpenID Connect provider, a CAS server, both or none."""

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from zhuanban.config import environment

CAS_VERSIONS = {"2", "3"}


def oidc() -> dict[str, Any] | None:
    """The provider, where ZHUANBAN_OIDC_ISSUER names one."""
    issuer = environment.text("ZHUANBAN_OIDC_ISSUER", "")
    client_id = environment.text("ZHUANBAN_OIDC_CLIENT_ID", "")
    scopes = environment.text("ZHUANBAN_OIDC_SCOPES", "openid profile")
    given = {
        "issuer": issuer,
        "client_id": client_id,
        "client_secret": environment.text("ZHUANBAN_OIDC_CLIENT_SECRET", ""),
        "scopes": scopes,
        "account": environment.text("ZHUANBAN_OIDC_ACCOUNT", "preferred_username"),
        "hosts": tuple(environment.words("ZHUANBAN_OIDC_HOSTS", "")),
    }
    if not issuer:
        return None
    _check_address("ZHUANBAN_OIDC_ISSUER", issuer)
    if not client_id:
        raise ImproperlyConfigured("设置了 ZHUANBAN_OIDC_ISSUER，还要设置 ZHUANBAN_OIDC_CLIENT_ID")
    if "openid" not in scopes.split():
        raise ImproperlyConfigured("ZHUANBAN_OIDC_SCOPES 要包含 openid")
    return given


def cas() -> dict[str, Any] | None:
    """The server, where ZHUANBAN_CAS_SERVER names one."""
    address = environment.text("ZHUANBAN_CAS_SERVER", "")
    version = environment.text("ZHUANBAN_CAS_VERSION", "3")
    account = environment.text("ZHUANBAN_CAS_ACCOUNT", "")
    if not address:
        return None
    _check_address("ZHUANBAN_CAS_SERVER", address)
    if version not in CAS_VERSIONS:
        raise ImproperlyConfigured(f"ZHUANBAN_CAS_VERSION 只能写 2 或 3，现在是 {version!r}")
    return {"address": f"{address.rstrip('/')}/", "version": version, "account": account}


def _check_address(name: str, address: str) -> None:
    """https, or http on this machine: what proves who somebody is does not travel in the clear."""
    parts = urlsplit(address)
    if not parts.hostname or parts.query or parts.fragment or parts.username:
        raise ImproperlyConfigured(f"{name} 应是一个网址，现在是 {address!r}")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_this_machine(parts.hostname)):
        raise ImproperlyConfigured(f"{name} 要用 https，现在是 {address!r}")


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
