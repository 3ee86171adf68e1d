SELECT count(*) FROM offboarding.cases WHERE state <> 'completed'
