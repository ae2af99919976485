from zhuanban.ground.signin.models.factors import Factor, FactorTries, LinkedAccount, RecoveryCode, SingleSession

__all__ = ["Factor", "FactorTries", "LinkedAccount", "RecoveryCode", "SingleSession"]
