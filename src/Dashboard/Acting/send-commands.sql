-- One statement: all are sent or none.
SELECT dashboard.send_command(@name, p.payload::jsonb, @actor, @why) FROM unnest(@payloads) WITH ORDINALITY AS p (payload, place) ORDER BY p.place;
