SELECT workspace, forgotten FROM offboarding.forget_audit(@keep, @after, @most)
