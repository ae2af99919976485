"""Fills the provider's database: one client and the people."""

from django.contrib.auth.models import User
from django.core.management import call_command
from oauth2_provider.models import Application


def fill(wanted: dict) -> None:
    call_command("migrate", verbosity=0, interactive=False)
    for username in wanted["people"]:
        User.objects.create_user(username, password=wanted["password"])
    Application.objects.create(
        client_id=wanted["client_id"],
        client_secret=wanted["client_secret"],
        name="专班",
        client_type=Application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE,
        redirect_uris="\n".join(wanted["redirects"]),
        post_logout_redirect_uris="\n".join(wanted["after_sign_out"]),
        algorithm=Application.RS256_ALGORITHM,
        skip_authorization=True,
    )
