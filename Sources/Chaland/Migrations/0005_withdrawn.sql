-- Projects and comments taken back are found by when, to be deleted a year later.
CREATE INDEX project_withdrawn ON project (withdrawn_at) WHERE withdrawn_at IS NOT NULL;
CREATE INDEX project_comment_removed ON project_comment (removed_at) WHERE removed_at IS NOT NULL;
