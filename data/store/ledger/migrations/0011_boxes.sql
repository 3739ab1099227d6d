-- Parcels of several orders that go into one box: host is the parcel whose box
-- it is, 0 for one with a box of its own. joined is the SHA-256 of what both
-- ship-tos said when a person put them together: it holds while both say it.
ALTER TABLE parcels ADD COLUMN host   INTEGER NOT NULL DEFAULT 0;
ALTER TABLE parcels ADD COLUMN joined BLOB    NOT NULL DEFAULT x'';
CREATE INDEX parcels_by_host ON parcels (host) WHERE host<>0;
