-- The schema of an association's file, one chapter per feature. May be edited until the first packaged release.
-- _at = seconds since 1970 UTC · _on = 'YYYY-MM-DD' in the association's zone · _cents = cents of a euro.


-- ==================== People ====================
-- The association, its members, their offices and how they sign in.

CREATE TABLE association (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    town TEXT NOT NULL CHECK (length(town) BETWEEN 1 AND 120),
    founded_at INTEGER NOT NULL,
    demo INTEGER NOT NULL DEFAULT 0 CHECK (demo IN (0, 1)),
    -- The name behind «de», «des Vitrines du Lac»; empty when the rule of contraction is right.
    name_after_de TEXT NOT NULL DEFAULT '' CHECK (length(name_after_de) <= 140),
    -- What the legal notice must state (loi n° 2004-575 du 21 juin 2004, art. 1-1); empty while it is missing.
    regime TEXT NOT NULL DEFAULT '' CHECK (length(regime) <= 40),
    registration TEXT NOT NULL DEFAULT '' CHECK (length(registration) <= 60),
    siret TEXT NOT NULL DEFAULT '' CHECK (length(siret) IN (0, 14)),
    seat TEXT NOT NULL DEFAULT '' CHECK (length(seat) <= 300),
    email TEXT NOT NULL DEFAULT '' CHECK (length(email) <= 254),
    phone TEXT NOT NULL DEFAULT '' CHECK (length(phone) <= 60),
    host_name TEXT NOT NULL DEFAULT '' CHECK (length(host_name) <= 120),
    host_address TEXT NOT NULL DEFAULT '' CHECK (length(host_address) <= 300),
    host_phone TEXT NOT NULL DEFAULT '' CHECK (length(host_phone) <= 60),
    -- What its members call the place of their shops: 'street', 'village'… PlaceWord.swift lists the words.
    place TEXT NOT NULL DEFAULT 'street' CHECK (length(place) <= 40),
    -- The colour of the façade and that of the main button.
    main_colour TEXT NOT NULL DEFAULT '#1b4a38' CHECK (length(main_colour) = 7),
    accent_colour TEXT NOT NULL DEFAULT '#e5a93a' CHECK (length(accent_colour) = 7),
    -- The address that visitors type, `https://rue-du-marche.fr`, confirmed by a visit; empty for none.
    public_address TEXT NOT NULL DEFAULT '' CHECK (length(public_address) <= 300),
    -- Public holidays besides the eleven national ones, such as 'goodFriday saintStephen'.
    regional_holidays TEXT NOT NULL DEFAULT '' CHECK (length(regional_holidays) <= 200),
    -- Whether garlands and bunting hang from the façades in their months.
    seasonal INTEGER NOT NULL DEFAULT 1 CHECK (seasonal IN (0, 1)),
    -- Whether two steps to sign in are asked of the board: without them, its offices allow nothing.
    asks_second_factor INTEGER NOT NULL DEFAULT 0 CHECK (asks_second_factor IN (0, 1)),
    -- Since when anyone may ask to join by the form; NULL while it is closed.
    joining_opened_at INTEGER,
    -- How VAT applies to it; empty while it is not chosen. VATRegime.swift lists the regimes. vat_article: the article
    -- that exempts it.
    vat_regime TEXT NOT NULL DEFAULT '' CHECK (length(vat_regime) <= 20),
    vat_article TEXT NOT NULL DEFAULT '' CHECK (length(vat_article) <= 120),
    -- Grows with each change of the settings.
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

-- The one setup address, printed by the first start; replaced at each start until it is used.
CREATE TABLE setup_link (
    token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- public_id: names a member in addresses and commands. password_set_at: when the password was last set, 0 before.
-- disabled_at: their access has ended. devices_after: known devices are valid when they signed in later. name_key: the
-- name without accents and capitals, the order of lists. signed_in_at: when they last signed in. erased_at: their data
-- was erased; the row stays without name and address for what refers to it.
CREATE TABLE member (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(8)))),
    email TEXT UNIQUE,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    name_key TEXT NOT NULL,
    password_hash TEXT,
    password_set_at INTEGER NOT NULL DEFAULT 0,
    joined_at INTEGER NOT NULL,
    signed_in_at INTEGER,
    disabled_at INTEGER,
    devices_after INTEGER NOT NULL DEFAULT 0,
    -- Grows with each change that a list or the member makes.
    version INTEGER NOT NULL DEFAULT 1,
    erased_at INTEGER,
    CHECK (erased_at IS NULL OR (disabled_at IS NOT NULL AND email IS NULL AND password_hash IS NULL))
) STRICT;
-- The order of the list of members.
CREATE INDEX member_former ON member (disabled_at) WHERE disabled_at IS NOT NULL AND erased_at IS NULL;
CREATE INDEX member_by_name ON member (disabled_at IS NOT NULL, name_key, id);
CREATE INDEX member_by_visit ON member (disabled_at IS NOT NULL, signed_in_at, id);
CREATE INDEX member_by_arrival ON member (disabled_at IS NOT NULL, joined_at, id);

-- Who ended or restored the access of a member, and when; 'left', 'expelled': it ended with their departure. changed_by
-- NULL: a command on the machine.
CREATE TABLE access_change (
    id INTEGER PRIMARY KEY,
    member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
    changed_at INTEGER NOT NULL,
    changed_by INTEGER REFERENCES member (id),
    outcome TEXT NOT NULL CHECK (outcome IN ('ended', 'restored', 'left', 'expelled'))
) STRICT;
CREATE INDEX access_change_by_member ON access_change (member_id, changed_at);
CREATE INDEX access_change_by_changer ON access_change (changed_by) WHERE changed_by IS NOT NULL;

-- An office that a person holds or held: of the association, of one shop or of one project. Rights.swift lists the
-- offices and what each allows; an unknown office allows nothing. given_by, ended_by NULL: a command, a letter or the
-- setup.
CREATE TABLE office (
    id INTEGER PRIMARY KEY,
    member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
    office TEXT NOT NULL CHECK (length(office) BETWEEN 1 AND 40),
    shop_id INTEGER REFERENCES shop (id) ON DELETE CASCADE,
    project_id INTEGER REFERENCES project (id) ON DELETE CASCADE,
    since_at INTEGER NOT NULL,
    given_by INTEGER REFERENCES member (id),
    until_at INTEGER,
    ended_by INTEGER REFERENCES member (id),
    CHECK (shop_id IS NULL OR project_id IS NULL),
    CHECK (until_at >= since_at)
) STRICT;
CREATE UNIQUE INDEX office_current ON office (member_id, office, ifnull(shop_id, 0), ifnull(project_id, 0))
 WHERE until_at IS NULL;
CREATE INDEX office_by_member ON office (member_id);
CREATE INDEX office_by_shop ON office (shop_id) WHERE shop_id IS NOT NULL;
CREATE INDEX office_by_project ON office (project_id) WHERE project_id IS NOT NULL;
CREATE INDEX office_by_giver ON office (given_by) WHERE given_by IS NOT NULL;
CREATE INDEX office_by_ender ON office (ended_by) WHERE ended_by IS NOT NULL;
CREATE INDEX office_of_association ON office (office) WHERE shop_id IS NULL AND project_id IS NULL AND until_at IS NULL;

-- A membership of a person or of a shop, with its dates. category: MemberCategory.swift lists them.
CREATE TABLE membership (
    id INTEGER PRIMARY KEY,
    member_id INTEGER REFERENCES member (id) ON DELETE CASCADE,
    shop_id INTEGER REFERENCES shop (id) ON DELETE CASCADE,
    category TEXT NOT NULL CHECK (length(category) BETWEEN 1 AND 40),
    since_at INTEGER NOT NULL,
    decided_by INTEGER REFERENCES member (id),
    until_at INTEGER,
    ended_by INTEGER REFERENCES member (id),
    CHECK ((member_id IS NULL) <> (shop_id IS NULL)),
    CHECK (until_at >= since_at)
) STRICT;
CREATE UNIQUE INDEX membership_of_member ON membership (member_id) WHERE member_id IS NOT NULL AND until_at IS NULL;
CREATE UNIQUE INDEX membership_of_shop ON membership (shop_id) WHERE shop_id IS NOT NULL AND until_at IS NULL;
CREATE INDEX membership_by_member ON membership (member_id) WHERE member_id IS NOT NULL;
CREATE INDEX membership_by_shop ON membership (shop_id) WHERE shop_id IS NOT NULL;
CREATE INDEX membership_by_category ON membership (category, member_id)
 WHERE until_at IS NULL AND member_id IS NOT NULL;
CREATE INDEX membership_by_decider ON membership (decided_by) WHERE decided_by IS NOT NULL;
CREATE INDEX membership_by_ender ON membership (ended_by) WHERE ended_by IS NOT NULL;
CREATE INDEX membership_of_shops ON membership (category, shop_id) WHERE until_at IS NULL AND shop_id IS NOT NULL;

-- What the association decided about categories; the others are as usual. name: empty for the usual one. voice, share:
-- whether their shops are consulted in projects, and asked for a share of what these cost.
CREATE TABLE member_category (
    category TEXT PRIMARY KEY CHECK (length(category) BETWEEN 1 AND 40),
    name TEXT NOT NULL CHECK (length(name) <= 60),
    voice INTEGER NOT NULL CHECK (voice IN (0, 1)),
    share INTEGER NOT NULL CHECK (share IN (0, 1))
) STRICT, WITHOUT ROWID;

-- A signed-in browser. public_id: names it in forms. browser, system: what its `User-Agent` names, «Firefox» and
-- «Android»; empty when unknown. is_own: the person said that the device is theirs. by_link: opened by a link that was
-- handed over. seen_at: its last use, to the quarter of an hour; Session.Opened says when it expires.
CREATE TABLE session (
    token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
    public_id TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(8)))),
    member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
    browser TEXT NOT NULL CHECK (length(browser) <= 20),
    system TEXT NOT NULL CHECK (length(system) <= 20),
    is_own INTEGER NOT NULL CHECK (is_own IN (0, 1)),
    by_link INTEGER NOT NULL CHECK (by_link IN (0, 1)),
    signed_in_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_member ON session (member_id, seen_at);
CREATE INDEX session_by_use ON session (seen_at);

-- The key that signs the cookies of known devices. Drawn with the first sign-in.
CREATE TABLE device_key (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    key BLOB NOT NULL CHECK (length(key) = 32)
) STRICT;

-- A link that signs one member in, once. kind: 'handed' by the presidency or `chaland user link`, to one's own 'phone',
-- in a 'mail', or on the 'recovery' sheet of a president. nonce: the key of the storage makes the secret of it again,
-- so that the page can show the link until it is used; NULL for the command.
CREATE TABLE sign_in_link (
    token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
    member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('handed', 'phone', 'mail', 'recovery')),
    made_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    nonce BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_link_by_member ON sign_in_link (member_id);

CREATE INDEX sign_in_link_by_end ON sign_in_link (expires_at);

-- The second step of signing in: the secret of an app for codes (RFC 6238). confirmed_at: it is on. last_step: that of
-- the last code taken. codes_nonce: the key of the storage makes the recovery codes of it, to be printed.
CREATE TABLE second_factor (
    member_id INTEGER PRIMARY KEY REFERENCES member (id) ON DELETE CASCADE,
    secret BLOB NOT NULL CHECK (length(secret) = 20),
    made_at INTEGER NOT NULL,
    confirmed_at INTEGER,
    last_step INTEGER NOT NULL DEFAULT 0,
    codes_nonce BLOB,
    codes_made_at INTEGER
) STRICT;

CREATE TABLE recovery_code (
    member_id INTEGER NOT NULL REFERENCES second_factor (member_id) ON DELETE CASCADE,
    code_hash BLOB NOT NULL CHECK (length(code_hash) = 32),
    used_at INTEGER,
    PRIMARY KEY (member_id, code_hash)
) STRICT, WITHOUT ROWID;

