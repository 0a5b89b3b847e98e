using System.Globalization;
using Cavra.Verification;
using Npgsql;

namespace Cavra.Infrastructure.Evidence.Log;

/// <summary>What the tables of a log must say of each other; whatever breaks one of these was not done by Cavra.</summary>
internal static class LogTables
{
    private const string NewestSize =
        "coalesce((SELECT size FROM log_checkpoints WHERE workspace_id = $1 ORDER BY size DESC LIMIT 1), 0)";

    private const string Words =
        """
        SELECT word.term, entry.id FROM evidence_entries AS entry CROSS JOIN LATERAL (
            SELECT 'provider:' || provider AS term FROM unnest(entry.providers) AS provider
            UNION SELECT 'chain:' || chain FROM unnest(entry.chains) AS chain
            UNION SELECT 'audit:' || audit FROM unnest(entry.audits) AS audit) AS word
        WHERE entry.workspace_id = $1
        """;

    private const string Terms = "SELECT term, entry_id FROM evidence_terms WHERE workspace_id = $1";

    private static readonly Rule[] Rules =
    [
        new("log_entries", $"SELECT count(*) FROM log_entries WHERE workspace_id = $1 AND (index < 0 OR index >= {NewestSize})",
            VerificationFinding.Tampered, "{0} entries have an index that no checkpoint is over: they were added, or a checkpoint was taken away."),
        new("log_trees", $"SELECT count(*) FROM log_trees WHERE workspace_id = $1 AND size <> {NewestSize}",
            VerificationFinding.Tampered, "The tree has another size than the newest checkpoint: it was changed, or a checkpoint was taken away."),
        new("log_trees", $"SELECT {NewestSize} WHERE NOT EXISTS (SELECT FROM log_trees WHERE workspace_id = $1)",
            VerificationFinding.Missing, "There is no tree for the {0} entries of the newest checkpoint."),
        new("log_trees", "SELECT count(*) FROM log_trees AS t CROSS JOIN unnest(t.begun_entries) AS b (entry_id) WHERE t.workspace_id = $1"
            + " AND t.begun_size > t.size AND NOT EXISTS (SELECT FROM log_awaiting AS a WHERE a.workspace_id = $1 AND a.entry_id = b.entry_id)",
            VerificationFinding.Tampered, "{0} entries that were about to be signed do not wait for the log."),
        new("log_awaiting", "SELECT count(*) FROM log_awaiting AS a WHERE workspace_id = $1"
            + " AND EXISTS (SELECT FROM log_entries AS l WHERE l.workspace_id = $1 AND l.entry_id = a.entry_id)",
            VerificationFinding.Tampered, "{0} entries wait for the log although it has them."),
        new("log_awaiting", "SELECT count(*) FROM log_awaiting AS a WHERE workspace_id = $1"
            + " AND NOT EXISTS (SELECT FROM evidence_entries AS e WHERE e.workspace_id = $1 AND e.id = a.entry_id)",
            VerificationFinding.Missing, "{0} entries that wait for the log are not stored."),
        new("evidence_documents", "SELECT count(*) FROM evidence_documents AS d WHERE workspace_id = $1"
            + " AND NOT EXISTS (SELECT FROM evidence_entries AS e WHERE e.workspace_id = $1 AND e.id = d.entry_id)",
            VerificationFinding.Tampered, "{0} documents belong to no entry."),
        new("evidence_documents", "SELECT count(*) FROM log_awaiting AS a WHERE workspace_id = $1"
            + " AND NOT EXISTS (SELECT FROM evidence_documents AS d WHERE d.workspace_id = $1 AND d.entry_id = a.entry_id)",
            VerificationFinding.Missing, "{0} entries that wait for the log have no document."),
        new("evidence_terms", $"SELECT count(*) FROM ({Words} EXCEPT {Terms}) AS lacking",
            VerificationFinding.Missing, "{0} words that entries are found by are missing."),
        new("evidence_terms", $"SELECT count(*) FROM ({Terms} EXCEPT {Words}) AS added",
            VerificationFinding.Tampered, "{0} words that entries are found by are not those of the entries."),
    ];

    private static readonly string[] Owned =
        [
            "evidence_entries", "evidence_documents", "evidence_terms", "log_entries", "log_awaiting", "log_tiles", "log_trees", "log_checkpoints",
            "log_cosignatures", "log_witnesses", "log_adoptions", "evidence_removals", "evidence_erasures", "log_timestamps",
            "log_timestamp_states",
        ];

    /// <summary>The first rule that is broken; null when none is.</summary>
    public static async Task<VerificationResult?> CheckAsync(NpgsqlConnection connection, Guid workspace, CancellationToken cancellationToken)
    {
        foreach (var rule in Rules)
        {
            await using var command = new NpgsqlCommand(rule.Sql, connection);
            command.Parameters.AddWithValue(workspace);
            if (await command.ExecuteScalarAsync(cancellationToken) is long broken and not 0)
            {
                return new VerificationResult(rule.Finding, string.Format(CultureInfo.InvariantCulture, rule.Says, broken)) { File = rule.Table };
            }
        }

        return null;
    }

    /// <summary>The first table with rows of a workspace that there is not; null when there is none.</summary>
    public static async Task<VerificationResult?> CheckOwnersAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (var table in Owned)
        {
            await using var command = new NpgsqlCommand(
                $"SELECT count(*) FROM {table} AS t WHERE NOT EXISTS (SELECT FROM workspaces AS w WHERE w.id = t.workspace_id)", connection);
            if (await command.ExecuteScalarAsync(cancellationToken) is long strange and not 0)
            {
                return new VerificationResult(VerificationFinding.Tampered, $"{strange} rows of {table} belong to no workspace.") { File = table };
            }
        }

        return null;
    }

    private sealed record Rule(string Table, string Sql, VerificationFinding Finding, string Says);
}
