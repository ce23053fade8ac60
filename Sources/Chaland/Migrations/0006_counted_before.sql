-- The counts of a shop hold what met before a moment of its own; the few encounters since are counted when they are read, and
-- added to the counts all at once when they have become many (EncounterBook). An encounter so writes its row and nothing
-- of its shop. The counts of the street are added up at every commit, as before.

CREATE TABLE shop_count (
    shop_id INTEGER PRIMARY KEY REFERENCES shop (id) ON DELETE CASCADE,
    counted_before INTEGER NOT NULL
) STRICT;
-- Until now everything was counted.
INSERT INTO shop_count (shop_id, counted_before) SELECT shop_id, max(met_at) + 1 FROM encounter GROUP BY shop_id;

-- An encounter that changes is recounted where it is counted: in the street always, in its shop when it is among the counted.
DROP TRIGGER encounter_recounts;
CREATE TRIGGER encounter_recounts AFTER UPDATE OF purchased, feeling, held_at, withdrawn_at ON encounter BEGIN
    INSERT INTO street_week (week_on, outcome, encounters)
    SELECT OLD.week_on, ifnull(OLD.purchased, 2), -1 WHERE OLD.held_at IS NULL AND OLD.withdrawn_at IS NULL
        ON CONFLICT DO UPDATE SET encounters = encounters - 1;
    INSERT INTO street_week (week_on, outcome, encounters)
    SELECT NEW.week_on, ifnull(NEW.purchased, 2), 1 WHERE NEW.held_at IS NULL AND NEW.withdrawn_at IS NULL
        ON CONFLICT DO UPDATE SET encounters = encounters + 1;
END;
CREATE TRIGGER encounter_recounts_shop AFTER UPDATE OF purchased, feeling, held_at, withdrawn_at ON encounter
WHEN OLD.met_at < (SELECT counted_before FROM shop_count WHERE shop_id = OLD.shop_id) BEGIN
    INSERT INTO shop_week (shop_id, week_on, source, outcome, feeling, encounters)
    SELECT OLD.shop_id, OLD.week_on, OLD.source, ifnull(OLD.purchased, 2), ifnull(OLD.feeling, 0), -1
     WHERE OLD.held_at IS NULL AND OLD.withdrawn_at IS NULL
        ON CONFLICT DO UPDATE SET encounters = encounters - 1;
    INSERT INTO shop_feeling (shop_id, feeling, encounters)
    SELECT OLD.shop_id, ifnull(OLD.feeling, 0), -1 WHERE OLD.held_at IS NULL AND OLD.withdrawn_at IS NULL
        ON CONFLICT DO UPDATE SET encounters = encounters - 1;
    INSERT INTO shop_week (shop_id, week_on, source, outcome, feeling, encounters)
    SELECT NEW.shop_id, NEW.week_on, NEW.source, ifnull(NEW.purchased, 2), ifnull(NEW.feeling, 0), 1
     WHERE NEW.held_at IS NULL AND NEW.withdrawn_at IS NULL
        ON CONFLICT DO UPDATE SET encounters = encounters + 1;
    INSERT INTO shop_feeling (shop_id, feeling, encounters)
    SELECT NEW.shop_id, ifnull(NEW.feeling, 0), 1 WHERE NEW.held_at IS NULL AND NEW.withdrawn_at IS NULL
        ON CONFLICT DO UPDATE SET encounters = encounters + 1;
END;
