-- The printers the owner listed. A queue that was renamed or pointed elsewhere
-- has no row: it is another printer.
CREATE TABLE printers (
    queue  TEXT    NOT NULL,
    device TEXT    NOT NULL,
    name   TEXT    NOT NULL,
    at     INTEGER NOT NULL,
    login  TEXT    NOT NULL,
    PRIMARY KEY (queue, device)
) WITHOUT ROWID;

-- Runs from before the list name their printer by its device alone.
ALTER TABLE print_runs ADD COLUMN queue TEXT NOT NULL DEFAULT '';
