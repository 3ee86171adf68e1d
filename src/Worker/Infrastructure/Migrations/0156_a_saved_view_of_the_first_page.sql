-- The first page has views too, and its path is nothing but the slash.
ALTER TABLE offboarding.saved_views DROP CONSTRAINT saved_views_page_check;
ALTER TABLE offboarding.saved_views ADD CONSTRAINT saved_views_page_check CHECK (page ~ '^/[a-z-]*$');
