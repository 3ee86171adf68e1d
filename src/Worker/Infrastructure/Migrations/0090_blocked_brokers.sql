-- A broker with a memory or disk alarm is connected and takes no messages.
ALTER TABLE offboarding.workers DROP CONSTRAINT workers_broker_check;
ALTER TABLE offboarding.workers ADD CONSTRAINT workers_broker_check CHECK (broker IN ('connected', 'blocked', 'disconnected'));
