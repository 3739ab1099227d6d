-- How the order files of a shop are read: which column means what. Nothing of
-- an order stands here.
CREATE TABLE imports (
    shop INTEGER PRIMARY KEY REFERENCES shops (id),
    map  TEXT NOT NULL -- JSON
);
