-- Long enough for anybody's short write; short enough that whoever waits for rows of this batch waits less than 100 ms.
SET LOCAL lock_timeout = '50ms'
