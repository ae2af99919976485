"""What the server says of a ticket; and what a hostile server would say."""

from xml.sax.saxutils import escape

NAMESPACE = "http://www.yale.edu/tp/cas"


def success(user: str, inside: str = "") -> str:
    named = f"<cas:user>{escape(user)}</cas:user>"
    return wrapped(f"<cas:authenticationSuccess>{named}{inside}</cas:authenticationSuccess>")


def attributes(**values: str) -> str:
    told = "".join(f"<cas:{name}>{escape(value)}</cas:{name}>" for name, value in values.items())
    return f"<cas:attributes>{told}</cas:attributes>"


def failure(code: str) -> str:
    return wrapped(f'<cas:authenticationFailure code="{code}">no</cas:authenticationFailure>')


def wrapped(inside: str) -> str:
    return f'<cas:serviceResponse xmlns:cas="{NAMESPACE}">{inside}</cas:serviceResponse>'


BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
# By the ticket's own words: ST-hostile-<name>.
HOSTILE = {
    "bomb": f'<!DOCTYPE x [<!ENTITY a0 "office">{BOMB}]>{success("office").replace("office", "&a8;")}',
    "entity": f'<!DOCTYPE x [<!ENTITY who "office">]>{success("office").replace("office", "&who;")}',
    "file": f'<!DOCTYPE x [<!ENTITY who SYSTEM "file:///etc/hostname">]>{success("x").replace("x<", "&who;<")}',
    "doctype": f"<!DOCTYPE cas:serviceResponse>{success('office')}",
    "utf16": f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY who "office">]>{success("&who;")}',
    "proxy": success("office", "<cas:proxies><cas:proxy>https://elsewhere.test/</cas:proxy></cas:proxies>"),
    "two-users": success("office", "<cas:user>leader</cas:user>"),
    "buried": wrapped(f"<cas:other>{success('office')}</cas:other>"),
    "both": wrapped('<cas:authenticationFailure code="INVALID_TICKET"/>' + success("office").split(">", 1)[1]),
    "nameless": "<serviceResponse><authenticationSuccess><user>office</user></authenticationSuccess></serviceResponse>",
    "empty-user": success(""),
    "long-user": success("x" * 500),
    "no-xml": "yes\noffice\n",
    "html": "<!doctype html><title>error</title>",
    "nothing": "",
    "long": success("office", f"<!--{'x' * 200_000}-->"),
    "huge": success("office", f"<!--{'x' * 5_000_000}-->"),
}
# A comment inside a name must not cut it short.
COMMENTED = success("office").replace("office", "office<!-- -->r")
