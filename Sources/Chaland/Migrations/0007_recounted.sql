-- Encounters that other programs delete or move are recounted too: each side of a change by the moment of its own shop. None of this
-- happens at INSERT: EncounterBook counts what comes. A count that somebody has made too large for any addition stays as it is.

DROP TRIGGER encounter_waits_or_not;
DROP TRIGGER encounter_recounts;
DROP TRIGGER encounter_recounts_shop;

CREATE TRIGGER encounter_waits_or_not AFTER UPDATE OF shop_id, held_at, withdrawn_at ON encounter
WHEN (OLD.held_at IS NOT NULL AND OLD.withdrawn_at IS NULL) <> (NEW.held_at IS NOT NULL AND NEW.withdrawn_at IS NULL)
  OR OLD.shop_id <> NEW.shop_id BEGIN
    INSERT INTO shop_held (shop_id, encounters)
    SELECT OLD.shop_id, -1 WHERE OLD.held_at IS NOT NULL AND OLD.withdrawn_at IS NULL
        ON CONFLICT DO UPDATE SET encounters = encounters - 1 WHERE encounters BETWEEN -1000000000000 AND 1000000000000;
    INSERT INTO shop_held (shop_id, encounters)
    SELECT NEW.shop_id, 1 WHERE NEW.held_at IS NOT NULL AND NEW.withdrawn_at IS NULL
        ON CONFLICT DO UPDATE SET encounters = encounters + 1 WHERE encounters BETWEEN -1000000000000 AND 1000000000000;
END;

CREATE TRIGGER encounter_recounts AFTER UPDATE OF week_on, purchased, held_at, withdrawn_at ON encounter
WHEN OLD.week_on <> NEW.week_on OR OLD.purchased IS NOT NEW.purchased OR OLD.held_at IS NOT NEW.held_at
  OR OLD.withdrawn_at IS NOT NEW.withdrawn_at BEGIN
    INSERT INTO street_week (week_on, outcome, encounters)
    SELECT OLD.week_on, ifnull(OLD.purchased, 2), -1 WHERE OLD.held_at IS NULL AND OLD.withdrawn_at IS NULL
        ON CONFLICT DO UPDATE SET encounters = encounters - 1 WHERE encounters BETWEEN -1000000000000 AND 1000000000000;
    INSERT INTO street_week (week_on, outcome, encounters)
    SELECT NEW.week_on, ifnull(NEW.purchased, 2), 1 WHERE NEW.held_at IS NULL AND NEW.withdrawn_at IS NULL
        ON CONFLICT DO UPDATE SET encounters = encounters + 1 WHERE encounters BETWEEN -1000000000000 AND 1000000000000;
END;

CREATE TRIGGER encounter_leaves_counts
AFTER UPDATE OF shop_id, source, met_at, week_on, purchased, feeling, held_at, withdrawn_at ON encounter
WHEN OLD.held_at IS NULL AND OLD.withdrawn_at IS NULL
 AND OLD.met_at < ifnull((SELECT counted_before FROM shop_count WHERE shop_id = OLD.shop_id), 0) BEGIN
    INSERT INTO shop_week (shop_id, week_on, source, outcome, feeling, encounters)
    VALUES (OLD.shop_id, OLD.week_on, OLD.source, ifnull(OLD.purchased, 2), ifnull(OLD.feeling, 0), -1)
        ON CONFLICT DO UPDATE SET encounters = encounters - 1 WHERE encounters BETWEEN -1000000000000 AND 1000000000000;
    INSERT INTO shop_feeling (shop_id, feeling, encounters) VALUES (OLD.shop_id, ifnull(OLD.feeling, 0), -1)
        ON CONFLICT DO UPDATE SET encounters = encounters - 1 WHERE encounters BETWEEN -1000000000000 AND 1000000000000;
END;

CREATE TRIGGER encounter_joins_counts
AFTER UPDATE OF shop_id, source, met_at, week_on, purchased, feeling, held_at, withdrawn_at ON encounter
WHEN NEW.held_at IS NULL AND NEW.withdrawn_at IS NULL
 AND NEW.met_at < ifnull((SELECT counted_before FROM shop_count WHERE shop_id = NEW.shop_id), 0) BEGIN
    INSERT INTO shop_week (shop_id, week_on, source, outcome, feeling, encounters)
    VALUES (NEW.shop_id, NEW.week_on, NEW.source, ifnull(NEW.purchased, 2), ifnull(NEW.feeling, 0), 1)
        ON CONFLICT DO UPDATE SET encounters = encounters + 1 WHERE encounters BETWEEN -1000000000000 AND 1000000000000;
    INSERT INTO shop_feeling (shop_id, feeling, encounters) VALUES (NEW.shop_id, ifnull(NEW.feeling, 0), 1)
        ON CONFLICT DO UPDATE SET encounters = encounters + 1 WHERE encounters BETWEEN -1000000000000 AND 1000000000000;
