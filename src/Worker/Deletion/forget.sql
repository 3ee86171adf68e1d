SELECT forgotten, upto FROM offboarding.forget(@what, @keep, @after, @most)
