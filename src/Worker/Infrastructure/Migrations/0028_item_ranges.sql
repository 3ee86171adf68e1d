-- The rows of the ledger that may hold an item are those whose first id is not above it and whose last id is not below it: points in the
-- upper left of (item, item). The index on the ends alone went through every row that ends behind the item, a quarter of a second in a ledger of two
-- million rows. Ids become floating point numbers here, which keeps their order; item_ids decides.
CREATE INDEX handover_by_ids ON offboarding.handover USING gist (point(first_id, last_id));
DROP INDEX offboarding.handover_by_item;
