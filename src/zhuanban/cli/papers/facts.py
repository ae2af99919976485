"""What the papers are derived from: the tables with their rows, the settings, the rules, the roles, the doors."""

import re
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver

from zhuanban.ground.core import key_rotation, permits
from zhuanban.ground.core.personal import PersonalColumn, columns
from zhuanban.ground.core.personal_fields import EncryptedTextField
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.orgs.models import District, Person, RoleAssignment, Unit, User
from zhuanban.ground.orgs.rules import Role
from zhuanban.ground.privacy.models import Hold, Reveal
from zhuanban.ground.privacy.rules.retention import RetentionRule, shipped
from zhuanban.plan.campaigns.models import Campaign

TERM = re.compile(r"\s*([\u4e00-\u9fff（）、]+)")


@dataclass(frozen=True)
class TableFact:
    """A table: whose it is, what it holds, and how much."""

    room: str
    label: str
    term: str
    column_count: int
    row_count: int
    personal: tuple[PersonalColumn, ...]


@dataclass(frozen=True)
class Facts:
    """The system as it is now."""

    district: str
    campaigns: tuple[str, ...]
    unit_count: int
    person_count: int
    account_count: int
    seats: dict[str, int]
    tables: tuple[TableFact, ...]
    personal: tuple[PersonalColumn, ...]
    encrypted: tuple[str, ...]
    encrypted_value_count: int
    entry_count: int
    reveal_count: int
    hold_count: int
    retention: tuple[RetentionRule, ...]
    rule_count: int
    page_count: int
    door_count: int
    database: str
    cipher: str
    settings: dict[str, str]

    @property
    def row_count(self) -> int:
        return sum(table.row_count for table in self.tables)


def gathered() -> Facts:
    """Ask the running system."""
    district = District.objects.order_by("pk").first()
    tables = tuple(_table(model) for model in _own_models())
    addresses = _addresses()
    held = RoleAssignment.objects.filter(ends_on=None, user__is_active=True).values_list("role", flat=True)
    seats = {Role(role).label: list(held).count(role) for role in Role}
    return Facts(
        district=district.name if district else "",
        campaigns=tuple(Campaign.objects.order_by("pk").values_list("name", flat=True)),
        unit_count=Unit.objects.count(),
        person_count=Person.objects.count(),
        account_count=User.objects.filter(is_active=True).count(),
        seats=seats,
        tables=tables,
        personal=tuple(columns()),
        encrypted=tuple(store.name for store in key_rotation.stores()),
        encrypted_value_count=sum(sum(store.heads().values()) for store in key_rotation.stores()),
        entry_count=Entry.objects.count(),
        reveal_count=Reveal.objects.count(),
        hold_count=Hold.objects.filter(ended_at=None).count(),
        retention=shipped(),
        rule_count=len(permits.rules()),
        page_count=sum(not address.startswith("api/") for address in addresses),
        door_count=sum(address.startswith("api/") for address in addresses),
        database="SQLite" if settings.SQLITE else "PostgreSQL",
        cipher={"aes": "AES-256-GCM", "sm4": "SM4-GCM"}[settings.CIPHER],
        settings=_settings(),
    )


def _own_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("zhuanban.")]


def _table(model: type[Model]) -> TableFact:
    found = TERM.match(model.__doc__ or "")
    label = model._meta.label
    return TableFact(
        room=str(apps.get_app_config(model._meta.app_label).verbose_name),
        label=label,
        term=found[1] if found else label.rpartition(".")[2],
        column_count=len(model._meta.concrete_fields),
        row_count=model._default_manager.count(),
        personal=tuple(column for column in columns() if column.model.lower() == model._meta.label_lower),
    )


def _addresses() -> list[str]:
    def walk(patterns: list[URLPattern | URLResolver], prefix: str) -> list[str]:
        found = []
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            found += walk(pattern.url_patterns, route) if isinstance(pattern, URLResolver) else [route]
        return found

    return walk(get_resolver().url_patterns, "")


def _settings() -> dict[str, str]:
    """What of the settings bears on security, in words."""
    return {
        "传输加密": "已启用 HTTPS" if settings.SESSION_COOKIE_SECURE else "未启用 HTTPS",
        "口令最短长度": f"{settings.PASSWORD_LENGTH} 位，至少 {settings.PASSWORD_CLASSES} 类字符",
        "口令更换": f"{settings.PASSWORD_DAYS} 天" if settings.PASSWORD_DAYS else "不限期",
        "连续输错口令": f"{settings.SIGN_IN_TRIES} 次后暂停 {settings.SIGN_IN_REST_MINUTES} 分钟",
        "闲置退出": f"{settings.IDLE_MINUTES} 分钟，管理员 {settings.ADMINISTRATOR_IDLE_MINUTES} 分钟",
        "会话时长": f"最长 {settings.SESSION_HOURS} 小时",
        "口令存储": "Argon2id 摘要" if "Argon2" in settings.PASSWORD_HASHERS[0] else "散列",
    }


def is_encrypted(column: PersonalColumn) -> bool:
    """Whether a declared column is encrypted in the database."""
    field = apps.get_model(column.model)._meta.get_field(column.column)
    return isinstance(field, EncryptedTextField) or column.key == "journal.private.sealed"
