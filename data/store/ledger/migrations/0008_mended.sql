-- Ship-tos that a person mended here. mended is the SHA-256 of what the
-- storefront had said of it, empty where nothing was mended: while the
-- storefront says the same, what was mended stays. own: by the storefront's
-- word it goes to the buyer, whose name may be written otherwise here.
ALTER TABLE parcels ADD COLUMN mended BLOB    NOT NULL DEFAULT x'';
ALTER TABLE parcels ADD COLUMN own    INTEGER NOT NULL DEFAULT 0;
