"""What somebody is told whose file cannot come in: what it is, that its name says otherwise, and what to do."""

from collections.abc import Collection

from zhuanban.ground.core.uploads.kinds import PHOTOS, PICTURES, TABLES, Kind

NAMED = {
    "jpg": Kind.JPEG, "jpeg": Kind.JPEG, "png": Kind.PNG, "webp": Kind.WEBP, "gif": Kind.GIF, "bmp": Kind.BMP,
    "tif": Kind.TIFF, "tiff": Kind.TIFF, "heic": Kind.HEIC, "heif": Kind.HEIC, "pdf": Kind.PDF,
    "docx": Kind.OFFICE, "xlsx": Kind.OFFICE, "doc": Kind.OLD_OFFICE, "xls": Kind.OLD_OFFICE, "wps": Kind.OLD_OFFICE,
    "et": Kind.OLD_OFFICE, "ods": Kind.OPEN_SHEET, "zip": Kind.ARCHIVE, "rar": Kind.ARCHIVE, "7z": Kind.ARCHIVE,
    "html": Kind.WEB, "htm": Kind.WEB, "svg": Kind.VECTOR, "txt": Kind.TEXT, "csv": Kind.TEXT,
    "yaml": Kind.TEXT, "yml": Kind.TEXT,
}  # fmt: skip


def not_taken(kind: Kind, name: str, kinds: Collection[Kind]) -> str:
    """The sentences about a file of a kind that the door does not take."""
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    named = NAMED.get(suffix)
    taken = "、".join(sorted(kinds))
    if named and named is not kind:
        return f"文件名写的是 .{suffix}，内容其实是{kind}，这里只收{taken}。改文件名没有用，{_what_to_do(kind, kinds)}"
    return f"这是{kind}，这里只收{taken}。{_what_to_do(kind, kinds)}"


def _what_to_do(kind: Kind, kinds: Collection[Kind]) -> str:
    """The step that leads to a file which can come in."""
    if kind is Kind.PROGRAM:
        return "请核对选的文件是否正确；来历不明的程序不要打开。"
    if kind is Kind.ARCHIVE:
        return "请先解开压缩包，再上传里面的文件。"
    taken = set(kinds)
    if taken <= PICTURES:
        others = "请用相册或画图打开，另存为 JPG 后上传。" if kind in PICTURES - PHOTOS else ""
        return others or "请直接选手机拍的原图，或者截图后上传图片。"
    if taken == {Kind.TEXT}:
        return "请另存为纯文本后上传。"
    if taken <= TABLES:
        return "请用 Excel 或 WPS 打开，另存为 .xlsx 后上传。"
    return "请用 Word 或 WPS 打开，另存为 .docx 或 PDF 后上传。"
