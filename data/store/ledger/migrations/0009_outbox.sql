-- What telling a storefront came to. trouble is the key of a fault that no later
-- try mends by itself: the parcel waits for the owner. settled: the owner saw to
-- it at the storefront. tried is when it was last told of.
ALTER TABLE dispatches ADD COLUMN trouble TEXT    NOT NULL DEFAULT '';
ALTER TABLE dispatches ADD COLUMN tried   INTEGER NOT NULL DEFAULT 0;
ALTER TABLE dispatches ADD COLUMN settled INTEGER NOT NULL DEFAULT 0;

-- What being told may set off at a storefront, as the owner allowed it.
ALTER TABLE shops ADD COLUMN mails    INTEGER NOT NULL DEFAULT 0;
ALTER TABLE shops ADD COLUMN captures INTEGER NOT NULL DEFAULT 0;
ALTER TABLE shops ADD COLUMN points   INTEGER NOT NULL DEFAULT 0;
