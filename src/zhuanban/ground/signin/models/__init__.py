from zhuanban.ground.signin.models.factors import Factor, FactorTries, LinkedAccount, RecoveryCode, SingleSession
from zhuanban.ground.signin.models.sessions import SessionRecord, Tries, UsedPassword

__all__ = [
    "Factor",
    "FactorTries",
    "LinkedAccount",
    "RecoveryCode",
    "SessionRecord",
    "SingleSession",
    "Tries",
    "UsedPassword",
]
