-- Documents that were issued: their numbers, and what stood on them for good.
-- They are kept for seven years (消令70の13) and longer; nothing here deletes
-- them, and nothing may change them.

CREATE TABLE documents (
    id       INTEGER PRIMARY KEY,
    series   TEXT    NOT NULL, -- N, S, R or H
    year     INTEGER NOT NULL,
    serial   INTEGER NOT NULL, -- 1, 2, 3 … in its series and year
    number   TEXT    NOT NULL UNIQUE,
    kind     TEXT    NOT NULL,
    order_id INTEGER NOT NULL, -- no reference: a document outlives its order
    parcel   INTEGER NOT NULL, -- 0 is the whole order
    ordered  TEXT    NOT NULL, -- order number
    at       INTEGER NOT NULL,
    login    TEXT    NOT NULL,
    due      INTEGER NOT NULL,
    corrects INTEGER UNIQUE REFERENCES documents (id), -- whose place it takes; each is taken once
    digest   BLOB    NOT NULL, -- SHA-256 of the drawing
    paper    TEXT    NOT NULL, -- JSON: figures, settings and words, nothing of people
    UNIQUE (series, year, serial)
);
CREATE INDEX documents_by_order ON documents (order_id, kind);
CREATE INDEX documents_by_day ON documents (at DESC, id DESC);

CREATE TRIGGER documents_unchanged BEFORE UPDATE ON documents BEGIN SELECT RAISE(ABORT, 'an issued document does not change'); END;
CREATE TRIGGER documents_kept BEFORE DELETE ON documents BEGIN SELECT RAISE(ABORT, 'an issued document is kept'); END;

-- Personal shelf, as people is: who stands on a document, and all of it folded
-- for search. It can be emptied while documents stays; then the drawing can no
-- longer be made, and its digest says only what was.
CREATE TABLE document_people (
    document INTEGER PRIMARY KEY REFERENCES documents (id),
    people   TEXT NOT NULL, -- JSON
    name     TEXT NOT NULL,
    fold     TEXT NOT NULL
);
CREATE TRIGGER document_people_unchanged BEFORE UPDATE ON document_people BEGIN SELECT RAISE(ABORT, 'an issued document does not change'); END;

-- Each printing. outcome is empty while nobody knows: such a copy counts, as
-- one that came out does; "failed" does not.
CREATE TABLE document_copies (
    id       INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (id),
    at       INTEGER NOT NULL,
    login    TEXT    NOT NULL,
    printer  TEXT    NOT NULL,
    outcome  TEXT    NOT NULL DEFAULT ''
);
CREATE INDEX copies_by_document ON document_copies (document);
CREATE TRIGGER copies_kept BEFORE DELETE ON document_copies BEGIN SELECT RAISE(ABORT, 'a printing is kept'); END;

-- Of what a storefront adds, the rate if it says one; 0 is the normal rate.
ALTER TABLE charges ADD COLUMN rate_bp INTEGER NOT NULL DEFAULT 0;
