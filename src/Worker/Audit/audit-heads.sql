SELECT workspace_id, number, encode(hash, 'hex') FROM offboarding.audit_heads ORDER BY workspace_id
