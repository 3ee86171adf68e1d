SELECT pg_backend_pid(), current_setting('statement_timeout')
