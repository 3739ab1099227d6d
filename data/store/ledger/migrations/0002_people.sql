-- People with logins of their own, the packing bench, and the activity chain.

-- logins: a person who left keeps her row, so that the log still has a name
-- for her. The list that keys are sealed to is the rows with gone = 0.
ALTER TABLE logins ADD COLUMN in_charge INTEGER NOT NULL DEFAULT 0;
ALTER TABLE logins ADD COLUMN permits   TEXT    NOT NULL DEFAULT '{}'; -- JSON
ALTER TABLE logins ADD COLUMN seen      INTEGER NOT NULL DEFAULT 0;
ALTER TABLE logins ADD COLUMN changed   INTEGER NOT NULL DEFAULT 0; -- chose her passphrase; 0 somebody else did
ALTER TABLE logins ADD COLUMN consent   INTEGER NOT NULL DEFAULT 0; -- version of the rule
ALTER TABLE logins ADD COLUMN consented INTEGER NOT NULL DEFAULT 0;
ALTER TABLE logins ADD COLUMN gone      INTEGER NOT NULL DEFAULT 0;

-- The keys of bench.db: one, or two while it is being re-keyed.
CREATE TABLE bench_keys (
    generation INTEGER PRIMARY KEY,
    key        BLOB    NOT NULL
);

-- Where the bench's chain stood when the owner last absorbed it.
CREATE TABLE bench_seen (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    state BLOB NOT NULL -- audit.State
);

-- The activity chain. bench is the entry's number in the bench's chain, NULL
-- for what was done at the owner's desk: each entry is absorbed once.
CREATE TABLE activity (
    seq    INTEGER PRIMARY KEY,
    at     INTEGER NOT NULL, -- unix milliseconds
    login  TEXT    NOT NULL,
    kind   TEXT    NOT NULL,
    parcel INTEGER NOT NULL,
    number TEXT    NOT NULL,
    args   TEXT    NOT NULL, -- JSON, keys sorted
    bench  INTEGER UNIQUE,
    mac    BLOB    NOT NULL
);
CREATE INDEX activity_by_login ON activity (login, seq);

-- first is the chain's first state, now its present one.
CREATE TABLE activity_chain (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    first BLOB NOT NULL,
    now   BLOB NOT NULL
);

-- What lies on the bench, as the ledger knows it.
CREATE TABLE released (
    parcel INTEGER PRIMARY KEY,
    at     INTEGER NOT NULL,
    digest BLOB    NOT NULL -- of what was copied, to tell a change
);

-- What left the house. told is when the storefront was told; 0 while it waits.
CREATE TABLE dispatches (
    parcel   INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,
    login    TEXT    NOT NULL,
    carrier  TEXT    NOT NULL,
    tracking TEXT    NOT NULL,
    told     INTEGER NOT NULL DEFAULT 0
);

-- sent: every parcel is shipped, by the storefront's word or by ours.
-- note: what the owner wrote for whoever packs it.
-- trouble: what a packer reported, until the owner releases the order again.
ALTER TABLE orders ADD COLUMN sent    INTEGER NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN note    TEXT    NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN trouble TEXT    NOT NULL DEFAULT '';

ALTER TABLE shops ADD COLUMN strict INTEGER NOT NULL DEFAULT 0; -- every item needs a scan

CREATE TABLE goods (
    sku   TEXT PRIMARY KEY,
    name  TEXT NOT NULL,
    codes TEXT NOT NULL, -- JSON
    parts TEXT NOT NULL  -- JSON, of a set
);

CREATE TABLE rules (
    version INTEGER PRIMARY KEY,
    text    TEXT    NOT NULL,
    at      INTEGER NOT NULL
);
