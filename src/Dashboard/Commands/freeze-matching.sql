-- All that match the list's filter and that the act is possible for now, those that were asked for first at the front. One statement: what
-- is counted is what is frozen.
SELECT dashboard.freeze_operation(@kind, @scope::jsonb, @actor, ARRAY(
    SELECT k.id
    FROM dashboard.case_keys k
    WHERE k.id IN (SELECT p.case_id FROM dashboard.possible_acts p WHERE p.kind = @kind)
/*case-filter*/
    ORDER BY k.requested_at, k.id
    LIMIT @most));
