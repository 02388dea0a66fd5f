"""What may be searched of a case, in one place for both engines (decision 077)."""

from django.db import models

from .case import Case


class CaseWords(models.Model):
    """Number, summary, texts and names of a case without marks. Derived: it can be emptied and made again."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="words")
    folded = models.TextField()
    """Of a sealed or erased case the number alone; nothing of a petition that is sealed in another case."""
