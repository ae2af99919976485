"""The interface of this room; outward.api puts it under /api/v1."""

from zhuanban.work.matters.api.routes import router

__all__ = ["router"]
