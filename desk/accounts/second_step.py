"""Whether an account asks for a second step."""

from allauth.mfa.models import Authenticator

from organizations.models import User


def has_second_step(person: User) -> bool:
    return bool(Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists())
