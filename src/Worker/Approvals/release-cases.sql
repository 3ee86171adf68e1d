-- From here on they are like any other departure with a last day; one whose day has come meanwhile starts with the next sweep.
UPDATE offboarding.cases SET state = 'scheduled', due_at = greatest(due_at, now()), nudged_at = now() WHERE id = ANY(@cases)
