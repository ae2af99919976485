"""Copies the few files of the front-end packages that pages use: copy_assets.py NODE_MODULES TARGET."""

import shutil
import sys
from pathlib import Path

FILES = {
    "bootstrap/dist/css/bootstrap.min.css": "vendor/bootstrap/bootstrap.min.css",
    "bootstrap-icons/font/bootstrap-icons.min.css": "vendor/bootstrap-icons/bootstrap-icons.min.css",
    "bootstrap-icons/font/fonts/bootstrap-icons.woff2": "vendor/bootstrap-icons/fonts/bootstrap-icons.woff2",
    "bootstrap-icons/font/fonts/bootstrap-icons.woff": "vendor/bootstrap-icons/fonts/bootstrap-icons.woff",
    "htmx.org/dist/htmx.min.js": "vendor/htmx/htmx.min.js",
    "idb/build/umd.js": "vendor/idb/idb.js",
}


def main() -> None:
    packages, target = Path(sys.argv[1]), Path(sys.argv[2])
    for source, place in FILES.items():
        (target / place).parent.mkdir(parents=True, exist_ok=True)
        content = (packages / source).read_bytes()
        if source.endswith("bootstrap.min.css"):  # its source map is not copied, so its mention would be a dead link
            content = content.replace(b"/*# sourceMappingURL=bootstrap.min.css.map */", b"")
        (target / place).write_bytes(content)
    for package in sorted({source.split("/")[0] for source in FILES}):
        for licence in sorted((packages / package).glob("LICEN*")):
            shutil.copy(licence, target / "vendor" / f"{package}.{licence.name}")


main()
