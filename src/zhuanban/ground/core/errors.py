"""The two ways a service says no. Both carry one Chinese sentence and a number that people can quote."""


class ServiceError(Exception):
    """Why a service did nothing."""

    number = "E000"

    def __init__(self, message: str, number: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.number = number or type(self).number


class Refused(ServiceError):
    """The actor may not do this (403)."""

    number = "E403"

    def __init__(self, message: str = "您没有办理这件事的权限。", number: str = "") -> None:
        super().__init__(message, number)


class Invalid(ServiceError):
    """What was asked cannot be done as things stand, or was filled in wrongly; shown on the form (422)."""

    number = "E422"

    def __init__(self, message: str, field: str | None = None, number: str = "") -> None:
        super().__init__(message, number)
        self.field = field


class Conflict(ServiceError):
    """The same key came with another content (409)."""

    number = "E409"
