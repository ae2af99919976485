"""Security keys (WebAuthn) as a second factor: what the browser is asked, and whether its answer is right.

The state between question and answer lies in the session. Nothing is asked about the maker of a key.
"""

import ipaddress
import json
from typing import Any

from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

State = dict[str, Any]
LONGEST_ANSWER = 16 * 1024


def can_be_used_at(host: str) -> bool:
    """Browsers know keys by the name of a site; a bare network address has none."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return bool(host)
    return False


def begin_enrolment(host: str, *, uid: bytes, account: str, held: list[bytes]) -> tuple[dict[str, Any], State]:
    """What the browser is to ask a new key, and the state for its answer. `held`: keys not to be enrolled again."""
    user = PublicKeyCredentialUserEntity(id=uid, name=account, display_name=account)
    options, state = _server(host).register_begin(
        user,
        [AttestedCredentialData(key) for key in held],
        resident_key_requirement=ResidentKeyRequirement.DISCOURAGED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return _plain(options.public_key), dict(state)


def complete_enrolment(host: str, state: State, answer: str) -> tuple[bytes, int] | None:
    """The public part of the new key and its counter; None where the answer is not the one to the question."""
    try:
        data = _server(host).register_complete(state, _read(answer))
    except Exception:  # whatever a browser sends that is not the answer, it enrols nothing
        return None
    return (bytes(data.credential_data), data.counter) if data.credential_data else None


def begin_proof(host: str, held: list[bytes]) -> tuple[dict[str, Any], State]:
    """What the browser is to ask one of these keys, and the state for its answer."""
    options, state = _server(host).authenticate_begin(
        [AttestedCredentialData(key) for key in held], user_verification=UserVerificationRequirement.PREFERRED
    )
    return _plain(options.public_key), dict(state)


def complete_proof(host: str, state: State, held: list[bytes], answer: str) -> tuple[bytes, int] | None:
    """The key that signed, and its counter; None where nothing is proved."""
    try:
        response = AuthenticationResponse.from_dict(_read(answer))
        used = _server(host).authenticate_complete(state, [AttestedCredentialData(key) for key in held], response)
    except Exception:  # whatever a browser sends that is not the answer, it proves nothing
        return None
    return bytes(used), response.response.authenticator_data.counter


def is_copied(counter: int, last: int) -> bool:
    """Keys that count go up with each use; one that does not has a twin. Keys that do not count stay at 0."""
    return (counter or last) != 0 and counter <= last


def name_of(key: bytes) -> str:
    """The key's own id, by which its row is found."""
    return websafe_encode(AttestedCredentialData(key).credential_id)


def _server(host: str) -> Fido2Server:
    return Fido2Server(PublicKeyCredentialRpEntity(id=host, name="专班"))


def _plain(options: Any) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(dict(options), default=dict))
    return plain


def _read(answer: str) -> dict[str, Any]:
    if len(answer) > LONGEST_ANSWER:
        raise ValueError("too long")
    read = json.loads(answer)
    if not isinstance(read, dict):
        raise TypeError("not an object")
    return read
