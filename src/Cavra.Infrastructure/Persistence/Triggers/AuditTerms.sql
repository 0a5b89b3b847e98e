-- The words an entry is found by where it has several of a sort: see EvidenceTerm.
CREATE OR REPLACE FUNCTION cavra_write_evidence_terms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO evidence_terms (workspace_id, term, entry_id)
    SELECT entry.workspace_id, word.term, entry.id
    FROM added AS entry
    CROSS JOIN LATERAL (
        SELECT 'provider:' || provider AS term FROM unnest(entry.providers) AS provider
        UNION
        SELECT 'chain:' || chain FROM unnest(entry.chains) AS chain
        UNION
        SELECT 'audit:' || audit FROM unnest(entry.audits) AS audit
    ) AS word;
    RETURN NULL;
END $$;

-- What one document brought about, done or not, in the order of time.
CREATE INDEX ix_evidence_entries_resource ON evidence_entries (workspace_id, resource_id, id) WHERE resource_id IS NOT NULL;
