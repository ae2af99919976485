"""What stands before every page once somebody is signed in."""

from zhuanban.ground.signin.gates.passwords import PasswordFirst
from zhuanban.ground.signin.gates.second_factor import SecondFactorFirst
from zhuanban.ground.signin.gates.sessions import SessionBounds

__all__ = ["PasswordFirst", "SecondFactorFirst", "SessionBounds"]
