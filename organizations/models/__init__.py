"""Units, people, what binds them, and where and what about."""

from .area import Area
from .client import Client
from .competence import Competence
from .deputisation import Deputisation
from .field import Field
from .former_commune import FormerCommune
from .membership import Membership
from .stranger import Knocking
from .succession import Succession
from .unit import Unit
from .user import User

__all__ = [
    "Area",
    "Client",
    "Competence",
    "Deputisation",
    "Field",
    "FormerCommune",
    "Knocking",
    "Membership",
    "Succession",
    "Unit",
    "User",
]
