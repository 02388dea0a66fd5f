"""Units, people, what binds them, and where and what about."""

from .area import Area
from .deputisation import Deputisation
from .field import Field
from .membership import Membership
from .succession import Succession
from .unit import Unit
from .user import User

__all__ = ["Area", "Deputisation", "Field", "Membership", "Succession", "Unit", "User"]
