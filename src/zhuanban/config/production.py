"""What has to hold before an installation serves in production; where it does not, the start stops and says why."""

import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SHORTEST_SECRET = 32
MOST_HOSTS = {"*", ".", ""}


def faults(settings: Mapping[str, Any]) -> list[str]:
    """One Chinese sentence, naming the setting, for each thing that does not hold."""
    hosts, origins = settings["ALLOWED_HOSTS"], settings["CSRF_TRUSTED_ORIGINS"]
    behind = bool(settings["PROXIES"])
    said = {
        "ZHUANBAN_DEBUG 要关闭。": settings["DEBUG"],
        "ZHUANBAN_HOSTS 要写明访问用的域名或地址，不能用 *。": not hosts or MOST_HOSTS & set(hosts),
        "ZHUANBAN_HOSTS 只有本机地址，别人访问不了；请写明访问用的域名或地址。": not _beyond_this_machine(hosts),
        "要启用 HTTPS：设 ZHUANBAN_TLS=1（证书在本机），并用 ZHUANBAN_PROXIES 写明前面的代理（证书在代理上时）。": not (
            settings["SESSION_COOKIE_SECURE"]
        ),
        "ZHUANBAN_ORIGINS 要写明 https:// 开头的访问网址。": behind and not origins,
        "ZHUANBAN_ORIGINS 里的网址都要以 https:// 开头。": any(not origin.startswith("https://") for origin in origins),
        f"ZHUANBAN_SECRET_KEY 太短，至少 {SHORTEST_SECRET} 位。": len(settings["SECRET_KEY"]) < SHORTEST_SECRET,
        f"ZHUANBAN_JOURNAL_KEY 太短，至少 {SHORTEST_SECRET} 位。": len(settings["JOURNAL_KEY"]) < SHORTEST_SECRET,
        "ZHUANBAN_SECRET_KEY 和 ZHUANBAN_JOURNAL_KEY 不能相同。": settings["SECRET_KEY"] == settings["JOURNAL_KEY"],
        **{f"{path} 别的用户也能读，请收回权限（chmod go-rwx）。": True for path in _open_to_others(settings["DATA"])},
    }
    return [words for words, wrong in said.items() if wrong]


def _beyond_this_machine(hosts: list[str]) -> bool:
    return any(host not in {"localhost", "127.0.0.1", "[::1]", "*"} for host in hosts)


def _open_to_others(data: Path) -> list[Path]:
    """The data folder, where its mode lets others in; what lies in it is then reached by nobody else."""
    mode = data.stat().st_mode if data.exists() else 0
    return [data] if mode & (stat.S_IRWXG | stat.S_IRWXO) else []
