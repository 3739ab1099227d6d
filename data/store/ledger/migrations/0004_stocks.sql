-- Label stock and overprint forms that the owner drew. Neither holds anything
-- of a customer.
CREATE TABLE stocks (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL,
    measures TEXT NOT NULL -- JSON, mm
);

CREATE TABLE slip_forms (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    form TEXT NOT NULL -- JSON, mm and pt
);
