-- Whom a filter means by a name or an address.
(SELECT u.id, 'actor' AS named FROM dashboard.users u WHERE lower(u.name) = lower(@Actor) OR lower(u.email) = lower(@Actor) LIMIT 100)
UNION ALL
(SELECT u.id, 'about' FROM dashboard.users u WHERE lower(u.name) = lower(@About) OR lower(u.email) = lower(@About) LIMIT 100);
