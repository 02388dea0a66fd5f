"""The golden dates without pytest around them: most mutants are found here, in a fraction of the time."""

from tests.deadlines import test_golden


def look() -> None:
    """Raise when any golden date is not what it must be."""
    for row in test_golden.REFUSED:
        test_golden.test_what_cannot_be_counted_is_refused_for_its_own_reason(row)
    for row in test_golden.COUNTED:
        test_golden.test_a_date_counted_by_hand_is_the_date_of_the_clock(row)
