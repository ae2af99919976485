"""A column that looks personal is declared, with its purpose and its term; what is declared exists."""

import re

from django.apps import apps

from zhuanban.ground.core import key_rotation
from zhuanban.ground.core.personal import columns
from zhuanban.ground.core.personal_fields import BlindIndexField, EncryptedTextField

ENGLISH = re.compile(
    r"phone|mobile|telephone|(^|_)tel(_|$)|id_?(number|card)|identity|(^|_)(home_)?address$|ip_address|e_?mail|first_name|"
    r"last_name|full_name|person_name|real_name|nick_?name|contact|birth|gender|ethnic|user_agent|http_accept|longitude|"
    r"latitude|signer|session_data|bank|salary|health"
)
CHINESE = re.compile(r"姓名|电话|手机号|身份证|证件号|住址|家庭|邮箱|联系人|联系方式|性别|民族|出生|银行")
PEOPLE = {"orgs.Person.name", "orgs.User.name", "orgs.User.username"}


def test_every_column_that_looks_personal_is_declared():
    declared = {column.key for column in columns()}
    missing = [
        f"{model._meta.label}.{field.attname}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if f"{model._meta.label}.{field.attname}".lower() not in declared
        and (
            ENGLISH.search(field.attname)
            or CHINESE.search(str(field.verbose_name))
            or f"{model._meta.label}.{field.attname}" in PEOPLE
            or isinstance(field, EncryptedTextField | BlindIndexField)
        )
    ]
    assert not missing, "declare() them in the room's personal.py, or encrypt them"


def test_what_is_declared_exists():
    for column in columns():
        assert apps.get_model(column.model)._meta.get_field(column.column), column.key


def test_what_can_be_revealed_is_encrypted_and_masked():
    sealed = {store.name.lower() for store in key_rotation.stores()}
    for column in columns():
        field = apps.get_model(column.model)._meta.get_field(column.column)
        # The keys of both are rotated; one that reads the row itself has said how it is masked.
        is_sealed = isinstance(field, EncryptedTextField) or (column.read and column.key in sealed)
        assert bool(column.reveal) <= bool(is_sealed), column.key
