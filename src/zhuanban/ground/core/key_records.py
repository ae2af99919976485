"""What the database knows of the keys: their numbers and check values, so that a missing or wrong one is noticed."""

from django.conf import settings
from django.db import connection, transaction

from zhuanban.ground.core import clock, encryption, keyring
from zhuanban.ground.core.keyring import INDEX, Key, KeyFault, Ring
from zhuanban.ground.core.models import KeyRecord


def prepare() -> None:
    """At the start: make the first keys of a new house, else see that every key is there and is the right one.

    Does nothing where the tables are not there yet.
    """
    if KeyRecord._meta.db_table not in connection.introspection.table_names():
        return
    if settings.CIPHER == "sm4" and not encryption.is_sm4_there():
        raise KeyFault("ZHUANBAN_CIPHER=sm4：本机的密码库没有 SM4-GCM，请改为 aes 或更换密码库。")
    if not settings.PRIVATE_KEYS and not keyring.keys_file().exists() and not KeyRecord.objects.exists():
        keyring.write([keyring.fresh(INDEX), keyring.fresh(1)])
    register(keyring.current())


@transaction.atomic
def register(ring: Ring) -> None:
    """Compare the ring with what is known, and note the keys that are new."""
    known = {record.number: record for record in KeyRecord.objects.filter(retired_at=None)}
    missing = [str(number or "index") for number in sorted(known) if number not in ring.keys]
    if missing:
        raise KeyFault(f"密钥文件里缺密钥 {'、'.join(missing)}，用它加密的内容读不出；请从备份放回后再启动。")
    changed = (number for number, record in known.items() if record.check_value != ring.keys[number].check_value)
    wrong = [str(number or "index") for number in changed]
    if wrong:
        raise KeyFault(f"密钥文件里的密钥 {'、'.join(wrong)} 不是这个数据库用的那一把；请从备份放回原来的密钥文件。")
    for key in ring.keys.values():
        if key.number not in known:
            note(key)


def note(key: Key) -> KeyRecord:
    """Remember a key; a retired number never comes back with another key."""
    record, fresh = KeyRecord.objects.get_or_create(
        number=key.number, defaults={"check_value": key.check_value, "made_at": clock.now()}
    )
    if not fresh and record.check_value != key.check_value:
        raise KeyFault(f"密钥编号 {key.number} 曾经用过，不能再给另一把密钥用。")
    if record.retired_at:
        record.retired_at = None
        record.save(update_fields=["retired_at"])
    return record
