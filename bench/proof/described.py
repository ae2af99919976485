"""The interface against its own document: schemathesis makes the requests, and every answer has to be as documented."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import requests
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from hypothesis import seed as seeded
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from bench.proof.door_inputs import Input

BASE = "http://testserver"
CHECKS = [status_code_conformance, content_type_conformance, response_schema_conformance]


class Undocumented(AssertionError):
    """An answer that the document does not describe."""


def document(browser: Client) -> Any:
    """The schema as the product itself answers it."""
    return schemathesis.openapi.from_dict(json.loads(browser.get("/api/v1/openapi.json").content))


def cases(browser: Client, names: dict[str, Any], each: int, seed: int) -> Iterator[tuple[str, Any]]:
    """So many requests of each operation; half of them at rows that there are."""
    for found in document(browser).get_all_operations():
        operation = found.ok()
        for number, case in enumerate(made_for(operation, each, seed)):
            if number % 2:
                at_known_rows(case, names)
            yield f"{operation.method.upper()} {operation.path}", case


def made_for(operation: Any, each: int, seed: int) -> list[Any]:
    """So many requests of an operation, the same for the same seed."""
    made: list[Any] = []

    @seeded(seed)
    @settings(
        max_examples=each, database=None, deadline=None, phases=[Phase.generate], verbosity=Verbosity.quiet,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy())
    def collect(case: Any) -> None:
        made.append(case)

    collect()
    return made[:each]


def at_known_rows(case: Any, names: dict[str, Any]) -> None:
    """Put what there is into the address, so that the request gets behind the first 404."""
    for name in case.path_parameters or {}:
        if name == "slug":
            case.path_parameters[name] = names["c"].removeprefix("/c/")
        elif name == "uid":
            case.path_parameters[name] = str(names["localplan" if "localplan" in case.operation.path else "matter"])


def inputs(browsers: dict[str, Client], names: dict[str, Any], each: int, seed: int) -> Iterator[Input]:
    """The requests as inputs, by several roles in turn."""
    roles = ("office", "inspector", "township", "leader", "outsider", "auditor")
    for number, (door, case) in enumerate(cases(browsers["office"], names, each, seed)):
        browser = browsers[roles[number % len(roles)]]
        yield Input(f"document {door}", str(case)[:120], lambda case=case, browser=browser: asked(browser, case))


def asked(browser: Client, case: Any) -> Any:
    """Send the request; Undocumented where the answer is not what the document says."""
    given = case.as_transport_kwargs(base_url=BASE)
    given = {name: value for name, value in given.items() if name in REQUEST}
    try:
        request = requests.Request(**given).prepare()
    except (requests.exceptions.RequestException, UnicodeError, ValueError):
        return None
    address = urlsplit(request.url)
    place = f"{address.path}?{address.query}" if address.query else address.path
    body = request.body.encode() if isinstance(request.body, str) else request.body or b""
    headers = {f"HTTP_{name.upper().replace('-', '_')}": as_text(value) for name, value in request.headers.items()
               if name.lower() not in {"content-type", "content-length", "cookie", "host"}}  # fmt: skip
    kind = as_text(request.headers.get("Content-Type", ""))
    response = browser.generic(request.method, place, body, kind, **headers)
    if response.status_code < 500:
        compare(case, request, response)
    return response


REQUEST = ("method", "url", "headers", "params", "data", "json", "files", "cookies")


def as_text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value


def compare(case: Any, request: requests.PreparedRequest, response: Any) -> None:
    """Undocumented where the answer is not as the document says."""
    answer = requests.Response()
    answer.status_code, answer._content = response.status_code, response.content
    answer.headers.update(response.headers)
    answer.request, answer.url, answer.elapsed = request, str(request.url), timedelta(seconds=0.1)
    answer.encoding = "utf-8"
    answer.raw = requests.packages.urllib3.HTTPResponse(status=response.status_code, headers=dict(response.headers))
    try:
        case.validate_response(answer, checks=CHECKS)
    except FailureGroup as found:
        raise Undocumented("; ".join(str(each)[:300] for each in found.exceptions)) from found
