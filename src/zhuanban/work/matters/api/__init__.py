"""The interface of this room; outward.api puts it under /api/v1."""

from ninja import Router

from zhuanban.work.matters.api import kinds, routes

router = Router()
router.add_router("", routes.router)
router.add_router("", kinds.router)

__all__ = ["router"]
