-- What an attempt failed with may quote a row, with a name in it. When that person is deleted it is emptied (D8); that there was an attempt, when, and
-- the kind of its error stay as they were.
GRANT UPDATE (message, stack) ON offboarding.step_attempts TO offboarding_worker;
