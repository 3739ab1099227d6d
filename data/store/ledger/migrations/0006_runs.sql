-- Print runs, page by page: what was asked for, and how far each page has come.
-- The runs from before said only how they ended, which the activity log says too.
DROP TABLE printed_parcels;
DROP TABLE print_runs;

CREATE TABLE runs (
    id     INTEGER PRIMARY KEY,
    begun  INTEGER NOT NULL, -- stands on the paper
    login  TEXT    NOT NULL,
    ended  INTEGER NOT NULL DEFAULT 0, -- 0 while pages are left
    reason TEXT    NOT NULL DEFAULT '', -- why it was given up; empty when it is through
    told   INTEGER NOT NULL DEFAULT 0   -- the news say that it was left in the middle
);

CREATE TABLE run_parts (
    run      INTEGER NOT NULL REFERENCES runs (id),
    position INTEGER NOT NULL,
    kind     INTEGER NOT NULL,
    queue    TEXT    NOT NULL,
    device   TEXT    NOT NULL,
    stock    TEXT    NOT NULL,
    start    INTEGER NOT NULL, -- the first label that is used of the first sheet
    PRIMARY KEY (run, position)
) WITHOUT ROWID;

CREATE TABLE run_parcels (
    run      INTEGER NOT NULL REFERENCES runs (id),
    position INTEGER NOT NULL, -- in the order of the stacks
    parcel   INTEGER NOT NULL,
    PRIMARY KEY (run, position)
) WITHOUT ROWID;

CREATE TABLE run_pages (
    run    INTEGER NOT NULL REFERENCES runs (id),
    number INTEGER NOT NULL, -- over the whole run, from 1
    part   INTEGER NOT NULL,
    hash   BLOB    NOT NULL, -- SHA-256 of the drawing
    state  INTEGER NOT NULL DEFAULT 1,
    job    TEXT    NOT NULL DEFAULT '',
    times  INTEGER NOT NULL DEFAULT 0, -- how often it was handed to a printer
    PRIMARY KEY (run, number)
) WITHOUT ROWID;

-- Whose labels a page holds.
CREATE TABLE run_labels (
    run    INTEGER NOT NULL REFERENCES runs (id),
    number INTEGER NOT NULL,
    parcel INTEGER NOT NULL,
    PRIMARY KEY (run, number, parcel)
) WITHOUT ROWID;

-- Pages that were wanted again, and why.
CREATE TABLE run_again (
    run    INTEGER NOT NULL REFERENCES runs (id),
    number INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    login  TEXT    NOT NULL,
    reason TEXT    NOT NULL
);
