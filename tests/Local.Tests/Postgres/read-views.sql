SELECT count(*) FROM dashboard.cases;
