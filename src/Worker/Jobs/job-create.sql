-- Ids from the storage's own sequence, one for each key in order.
SELECT nextval(pg_get_serial_sequence('hangfire.job', 'id')) AS id FROM generate_series(1, @count)
