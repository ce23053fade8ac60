-- An encounter is written with one row: its rules as comparisons (each IN of more than two made a table of its own, at every
-- row), the code that lets its visitor change it made from a key instead of kept, and its counts added up by the program,
-- once for all that are committed together.

CREATE TABLE encounter_new (
    id INTEGER PRIMARY KEY,
    shop_id INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    source TEXT NOT NULL CHECK (source = 'visitor' OR source = 'salesperson'),
    met_at INTEGER NOT NULL,
    week_on TEXT NOT NULL CHECK (length(week_on) = 10),
    feeling INTEGER CHECK (feeling BETWEEN 1 AND 5),
    came_for TEXT CHECK (came_for = 'browse' OR came_for = 'precise' OR came_for = 'gift' OR came_for = 'advice'
        OR came_for = 'service' OR came_for = 'order' OR came_for = 'other'),
    purchased INTEGER CHECK (purchased BETWEEN 0 AND 1),
    no_purchase_reason TEXT CHECK (no_purchase_reason = 'not_in_stock' OR no_purchase_reason = 'price'
        OR no_purchase_reason = 'size' OR no_purchase_reason = 'waiting' OR no_purchase_reason = 'just_looking'
        OR no_purchase_reason = 'closed' OR no_purchase_reason = 'other'),
    greeted INTEGER CHECK (greeted BETWEEN 0 AND 1),
    wait TEXT CHECK (wait = 'none' OR wait = 'short' OR wait = 'long'),
    listened INTEGER CHECK (listened BETWEEN 0 AND 1),
    thanked INTEGER CHECK (thanked BETWEEN 0 AND 1),
    would_return INTEGER CHECK (would_return BETWEEN 0 AND 1),
    note TEXT CHECK (length(note) <= 2000),
    recorded_by INTEGER REFERENCES member (id),
    held_at INTEGER,
    withdrawn_at INTEGER,
    CHECK (source = 'salesperson' OR feeling IS NOT NULL),
    CHECK (no_purchase_reason IS NULL OR purchased = 0)
) STRICT;
INSERT INTO encounter_new SELECT * FROM encounter;
DROP TABLE encounter;
ALTER TABLE encounter_new RENAME TO encounter;
CREATE INDEX encounter_by_shop ON encounter (shop_id, met_at);
CREATE INDEX encounter_held ON encounter (shop_id) WHERE held_at IS NOT NULL AND withdrawn_at IS NULL;
CREATE INDEX encounter_by_recorder ON encounter (recorded_by) WHERE recorded_by IS NOT NULL;

-- What the codes of ten minutes' encounters are made with; slot = met_at / 600. Keys of past slots go when one is made:
-- from then on nothing anywhere says which code an encounter had.
DROP TABLE change_code;
CREATE TABLE change_key (
    slot INTEGER PRIMARY KEY,
    key BLOB NOT NULL CHECK (length(key) = 32)
) STRICT;

-- An encounter that comes is counted by EncounterBook; one that changes, here. A count that is not written yet (both in one
-- commit) may be below zero for a moment: hence every change is an addition.
CREATE TRIGGER encounter_waits_or_not AFTER UPDATE OF held_at, withdrawn_at ON encounter
WHEN (OLD.held_at IS NOT NULL AND OLD.withdrawn_at IS NULL) <> (NEW.held_at IS NOT NULL AND NEW.withdrawn_at IS NULL) BEGIN
    INSERT INTO shop_held (shop_id, encounters)
    VALUES (NEW.shop_id, iif(NEW.held_at IS NOT NULL AND NEW.withdrawn_at IS NULL, 1, -1))
        ON CONFLICT DO UPDATE SET encounters = encounters + excluded.encounters;
END;
CREATE TRIGGER encounter_recounts AFTER UPDATE OF purchased, feeling, held_at, withdrawn_at ON encounter BEGIN
    INSERT INTO shop_week (shop_id, week_on, source, outcome, feeling, encounters)
    SELECT OLD.shop_id, OLD.week_on, OLD.source, ifnull(OLD.purchased, 2), ifnull(OLD.feeling, 0), -1
     WHERE OLD.held_at IS NULL AND OLD.withdrawn_at IS NULL
        ON CONFLICT DO UPDATE SET encounters = encounters - 1;
    INSERT INTO street_week (week_on, outcome, encounters)
    SELECT OLD.week_on, ifnull(OLD.purchased, 2), -1 WHERE OLD.held_at IS NULL AND OLD.withdrawn_at IS NULL
        ON CONFLICT DO UPDATE SET encounters = encounters - 1;
    INSERT INTO shop_feeling (shop_id, feeling, encounters)
    SELECT OLD.shop_id, ifnull(OLD.feeling, 0), -1 WHERE OLD.held_at IS NULL AND OLD.withdrawn_at IS NULL
        ON CONFLICT DO UPDATE SET encounters = encounters - 1;
    INSERT INTO shop_week (shop_id, week_on, source, outcome, feeling, encounters)
    SELECT NEW.shop_id, NEW.week_on, NEW.source, ifnull(NEW.purchased, 2), ifnull(NEW.feeling, 0), 1
     WHERE NEW.held_at IS NULL AND NEW.withdrawn_at IS NULL
        ON CONFLICT DO UPDATE SET encounters = encounters + 1;
    INSERT INTO street_week (week_on, outcome, encounters)
    SELECT NEW.week_on, ifnull(NEW.purchased, 2), 1 WHERE NEW.held_at IS NULL AND NEW.withdrawn_at IS NULL
        ON CONFLICT DO UPDATE SET encounters = encounters + 1;
    INSERT INTO shop_feeling (shop_id, feeling, encounters)
    SELECT NEW.shop_id, ifnull(NEW.feeling, 0), 1 WHERE NEW.held_at IS NULL AND NEW.withdrawn_at IS NULL
        ON CONFLICT DO UPDATE SET encounters = encounters + 1;
END;