-- A sign-in whose password was right, and which waits for its second step.
CREATE TABLE sign_in_step (
    token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
    member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
    is_own INTEGER NOT NULL CHECK (is_own IN (0, 1)),
    by_link INTEGER NOT NULL CHECK (by_link IN (0, 1)),
    expires_at INTEGER NOT NULL,
    wrong_codes INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_step_by_member ON sign_in_step (member_id);
CREATE INDEX sign_in_step_by_end ON sign_in_step (expires_at);

-- A mail to sign in that someone asked for, whether or not a member has the address. The browser that asked has the
-- secret of token_hash; the key of the storage makes code and link of it. mailed_at: a job has looked for the member.
-- Deleted once it is used.
CREATE TABLE mailed_sign_in (
    token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
    email TEXT NOT NULL CHECK (length(email) <= 254),
    language TEXT NOT NULL CHECK (length(language) <= 20),
    is_own INTEGER NOT NULL CHECK (is_own IN (0, 1)),
    requested_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    mailed_at INTEGER,
    member_id INTEGER REFERENCES member (id) ON DELETE CASCADE,
    wrong_codes INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX mailed_sign_in_by_end ON mailed_sign_in (expires_at);
CREATE INDEX mailed_sign_in_waiting ON mailed_sign_in (requested_at) WHERE mailed_at IS NULL;
CREATE INDEX mailed_sign_in_by_member ON mailed_sign_in (member_id) WHERE member_id IS NOT NULL;


-- ==================== Presidency ====================
-- How the presidency is handed over.

-- A presidency offered to another member, who accepts it within seven days. stays: the one who offers stays president
-- too. ended_at: it was declined, withdrawn or replaced. declared_at: when the change was declared to the authority.
CREATE TABLE presidency_offer (
    id INTEGER PRIMARY KEY,
    offered_by INTEGER NOT NULL REFERENCES member (id),
    offered_to INTEGER NOT NULL REFERENCES member (id),
    stays INTEGER NOT NULL CHECK (stays IN (0, 1)),
    offered_at INTEGER NOT NULL,
    ended_at INTEGER,
    accepted_at INTEGER,
    declared_at INTEGER,
    CHECK (accepted_at IS NULL OR ended_at IS NULL)
) STRICT;
-- At most one waits for an answer: a new offer ends the one before.
CREATE INDEX presidency_offer_open ON presidency_offer (offered_at) WHERE accepted_at IS NULL AND ended_at IS NULL;
CREATE INDEX presidency_offer_unaccepted ON presidency_offer (offered_at) WHERE accepted_at IS NULL;
CREATE INDEX presidency_offer_undeclared ON presidency_offer (accepted_at)
 WHERE accepted_at IS NOT NULL AND declared_at IS NULL;
CREATE INDEX presidency_offer_by_giver ON presidency_offer (offered_by);
CREATE INDEX presidency_offer_by_taker ON presidency_offer (offered_to);


-- ==================== Audit ====================
-- The journal: who did what, when. It has no names and no words of persons.

-- actor_id NULL: a command on the machine, or a person without an account. action: a word of AuditAction. kind and
-- object: what it was done to, by its public id or code; object is empty for the association itself.
CREATE TABLE audit_entry (
    id INTEGER PRIMARY KEY,
    done_at INTEGER NOT NULL,
    actor_id INTEGER REFERENCES member (id),
    action TEXT NOT NULL CHECK (length(action) BETWEEN 1 AND 60),
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
    object TEXT NOT NULL CHECK (length(object) <= 40)
) STRICT;
CREATE INDEX audit_entry_by_moment ON audit_entry (done_at);
CREATE INDEX audit_entry_by_actor ON audit_entry (actor_id, id);
CREATE INDEX audit_entry_by_object ON audit_entry (kind, object, id);

CREATE TRIGGER audit_entry_stays BEFORE UPDATE ON audit_entry BEGIN
    SELECT raise(ABORT, 'entries of the journal do not change');
END;


-- ==================== Requests ====================
-- Requests about personal data, to be answered within one month (RGPD, art. 12(3)).

-- contact: an e-mail address or a telephone number, as typed. member_id: the account it was sent from, if any.
CREATE TABLE data_request (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('access', 'rectification', 'erasure', 'objection')),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    contact TEXT NOT NULL CHECK (length(contact) BETWEEN 1 AND 254),
    words TEXT NOT NULL DEFAULT '' CHECK (length(words) <= 2000),
    member_id INTEGER REFERENCES member (id),
    received_at INTEGER NOT NULL,
    closed_at INTEGER,
    closed_by INTEGER REFERENCES member (id),
    CHECK ((closed_at IS NULL) = (closed_by IS NULL))
) STRICT;
CREATE INDEX data_request_waiting ON data_request (received_at) WHERE closed_at IS NULL;
CREATE INDEX data_request_closed ON data_request (closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX data_request_by_member ON data_request (member_id) WHERE member_id IS NOT NULL;
CREATE INDEX data_request_by_closer ON data_request (closed_by) WHERE closed_by IS NOT NULL;


-- ==================== Settings ====================
-- Settings on trial before they are used.

-- A public address on trial: a visit to it with this token confirms it. The token is stored unhashed, so that its code
-- can be shown again; it confirms only this address, for an hour.
CREATE TABLE address_trial (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    origin TEXT NOT NULL CHECK (length(origin) BETWEEN 1 AND 300),
    token TEXT NOT NULL CHECK (length(token) >= 20),
    expires_at INTEGER NOT NULL,
    confirmed_at INTEGER
) STRICT;


-- ==================== Pictures ====================
-- Pictures made for the site, never the bytes that were uploaded. A row is deleted when the picture is removed.

-- public_id: random; names it in forms, and in erasure once it is removed. kind: 'logo', 'photo' or 'drawing', made by
-- the program. shop_id, project_id: what it shows; both NULL for the association. position: 1 for the photo that stands
-- for its shop, then 2, 3 and 4. words: its alternative text, empty for the name of what it shows.
CREATE TABLE picture (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE CHECK (length(public_id) = 16),
    kind TEXT NOT NULL CHECK (kind IN ('logo', 'photo', 'drawing')),
    shop_id INTEGER REFERENCES shop (id) ON DELETE CASCADE,
    project_id INTEGER REFERENCES project (id) ON DELETE CASCADE,
    news_post_id INTEGER REFERENCES news_post (id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position BETWEEN 1 AND 4),
    words TEXT NOT NULL DEFAULT '' CHECK (length(words) <= 200),
    added_at INTEGER NOT NULL,
    added_by INTEGER REFERENCES member (id),
    CHECK ((shop_id IS NOT NULL) + (project_id IS NOT NULL) + (news_post_id IS NOT NULL) <= 1)
) STRICT;
CREATE INDEX picture_by_shop ON picture (shop_id, kind, position) WHERE shop_id IS NOT NULL;
CREATE INDEX picture_by_project ON picture (project_id, kind, position) WHERE project_id IS NOT NULL;
CREATE INDEX picture_by_news_post ON picture (news_post_id, kind, position) WHERE news_post_id IS NOT NULL;
CREATE INDEX picture_of_association ON picture (kind, position)
    WHERE shop_id IS NULL AND project_id IS NULL AND news_post_id IS NULL;
CREATE INDEX picture_by_member ON picture (added_by) WHERE added_by IS NOT NULL;

-- A picture at one size, for pages ('large', 'small', 'thumb') or for paper ('print'). name: made of a hash of its
-- owner and its contents, as in its address. bytes: those of its contents.
CREATE TABLE rendition (
    name TEXT PRIMARY KEY CHECK (length(name) BETWEEN 5 AND 60),
    picture_id INTEGER NOT NULL REFERENCES picture (id) ON DELETE CASCADE,
    use TEXT NOT NULL CHECK (length(use) <= 20),
    width INTEGER NOT NULL CHECK (width BETWEEN 1 AND 4000),
    height INTEGER NOT NULL CHECK (height BETWEEN 1 AND 4000),
    bytes INTEGER NOT NULL CHECK (bytes BETWEEN 1 AND 16777216),
    contents BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX rendition_of_picture ON rendition (picture_id, use);
CREATE INDEX rendition_by_size ON rendition (bytes);

-- Pictures that the program draws for sharing, and icons. subject: 'front', 'icon-512', 'shop 7', 'project 3'.
-- fingerprint: a hash of all that it shows; the job draws again what has another one.
CREATE TABLE drawing (
    subject TEXT PRIMARY KEY CHECK (length(subject) <= 40),
    picture_id INTEGER NOT NULL UNIQUE REFERENCES picture (id) ON DELETE CASCADE,
    fingerprint BLOB NOT NULL CHECK (length(fingerprint) = 32)
) STRICT, WITHOUT ROWID;


-- ==================== Mail ====================
-- Outgoing mail, its settings, and who has unsubscribed.

-- The settings of the mail server; no row while it is not set up. The password is in a file beside this one, in no
-- backup. security: 'tls' (smtps), 'starttls', or 'none' to a server on this machine. failures, failed_at, answer:
-- tries in a row that failed because of the server, since when, and what it said last.
CREATE TABLE mail_server (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    host TEXT NOT NULL CHECK (length(host) BETWEEN 1 AND 253),
    port INTEGER NOT NULL CHECK (port BETWEEN 1 AND 65535),
    security TEXT NOT NULL CHECK (security IN ('tls', 'starttls', 'none')),
    user TEXT NOT NULL DEFAULT '' CHECK (length(user) <= 254),
    sender_name TEXT NOT NULL CHECK (length(sender_name) BETWEEN 1 AND 120),
    sender TEXT NOT NULL CHECK (length(sender) BETWEEN 3 AND 254),
    failures INTEGER NOT NULL DEFAULT 0,
    failed_at INTEGER,
    answer TEXT NOT NULL DEFAULT '' CHECK (length(answer) <= 1000)
) STRICT;

-- Signs links that end mail, valid for years, and hashes the addresses in mail_opt_out.
CREATE TABLE mail_key (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    key BLOB NOT NULL CHECK (length(key) = 32)
) STRICT;
INSERT INTO mail_key (id, key) VALUES (1, randomblob(32));

-- A message to one person. key: idempotency key; a hash of it is the Message-ID. body: its blocks as JSON
-- (MailBlock.swift), emptied once it was sent or given up. priority: 0 for what a person waits for, 2 for a message to
-- all. due_at: the next try, NULL once sent_at or failed_at is there. is_refused: the server knows no such address.
CREATE TABLE outgoing_mail (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE CHECK (length(key) BETWEEN 1 AND 120),
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 20),
    member_id INTEGER REFERENCES member (id) ON DELETE CASCADE,
    recipient TEXT NOT NULL CHECK (length(recipient) BETWEEN 3 AND 254),
    language TEXT NOT NULL CHECK (length(language) BETWEEN 2 AND 20),
    subject TEXT NOT NULL CHECK (length(subject) BETWEEN 1 AND 200),
    body TEXT NOT NULL,
    priority INTEGER NOT NULL CHECK (priority BETWEEN 0 AND 2),
    queued_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    due_at INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    sent_at INTEGER,
    failed_at INTEGER,
    is_refused INTEGER NOT NULL DEFAULT 0 CHECK (is_refused IN (0, 1)),
    answer TEXT NOT NULL DEFAULT '' CHECK (length(answer) <= 1000),
    CHECK ((due_at IS NULL) = (sent_at IS NOT NULL OR failed_at IS NOT NULL))
) STRICT;
CREATE INDEX outgoing_mail_due ON outgoing_mail (priority, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX outgoing_mail_failed ON outgoing_mail (failed_at) WHERE failed_at IS NOT NULL;
CREATE INDEX outgoing_mail_by_recipient ON outgoing_mail (recipient, queued_at);
CREATE INDEX outgoing_mail_by_kind ON outgoing_mail (kind, queued_at);
CREATE INDEX outgoing_mail_by_member ON outgoing_mail (member_id) WHERE member_id IS NOT NULL;
CREATE INDEX outgoing_mail_by_time ON outgoing_mail (queued_at);

-- Who wants no more mail of a list: 'notices' or 'messages'. The hash, made with mail_key, names no person, and stays
-- when the person is erased: their address must not be written to again.
CREATE TABLE mail_opt_out (
    address_hash BLOB NOT NULL CHECK (length(address_hash) = 16),
    list TEXT NOT NULL CHECK (length(list) BETWEEN 1 AND 20),
    since_at INTEGER NOT NULL,
    PRIMARY KEY (address_hash, list)
) STRICT, WITHOUT ROWID;

-- An address that a server refused for good, or that a member noted by hand: nothing but sign-in links is sent to it.
CREATE TABLE refused_address (
    address TEXT PRIMARY KEY CHECK (length(address) BETWEEN 3 AND 254),
    refused_at INTEGER NOT NULL,
    answer TEXT NOT NULL DEFAULT '' CHECK (length(answer) <= 1000),
    noted_by INTEGER REFERENCES member (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX refused_address_by_time ON refused_address (refused_at);
CREATE INDEX refused_address_by_member ON refused_address (noted_by) WHERE noted_by IS NOT NULL;


-- ==================== Notices ====================
-- What happened that concerns a member.

-- event: NoticeEvent.swift lists them. object: the same event about the same object is one row until it is read; count
-- says how many times. about: the name it is about, such as that of a shop. path: where it leads. mailed_at: when it
-- was put into a mail. office_at: it is shown while they hold an office there: a shop, or 0 for the association; NULL:
-- it concerns them whatever their offices.
CREATE TABLE notice (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(8)))),
    member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
    event TEXT NOT NULL CHECK (length(event) BETWEEN 1 AND 40),
    object TEXT NOT NULL CHECK (length(object) <= 80),
    about TEXT NOT NULL CHECK (length(about) <= 200),
    cents INTEGER CHECK (cents BETWEEN 0 AND 9999999999),
    path TEXT NOT NULL CHECK (length(path) BETWEEN 1 AND 300),
    count INTEGER NOT NULL DEFAULT 1 CHECK (count >= 1),
    added_at INTEGER NOT NULL,
    read_at INTEGER,
    mailed_at INTEGER,
    office_at INTEGER CHECK (office_at >= 0)
) STRICT;
CREATE UNIQUE INDEX notice_unread ON notice (member_id, event, object) WHERE read_at IS NULL;
CREATE INDEX notice_by_member ON notice (member_id, added_at);
CREATE INDEX notice_to_mail ON notice (added_at) WHERE read_at IS NULL AND mailed_at IS NULL;
CREATE INDEX notice_by_time ON notice (added_at);
CREATE INDEX notice_by_path ON notice (path);

-- How often a member wants mail about a kind of notice; the standard one without a row.
CREATE TABLE notice_pace (
    member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 20),
    pace TEXT NOT NULL CHECK (pace IN ('once', 'daily', 'weekly', 'never')),
    PRIMARY KEY (member_id, kind)
) STRICT, WITHOUT ROWID;

-- The language that a member reads mail in; that of the site without a row.
CREATE TABLE mail_language (
    member_id INTEGER PRIMARY KEY REFERENCES member (id) ON DELETE CASCADE,
    language TEXT NOT NULL CHECK (length(language) BETWEEN 2 AND 20)
) STRICT;


-- ==================== Messages ====================
-- What the president or the secretary writes to members, once.

-- audience: 'tous', 'bureau', 'commercants', 'categorie ' with a category, or 'projet ' with the public id of a
-- project.
CREATE TABLE message (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE CHECK (length(public_id) = 16),
    subject TEXT NOT NULL CHECK (length(subject) BETWEEN 1 AND 100),
    text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 5000),
    audience TEXT NOT NULL CHECK (length(audience) BETWEEN 1 AND 40),
    written_by INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
    written_at INTEGER NOT NULL
) STRICT;
CREATE INDEX message_by_time ON message (written_at);
CREATE INDEX message_by_author ON message (written_by);

