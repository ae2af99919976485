"""Sessions in the database, as Django keeps them; the query that every request begins with is prepared."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from zhuanban.ground.core.prepared import Prepared


class SessionStore(db.SessionStore):
    """Reads a session that has not expired; a key that names none begins a new one."""

    def _get_session_from_db(self) -> Any:
        key = self.session_key
        found = LASTING.first(key=key, now=timezone.now()) if key and "\0" not in key else None
        if found is None:
            self._session_key = None
        return found


LASTING: Prepared[Session] = Prepared(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now)
)
