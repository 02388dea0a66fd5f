"""Mutants that cannot be told from the program, each with the reason. One that is no longer made fails the run."""

EQUIVALENT: dict[str, str] = {
    "deadlines.clock _counted_until: 1 -> 2": "no first end has stopped days: any number but 0 starts the search",
    "deadlines.clock _counted_until: -1 -> 1": "no first end has stopped days: any number but 0 starts the search",
    "deadlines.clock _stopped: until > after -> until >= after": "between a day and itself there are no days",
    "deadlines.working_days Calendar.shift: count > 0 -> count >= 0": "no days to shift by has been answered before",
}
