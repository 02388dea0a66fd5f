"""The people who log in. An account is deactivated, never deleted: tasks and history name it."""

from typing import Any, ClassVar, NoReturn

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import tracked

from ..folding import fold

# Logging in writes the day of the last login: no change that anybody edited, hence no history.
UNTRACKED = frozenset({"last_login", "password"})
# What the search for a colleague reads.
FOUND_BY = frozenset({"full_name", "username", "title"})


class NeverDeleted(RuntimeError):
    """An account was to be deleted; deactivate it instead."""


class UserQuerySet(models.QuerySet["User"]):
    def delete(self) -> NoReturn:
        raise NeverDeleted


class PeopleManager(UserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)


class User(AbstractUser):
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(_("họ và tên"), max_length=120)
    phone = models.CharField(_("điện thoại"), max_length=20, blank=True)
    title = models.CharField(_("chức danh"), max_length=120, blank=True)

    folded = models.CharField(max_length=400, default="", editable=False)

    objects: ClassVar[PeopleManager] = PeopleManager()
    history = tracked(without=["password", "last_login", "folded"])

    REQUIRED_FIELDS = ["email", "full_name"]

    class Meta(AbstractUser.Meta):
        verbose_name = _("người dùng")  # type: ignore[assignment]
        ordering = ["full_name"]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        # A Vietnamese calls and is called by the given name, which comes last.
        return self.full_name.split()[-1] if self.full_name else self.username

    def fold(self) -> None:
        """Set what the search reads."""
        self.folded = fold(f"{self.full_name} {self.username} {self.title}")

    def save(self, *args: Any, **kwargs: Any) -> None:
        fields = kwargs.get("update_fields")
        if fields is None or FOUND_BY.intersection(fields):
            self.fold()
            if fields is not None:
                fields = kwargs["update_fields"] = {*fields, "folded"}
        if fields is not None and UNTRACKED.issuperset(fields):
            self.skip_history_when_saving = True
            try:
                super().save(*args, **kwargs)
            finally:
                del self.skip_history_when_saving
        else:
            super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise NeverDeleted
