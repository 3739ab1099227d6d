-- When the owner disconnected a shop, in unix seconds; 0 while it is connected.
-- Its row stays: orders, documents and what its storefront has not heard hang on
-- it.
ALTER TABLE shops ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;
