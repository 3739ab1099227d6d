-- What the label needs for Japan Post's customer barcode, as JSON; empty where
-- the owner wants none.
ALTER TABLE parcels ADD COLUMN post TEXT NOT NULL DEFAULT '';
