"""Units, people, what binds them, and where and what about."""

from .area import Area
from .client import Client
from .deputisation import Deputisation
from .field import Field
from .membership import Membership
from .succession import Succession
from .unit import Unit
from .user import User

__all__ = ["Area", "Client", "Deputisation", "Field", "Membership", "Succession", "Unit", "User"]
