-- What the owner said of a printer: the language it speaks (data.Speech), its
-- dots, how dark it prints, and the stock that lies in it.
ALTER TABLE printers ADD COLUMN speaks   INTEGER NOT NULL DEFAULT 0;
ALTER TABLE printers ADD COLUMN dpi      INTEGER NOT NULL DEFAULT 0;
ALTER TABLE printers ADD COLUMN darkness INTEGER NOT NULL DEFAULT 0;
ALTER TABLE printers ADD COLUMN stock    TEXT    NOT NULL DEFAULT '';
