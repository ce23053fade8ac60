-- What is past its time is found by an index. A storage made by a first version of step 1 has them already.
CREATE INDEX IF NOT EXISTS sign_in_link_by_end ON sign_in_link (expires_at);
CREATE INDEX IF NOT EXISTS invitation_by_end ON invitation (expires_at);
CREATE INDEX IF NOT EXISTS review_withdrawn ON review (withdrawn_at) WHERE withdrawn_at IS NOT NULL;
