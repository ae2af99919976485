"""Archives, office files among them, judged by their own table of contents: nothing is unpacked to judge them."""

import io
import zipfile
from itertools import pairwise

from zhuanban.ground.core.errors import Invalid

MOST_ENTRIES = 5000
MOST_UNPACKED = 300 * 1024 * 1024
MOST_RATIO = 200
RATIO_FROM = 8 * 1024 * 1024
NESTED = (".zip", ".rar", ".7z", ".gz", ".tar", ".jar", ".docm", ".xlsm")
PROGRAMS = (
    ".exe", ".dll", ".bat", ".cmd", ".com", ".scr", ".ps1", ".vbs", ".js", ".jse", ".wsf", ".hta", ".lnk", ".msi",
)  # fmt: skip
OFFICE_KEYS = ("EncryptionInfo".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le"))
MACROS = ("_VBA_PROJECT".encode("utf-16-le"), b"Attribut\x00e VB_")


def judge_office(content: bytes) -> list[str]:
    """Raise Invalid for an office file that is a bomb, locked, or carries programs. The names of its parts."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError) as error:
        raise Invalid("文件打不开，可能没有传完整，请重新选择。", number="E422-51") from error
    _judge_sizes(parts)
    if min((part.header_offset for part in parts), default=0) != 0:
        raise Invalid("文件前面接了别的内容，请另存后重新上传。", number="E422-52")
    names = [part.filename.lower() for part in parts]
    if any(part.flag_bits & 1 for part in parts):
        raise Invalid("文件设了密码，请去掉密码后上传。", number="E422-53")
    if any(name.endswith("vbaproject.bin") for name in names):
        raise Invalid("文件里有宏，请另存为不带宏的格式后上传。", number="E422-54")
    if any(name.endswith(NESTED + PROGRAMS) for name in names):
        raise Invalid("文件里嵌有压缩包或程序，请去掉后上传。", number="E422-55")
    return names


def judge_folder(content: bytes) -> None:
    """Raise Invalid for a packed folder that is a bomb, locked, no .zip, or carries archives or programs."""
    if not content.startswith(b"PK"):
        raise Invalid("只收 .zip 压缩包，请解开后重新压缩为 .zip。", number="E422-51")
    judge_office(content)


def _judge_sizes(parts: list[zipfile.ZipInfo]) -> None:
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    is_steep = unpacked > RATIO_FROM and unpacked > MOST_RATIO * max(packed, 1)
    if len(parts) > MOST_ENTRIES or unpacked > MOST_UNPACKED or is_steep or _overlap(parts):
        raise Invalid("文件解开后大得不正常，没有接收。", number="E422-56")


def _overlap(parts: list[zipfile.ZipInfo]) -> bool:
    """Whether parts lie over each other, by which few bytes unpack to very many."""
    by_place = sorted(parts, key=lambda part: part.header_offset)
    return any(one.header_offset + 30 + one.compress_size > other.header_offset for one, other in pairwise(by_place))


def judge_old_office(content: bytes) -> None:
    """Raise Invalid for an old office file that is locked or carries macros."""
    if any(key in content for key in OFFICE_KEYS):
        raise Invalid("文件设了密码，请去掉密码后上传。", number="E422-53")
    if any(mark in content for mark in MACROS):
        raise Invalid("文件里有宏，请另存为不带宏的格式后上传。", number="E422-54")
