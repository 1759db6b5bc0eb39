"""The log only grows, whoever asks: a trigger, beside the grants of `audit/grants.py`."""

from django.db import migrations

# An entry takes the log's lock shared before it gets its number, so that sealing (which takes the
# lock alone) never seals past a number still to be committed. The key is `sealing.LOCK_KEY`.
# Deletion is open only to entries older than ZVOP-2, article 22, lets us keep, and only to a role
# that has the right to delete at all, which the application has not.
GROWS_ONLY = """
CREATE FUNCTION audit_announce_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(7310512);
    RETURN NULL;
END $$;

CREATE TRIGGER audit_announce_entry BEFORE INSERT ON audit_logentry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_announce_entry();

CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The log may only grow: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER audit_refuse_update BEFORE UPDATE ON audit_logentry
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();

CREATE TRIGGER audit_refuse_deletion BEFORE DELETE ON audit_logentry
    FOR EACH ROW
    WHEN (OLD.at >= date_trunc('year', now() AT TIME ZONE 'Europe/Ljubljana')
        AT TIME ZONE 'Europe/Ljubljana' - interval '2 years')
    EXECUTE FUNCTION audit_refuse_change();

CREATE TRIGGER audit_refuse_update BEFORE UPDATE OR DELETE ON audit_seal
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
"""

FREE_AGAIN = """
DROP TRIGGER audit_refuse_update ON audit_seal;
DROP TRIGGER audit_refuse_deletion ON audit_logentry;
DROP TRIGGER audit_refuse_update ON audit_logentry;
DROP TRIGGER audit_announce_entry ON audit_logentry;
DROP FUNCTION audit_refuse_change();
DROP FUNCTION audit_announce_entry();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_seals_count_their_entries")]

    operations = [migrations.RunSQL(GROWS_ONLY, FREE_AGAIN)]
