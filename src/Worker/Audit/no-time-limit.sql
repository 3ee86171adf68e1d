-- Reading all of it takes as long as it takes. The pool puts the session's setting back.
SET statement_timeout = 0
