"""The interface as a whole: documented, closed to strangers, one shape of fault, Chinese words."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from zhuanban.ground.core.ids import uuid7
from zhuanban.outward.api.urls import urlpatterns

FILLED = {"slug": "yunxi-2024", "campaign": "yunxi-2024", "uid": str(uuid7()), "sha256": "a" * 64, "act": "close"}
ASKED = [("get", "/api/v1/openapi.json")]


@pytest.fixture
def document(cast, client):
    client.force_login(cast.office)
    response = client.get("/api/v1/openapi.json")
    assert response.status_code == 200
    return response.json()


def routes(document) -> list[tuple[str, str]]:
    """Every documented call: method and address."""
    return [(method, path) for path, operations in document["paths"].items() for method in operations]


def filled(path: str, campaign: str = "yunxi-2024") -> str:
    """The address with something in every place."""
    given = {**FILLED, "slug": campaign, "campaign": campaign}
    return re.sub(r"{(\w+)}", lambda found: given.get(found[1], "1"), path)


def called(client: Client, method: str, path: str) -> Any:
    """The call with an empty body."""
    return client.get(path) if method == "get" else client.generic(method, path, "{}", "application/json")


def test_the_document_is_a_sound_openapi_document(document):
    validate(document)
    text = json.dumps(document)
    for reference in re.findall(r'"#/components/schemas/(\w+)"', text):
        assert reference in document["components"]["schemas"]
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    names = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]
    assert len(names) == len(set(names))


def test_every_route_is_documented_with_chinese_words_and_its_faults(document):
    served = {
        "/api/v1/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(route.pattern))
        for route in urlpatterns
        if isinstance(route, URLPattern) and route.name not in {"document", None}
    }
    assert served == set(document["paths"])
    for method, path in routes(document):
        operation = document["paths"][path][method]
        assert re.search(r"[一-鿿]", operation["summary"]), path
        assert operation["security"], path
        assert {"401", "404", "422"} <= set(operation["responses"]), path


def test_the_doors_that_the_design_names_are_there(document):
    assert {
        ("post", "/api/v1/compile"),
        ("get", "/api/v1/c/{slug}/matters"),
        ("post", "/api/v1/c/{slug}/matters"),
        ("get", "/api/v1/c/{slug}/matters/{uid}"),
        ("post", "/api/v1/c/{slug}/matters/{uid}/acts/{act}"),
        ("put", "/api/v1/c/{slug}/visits/{uid}"),
        ("put", "/api/v1/c/{slug}/photos/{sha256}"),
    } <= set(routes(document))


def test_whoever_is_not_signed_in_is_asked_to(document):
    stranger = Client()
    for method, path in [*routes(document), *ASKED]:
        response = called(stranger, method, filled(path))
        assert (response.status_code, response.json()) == (401, {"number": "E401", "message": "请先登录。"}), path


def test_another_district_finds_nothing(document, cast):
    far = Client()
    far.force_login(cast.outsider)
    for method, path in routes(document):
        if "{slug}" not in path and "{campaign}" not in path:
            continue
        response = called(far, method, filled(path))
        assert response.status_code in {404, 422}, path
        if method == "get":
            assert response.status_code == 404, path


def test_a_write_without_the_token_is_refused(document, cast):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.inspector)
    for method, path in routes(document):
        if method == "get":
            continue
        response = called(browser, method, filled(path))
        assert (response.status_code, response.json()["number"]) == (403, "E403-1"), path


def test_an_address_that_is_none_says_so(client, cast):
    for path in ("/api/v1/", "/api/v1/nowhere/at/all"):
        response = client.get(path)
        assert response.status_code in {401, 404}
        assert set(response.json()) == {"number", "message"}


def test_a_method_that_an_address_does_not_take_says_which_it_takes(client, cast):
    client.force_login(cast.office)
    response = client.get("/api/v1/compile")
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert response.json() == {"number": "E405", "message": "这个地址不接受 GET，可用：POST"}


def test_a_body_that_is_no_json_is_explained(client, cast):
    client.force_login(cast.inspector)
    response = client.put(f"/api/v1/c/yunxi-2024/visits/{uuid7()}", "{不是", content_type="application/json")
    assert response.status_code in {400, 422}
    assert set(response.json()) == {"number", "message"}
    assert re.search(r"[一-鿿]", response.json()["message"])


def test_chinese_is_written_as_chinese(document, client):
    assert "编译一份通知" in client.get("/api/v1/openapi.json").content.decode()
    assert "请先登录" in Client().get("/api/v1/openapi.json").content.decode()


def test_too_large_a_body_is_explained(client, cast, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    client.force_login(cast.inspector)
    address = f"/api/v1/c/yunxi-2024/photos/{'a' * 64}"
    response = client.put(address, b"x" * 200, content_type="application/octet-stream")
    assert (response.status_code, response.json()) == (413, {"number": "E413", "message": "内容太大，照片请分片上传。"})
