"""The link by which a person sets the password of an account, once: shown to whoever hands it over, kept nowhere."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from organizations.models import User

DAYS = settings.PASSWORD_RESET_TIMEOUT // (24 * 3600)


def way_in(person: User) -> str:
    """Return the path. It opens the page of a forgotten password, and nothing once a password was set."""
    key = default_token_generator.make_token(person)
    kwargs = {"uidb36": user_pk_to_url_str(person), "key": key}
    return reverse("account_reset_password_from_key", kwargs=kwargs)
