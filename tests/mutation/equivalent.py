"""Mutants that cannot be told from the program, each with the reason. One that is no longer made fails the run."""

NO_STAR = "nobody imports a star: the list is for the reader and for mypy"
EQUIVALENT: dict[str, str] = {
    "deadlines.calendar module: 'Calendar' -> 'Calendar!'": NO_STAR,
    "deadlines.calendar module: 'SpecialDay' -> 'SpecialDay!'": NO_STAR,
    "deadlines.calendar module: 'YearWithoutCalendar' -> 'YearWithoutCalendar!'": NO_STAR,
    "deadlines.calendar module: 'working_calendar' -> 'working_calendar!'": NO_STAR,
    "deadlines.clock _counted_until: 1 -> 2": "no first end has stopped days: any number but 0 starts the search",
    "deadlines.clock _counted_until: -1 -> 1": "no first end has stopped days: any number but 0 starts the search",
    "deadlines.clock _stopped: until > after -> until >= after": "between a day and itself there are no days",
    "deadlines.calendar _read: 16 -> 15": "how many readings are kept changes no answer",
    "deadlines.calendar _read: 16 -> 17": "how many readings are kept changes no answer",
    "deadlines.working_days Calendar._require: other >= one -> other > one": "one year is walked alike both ways",
    "deadlines.working_days Calendar.shift: 0 -> -1 #2": "no days to shift by has been answered before",
    "deadlines.working_days Calendar.shift: count > 0 -> count >= 0": "no days to shift by has been answered before",
}
