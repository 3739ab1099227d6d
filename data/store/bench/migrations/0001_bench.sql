-- The packing bench. What stands here is all that a packer's key opens: the
-- released parcels' label fields and goods. There is no column for an e-mail, a
-- price, a buyer, a storefront or a token; a phone number is here only sealed to
-- the packers who may see it.

CREATE TABLE marker (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    vault   TEXT    NOT NULL,
    commits INTEGER NOT NULL
);

-- What the owner decided for the bench.
CREATE TABLE terms (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    value TEXT    NOT NULL -- JSON
);

CREATE TABLE packers (
    login     TEXT PRIMARY KEY,
    name      TEXT    NOT NULL,
    permits   TEXT    NOT NULL, -- JSON
    changed   INTEGER NOT NULL, -- chose her passphrase, unix seconds; 0 somebody else did
    consent   INTEGER NOT NULL, -- version of the rule she accepted; 0 none
    consented INTEGER NOT NULL
);

CREATE TABLE parcels (
    id         INTEGER PRIMARY KEY,
    position   INTEGER NOT NULL, -- in which order they are packed
    number     TEXT    NOT NULL,
    part       INTEGER NOT NULL,
    parts      INTEGER NOT NULL,
    state      INTEGER NOT NULL,
    moved      INTEGER NOT NULL, -- unix seconds of the last change of state
    name       TEXT    NOT NULL,
    company    TEXT    NOT NULL,
    postal     TEXT    NOT NULL,
    prefecture TEXT    NOT NULL,
    street     TEXT    NOT NULL,
    building   TEXT    NOT NULL,
    country    TEXT    NOT NULL,
    wanted     TEXT    NOT NULL, -- YYYY-MM-DD
    slot       TEXT    NOT NULL,
    gift       TEXT    NOT NULL,
    carrier    TEXT    NOT NULL,
    note       TEXT    NOT NULL,
    items      TEXT    NOT NULL, -- JSON
    labels     INTEGER NOT NULL,
    tracking   TEXT    NOT NULL
);

CREATE TABLE phones (
    parcel INTEGER NOT NULL REFERENCES parcels (id) ON DELETE CASCADE,
    login  TEXT    NOT NULL,
    sealed BLOB    NOT NULL,
    PRIMARY KEY (parcel, login)
) WITHOUT ROWID;

-- What packers did since the owner was last here.
CREATE TABLE trail (
    seq    INTEGER PRIMARY KEY,
    at     INTEGER NOT NULL, -- unix milliseconds
    login  TEXT    NOT NULL,
    kind   TEXT    NOT NULL,
    parcel INTEGER NOT NULL,
    number TEXT    NOT NULL,
    args   TEXT    NOT NULL, -- JSON
    mac    BLOB    NOT NULL
);

CREATE TABLE chain (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    state BLOB    NOT NULL
);

-- The latest moment the bench has seen, unix milliseconds: a clock that is set
-- back does not move it.
CREATE TABLE clock (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    latest INTEGER NOT NULL
);

CREATE TABLE labels (
    day    TEXT    NOT NULL, -- YYYY-MM-DD
    login  TEXT    NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (day, login)
) WITHOUT ROWID;

-- A label that is being printed. One that stays here was cut off: nobody knows
-- whether it came out, so it counts as printed.
CREATE TABLE printing (
    parcel INTEGER PRIMARY KEY,
    login  TEXT    NOT NULL,
    number TEXT    NOT NULL,
    reason TEXT    NOT NULL -- why again; empty for the first
);

CREATE TABLE drafts (
    login TEXT PRIMARY KEY,
    value BLOB NOT NULL
);
