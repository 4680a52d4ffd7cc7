-- What there is nothing to do about any more is read for everybody who was told: found by its record.
create index notice_open on notice (org_id, subject_id) where in_app and read_at is null;
