-- The walk along the directory to the page asked for reads this index alone: with removed_at in it SQLite need not remember,
-- for every shop passed over, where its row stands.
DROP INDEX shop_by_name;
CREATE INDEX shop_by_name ON shop (name_key, id, removed_at) WHERE removed_at IS NULL;

-- Names one state of what the directory shows: another one after each change of a shop, so that a loop knows whether the rows
-- it has made are still right, whatever else was written. Random, not counted: after a backup is put back no number comes again.
CREATE TABLE directory_state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    stamp INTEGER NOT NULL
) STRICT;
INSERT INTO directory_state (id, stamp) VALUES (1, random());
CREATE TRIGGER directory_state_insert AFTER INSERT ON shop BEGIN
    UPDATE directory_state SET stamp = random() WHERE id = 1;
END;
CREATE TRIGGER directory_state_update AFTER UPDATE OF
    code, name, name_key, trade, trade_key, address, street, street_key, week, closures, removed_at ON shop BEGIN
    UPDATE directory_state SET stamp = random() WHERE id = 1;
END;
CREATE TRIGGER directory_state_delete AFTER DELETE ON shop BEGIN
    UPDATE directory_state SET stamp = random() WHERE id = 1;
END;
