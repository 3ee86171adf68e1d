#!/bin/sh
# Runs once, when the database is first set up, in the postgres image (which sets POSTGRES_USER and POSTGRES_DB). To change
# a password later, run it again in the container:
#   docker compose exec postgres sh /docker-entrypoint-initdb.d/10-logins.sh
# Makes the two logins, each a member of its group role and of nothing else. The groups get their rights from the migrations;
# they are made here too if they are missing, so that the order does not matter.
psql -v ON_ERROR_STOP=1 --no-psqlrc --quiet --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
    -v worker_password="${WORKER_DB_PASSWORD:?is not set}" \
    -v dashboard_password="${DASHBOARD_DB_PASSWORD:?is not set}" <<'SQL'
SELECT format('CREATE ROLE %I NOLOGIN', name)
FROM unnest(ARRAY['offboarding_worker', 'offboarding_dashboard']) name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)
\gexec
SELECT format('CREATE ROLE %I LOGIN IN ROLE %I', login, grp)
FROM (VALUES ('worker', 'offboarding_worker'), ('dashboard', 'offboarding_dashboard')) logins (login, grp)
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = login)
\gexec
ALTER ROLE worker PASSWORD :'worker_password';
ALTER ROLE dashboard PASSWORD :'dashboard_password';
SQL