-- Whom a message is for, and how it reaches them. The mail itself has the key 'message ', public_id, ' ' and member_id.
CREATE TABLE message_recipient (
    message_id INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
    way TEXT NOT NULL CHECK (way IN ('mail', 'letter')),
    PRIMARY KEY (message_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_recipient_by_member ON message_recipient (member_id);


-- ==================== Due work ====================
-- Scheduled background work: one row per job and object.

-- key: idempotency key, the same for every try of a run. attempts: tries so far; when above 0, due_at is the time of
-- the next retry.
CREATE TABLE due_work (
    kind TEXT NOT NULL,
    object TEXT NOT NULL DEFAULT '',
    due_at INTEGER NOT NULL,
    key TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (kind, object)
) STRICT, WITHOUT ROWID;
CREATE INDEX due_work_by_moment ON due_work (due_at);


-- ==================== Backups ====================
-- What a restore needs.

-- Public codes of erased rows (for an encounter: its id and shop). Restoring an older backup must not bring them back.
CREATE TABLE erasure (
    kind TEXT NOT NULL,
    public_id TEXT NOT NULL,
    erased_at INTEGER NOT NULL,
    PRIMARY KEY (kind, public_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX erasure_by_moment ON erasure (erased_at);

-- The last restore. token: random, tells the next start whether a killed restore had replaced the contents.
CREATE TABLE restoration (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    token BLOB NOT NULL,
    restored_at INTEGER NOT NULL
) STRICT;


-- ==================== Shops ====================
-- The directory: shops, opening hours.

CREATE TABLE shop (
    id INTEGER PRIMARY KEY,
    -- Part of the shop's addresses. Printed codes are looked up in entry_point.
    code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 4 AND 6),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    name_key TEXT NOT NULL,
    trade TEXT NOT NULL CHECK (length(trade) BETWEEN 1 AND 80),
    trade_key TEXT NOT NULL,
    address TEXT NOT NULL DEFAULT '',
    street TEXT NOT NULL DEFAULT '',
    street_key TEXT NOT NULL DEFAULT '',
    postcode TEXT NOT NULL DEFAULT '',
    town TEXT NOT NULL DEFAULT '',
    latitude REAL CHECK (latitude BETWEEN -90 AND 90),
    longitude REAL CHECK (longitude BETWEEN -180 AND 180),
    description TEXT NOT NULL DEFAULT '',
    site TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    -- Public. Instagram and Facebook: addresses of these networks (SocialPage.swift).
    email TEXT NOT NULL DEFAULT '' CHECK (length(email) <= 254),
    instagram TEXT NOT NULL DEFAULT '' CHECK (length(instagram) <= 300),
    facebook TEXT NOT NULL DEFAULT '' CHECK (length(facebook) <= 300),
    -- Chosen from lists, such as 'card cash': ShopChoices.swift has the names.
    access TEXT NOT NULL DEFAULT '' CHECK (length(access) <= 300),
    payment TEXT NOT NULL DEFAULT '' CHECK (length(payment) <= 300),
    services TEXT NOT NULL DEFAULT '' CHECK (length(services) <= 300),
    -- A line of words under the hours: «lundi sur rendez-vous».
    remark TEXT NOT NULL DEFAULT '' CHECK (length(remark) <= 200),
    -- For sharing costs, private to the association: dm², cm, persons.
    surface_dm2 INTEGER CHECK (surface_dm2 BETWEEN 0 AND 10000000),
    frontage_cm INTEGER CHECK (frontage_cm BETWEEN 0 AND 100000),
    headcount INTEGER CHECK (headcount BETWEEN 0 AND 10000),
    -- What it says of public holidays: 'closed', 'open', or '' while it has not said.
    on_holidays TEXT NOT NULL DEFAULT '' CHECK (length(on_holidays) <= 20),
    -- Absent until that moment, as its people said today; over once the moment has passed.
    absent_until_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    removed_at INTEGER,
    version INTEGER NOT NULL DEFAULT 1,
    CHECK ((latitude IS NULL) = (longitude IS NULL))
) STRICT;

-- The order of the directory.
CREATE INDEX shop_by_name ON shop (name_key, id, removed_at) WHERE removed_at IS NULL;

-- The shops added last, for their feed.
CREATE INDEX shop_by_creation ON shop (created_at) WHERE removed_at IS NULL;

-- Removed shops, the latest first, for the page that puts one back.
CREATE INDEX shop_removed ON shop (removed_at) WHERE removed_at IS NOT NULL;

-- Words of a shop, folded by the program (accents, œ and æ); town with its postcode. rowid = shop.id.
CREATE VIRTUAL TABLE shop_search USING fts5 (name, trade, street, town, description, tokenize = 'unicode61 remove_diacritics 2');

-- One row. The stamp identifies a state of the directory: each write to a shop, its hours or its closures draws a new
-- one (DirectoryStamp.renew), and an event loop compares it with that of its snapshot. Random rather than counted: no
-- stamp returns after a restore.
CREATE TABLE directory (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    stamp INTEGER NOT NULL
) STRICT;
INSERT INTO directory (id, stamp) VALUES (1, random());

-- The answer about two streets that may be the same, by their keys: whether they are.
CREATE TABLE street_answer (
    one_key TEXT NOT NULL,
    other_key TEXT NOT NULL,
    is_same INTEGER NOT NULL CHECK (is_same IN (0, 1)),
    answered_at INTEGER NOT NULL,
    PRIMARY KEY (one_key, other_key),
    CHECK (one_key < other_key)
) STRICT, WITHOUT ROWID;

-- Up to three intervals a day, in order. weekday: 1 = Monday … 7 = Sunday. Minutes from midnight; a closing time past
-- midnight is above 1440, at most 2880.
CREATE TABLE opening_hours (
    shop_id INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    part INTEGER NOT NULL CHECK (part BETWEEN 1 AND 3),
    opens_minute INTEGER NOT NULL CHECK (opens_minute BETWEEN 0 AND 1439),
    closes_minute INTEGER NOT NULL CHECK (closes_minute > opens_minute AND closes_minute <= opens_minute + 1440),
    PRIMARY KEY (shop_id, weekday, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE exceptional_closure (
    shop_id INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    from_on TEXT NOT NULL CHECK (length(from_on) = 10),
    until_on TEXT NOT NULL CHECK (length(until_on) = 10 AND until_on >= from_on),
    reason TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 200),
    PRIMARY KEY (shop_id, from_on)
) STRICT, WITHOUT ROWID;
CREATE INDEX exceptional_closure_by_end ON exceptional_closure (until_on, from_on);

-- Hours on one day, in place of those of the week; a day may have several rows. Minutes as in opening_hours.
CREATE TABLE exceptional_opening (
    shop_id INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    day_on TEXT NOT NULL CHECK (length(day_on) = 10),
    opens_minute INTEGER NOT NULL CHECK (opens_minute BETWEEN 0 AND 1439),
    closes_minute INTEGER NOT NULL CHECK (closes_minute > opens_minute AND closes_minute <= opens_minute + 1440),
    reason TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 200),
    PRIMARY KEY (shop_id, day_on, opens_minute)
) STRICT, WITHOUT ROWID;
CREATE INDEX exceptional_opening_by_day ON exceptional_opening (day_on);

-- A part of every year with a week of its own; without hours the shop is closed. Days are month × 100 + day: 401 is
-- 1 April. until_day below from_day: over New Year. The seasons of a shop never overlap (checked by the program).
CREATE TABLE season (
    shop_id INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    number INTEGER NOT NULL CHECK (number > 0),
    from_day INTEGER NOT NULL CHECK (from_day BETWEEN 101 AND 1231),
    until_day INTEGER NOT NULL CHECK (until_day BETWEEN 101 AND 1231),
    PRIMARY KEY (shop_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE season_hours (
    shop_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    part INTEGER NOT NULL CHECK (part BETWEEN 1 AND 3),
    opens_minute INTEGER NOT NULL CHECK (opens_minute BETWEEN 0 AND 1439),
    closes_minute INTEGER NOT NULL CHECK (closes_minute > opens_minute AND closes_minute <= opens_minute + 1440),
    PRIMARY KEY (shop_id, number, weekday, part),
    FOREIGN KEY (shop_id, number) REFERENCES season (shop_id, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Who last wrote each field of a shop, when and how. field: a column that people write, 'place', 'hours-1' to
-- 'hours-7', 'closures', 'openings', 'seasons' or 'holidays'. written_by NULL: written by the program.
CREATE TABLE shop_field (
    shop_id INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    field TEXT NOT NULL,
    written_by INTEGER REFERENCES member (id),
    written_at INTEGER NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('form', 'import')),
    PRIMARY KEY (shop_id, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX shop_field_by_writer ON shop_field (written_by) WHERE written_by IS NOT NULL;


-- ==================== Entry points ====================
-- Printed codes, and how often they were opened.

-- Each leads to a shop, to a project, or, with neither, to the front page. The first counter code of a shop is made
-- with it. medium: what carries it, never a person; EntryPoint.swift lists them. place: where, in the words of the one
-- who made it. cost_cents: NULL while it is not said. from_on, until_on: the days of its campaign, if it has some.
-- ended_at: it is no longer handed out; what is still printed leads on and is counted apart.
CREATE TABLE entry_point (
    code TEXT PRIMARY KEY CHECK (length(code) BETWEEN 4 AND 6),
    shop_id INTEGER REFERENCES shop (id) ON DELETE CASCADE,
    project_id INTEGER REFERENCES project (id) ON DELETE CASCADE,
    medium TEXT NOT NULL CHECK (length(medium) BETWEEN 1 AND 40),
    place TEXT NOT NULL DEFAULT '' CHECK (length(place) <= 80),
    cost_cents INTEGER CHECK (cost_cents BETWEEN 0 AND 100000000),
    from_on TEXT CHECK (length(from_on) = 10),
    until_on TEXT CHECK (length(until_on) = 10),
    created_at INTEGER NOT NULL,
    ended_at INTEGER,
    version INTEGER NOT NULL DEFAULT 1,
    CHECK (shop_id IS NULL OR project_id IS NULL),
    CHECK (from_on <= until_on)
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_point_by_shop ON entry_point (shop_id, created_at);
CREATE INDEX entry_point_by_project ON entry_point (project_id, created_at) WHERE project_id IS NOT NULL;

-- How often a code was opened in a week, by its Monday; nothing of who did. ended_opens: after it had ended, in no
-- other column.
CREATE TABLE entry_point_opens (
    code TEXT NOT NULL REFERENCES entry_point (code) ON DELETE CASCADE,
    week_on TEXT NOT NULL CHECK (length(week_on) = 10),
    opens INTEGER NOT NULL CHECK (opens >= 0),
    ended_opens INTEGER NOT NULL CHECK (ended_opens >= 0),
    PRIMARY KEY (code, week_on)
) STRICT, WITHOUT ROWID;


-- ==================== Reports of errors ====================
-- What visitors report about the page of a shop. Nothing of the visitor is stored.

-- what: open text; this program knows 'hours', 'phone', 'address', 'closed' and 'other'.
CREATE TABLE shop_error (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    shop_id INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    what TEXT NOT NULL CHECK (length(what) BETWEEN 1 AND 40),
    note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 500),
    reported_at INTEGER NOT NULL,
    settled_at INTEGER,
    settled_by INTEGER REFERENCES member (id),
    outcome TEXT CHECK (outcome IN ('corrected', 'no_error')),
    CHECK ((settled_at IS NULL) = (outcome IS NULL)),
    CHECK ((settled_at IS NULL) = (settled_by IS NULL))
) STRICT;
CREATE INDEX shop_error_by_shop ON shop_error (shop_id);
CREATE INDEX shop_error_waiting ON shop_error (shop_id, reported_at) WHERE settled_at IS NULL;
CREATE INDEX shop_error_waiting_by_time ON shop_error (reported_at) WHERE settled_at IS NULL;
CREATE INDEX shop_error_by_time ON shop_error (reported_at);
CREATE INDEX shop_error_by_member ON shop_error (settled_by) WHERE settled_by IS NOT NULL;


-- ==================== Invitations ====================
-- Letters that hand a shop to its shopkeeper.

-- Letters made together.
CREATE TABLE invitation_batch (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE CHECK (length(public_id) = 16),
    made_by INTEGER NOT NULL REFERENCES member (id),
    made_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX invitation_batch_by_time ON invitation_batch (made_at);
CREATE INDEX invitation_batch_by_end ON invitation_batch (expires_at);
CREATE INDEX invitation_batch_by_maker ON invitation_batch (made_by);

-- The secret of a letter is the first ten characters of HMAC(key of the storage, nonce); the key is not in this file.
CREATE TABLE invitation (
    id INTEGER PRIMARY KEY,
    batch_id INTEGER NOT NULL REFERENCES invitation_batch (id) ON DELETE CASCADE,
    -- From 1, in the order of the street.
    number INTEGER NOT NULL CHECK (number > 0),
    shop_id INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    nonce BLOB NOT NULL CHECK (length(nonce) = 16),
    token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    claimed_at INTEGER,
    claimed_by INTEGER REFERENCES member (id),
    revoked_at INTEGER,
    CHECK ((claimed_at IS NULL) = (claimed_by IS NULL))
) STRICT;
CREATE UNIQUE INDEX invitation_by_batch ON invitation (batch_id, number);
CREATE INDEX invitation_by_shop ON invitation (shop_id);
CREATE INDEX invitation_by_claimer ON invitation (claimed_by);


-- ==================== Teams ====================
-- The people who work at a shop, as its shopkeeper decides; what they may do are rows of `office`.

-- An invitation to the team of one shop, valid for seven days. rights: the offices it gives, 'staff page-editor'. The
-- secret is made of the nonce as that of a letter.
CREATE TABLE team_invitation (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE CHECK (length(public_id) = 16),
    shop_id INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    rights TEXT NOT NULL CHECK (length(rights) BETWEEN 1 AND 100),
    nonce BLOB NOT NULL CHECK (length(nonce) = 16),
    token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    made_by INTEGER NOT NULL REFERENCES member (id),
    made_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    claimed_at INTEGER,
    claimed_by INTEGER REFERENCES member (id),
    revoked_at INTEGER,
    CHECK ((claimed_at IS NULL) = (claimed_by IS NULL))
) STRICT;
CREATE INDEX team_invitation_by_shop ON team_invitation (shop_id, made_at);
CREATE INDEX team_invitation_by_end ON team_invitation (expires_at);
CREATE INDEX team_invitation_by_maker ON team_invitation (made_by);
CREATE INDEX team_invitation_by_claimer ON team_invitation (claimed_by) WHERE claimed_by IS NOT NULL;


-- ==================== Joining ====================
-- Requests to join the association.

-- category: as asked for. member_id: the member it became.
CREATE TABLE join_request (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE CHECK (length(public_id) = 16),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    email TEXT NOT NULL DEFAULT '' CHECK (length(email) <= 254),
    phone TEXT NOT NULL DEFAULT '' CHECK (length(phone) <= 60),
    shop_name TEXT NOT NULL DEFAULT '' CHECK (length(shop_name) <= 120),
    trade TEXT NOT NULL DEFAULT '' CHECK (length(trade) <= 80),
    address TEXT NOT NULL DEFAULT '' CHECK (length(address) <= 200),
    category TEXT NOT NULL CHECK (length(category) BETWEEN 1 AND 40),
    note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 1000),
    sent_at INTEGER NOT NULL,
    decided_at INTEGER,
    decided_by INTEGER REFERENCES member (id),
    outcome TEXT CHECK (outcome IN ('accepted', 'refused')),
    member_id INTEGER REFERENCES member (id) ON DELETE SET NULL,
    CHECK ((decided_at IS NULL) = (outcome IS NULL))
) STRICT;
CREATE INDEX join_request_waiting ON join_request (sent_at) WHERE decided_at IS NULL;
CREATE INDEX join_request_decided ON join_request (decided_at) WHERE decided_at IS NOT NULL;
CREATE INDEX join_request_by_decider ON join_request (decided_by) WHERE decided_by IS NOT NULL;
CREATE INDEX join_request_by_member ON join_request (member_id) WHERE member_id IS NOT NULL;


-- ==================== Imports ====================
-- Imported lists, with the data to undo them.

-- An uploaded list: stored until confirmed, and after that while it can be undone. kind: what its lines are, 'shops' or
-- 'members'.
CREATE TABLE list_import (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL DEFAULT 'shops' CHECK (length(kind) BETWEEN 1 AND 40),
    started_by INTEGER REFERENCES member (id),
    started_at INTEGER NOT NULL,
    file_name TEXT NOT NULL DEFAULT '',
    content BLOB NOT NULL,
    choices TEXT NOT NULL DEFAULT '{}',
    confirmed_at INTEGER,
    undone_at INTEGER
) STRICT;
CREATE INDEX list_import_by_member ON list_import (started_by);
CREATE INDEX list_import_by_start ON list_import (started_at);

-- What an import did to one row of its kind, such as a shop. line: 0 for a removed row. before: the replaced texts and
-- who had written them; NULL unless 'changed'.
CREATE TABLE list_import_change (
    import_id INTEGER NOT NULL REFERENCES list_import (id) ON DELETE CASCADE,
    row_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    act TEXT NOT NULL CHECK (act IN ('added', 'changed', 'removed')),
    before TEXT,
    version_after INTEGER NOT NULL,
    PRIMARY KEY (import_id, row_id),
    CHECK ((act = 'changed') = (before IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX list_import_change_by_row ON list_import_change (row_id);

-- The texts of a row in the last list that had it, by field; a list with the same texts changes nothing. before: the
-- texts of earlier lists, to undo the last one.
CREATE TABLE list_row (
    kind TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    said TEXT NOT NULL,
    before TEXT,
    import_id INTEGER REFERENCES list_import (id) ON DELETE SET NULL,
    PRIMARY KEY (kind, row_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER shop_leaves_lists AFTER DELETE ON shop BEGIN
    DELETE FROM list_row WHERE kind = 'shops' AND row_id = OLD.id;
END;
CREATE INDEX list_row_by_import ON list_row (import_id) WHERE import_id IS NOT NULL;


-- ==================== Encounters ====================
-- Visits to shops, with or without a purchase: feedback of visitors and notes of salespeople.

-- source: open text; this program knows 'visitor' (on their own phone), 'kiosk' and 'salesperson'. met_at and held_at:
-- reduced to midnight of the day once the change code has ended. is_first: whether a visitor's answer was the first of
-- its network at the shop that day, always 1 at a kiosk, whose visitors share its network; nothing else of a network is
-- stored. held_at: when the answer was held, because its network, shop or kiosk had used up its share; it is not
-- counted until a decision. released_at: when a held answer was counted. burst_id: the burst it is part of.
CREATE TABLE encounter (
    id INTEGER PRIMARY KEY,
    shop_id INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    source TEXT NOT NULL CHECK (length(source) BETWEEN 1 AND 40),
    met_at INTEGER NOT NULL,
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
    entry_code TEXT CHECK (length(entry_code) BETWEEN 4 AND 6),
    is_first INTEGER CHECK (is_first BETWEEN 0 AND 1),
    held_at INTEGER,
    released_at INTEGER,
    withdrawn_at INTEGER,
    burst_id INTEGER REFERENCES burst (id) ON DELETE SET NULL,
    CHECK ((source <> 'visitor' AND source <> 'kiosk') OR feeling IS NOT NULL),
    CHECK (no_purchase_reason IS NULL OR purchased = 0)
) STRICT;
-- Covers the columns that decide whether an encounter counts: counting those of today reads only the index.
CREATE INDEX encounter_by_shop ON encounter (shop_id, met_at, held_at, withdrawn_at);
CREATE INDEX encounter_by_moment ON encounter (met_at) WHERE held_at IS NULL AND withdrawn_at IS NULL;
CREATE INDEX encounter_held ON encounter (shop_id) WHERE held_at IS NOT NULL AND withdrawn_at IS NULL;
CREATE INDEX encounter_by_recorder ON encounter (recorded_by, met_at) WHERE recorded_by IS NOT NULL;
CREATE INDEX encounter_by_burst ON encounter (burst_id) WHERE burst_id IS NOT NULL;
CREATE INDEX encounter_uncounted ON encounter (met_at) WHERE held_at IS NOT NULL OR withdrawn_at IS NOT NULL;

-- Encounters up to this one have no time of day any more.
CREATE TABLE encounter_time (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    reduced_up_to INTEGER NOT NULL
) STRICT;

-- Many answers at one shop in a short time, on phones or at its kiosk: one line for a moderator. met_at: midnight of
-- its day. answers: all of them; held: those that were not counted. outcome: NULL while it waits for a decision.
CREATE TABLE burst (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    shop_id INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    met_at INTEGER NOT NULL,
    day_part TEXT NOT NULL CHECK (day_part IN ('morning', 'midday', 'afternoon', 'evening')),
    answers INTEGER NOT NULL,
    held INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    outcome TEXT CHECK (outcome IN ('counted', 'set_aside'))
) STRICT;
CREATE INDEX burst_by_shop ON burst (shop_id, met_at);
CREATE INDEX burst_by_day ON burst (met_at);
CREATE INDEX burst_waiting ON burst (shop_id) WHERE outcome IS NULL;

-- The decisions about a burst. Rows stay when a decision is undone.
CREATE TABLE burst_decision (
    id INTEGER PRIMARY KEY,
    burst_id INTEGER NOT NULL REFERENCES burst (id) ON DELETE CASCADE,
    decided_at INTEGER NOT NULL,
    decided_by INTEGER NOT NULL REFERENCES member (id),
    outcome TEXT NOT NULL CHECK (outcome IN ('counted', 'set_aside', 'undone'))
) STRICT;
CREATE INDEX burst_decision_by_burst ON burst_decision (burst_id);
CREATE INDEX burst_decision_by_member ON burst_decision (decided_by);

CREATE TABLE change_key (
    slot INTEGER PRIMARY KEY,
    key BLOB NOT NULL CHECK (length(key) = 32)
) STRICT;


-- ==================== Devices ====================
-- Answers that a device stored while it had no network: at a kiosk, or on the phone of a salesperson.

-- The keys of answers that arrived, so that one sent again is recorded once. key_hash: of 128 bits that the device
-- drew. encounter_id: NULL when it was taken back before it arrived, or is erased. revision: of the last state that
-- arrived. received_at: midnight of its day.
CREATE TABLE received_key (
    key_hash BLOB PRIMARY KEY CHECK (length(key_hash) = 32),
    encounter_id INTEGER REFERENCES encounter (id) ON DELETE SET NULL,
    revision INTEGER NOT NULL,
    received_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX received_key_by_encounter ON received_key (encounter_id);
CREATE INDEX received_key_by_day ON received_key (received_at);


-- ==================== Kiosks ====================
-- Tablets in the shops.

-- place: where it stands. pin_hash: keyed with the key of the storage. ended_at: NULL while it takes answers. seen_at:
-- its last sign of life. answered: how many answers it took on answered_on.
CREATE TABLE kiosk (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    shop_id INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    place TEXT NOT NULL CHECK (length(place) BETWEEN 1 AND 60),
    pin_hash BLOB NOT NULL CHECK (length(pin_hash) = 32),
    made_at INTEGER NOT NULL,
    ended_at INTEGER,
    seen_at INTEGER,
    answered_on TEXT CHECK (length(answered_on) = 10),
    answered INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX kiosk_by_shop ON kiosk (shop_id);
CREATE INDEX kiosk_by_end ON kiosk (ended_at) WHERE ended_at IS NOT NULL;

-- The addresses of a kiosk. nonce: the key of the storage makes the secret of it again, so that the page can show it
-- for an hour. ended_at: when another one replaced it; it stays for 30 days, so that its tablet can be told.
CREATE TABLE kiosk_address (
    token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
    kiosk_id INTEGER NOT NULL REFERENCES kiosk (id) ON DELETE CASCADE,
    nonce BLOB NOT NULL,
    made_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX kiosk_address_by_kiosk ON kiosk_address (kiosk_id);
CREATE INDEX kiosk_address_by_end ON kiosk_address (ended_at) WHERE ended_at IS NOT NULL;


-- ==================== Counter ====================
-- The counter of a shop: settings of its notes, and slips that send a visitor to a neighbour.

-- The shops where the initials of the person who noted a visit stand beside it, from the day after shown_since on. No
-- row: they do not.
CREATE TABLE staff_initials (
    shop_id INTEGER PRIMARY KEY REFERENCES shop (id) ON DELETE CASCADE,
    shown_since INTEGER NOT NULL
) STRICT;

-- How many slips one shop gave for another in a day. No person is in it, neither who gave one nor who took it. sent_at:
-- midnight of the day.
CREATE TABLE neighbour_slip (
    from_shop_id INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    sent_at INTEGER NOT NULL,
    to_shop_id INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    slips INTEGER NOT NULL CHECK (slips > 0),
    PRIMARY KEY (from_shop_id, sent_at, to_shop_id),
    CHECK (from_shop_id <> to_shop_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX neighbour_slip_by_target ON neighbour_slip (to_shop_id, sent_at);
CREATE INDEX neighbour_slip_by_day ON neighbour_slip (sent_at);


-- ==================== Figures ====================
-- Counted at night from the encounters of past days. Held and withdrawn encounters do not count.

-- counted_before: days that start at it (local midnight) or later are not counted yet. last_seen: id of the newest
-- encounter at the last night; a later row with met_at before counted_before changes a counted day. No row before the
-- first night.
CREATE TABLE figures (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    counted_before INTEGER NOT NULL,
    last_seen INTEGER NOT NULL
) STRICT;

-- Counted days with a changed encounter: recounted the next night.
CREATE TABLE figures_changed_day (
    day_on TEXT PRIMARY KEY CHECK (length(day_on) = 10)
) STRICT, WITHOUT ROWID;

-- outcome: 0 left without a purchase, 1 with one, 2 not said.
CREATE TABLE shop_day (
    shop_id INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    day_on TEXT NOT NULL CHECK (length(day_on) = 10),
    source TEXT NOT NULL,
    outcome INTEGER NOT NULL,
    encounters INTEGER NOT NULL,
    PRIMARY KEY (shop_id, day_on, source, outcome)
) STRICT, WITHOUT ROWID;
CREATE INDEX shop_day_by_day ON shop_day (day_on);

CREATE TABLE association_day (
    day_on TEXT NOT NULL CHECK (length(day_on) = 10),
    outcome INTEGER NOT NULL,
    encounters INTEGER NOT NULL,
    PRIMARY KEY (day_on, outcome)
) STRICT, WITHOUT ROWID;

-- Answers that came by a printed code. ended_answers: after it had ended, in no other column. detailed: those with
-- details. faces: the sum of their feelings, 1 to 5 each; pages show its mean in words, from five answers up.
CREATE TABLE entry_point_day (
    code TEXT NOT NULL REFERENCES entry_point (code) ON DELETE CASCADE,
    day_on TEXT NOT NULL CHECK (length(day_on) = 10),
    answers INTEGER NOT NULL,
    ended_answers INTEGER NOT NULL,
    detailed INTEGER NOT NULL,
    faces INTEGER NOT NULL,
    PRIMARY KEY (code, day_on)
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_point_day_by_day ON entry_point_day (day_on);

-- The sums of these days by week, for pages. week_on: its Monday.
CREATE TABLE entry_point_week (
    code TEXT NOT NULL REFERENCES entry_point (code) ON DELETE CASCADE,
    week_on TEXT NOT NULL CHECK (length(week_on) = 10),
    answers INTEGER NOT NULL,
    ended_answers INTEGER NOT NULL,
    detailed INTEGER NOT NULL,
    faces INTEGER NOT NULL,
    PRIMARY KEY (code, week_on)
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_point_week_by_week ON entry_point_week (week_on);

-- The share of each counted day in shop_feeling, subtracted before the day is counted again; answers on phones and at
-- the kiosk apart. networks: answers that were the first of their network that day.
CREATE TABLE shop_day_feeling (
    shop_id INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    day_on TEXT NOT NULL CHECK (length(day_on) = 10),
    source TEXT NOT NULL,
    feeling INTEGER NOT NULL,
    encounters INTEGER NOT NULL,
    networks INTEGER NOT NULL,
    PRIMARY KEY (shop_id, day_on, source, feeling)
) STRICT, WITHOUT ROWID;
CREATE INDEX shop_day_feeling_by_day ON shop_day_feeling (day_on);

-- counted, networks: the sums of the counted days, shown on no page. shown: the published value; set to counted only
-- when at least five answers of at least five networks were added or removed since. shown_networks: the same for
-- networks.
CREATE TABLE shop_feeling (
    shop_id INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    feeling INTEGER NOT NULL CHECK (feeling BETWEEN 1 AND 5),
    counted INTEGER NOT NULL DEFAULT 0,
    networks INTEGER NOT NULL DEFAULT 0,
    shown INTEGER NOT NULL DEFAULT 0,
    shown_networks INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (shop_id, source, feeling)
) STRICT, WITHOUT ROWID;

-- The basis of a shop's shown feelings of one source: encounters with met_at before met_before that counted at
-- shown_at.
CREATE TABLE shop_feelings_shown (
    shop_id INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    met_before INTEGER NOT NULL,
    shown_at INTEGER NOT NULL,
    PRIMARY KEY (shop_id, source)
) STRICT, WITHOUT ROWID;

-- The last complete weeks, by week: the answers to one question. question: WeekAnswers.swift lists them with their
-- answers. Shown on no page: pages read what is made of them with a threshold.
CREATE TABLE shop_week_answer (
    week_on TEXT NOT NULL CHECK (length(week_on) = 10),
    shop_id INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    encounters INTEGER NOT NULL,
    PRIMARY KEY (week_on, shop_id, source, question, answer)
) STRICT, WITHOUT ROWID;
CREATE INDEX shop_week_answer_by_shop ON shop_week_answer (shop_id);

-- Weeks of shop_week_answer that are up to date, by their Monday.
CREATE TABLE counted_week (
    week_on TEXT PRIMARY KEY CHECK (length(week_on) = 10)
) STRICT, WITHOUT ROWID;

-- Figures that are made once a week, and the last week they are made of.
CREATE TABLE weekly_figures (
    name TEXT PRIMARY KEY,
    week_on TEXT NOT NULL CHECK (length(week_on) = 10)
) STRICT, WITHOUT ROWID;


-- ==================== Comparison ====================
-- Made once a week of shop_week_answer: visitors and counter of a shop, and the counters of the association.

-- The answers of twelve weeks, for the people of a shop.
CREATE TABLE shop_view (
    shop_id INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    encounters INTEGER NOT NULL,
    PRIMARY KEY (shop_id, source, question, answer)
) STRICT, WITHOUT ROWID;

-- The last of the twelve weeks of a question. Those of visitors move on only with five more answers to that question;
-- those of the counter with them.
CREATE TABLE shop_view_shown (
    shop_id INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    question TEXT NOT NULL,
    week_on TEXT NOT NULL CHECK (length(week_on) = 10),
    PRIMARY KEY (shop_id, source, question)
) STRICT, WITHOUT ROWID;

-- The median of a street, in steps of five percent, where at least five shops have five answers each.
CREATE TABLE street_view (
    street_key TEXT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    percent INTEGER NOT NULL,
    shops INTEGER NOT NULL,
    PRIMARY KEY (street_key, question, answer)
) STRICT, WITHOUT ROWID;

-- The share of the two sad faces in the last four weeks and in the eight before, in steps of five percent. told: its
-- people were told in that week.
CREATE TABLE sad_faces (
    shop_id INTEGER PRIMARY KEY REFERENCES shop (id) ON DELETE CASCADE,
    percent INTEGER NOT NULL,
    percent_before INTEGER NOT NULL,
    week_on TEXT NOT NULL CHECK (length(week_on) = 10),
    told_on TEXT CHECK (length(told_on) = 10)
) STRICT;

-- Shops with an encounter, and encounters by who recorded them, in each of the twelve weeks.
CREATE TABLE counter_week (
    week_on TEXT PRIMARY KEY CHECK (length(week_on) = 10),
    active INTEGER NOT NULL,
    phone INTEGER NOT NULL,
    kiosk INTEGER NOT NULL,
    noted INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The same for the shops of a street or of a trade, over the last four weeks; before: all encounters of the four weeks
-- before them.
CREATE TABLE counter_group (
    kind TEXT NOT NULL CHECK (kind IN ('street', 'trade')),
    group_key TEXT NOT NULL,
    name TEXT NOT NULL,
    shops INTEGER NOT NULL,
    active INTEGER NOT NULL,
    phone INTEGER NOT NULL,
    kiosk INTEGER NOT NULL,
    noted INTEGER NOT NULL,
    before INTEGER NOT NULL,
    PRIMARY KEY (kind, group_key)
) STRICT, WITHOUT ROWID;


-- ==================== Demand ====================
-- Why visitors leave without a purchase, over many shops. Made once a week of shop_week_answer.

-- Only cells of at least three shops and five answers, of which no shop has more than 60 %; what is left of one without
-- another is no smaller. A cell moves on only with as much since; without, it is deleted after twelve weeks. scope:
-- 'all' (with an empty key), 'street' or 'trade'. is_noted: of notes of counters, never summed with visitors' answers.
-- weekday: of closed doors, 1 = Monday … 7 = Sunday. week_on: Monday of the last of the twelve weeks.
CREATE TABLE demand_cell (
    scope TEXT NOT NULL CHECK (scope IN ('all', 'street', 'trade')),
    group_key TEXT NOT NULL,
    name TEXT NOT NULL,
    reason TEXT NOT NULL,
    is_noted INTEGER NOT NULL CHECK (is_noted IN (0, 1)),
    shops INTEGER NOT NULL CHECK (shops >= 3),
    answers INTEGER NOT NULL CHECK (answers >= 5),
    weekday INTEGER CHECK (weekday BETWEEN 1 AND 7),
    week_on TEXT NOT NULL CHECK (length(week_on) = 10),
    PRIMARY KEY (scope, group_key, is_noted, reason)
) STRICT, WITHOUT ROWID;
CREATE INDEX demand_cell_by_week ON demand_cell (week_on);


-- ==================== Words ====================
-- Words of visitors that the association may quote to its members.

-- The words are in encounter.note. consent_version: of the wording that the visitor agreed to. outcome: NULL while it
-- waits for a moderator.
CREATE TABLE allowed_words (
    encounter_id INTEGER PRIMARY KEY REFERENCES encounter (id) ON DELETE CASCADE,
    public_id TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(8)))),
    consent_version TEXT NOT NULL CHECK (length(consent_version) = 8),
    outcome TEXT CHECK (outcome IN ('published', 'refused')),
    decided_at INTEGER,
    decided_by INTEGER REFERENCES member (id),
    CHECK ((outcome IS NULL) = (decided_at IS NULL) AND (outcome IS NULL) = (decided_by IS NULL))
) STRICT;
CREATE INDEX allowed_words_waiting ON allowed_words (public_id) WHERE outcome IS NULL;
CREATE INDEX allowed_words_published ON allowed_words (decided_at, public_id) WHERE outcome = 'published';
CREATE INDEX allowed_words_by_decider ON allowed_words (decided_by) WHERE decided_by IS NOT NULL;


-- ==================== Reviews ====================
-- Texts of visitors, read by the association before they are published, and the replies of shops.

-- A review has a reachable author and is shown under a pseudonym, with the dates of the experience and of the
-- publication (C. conso. D.111-10, ex D.111-17), once a member has published it. A refused review stays stored, with
-- the reason (L.111-7-2).
CREATE TABLE review (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    shop_id INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    encounter_id INTEGER UNIQUE REFERENCES encounter (id) ON DELETE SET NULL,
    author_token_hash BLOB NOT NULL UNIQUE CHECK (length(author_token_hash) = 32),
    pseudonym TEXT NOT NULL CHECK (length(pseudonym) <= 60),
    email TEXT NOT NULL CHECK (length(email) <= 254),
    text TEXT NOT NULL CHECK (length(text) <= 2000),
    purchased INTEGER CHECK (purchased IN (0, 1)),
    experience_on TEXT NOT NULL CHECK (length(experience_on) = 10),
    submitted_at INTEGER NOT NULL,
    -- The wording the author agreed to, its version and the moment (RGPD, art. 7(1)).
    consent_wording TEXT NOT NULL,
    consent_version TEXT NOT NULL CHECK (length(consent_version) = 8),
    consented_at INTEGER,
    published_at INTEGER,
    refused_at INTEGER,
    rejection_reason TEXT CHECK (length(rejection_reason) BETWEEN 1 AND 500),
    withdrawn_at INTEGER,
    -- Erased by its author: withdrawn, and without their words and address.
    erased_at INTEGER,
    replied_at INTEGER,
    version INTEGER NOT NULL DEFAULT 1,
    CHECK (published_at IS NULL OR refused_at IS NULL),
    CHECK ((refused_at IS NULL) = (rejection_reason IS NULL)),
    CHECK (erased_at IS NULL OR withdrawn_at IS NOT NULL),
    CHECK (erased_at IS NOT NULL OR (length(pseudonym) > 0 AND length(email) > 2 AND length(text) > 0))
) STRICT;
CREATE INDEX review_published ON review (shop_id, published_at)
 WHERE published_at IS NOT NULL AND withdrawn_at IS NULL;
CREATE INDEX review_waiting ON review (submitted_at)
 WHERE published_at IS NULL AND refused_at IS NULL AND withdrawn_at IS NULL;
CREATE INDEX review_by_publication ON review (published_at)
 WHERE published_at IS NOT NULL AND withdrawn_at IS NULL;
CREATE INDEX review_refused ON review (refused_at) WHERE refused_at IS NOT NULL AND withdrawn_at IS NULL;
CREATE INDEX review_unanswered ON review (shop_id, published_at)
 WHERE published_at IS NOT NULL AND withdrawn_at IS NULL AND replied_at IS NULL;
CREATE INDEX review_by_shop ON review (shop_id);
CREATE INDEX review_withdrawn ON review (withdrawn_at) WHERE withdrawn_at IS NOT NULL;

-- Decisions on a review. They stay when the author submits it again or the decision is undone. batch: the random code
-- of a decision about several reviews, which is undone as a whole.
CREATE TABLE review_decision (
    id INTEGER PRIMARY KEY,
    review_id INTEGER NOT NULL REFERENCES review (id) ON DELETE CASCADE,
    decided_at INTEGER NOT NULL,
    decided_by INTEGER NOT NULL REFERENCES member (id),
    outcome TEXT NOT NULL CHECK (outcome IN ('published', 'refused', 'undone')),
    reason TEXT,
    batch TEXT
) STRICT;
CREATE INDEX review_decision_by_review ON review_decision (review_id);
CREATE INDEX review_decision_by_batch ON review_decision (batch) WHERE batch IS NOT NULL;
CREATE INDEX review_decision_by_member ON review_decision (decided_by);

CREATE TABLE shop_reply (
    review_id INTEGER PRIMARY KEY REFERENCES review (id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL REFERENCES member (id),
    text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
    replied_at INTEGER NOT NULL
) STRICT;
CREATE INDEX shop_reply_by_member ON shop_reply (member_id);

CREATE TRIGGER reply_answers AFTER INSERT ON shop_reply BEGIN
    UPDATE review SET replied_at = NEW.replied_at WHERE id = NEW.review_id;
END;

CREATE TRIGGER reply_changes AFTER UPDATE OF replied_at ON shop_reply BEGIN
    UPDATE review SET replied_at = NEW.replied_at WHERE id = NEW.review_id;
END;


-- ==================== News ====================
-- «À la une»: what the association announces, and the bons plans of its shops. Both end by themselves.

-- ends_at: midnight after its last day.
CREATE TABLE news_post (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
    text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
    ends_at INTEGER NOT NULL,
    published_by INTEGER NOT NULL REFERENCES member (id),
    published_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    removed_at INTEGER,
    removed_by INTEGER REFERENCES member (id),
    version INTEGER NOT NULL DEFAULT 1,
    CHECK ((removed_at IS NULL) = (removed_by IS NULL))
) STRICT;
CREATE INDEX news_post_removed ON news_post (removed_at) WHERE removed_at IS NOT NULL;
CREATE INDEX news_post_by_end ON news_post (ends_at);
CREATE INDEX news_post_by_member ON news_post (published_by, published_at);
CREATE INDEX news_post_by_remover ON news_post (removed_by) WHERE removed_by IS NOT NULL;

-- starts_at, ends_at: midnight of its first day, and midnight after its last one. stock: a word of StockWord, '' for
-- none. ended_at: when its shop or a moderator ended it before its last day; ended_reason: given by a moderator.
CREATE TABLE deal (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    shop_id INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 160),
    stock TEXT NOT NULL DEFAULT '' CHECK (length(stock) <= 40),
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL CHECK (ends_at > starts_at),
    added_by INTEGER NOT NULL REFERENCES member (id),
    added_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    ended_at INTEGER,
    ended_by INTEGER REFERENCES member (id),
    ended_reason TEXT NOT NULL DEFAULT '' CHECK (length(ended_reason) <= 200),
    version INTEGER NOT NULL DEFAULT 1,
    CHECK ((ended_at IS NULL) = (ended_by IS NULL))
) STRICT;
CREATE INDEX deal_by_end ON deal (ends_at);
CREATE INDEX deal_by_shop ON deal (shop_id, ends_at);
CREATE INDEX deal_by_member ON deal (added_by);
CREATE INDEX deal_by_ender ON deal (ended_by) WHERE ended_by IS NOT NULL;


-- ==================== Projects ====================
-- Projects shared by shops.

CREATE TABLE project (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
    purpose TEXT NOT NULL CHECK (length(purpose) <= 5000),
    -- When, in free words, while it has no date.
    happens TEXT NOT NULL DEFAULT '' CHECK (length(happens) <= 120),
    place TEXT NOT NULL DEFAULT '' CHECK (length(place) <= 120),
    budget_cents INTEGER CHECK (budget_cents >= 0),
    -- What it is about; ProjectCategory.swift lists them.
    category TEXT CHECK (length(category) <= 40),
    proposed_by INTEGER NOT NULL REFERENCES member (id),
    proposed_for INTEGER REFERENCES shop (id) ON DELETE SET NULL,
    proposed_at INTEGER NOT NULL,
    -- When the text of this row last changed, or was made public.
    changed_at INTEGER NOT NULL,
    public_at INTEGER,
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES member (id),
    version INTEGER NOT NULL DEFAULT 1,
    CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL))
) STRICT;
CREATE INDEX project_by_date ON project (proposed_at) WHERE withdrawn_at IS NULL;
CREATE INDEX project_public ON project (proposed_at) WHERE public_at IS NOT NULL AND withdrawn_at IS NULL;
CREATE INDEX project_by_member ON project (proposed_by);
CREATE INDEX project_by_shop ON project (proposed_for);
CREATE INDEX project_by_withdrawer ON project (withdrawn_by) WHERE withdrawn_by IS NOT NULL;

-- Withdrawn projects, for their deletion a year later.
CREATE INDEX project_withdrawn ON project (withdrawn_at) WHERE withdrawn_at IS NOT NULL;

-- A text of a project beside the one in its row. 'approved': the project has changed since it was made public, and
-- guests see this text until the change is approved. 'refused': a change that was not approved.
CREATE TABLE project_version (
    project_id INTEGER PRIMARY KEY REFERENCES project (id) ON DELETE CASCADE,
    state TEXT NOT NULL CHECK (state IN ('approved', 'refused')),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
    purpose TEXT NOT NULL CHECK (length(purpose) <= 5000),
    happens TEXT NOT NULL CHECK (length(happens) <= 120),
    place TEXT NOT NULL CHECK (length(place) <= 120),
    budget_cents INTEGER CHECK (budget_cents >= 0),
    -- When this text last changed.
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX project_version_by_state ON project_version (state);

-- When a project takes place. text: 'own' for the text of its row, 'other' for that of its project_version. number: its
-- row in the form, the same while the date is changed, so that calendars know it again. Minutes from midnight of the
-- first and of the last day; starts_minute NULL: all day; ends_minute NULL: all day, or an end that is not said.
CREATE TABLE project_date (
    project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    text TEXT NOT NULL CHECK (text IN ('own', 'other')),
    number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 10),
    from_on TEXT NOT NULL CHECK (length(from_on) = 10),
    until_on TEXT NOT NULL CHECK (length(until_on) = 10 AND until_on >= from_on),
    starts_minute INTEGER CHECK (starts_minute BETWEEN 0 AND 1439),
    ends_minute INTEGER CHECK (ends_minute BETWEEN 0 AND 1439),
    PRIMARY KEY (project_id, text, number),
    CHECK (ends_minute IS NULL OR starts_minute IS NOT NULL),
    CHECK (until_on > from_on OR ends_minute > starts_minute)
) STRICT, WITHOUT ROWID;
CREATE INDEX project_date_by_end ON project_date (until_on, from_on);

-- Search words of a project: those of its row for members, those of its public text for guests, empty while it is not
-- public.
CREATE VIRTUAL TABLE project_search
 USING fts5 (title, purpose, public_title, public_purpose, tokenize = 'unicode61 remove_diacritics 2');

CREATE TABLE participation (
    id INTEGER PRIMARY KEY,
    project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    shop_id INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL REFERENCES member (id),
    joined_at INTEGER NOT NULL,
    left_at INTEGER
) STRICT;
CREATE UNIQUE INDEX participation_current ON participation (project_id, shop_id) WHERE left_at IS NULL;
CREATE INDEX participation_by_shop ON participation (shop_id);
CREATE INDEX participation_by_member ON participation (member_id);

CREATE TABLE project_comment (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL REFERENCES member (id),
    shop_id INTEGER REFERENCES shop (id) ON DELETE SET NULL,
    text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
    written_at INTEGER NOT NULL,
    removed_at INTEGER,
    removed_by INTEGER REFERENCES member (id),
    CHECK ((removed_at IS NULL) = (removed_by IS NULL))
) STRICT;
CREATE INDEX project_comment_by_project ON project_comment (project_id, written_at);
CREATE INDEX project_comment_by_member ON project_comment (member_id);
CREATE INDEX project_comment_by_shop ON project_comment (shop_id);
CREATE INDEX project_comment_by_remover ON project_comment (removed_by) WHERE removed_by IS NOT NULL;
CREATE INDEX project_comment_removed ON project_comment (removed_at) WHERE removed_at IS NOT NULL;


-- ==================== Needs ====================
-- What members look for, offer and can do for one another.

-- kind: NeedKind. Over at ends_at; before that its author settles it or a moderator removes it, with a reason.
-- project_id: the project it became.
CREATE TABLE need (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 20),
    text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 160),
    -- The text without accents and capitals, for the search.
    text_key TEXT NOT NULL,
    author_id INTEGER NOT NULL REFERENCES member (id),
    shop_id INTEGER REFERENCES shop (id) ON DELETE SET NULL,
    project_id INTEGER REFERENCES project (id) ON DELETE SET NULL,
    added_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    closed_at INTEGER,
    closed_by INTEGER REFERENCES member (id),
    closed_reason TEXT NOT NULL DEFAULT '' CHECK (length(closed_reason) <= 200),
    CHECK ((closed_at IS NULL) = (closed_by IS NULL))
) STRICT;
CREATE INDEX need_open ON need (ends_at) WHERE closed_at IS NULL;
CREATE INDEX need_by_end ON need (ends_at);
CREATE INDEX need_by_author ON need (author_id, added_at);
CREATE INDEX need_by_shop ON need (shop_id) WHERE shop_id IS NOT NULL;
CREATE INDEX need_by_project ON need (project_id) WHERE project_id IS NOT NULL;
CREATE INDEX need_by_closer ON need (closed_by) WHERE closed_by IS NOT NULL;

-- What the author of a need and one other member, the correspondent, write to each other. No other person reads it.
CREATE TABLE need_message (
    id INTEGER PRIMARY KEY,
    need_id INTEGER NOT NULL REFERENCES need (id) ON DELETE CASCADE,
    correspondent_id INTEGER NOT NULL REFERENCES member (id),
    writer_id INTEGER NOT NULL REFERENCES member (id),
    text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 1000),
    written_at INTEGER NOT NULL
) STRICT;
CREATE INDEX need_message_by_need ON need_message (need_id, correspondent_id, written_at);
CREATE INDEX need_message_by_correspondent ON need_message (correspondent_id, need_id);
CREATE INDEX need_message_by_writer ON need_message (writer_id, written_at);

-- Whom the author of a need thanked for it.
CREATE TABLE need_thanks (
    need_id INTEGER NOT NULL REFERENCES need (id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL REFERENCES member (id),
    thanked_at INTEGER NOT NULL,
    PRIMARY KEY (need_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX need_thanks_by_member ON need_thanks (member_id);


-- ==================== Scenarios ====================
-- What a project may look like, side by side, with its budget, and which one was chosen.

-- A scenario of a project; four at most that are not removed. number: its place on the page, 1 to 4. held_on: the day
-- it takes place, if it is known; happens: when, in free words.
CREATE TABLE scenario (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 4),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 80),
    what TEXT NOT NULL CHECK (length(what) <= 2000),
    held_on TEXT CHECK (length(held_on) = 10),
    happens TEXT NOT NULL CHECK (length(happens) <= 120),
    -- Who takes part, in free words: «les boutiques de la rue Royale».
    participants TEXT NOT NULL CHECK (length(participants) <= 200),
    written_by INTEGER NOT NULL REFERENCES member (id),
    written_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    removed_at INTEGER,
    removed_by INTEGER REFERENCES member (id),
    version INTEGER NOT NULL DEFAULT 1,
    CHECK ((removed_at IS NULL) = (removed_by IS NULL))
) STRICT;
CREATE UNIQUE INDEX scenario_current ON scenario (project_id, number) WHERE removed_at IS NULL;
CREATE INDEX scenario_by_project ON scenario (project_id);
CREATE INDEX scenario_by_day ON scenario (held_on) WHERE held_on IS NOT NULL AND removed_at IS NULL;
CREATE INDEX scenario_by_member ON scenario (written_by);
CREATE INDEX scenario_by_remover ON scenario (removed_by) WHERE removed_by IS NOT NULL;
CREATE INDEX scenario_removed ON scenario (removed_at) WHERE removed_at IS NOT NULL;

-- A cost or an income of a scenario. number: its row in the form, the same while the scenario is changed. kind: one of
-- twelve, BudgetKind.swift lists them. low_cents, high_cents: the estimate. vat_permille: the rate that is added to it,
-- 200 for 20 %; NULL when it is all that is paid.
CREATE TABLE budget_line (
    id INTEGER PRIMARY KEY,
    scenario_id INTEGER NOT NULL REFERENCES scenario (id) ON DELETE CASCADE,
    number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 20),
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 20),
    label TEXT NOT NULL CHECK (length(label) BETWEEN 1 AND 120),
    low_cents INTEGER NOT NULL CHECK (low_cents BETWEEN 0 AND 100000000),
    high_cents INTEGER NOT NULL CHECK (high_cents BETWEEN low_cents AND 100000000),
    vat_permille INTEGER CHECK (vat_permille BETWEEN 0 AND 1000),
    supplier TEXT NOT NULL CHECK (length(supplier) <= 120),
    -- The quote: a document of its project.
    quote_id INTEGER REFERENCES project_document (id) ON DELETE SET NULL,
    UNIQUE (scenario_id, number)
) STRICT;
CREATE INDEX budget_line_by_quote ON budget_line (quote_id) WHERE quote_id IS NOT NULL;

-- Which scenario was chosen, when and by whom; the latest row that is not undone applies. chosen_by NULL: by a
-- consultation. reason: given by the person who chose.
CREATE TABLE scenario_choice (
    id INTEGER PRIMARY KEY,
    project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    scenario_id INTEGER NOT NULL REFERENCES scenario (id) ON DELETE CASCADE,
    chosen_at INTEGER NOT NULL,
    chosen_by INTEGER REFERENCES member (id),
    reason TEXT NOT NULL CHECK (length(reason) <= 500),
    undone_at INTEGER
) STRICT;
CREATE INDEX scenario_choice_by_project ON scenario_choice (project_id, id) WHERE undone_at IS NULL;
CREATE INDEX scenario_choice_by_scenario ON scenario_choice (scenario_id);
CREATE INDEX scenario_choice_by_member ON scenario_choice (chosen_by) WHERE chosen_by IS NOT NULL;


-- ==================== Consultations ====================
-- Consultations of shops inside a project: which scenario they prefer. Not votes under the statutes.

-- mode: 'approve' any number of scenarios, or 'choose' one. is_hidden: results are not shown before closes_at, the
-- first moment at which no answer is taken. counted_at: its end was handled. reminded_at: those who had not answered
-- were reminded.
CREATE TABLE consultation (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    mode TEXT NOT NULL CHECK (mode IN ('approve', 'choose')),
    is_hidden INTEGER NOT NULL CHECK (is_hidden IN (0, 1)),
    opened_by INTEGER NOT NULL REFERENCES member (id),
    opened_at INTEGER NOT NULL,
    closes_at INTEGER NOT NULL CHECK (closes_at > opened_at),
    reminded_at INTEGER,
    counted_at INTEGER,
    cancelled_at INTEGER,
    cancelled_by INTEGER REFERENCES member (id),
    CHECK ((cancelled_at IS NULL) = (cancelled_by IS NULL)),
    CHECK (counted_at IS NULL OR cancelled_at IS NULL)
) STRICT;
CREATE UNIQUE INDEX consultation_open ON consultation (project_id) WHERE counted_at IS NULL AND cancelled_at IS NULL;
CREATE INDEX consultation_by_project ON consultation (project_id, id);
CREATE INDEX consultation_by_member ON consultation (opened_by);
CREATE INDEX consultation_by_canceller ON consultation (cancelled_by) WHERE cancelled_by IS NOT NULL;
CREATE INDEX consultation_cancelled ON consultation (cancelled_at) WHERE cancelled_at IS NOT NULL;

-- The scenarios of the moment it was opened, and their versions.
CREATE TABLE consultation_option (
    consultation_id INTEGER NOT NULL REFERENCES consultation (id) ON DELETE CASCADE,
    scenario_id INTEGER NOT NULL REFERENCES scenario (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    PRIMARY KEY (consultation_id, scenario_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX consultation_option_by_scenario ON consultation_option (scenario_id);

-- The shops it asks, set when it is opened and never again. answered_at NULL: not yet.
CREATE TABLE consultation_shop (
    consultation_id INTEGER NOT NULL REFERENCES consultation (id) ON DELETE CASCADE,
    shop_id INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    answered_at INTEGER,
    answered_by INTEGER REFERENCES member (id),
    PRIMARY KEY (consultation_id, shop_id),
    CHECK ((answered_at IS NULL) = (answered_by IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX consultation_shop_waiting ON consultation_shop (shop_id) WHERE answered_at IS NULL;
CREATE INDEX consultation_shop_by_shop ON consultation_shop (shop_id);
CREATE INDEX consultation_shop_by_member ON consultation_shop (answered_by) WHERE answered_by IS NOT NULL;

-- The scenarios a shop approves or chooses; none for «aucun ne me convient».
CREATE TABLE consultation_voice (
    consultation_id INTEGER NOT NULL,
    shop_id INTEGER NOT NULL,
    scenario_id INTEGER NOT NULL REFERENCES scenario (id) ON DELETE CASCADE,
    PRIMARY KEY (consultation_id, shop_id, scenario_id),
    FOREIGN KEY (consultation_id, shop_id) REFERENCES consultation_shop (consultation_id, shop_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX consultation_voice_by_scenario ON consultation_voice (scenario_id);


-- ==================== Story ====================
-- The page of a project apart from its other parts: documents, amendments and experts.

-- A file as it was sent. public_at: since when everyone who sees the project may have it; NULL: members only.
CREATE TABLE project_document (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 100),
    format TEXT NOT NULL CHECK (format IN ('pdf', 'jpeg', 'png')),
    added_by INTEGER NOT NULL REFERENCES member (id),
    added_at INTEGER NOT NULL,
    public_at INTEGER,
    removed_at INTEGER,
    removed_by INTEGER REFERENCES member (id),
    contents BLOB NOT NULL CHECK (length(contents) BETWEEN 1 AND 8388608),
    CHECK ((removed_at IS NULL) = (removed_by IS NULL))
) STRICT;
CREATE INDEX project_document_by_project ON project_document (project_id, added_at);
CREATE INDEX project_document_by_member ON project_document (added_by);
CREATE INDEX project_document_by_remover ON project_document (removed_by) WHERE removed_by IS NOT NULL;
CREATE INDEX project_document_removed ON project_document (removed_at) WHERE removed_at IS NOT NULL;

-- Another text for a project, which its leads accept or decline. base: the text it would replace, when it was proposed.
CREATE TABLE amendment (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL REFERENCES member (id),
    base TEXT NOT NULL CHECK (length(base) <= 5000),
    text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 5000),
    reason TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
    proposed_at INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'accepted', 'declined', 'withdrawn')),
    word TEXT NOT NULL DEFAULT '' CHECK (length(word) <= 300),
    decided_at INTEGER,
    decided_by INTEGER REFERENCES member (id),
    CHECK ((state = 'waiting') = (decided_at IS NULL) AND (decided_at IS NULL) = (decided_by IS NULL))
) STRICT;
CREATE UNIQUE INDEX amendment_waiting ON amendment (project_id, member_id) WHERE state = 'waiting';
CREATE INDEX amendment_by_project ON amendment (project_id, proposed_at);
CREATE INDEX amendment_by_member ON amendment (member_id);
CREATE INDEX amendment_by_decider ON amendment (decided_by) WHERE decided_by IS NOT NULL;

-- A person from outside who advises on a project by a secret link, which its leads can see again. nonce: what the
-- secret is made of, with the key of the storage.
CREATE TABLE project_expert (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    -- «architecte»; may be empty.
    quality TEXT NOT NULL DEFAULT '' CHECK (length(quality) <= 120),
    nonce BLOB NOT NULL CHECK (length(nonce) = 16),
    token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    invited_by INTEGER NOT NULL REFERENCES member (id),
    invited_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;
CREATE INDEX project_expert_by_project ON project_expert (project_id);
CREATE INDEX project_expert_by_member ON project_expert (invited_by);

-- Signed opinions of experts. The last one of an expert on a scenario counts; earlier ones are the history.
CREATE TABLE expert_opinion (
    id INTEGER PRIMARY KEY,
    expert_id INTEGER NOT NULL REFERENCES project_expert (id) ON DELETE CASCADE,
    -- NULL: on the project as a whole.
    scenario_id INTEGER REFERENCES scenario (id) ON DELETE CASCADE,
    text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 3000),
    signed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX expert_opinion_by_expert ON expert_opinion (expert_id, scenario_id);
CREATE INDEX expert_opinion_by_scenario ON expert_opinion (scenario_id) WHERE scenario_id IS NOT NULL;


-- ==================== Sharing ====================
-- How the cost of a scenario is divided among the shops asked.

-- measure, second: what shares are proportional to (KeyMeasure in DistributionKey.swift), or 'tier'; second NULL: no
-- mix. thousandths: how much the first of two measures counts. asked: all shops of the association, or those that take
-- part in the project. first_total, second_total: the totals of the measures over the shops asked, from frozen_at on,
-- when a call for pledges opened.
CREATE TABLE distribution_key (
    scenario_id INTEGER PRIMARY KEY REFERENCES scenario (id) ON DELETE CASCADE,
    measure TEXT NOT NULL CHECK (length(measure) BETWEEN 1 AND 20),
    second TEXT CHECK (length(second) BETWEEN 1 AND 20),
    thousandths INTEGER CHECK (thousandths BETWEEN 1 AND 999),
    fixed_cents INTEGER NOT NULL CHECK (fixed_cents BETWEEN 0 AND 9999999999),
    floor_cents INTEGER CHECK (floor_cents BETWEEN 0 AND 9999999999),
    cap_cents INTEGER CHECK (cap_cents BETWEEN 0 AND 9999999999),
    asked TEXT NOT NULL CHECK (asked IN ('all', 'participants')),
    first_total INTEGER CHECK (first_total >= 0),
    second_total INTEGER CHECK (second_total >= 0),
    frozen_at INTEGER,
    chosen_by INTEGER NOT NULL REFERENCES member (id),
    chosen_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    CHECK ((second IS NULL) = (thousandths IS NULL)),
    CHECK (floor_cents IS NULL OR cap_cents IS NULL OR floor_cents <= cap_cents)
) STRICT;
CREATE INDEX distribution_key_by_member ON distribution_key (chosen_by);

-- A category of members with its weight, or a tier with its price in cents. name: that of a tier, or a MemberCategory.
CREATE TABLE key_option (
    scenario_id INTEGER NOT NULL REFERENCES distribution_key (scenario_id) ON DELETE CASCADE,
    number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 8),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    amount INTEGER NOT NULL CHECK (amount BETWEEN 0 AND 9999999),
    PRIMARY KEY (scenario_id, number)
) STRICT, WITHOUT ROWID;

-- A shop that is asked, with what it had declared when the key was chosen; NULL: not declared yet. option_number: its
-- category or tier. exemption: why it pays nothing; empty for one that pays.
CREATE TABLE key_shop (
    scenario_id INTEGER NOT NULL REFERENCES distribution_key (scenario_id) ON DELETE CASCADE,
    shop_id INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    surface_dm2 INTEGER CHECK (surface_dm2 BETWEEN 0 AND 10000000),
    frontage_cm INTEGER CHECK (frontage_cm BETWEEN 0 AND 100000),
    headcount INTEGER CHECK (headcount BETWEEN 0 AND 10000),
    option_number INTEGER CHECK (option_number BETWEEN 1 AND 8),
    exemption TEXT NOT NULL DEFAULT '' CHECK (length(exemption) <= 200),
    PRIMARY KEY (scenario_id, shop_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX key_shop_by_shop ON key_shop (shop_id);


-- ==================== Pledges ====================
-- Which shops commit to pay their share of a scenario, on which conditions, and what each owes.

-- A call for pledges. total_cents: what the shops divide, less gifts; 0 with tiers, whose sum follows from who takes
-- part. least_shops, least_cents: below them no shop is bound. frozen_at: the deadline has passed; reached: with enough
-- pledges.
CREATE TABLE pledge_call (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    scenario_id INTEGER NOT NULL REFERENCES scenario (id) ON DELETE CASCADE,
    total_cents INTEGER NOT NULL CHECK (total_cents BETWEEN 0 AND 9999999999),
    least_shops INTEGER NOT NULL CHECK (least_shops BETWEEN 0 AND 10000),
    least_cents INTEGER NOT NULL CHECK (least_cents BETWEEN 0 AND 9999999999),
    opened_by INTEGER NOT NULL REFERENCES member (id),
    opened_at INTEGER NOT NULL,
    closes_at INTEGER NOT NULL CHECK (closes_at > opened_at),
    frozen_at INTEGER,
    reached INTEGER NOT NULL DEFAULT 0 CHECK (reached IN (0, 1)),
    cancelled_at INTEGER,
    cancelled_by INTEGER REFERENCES member (id),
    CHECK ((cancelled_at IS NULL) = (cancelled_by IS NULL)),
    CHECK (reached = 0 OR frozen_at IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX pledge_call_current ON pledge_call (project_id)
 WHERE cancelled_at IS NULL AND (frozen_at IS NULL OR reached = 1);
CREATE INDEX pledge_call_by_project ON pledge_call (project_id, id);
CREATE INDEX pledge_call_by_scenario ON pledge_call (scenario_id);
CREATE INDEX pledge_call_by_member ON pledge_call (opened_by);
CREATE INDEX pledge_call_by_canceller ON pledge_call (cancelled_by) WHERE cancelled_by IS NOT NULL;

-- The earlier deadlines of a call that was given more time; the audit log says who gave it.
CREATE TABLE pledge_call_deadline (
    call_id INTEGER NOT NULL REFERENCES pledge_call (id) ON DELETE CASCADE,
    closes_at INTEGER NOT NULL,
    moved_at INTEGER NOT NULL,
    PRIMARY KEY (call_id, closes_at)
) STRICT, WITHOUT ROWID;

-- What a shop pledges: its share, perhaps on conditions (NULL: none), or a gift of a fixed amount. A change withdraws
-- the row and adds another. leaving_asked_at: after the deadline it asks to leave, for leaving_reason.
CREATE TABLE pledge (
    id INTEGER PRIMARY KEY,
    call_id INTEGER NOT NULL REFERENCES pledge_call (id) ON DELETE CASCADE,
    shop_id INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL REFERENCES member (id),
    least_shops INTEGER CHECK (least_shops BETWEEN 1 AND 10000),
    most_cents INTEGER CHECK (most_cents BETWEEN 0 AND 9999999999),
    gift_cents INTEGER NOT NULL DEFAULT 0 CHECK (gift_cents BETWEEN 0 AND 9999999999),
    pledged_at INTEGER NOT NULL,
    withdrawn_at INTEGER,
    leaving_asked_at INTEGER,
    leaving_reason TEXT NOT NULL DEFAULT '' CHECK (length(leaving_reason) <= 500),
    CHECK (gift_cents = 0 OR (least_shops IS NULL AND most_cents IS NULL))
) STRICT;
CREATE UNIQUE INDEX pledge_current ON pledge (call_id, shop_id) WHERE withdrawn_at IS NULL;
CREATE INDEX pledge_by_call ON pledge (call_id);
CREATE INDEX pledge_by_shop ON pledge (shop_id);
CREATE INDEX pledge_by_member ON pledge (member_id);

-- What each shop owes: at the deadline, and anew when a shop leaves or the total changes. The latest one applies.
-- decided_by NULL: at the deadline. reason: why it was divided anew.
CREATE TABLE division (
    id INTEGER PRIMARY KEY,
    call_id INTEGER NOT NULL REFERENCES pledge_call (id) ON DELETE CASCADE,
    total_cents INTEGER NOT NULL,
    reason TEXT NOT NULL CHECK (length(reason) <= 200),
    decided_by INTEGER REFERENCES member (id),
    decided_at INTEGER NOT NULL
) STRICT;
CREATE INDEX division_by_call ON division (call_id, id);
CREATE INDEX division_by_member ON division (decided_by) WHERE decided_by IS NOT NULL;

CREATE TABLE division_share (
    division_id INTEGER NOT NULL REFERENCES division (id) ON DELETE CASCADE,
    shop_id INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    cents INTEGER NOT NULL,
    is_gift INTEGER NOT NULL CHECK (is_gift IN (0, 1)),
    PRIMARY KEY (division_id, shop_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX division_share_by_shop ON division_share (shop_id);


-- ==================== Doing ====================
-- Tasks of projects, their reports, and their next editions.

-- member_id: who does it; NULL while it is free. late_told_at: when people were told that due_on has passed.
CREATE TABLE task (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 160),
    member_id INTEGER REFERENCES member (id),
    due_on TEXT CHECK (length(due_on) = 10),
    added_by INTEGER NOT NULL REFERENCES member (id),
    added_at INTEGER NOT NULL,
    late_told_at INTEGER,
    done_at INTEGER,
    done_by INTEGER REFERENCES member (id),
    removed_at INTEGER,
    removed_by INTEGER REFERENCES member (id),
    CHECK ((done_at IS NULL) = (done_by IS NULL)),
    CHECK ((removed_at IS NULL) = (removed_by IS NULL))
) STRICT;
CREATE INDEX task_by_project ON task (project_id) WHERE removed_at IS NULL;
CREATE INDEX task_of_project ON task (project_id);
CREATE INDEX task_by_member ON task (member_id) WHERE member_id IS NOT NULL;
CREATE INDEX task_late ON task (due_on) WHERE done_at IS NULL AND removed_at IS NULL AND late_told_at IS NULL;
CREATE INDEX task_by_adder ON task (added_by);
CREATE INDEX task_by_doer ON task (done_by) WHERE done_by IS NOT NULL;
CREATE INDEX task_by_remover ON task (removed_by) WHERE removed_by IS NOT NULL;
CREATE INDEX task_removed ON task (removed_at) WHERE removed_at IS NOT NULL;

-- The report of a project. ended_at: when its leads said that it is over; one with dates is over after the last of
-- them. summary: for everyone, once the presidency has approved it: then it is in public_summary too.
CREATE TABLE project_report (
    project_id INTEGER PRIMARY KEY REFERENCES project (id) ON DELETE CASCADE,
    ended_at INTEGER,
    learnt TEXT NOT NULL DEFAULT '' CHECK (length(learnt) <= 5000),
    summary TEXT NOT NULL DEFAULT '' CHECK (length(summary) <= 2000),
    public_summary TEXT NOT NULL DEFAULT '' CHECK (length(public_summary) <= 2000),
    changed_at INTEGER NOT NULL,
    changed_by INTEGER NOT NULL REFERENCES member (id),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX project_report_by_member ON project_report (changed_by);
CREATE INDEX project_report_unread ON project_report (project_id) WHERE summary <> public_summary AND summary <> '';

-- What was paid or received, and what was planned. number: its row in the form, incomes from 21. kind: as in
-- budget_line.
CREATE TABLE report_line (
    project_id INTEGER NOT NULL REFERENCES project_report (project_id) ON DELETE CASCADE,
    number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 40),
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 20),
    label TEXT NOT NULL CHECK (length(label) BETWEEN 1 AND 120),
    planned_cents INTEGER CHECK (planned_cents >= 0),
    actual_cents INTEGER NOT NULL CHECK (actual_cents >= 0),
    PRIMARY KEY (project_id, number)
) STRICT, WITHOUT ROWID;

-- «Le referiez-vous à ce prix ?»: one answer of each shop that took part. answer: ReportAnswer.
CREATE TABLE report_answer (
    project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    shop_id INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL REFERENCES member (id),
    answer TEXT NOT NULL CHECK (length(answer) BETWEEN 1 AND 20),
    word TEXT NOT NULL DEFAULT '' CHECK (length(word) <= 500),
    answered_at INTEGER NOT NULL,
    PRIMARY KEY (project_id, shop_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX report_answer_by_shop ON report_answer (shop_id);
CREATE INDEX report_answer_by_member ON report_answer (member_id);

-- The previous edition of a project.
CREATE TABLE project_edition (
    project_id INTEGER PRIMARY KEY REFERENCES project (id) ON DELETE CASCADE,
    previous_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    made_by INTEGER NOT NULL REFERENCES member (id),
    made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX project_edition_by_previous ON project_edition (previous_id, made_at);
CREATE INDEX project_edition_by_member ON project_edition (made_by);