END;

-- The counts of a shop that goes with its encounters go with it.
CREATE TRIGGER encounter_uncounts AFTER DELETE ON encounter WHEN OLD.withdrawn_at IS NULL BEGIN
    INSERT INTO shop_held (shop_id, encounters)
    SELECT OLD.shop_id, -1 WHERE OLD.held_at IS NOT NULL AND EXISTS (SELECT 1 FROM shop WHERE id = OLD.shop_id)
        ON CONFLICT DO UPDATE SET encounters = encounters - 1 WHERE encounters BETWEEN -1000000000000 AND 1000000000000;
    INSERT INTO street_week (week_on, outcome, encounters)
    SELECT OLD.week_on, ifnull(OLD.purchased, 2), -1 WHERE OLD.held_at IS NULL
        ON CONFLICT DO UPDATE SET encounters = encounters - 1 WHERE encounters BETWEEN -1000000000000 AND 1000000000000;
    INSERT INTO shop_week (shop_id, week_on, source, outcome, feeling, encounters)
    SELECT OLD.shop_id, OLD.week_on, OLD.source, ifnull(OLD.purchased, 2), ifnull(OLD.feeling, 0), -1
     WHERE OLD.held_at IS NULL AND OLD.met_at < ifnull((SELECT counted_before FROM shop_count WHERE shop_id = OLD.shop_id), 0)
       AND EXISTS (SELECT 1 FROM shop WHERE id = OLD.shop_id)
        ON CONFLICT DO UPDATE SET encounters = encounters - 1 WHERE encounters BETWEEN -1000000000000 AND 1000000000000;
    INSERT INTO shop_feeling (shop_id, feeling, encounters)
    SELECT OLD.shop_id, ifnull(OLD.feeling, 0), -1
     WHERE OLD.held_at IS NULL AND OLD.met_at < ifnull((SELECT counted_before FROM shop_count WHERE shop_id = OLD.shop_id), 0)
       AND EXISTS (SELECT 1 FROM shop WHERE id = OLD.shop_id)
        ON CONFLICT DO UPDATE SET encounters = encounters - 1 WHERE encounters BETWEEN -1000000000000 AND 1000000000000;
END;

-- The same for the size of the directory, which every change of a shop keeps: no number in it stops one.
DROP TRIGGER directory_grows;
DROP TRIGGER directory_changes;
DROP TRIGGER directory_renames;
DROP TRIGGER directory_shrinks;
CREATE TRIGGER directory_grows AFTER INSERT ON shop WHEN NEW.removed_at IS NULL BEGIN
    UPDATE directory_size
       SET shops = min(max(shops, 0), 1000000000) + 1, changes = changes % 1000000000000 + 1
     WHERE id = 1;
END;
CREATE TRIGGER directory_changes AFTER UPDATE OF removed_at ON shop
WHEN (OLD.removed_at IS NULL) <> (NEW.removed_at IS NULL) BEGIN
    UPDATE directory_size
       SET shops = min(max(shops, 0), 1000000000) + iif(NEW.removed_at IS NULL, 1, -1),
           changes = changes % 1000000000000 + 1
     WHERE id = 1;
END;
CREATE TRIGGER directory_renames AFTER UPDATE OF trade, trade_key, street, street_key ON shop
WHEN OLD.trade <> NEW.trade OR OLD.trade_key <> NEW.trade_key OR OLD.street <> NEW.street
  OR OLD.street_key <> NEW.street_key BEGIN
    UPDATE directory_size SET changes = changes % 1000000000000 + 1 WHERE id = 1;
END;
CREATE TRIGGER directory_shrinks AFTER DELETE ON shop WHEN OLD.removed_at IS NULL BEGIN
    UPDATE directory_size
       SET shops = min(max(shops, 0), 1000000000) - 1, changes = changes % 1000000000000 + 1
     WHERE id = 1;
END;

-- The shops taken out, the last one first, for whoever puts one back.
CREATE INDEX shop_removed ON shop (removed_at) WHERE removed_at IS NOT NULL;
