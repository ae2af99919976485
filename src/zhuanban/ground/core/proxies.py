"""Who really asks, behind proxies: what a proxy says is believed only from the proxies that the settings name."""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

FORWARDED = tuple(
    f"HTTP_{name}" for name in ("X_FORWARDED_FOR", "X_FORWARDED_PROTO", "X_FORWARDED_HOST", "X_REAL_IP", "FORWARDED")
)
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class TrustedProxies:
    """Puts the asker's address and the way it came by in place of the proxy's; stands before everything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.trusted: list[Network] = [ipaddress.ip_network(written) for written in settings.PROXIES]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = {name: request.META.pop(name, "") for name in FORWARDED}
        if self.is_trusted(request.META.get("REMOTE_ADDR", "")):
            request.META["REMOTE_ADDR"] = self.asker(said["HTTP_X_FORWARDED_FOR"], request.META["REMOTE_ADDR"])
            if said["HTTP_X_FORWARDED_PROTO"].strip().lower() == "https":
                request.META["wsgi.url_scheme"] = "https"
        return self.get_response(request)

    def asker(self, chain: str, proxy: str) -> str:
        """The first address from the right that is no proxy of ours; what stands further left anybody can write."""
        for written in reversed([part.strip() for part in chain.split(",") if part.strip()]):
            if not self.is_trusted(written):
                return written if _address(written) else proxy
        return proxy

    def is_trusted(self, written: str) -> bool:
        """Whether this is the address of one of our proxies."""
        address = _address(written)
        return address is not None and any(address in network for network in self.trusted)


def _address(written: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(written)
    except ValueError:
        return None
