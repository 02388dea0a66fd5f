"""The only code that writes units, people, memberships and deputisations: one event for each thing that happens."""

from .appointing import appoint, end_membership
from .clients import admit_client, revoke_client
from .competence import (
    NewCompetence,
    add_competence,
    add_competences,
    end_competence,
    note_directory_out,
    trial_of,
)
from .deputising import deputise, end_deputisation
from .directory import name_head, register_email
from .founding import first_administrator
from .keys import give_way_in, take_second_step
from .people import correct_person, create_person, deactivate_person, reopen_person
from .signing_in import (
    digest_of_name,
    note_capacity,
    note_failed_sign_in,
    note_lock_out,
    note_new_password,
    note_recovery_codes,
    note_second_step_off,
    note_second_step_on,
    note_sign_in,
    note_sign_out,
    note_unknown_token,
)
from .succession import carry_competence, succeed_unit
from .taking_on import take_on
from .units import create_unit, move_unit, rename_unit

__all__ = [
    "NewCompetence",
    "add_competence",
    "add_competences",
    "admit_client",
    "appoint",
    "carry_competence",
    "correct_person",
    "create_person",
    "create_unit",
    "deactivate_person",
    "deputise",
    "digest_of_name",
    "end_competence",
    "end_deputisation",
    "end_membership",
    "first_administrator",
    "give_way_in",
    "move_unit",
    "name_head",
    "note_capacity",
    "note_directory_out",
    "note_failed_sign_in",
    "note_lock_out",
    "note_new_password",
    "note_recovery_codes",
    "note_second_step_off",
    "note_second_step_on",
    "note_sign_in",
    "note_sign_out",
    "note_unknown_token",
    "register_email",
    "rename_unit",
    "reopen_person",
    "revoke_client",
    "succeed_unit",
    "take_on",
    "take_second_step",
    "trial_of",
]
