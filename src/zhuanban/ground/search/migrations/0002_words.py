"""Where the tokens of the entries lie.

SQLite: a full-text table without content or positions, one row an entry; its tokenizer only splits at blanks, for the
tokens are made before (rules/tokens.py). PostgreSQL: a tsvector of the same tokens under a GIN index.
"""

from django.db import migrations

MAKE = {
    "sqlite": ["CREATE VIRTUAL TABLE search_words USING fts5(tokens, content='', detail=none, tokenize='ascii')"],
    "postgresql": [
        "CREATE TABLE search_words (id bigint PRIMARY KEY, tokens tsvector NOT NULL)",
        "CREATE INDEX search_words_tokens ON search_words USING gin (tokens)",
    ],
}


def make(apps, editor):
    for statement in MAKE[editor.connection.vendor]:
        editor.execute(statement)


def drop(apps, editor):
    editor.execute("DROP TABLE search_words")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_first")]
    operations = [migrations.RunPython(make, drop)]
