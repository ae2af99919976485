"""The product as a phone meets it: started by its own command, over HTTPS at an address of the network."""

import base64
import hashlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
START_SECONDS = 120
expect.set_options(timeout=10_000)


@dataclass(frozen=True)
class Product:
    """A running installation: its address, data folder and the first passwords by user name."""

    url: str
    data: Path
    passwords: dict[str, str]

    def password(self, username: str) -> str:
        return self.passwords[username]

    def key_pin(self) -> str:
        """Base64 of SHA-256 over the server's public key: what the test's browser trusts."""
        path = next(path for path in (self.data / "tls").glob("*.crt") if path.stem != "authority")
        key = x509.load_pem_x509_certificate(path.read_bytes()).public_key()
        der = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
        return base64.b64encode(hashlib.sha256(der).digest()).decode()


def network_address() -> str:
    """An address of this machine that a phone could use; loopback where there is no network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # chooses a route, sends nothing
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("", 0))
        return int(probe.getsockname()[1])


def start(data: Path, *arguments: str) -> tuple[subprocess.Popen[str], Product]:
    """Run `up` and wait until it says where it serves."""
    port = free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("ZHUANBAN_", "DJANGO_"))},
        "ZHUANBAN_DATA": str(data),
        "PYTHONPATH": str(ROOT / "src"),
    }
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "zhuanban.cli", "up", *arguments, "--host", network_address(), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT)
    assert process.stdout is not None
    url, passwords = "", {}
    for line in process.stdout:
        if "专班已启动" in line:
            url = line.split("：", 1)[1].strip().rstrip("/")
        elif found := re.match(r"([a-z][a-z0-9-]*) +([a-z0-9]{4}(?:-[a-z0-9]{4}){3}) ", line):
            passwords[found[1]] = found[2]
        elif "Ctrl-C" in line:
            return process, Product(url, data, passwords)
    raise AssertionError("the product did not start")


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Product:
    """An installation with the project's own example notice, awaiting confirmation; at rest."""
    process, running = start(tmp_path_factory.mktemp("installed") / "data", "--demo-accounts", "--force")
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    return running


@pytest.fixture(scope="module")
def product(installed: Product, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The same installation, fresh for these tests, and started."""
    data = tmp_path_factory.mktemp("installation") / "data"
    shutil.copytree(installed.data, data)
    process, running = start(data, "--force")
    yield replace(running, passwords=installed.passwords)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0


@pytest.fixture(scope="module")
def chromium(product: Product) -> Iterator[Browser]:
    """Debian's Chromium, trusting the installation's own certificate."""
    found = shutil.which("chromium")
    if not found:
        pytest.fail("测试需要 Chromium：请安装 Debian 的 chromium 软件包。")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=[*arguments, f"--ignore-certificate-errors-spki-list={product.key_pin()}"]
        )
        yield browser
        browser.close()


class Screens:
    """Opens windows for people and watches what their pages complain of."""

    def __init__(self, browser: Browser, product: Product) -> None:
        self.browser = browser
        self.product = product
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def sign_in(self, username: str, *, phone: bool = False) -> Page:
        """A window in which this person has signed in."""
        context = self.browser.new_context(
            viewport=PHONE if phone else DESK,
            has_touch=phone,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            geolocation={"longitude": 117.02, "latitude": 36.41, "accuracy": 8},
            permissions=["geolocation"] if phone else [],
        )
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda message: self._hear(page, message.type, message.text))
        page.goto(f"{self.product.url}/sign-in/")
        page.get_by_label("用户名").fill(username)
        page.get_by_label("密码").fill(self.product.password(username))
        page.get_by_role("button", name="登录").click()
        expect(page).to_have_url(f"{self.product.url}/")
        return page

    def _hear(self, page: Page, kind: str, text: str) -> None:
        if kind == "error" and "ERR_INTERNET_DISCONNECTED" not in text:
            self.complaints.append(f"{page.url}: {text}")

    def close(self) -> None:
        for context in self.contexts:
            context.close()


@pytest.fixture
def screens(chromium: Browser, product: Product) -> Iterator[Screens]:
    """Windows for a test; a page that complained fails it."""
    opened = Screens(chromium, product)
    yield opened
    opened.close()
    assert opened.complaints == []
