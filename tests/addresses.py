"""Every address of the product by its name: `room:name`, and for programs `METHOD /path`."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from zhuanban.outward.api.api import api


def routes() -> dict[str, str]:
    """Name → pattern, generated from the resolver. A route without a name goes by its pattern."""
    return dict(_walk(get_resolver().url_patterns, "/", ""))


def _walk(patterns: list[URLPattern | URLResolver], prefix: str, room: str) -> Iterator[tuple[str, str]]:
    documented = api.get_openapi_schema(path_prefix="/api/v1/")["paths"]
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route, pattern.namespace or room)
        elif methods := documented.get(route.replace("<", "{").replace(">", "}")):
            yield from ((f"{method.upper()} {route}", route) for method in methods)
        else:
            yield f"{room}:{pattern.name}" if pattern.name else route, route
