-- The ledger of what went to whom under the audit chain: an entry "ledger-sealed" has the hash of the rows behind the last seal, and the chain has the entry.
-- Each row is hashed for itself first: a batch may have a thousand ids.
CREATE FUNCTION offboarding.ledger_hash(of_workspace uuid, after bigint, up_to bigint, OUT row_count bigint, OUT hash text)
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT count(*), encode(sha256(convert_to(coalesce(string_agg(r.digest, ',' ORDER BY r.id), ''), 'UTF8')), 'hex')
    FROM (SELECT h.id, offboarding.ledger_digest(h) AS digest FROM offboarding.handover h
          WHERE h.workspace_id = of_workspace AND h.id > after AND h.id <= up_to
          UNION ALL
          SELECT f.id, f.digest FROM offboarding.ledger_forgotten f
          WHERE f.workspace_id = of_workspace AND f.id > after AND f.id <= up_to) r
$$;
REVOKE EXECUTE ON FUNCTION offboarding.ledger_hash(uuid, bigint, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION offboarding.ledger_hash(uuid, bigint, bigint) TO offboarding_worker;
