"""Files on their way in are held in memory only, never in a temporary file."""

from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler


class InMemory(MemoryFileUploadHandler):
    """Django's handler for small files, for all: request_limits bounds a whole body before it is read."""

    def handle_raw_input(self, *_: Any, **__: Any) -> None:
        """Take the file, whatever its size."""
        self.activated = True
