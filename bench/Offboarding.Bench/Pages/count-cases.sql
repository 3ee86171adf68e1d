SELECT count(*) FROM offboarding.cases;
