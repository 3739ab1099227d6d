-- The ledger's first shape. Amounts are integers in the currency's minor unit,
-- times are unix seconds, dates are YYYY-MM-DD in the shop's zone.
--
-- Two shelves: people and words hold everything personal and can be emptied
-- while orders, lines, charges and rates stay for the tax office.

CREATE TABLE marker (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    vault   TEXT    NOT NULL,
    commits INTEGER NOT NULL
);

CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE logins (
    id      TEXT PRIMARY KEY,
    kind    TEXT NOT NULL,
    name    TEXT NOT NULL,
    public  BLOB NOT NULL,
    added   INTEGER NOT NULL
);

CREATE TABLE shops (
    id       INTEGER PRIMARY KEY,
    brand    TEXT NOT NULL,
    name     TEXT NOT NULL,
    base_url TEXT NOT NULL,
    token    BLOB NOT NULL,
    cursor   BLOB,
    synced   INTEGER NOT NULL DEFAULT 0,
    trouble  TEXT NOT NULL DEFAULT ''
);

CREATE TABLE orders (
    id        INTEGER PRIMARY KEY,
    shop      INTEGER NOT NULL REFERENCES shops (id),
    remote_id TEXT    NOT NULL,
    number    TEXT    NOT NULL,
    placed    INTEGER NOT NULL,
    updated   INTEGER NOT NULL,
    state     INTEGER NOT NULL,
    currency  TEXT    NOT NULL,
    total     INTEGER NOT NULL,
    method    TEXT    NOT NULL,
    paid      INTEGER NOT NULL,
    cod       INTEGER NOT NULL,
    problem   INTEGER NOT NULL,
    held      INTEGER NOT NULL DEFAULT 0,
    wanted    TEXT    NOT NULL DEFAULT '', -- earliest requested date of its parcels
    digest    BLOB    NOT NULL,            -- of the storefront's order, to tell a change
    UNIQUE (shop, remote_id)
);
CREATE INDEX orders_by_state ON orders (state, held, placed DESC);

CREATE TABLE parcels (
    id        INTEGER PRIMARY KEY,
    order_id  INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    remote_id TEXT    NOT NULL,
    wanted    TEXT    NOT NULL,
    slot      TEXT    NOT NULL,
    gift      TEXT    NOT NULL,
    carrier   TEXT    NOT NULL,
    tracking  TEXT    NOT NULL,
    shipped   INTEGER NOT NULL,
    labelled  INTEGER NOT NULL DEFAULT 0 -- when its label last came out; 0 never
);
CREATE INDEX parcels_by_order ON parcels (order_id, position);

CREATE TABLE lines (
    order_id  INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    parcel    INTEGER NOT NULL,
    remote_id TEXT    NOT NULL,
    sku       TEXT    NOT NULL,
    name      TEXT    NOT NULL,
    option    TEXT    NOT NULL,
    quantity  INTEGER NOT NULL,
    unit      INTEGER NOT NULL,
    total     INTEGER NOT NULL,
    rate_bp   INTEGER NOT NULL,
    PRIMARY KEY (order_id, position)
) WITHOUT ROWID;

CREATE TABLE charges (
    order_id INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind     INTEGER NOT NULL,
    label    TEXT    NOT NULL,
    amount   INTEGER NOT NULL,
    PRIMARY KEY (order_id, position)
) WITHOUT ROWID;

CREATE TABLE rates (
    order_id INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    rate_bp  INTEGER NOT NULL,
    gross    INTEGER NOT NULL,
    tax      INTEGER NOT NULL,
    PRIMARY KEY (order_id, position)
) WITHOUT ROWID;

-- Personal shelf. parcel is the position of the ship-to, -1 for the buyer.
CREATE TABLE people (
    order_id   INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    parcel     INTEGER NOT NULL,
    name       TEXT NOT NULL,
    kana       TEXT NOT NULL,
    company    TEXT NOT NULL,
    postal     TEXT NOT NULL,
    prefecture TEXT NOT NULL,
    street     TEXT NOT NULL,
    building   TEXT NOT NULL,
    country    TEXT NOT NULL,
    phone      TEXT NOT NULL,
    email      TEXT NOT NULL,
    PRIMARY KEY (order_id, parcel)
) WITHOUT ROWID;

-- Personal shelf: what people wrote, what was odd, and all of it folded for search.
CREATE TABLE words (
    order_id INTEGER PRIMARY KEY REFERENCES orders (id) ON DELETE CASCADE,
    remarks  TEXT NOT NULL,
    problems TEXT NOT NULL, -- JSON
    fold     TEXT NOT NULL
);

CREATE TABLE broken (
    shop      INTEGER NOT NULL REFERENCES shops (id),
    remote_id TEXT    NOT NULL,
    reason    TEXT    NOT NULL,
    seen      INTEGER NOT NULL,
    PRIMARY KEY (shop, remote_id, reason)
) WITHOUT ROWID;

CREATE TABLE print_runs (
    id      INTEGER PRIMARY KEY,
    begun   INTEGER NOT NULL,
    ended   INTEGER NOT NULL DEFAULT 0,
    login   TEXT    NOT NULL,
    printer TEXT    NOT NULL,
    stock   TEXT    NOT NULL,
    sheets  INTEGER NOT NULL,
    reprint INTEGER NOT NULL,
    done    INTEGER NOT NULL DEFAULT 0,
    purged  INTEGER NOT NULL DEFAULT 0,
    reason  TEXT    NOT NULL DEFAULT ''
);

CREATE TABLE printed_parcels (
    run    INTEGER NOT NULL REFERENCES print_runs (id),
    parcel INTEGER NOT NULL,
    PRIMARY KEY (run, parcel)
) WITHOUT ROWID;

-- What happened, for the owner: translation key and its numbers, nothing personal.
CREATE TABLE news (
    id   INTEGER PRIMARY KEY,
    at   INTEGER NOT NULL,
    key  TEXT    NOT NULL,
    args TEXT    NOT NULL -- JSON
);
