-- Whether an operator's account may be that of somebody who would leave by what waits: they do not decide about it (F9). One rule for who decides and for the page that says so,
-- by the names of workspace.is_same_operator. Live pages ask often, and there may be thousands: the operator's name is made comparable once. OFFSET 0: those who wait first, and
-- never the names of all users there are.
CREATE FUNCTION offboarding.leaves_by(approval uuid, account text) RETURNS boolean LANGUAGE sql STABLE
    RETURN EXISTS (SELECT FROM (SELECT l.name, l.email FROM offboarding.cases c
                                JOIN workspace.users l ON l.workspace_id = c.workspace_id AND l.id = c.user_id
                                WHERE c.approval_id = approval AND c.state = 'held-for-approval'
                                OFFSET 0) l,
                               (SELECT normalize(lower(btrim(regexp_replace(account, '\s*\(oidc:[0-9a-f]{16}\)\s*$', '')))) AS name OFFSET 0) me
                   WHERE normalize(lower(btrim(l.email))) = me.name OR normalize(lower(btrim(l.name))) = me.name
                      OR (l.name LIKE '%(oidc:%' AND workspace.is_same_operator(l.name, account)));
REVOKE EXECUTE ON FUNCTION offboarding.leaves_by(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION offboarding.leaves_by(uuid, text) TO offboarding_worker;
