using System.Text;
using Cavra.Testing;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Log;
using Npgsql;
using NSec.Cryptography;
using PublicKey = NSec.Cryptography.PublicKey;

namespace Cavra.Api.Tests.Evidence;

/// <summary>Entries in numbers, and a log that has taken them in.</summary>
internal static class GivenALog
{
    /// <summary>Writes many small entries at once, as the database's owner could: in the second of the newest entry that there is.</summary>
    public static async Task WriteEntriesAsync(this TestDatabase database, int count) => await database.ExecuteAsync(
        $$"""
        WITH written AS (
            SELECT id, at, '{"created_at":"' || to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || '","evidence_id":"evidence-'
                || replace(id::text, '-', '') || '","n":' || n
                || ',"what":{"action":"fill","metadata_kind":null,"outcome":"done","summary":{ } },"who":{"actor":"filler"} }' AS document
            FROM (
                SELECT n, at, (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7'
                    || right(replace(gen_random_uuid()::text, '-', ''), 3) || '8' || right(replace(gen_random_uuid()::text, '-', ''), 15))::uuid AS id
                FROM generate_series(1, {{count}}) AS n
                CROSS JOIN (SELECT date_trunc('second', coalesce(max(created_at), '2026-11-20T00:00:00Z')) AS at FROM evidence_entries) AS newest
            ) AS numbered
        ), entries AS (
            INSERT INTO evidence_entries (workspace_id, id, created_at, action, outcome, is_record, actor, digest, chains, providers)
            SELECT '{{(await database.WorkspaceAsync()).Value}}', id, at, 'fill', 'done', false, 'filler',
                'sha256:' || encode(sha256(convert_to(document, 'UTF8')), 'hex'), '{}', '{}'
            FROM written
        )
        INSERT INTO evidence_documents (workspace_id, entry_id, document)
        SELECT '{{(await database.WorkspaceAsync()).Value}}', id, document FROM written
        """);

    /// <summary>Writes a small entry within whatever transaction the connection is in, and says its id.</summary>
    public static async Task<string> WriteAnEntryAsync(this NpgsqlConnection connection, TestDatabase database, Guid id)
    {
        await using var command = new NpgsqlCommand(AnEntry("public", await database.WorkspaceAsync(), id), connection);
        await command.ExecuteNonQueryAsync();
        return EvidenceId.From(id).ToString();
    }

    /// <summary>The statements that write a small entry into a schema's tables.</summary>
    public static string AnEntry(string schema, WorkspaceId workspace, Guid id) =>
        $$"""
        INSERT INTO {{schema}}.evidence_entries (workspace_id, id, created_at, action, outcome, is_record, actor, digest, chains, providers)
        VALUES ('{{workspace.Value}}', '{{id}}', '2026-11-20T00:00:00Z', 'fill', 'done', false, 'filler',
            'sha256:' || encode(sha256(convert_to('{{DocumentOf(id)}}', 'UTF8')), 'hex'), '{}', '{}');
        INSERT INTO {{schema}}.evidence_documents (workspace_id, entry_id, document) VALUES ('{{workspace.Value}}', '{{id}}', '{{DocumentOf(id)}}');
        """;

    /// <summary>What that entry says.</summary>
    public static string DocumentOf(Guid id) =>
        $$$"""{"created_at":"2026-11-20T00:00:00Z","evidence_id":"{{{EvidenceId.From(id)}}}","what":{"action":"fill","metadata_kind":null,"outcome":"done","summary":{ } },"who":{"actor":"filler"} }""";

    /// <summary>The newest checkpoint, its signatures checked against the keys that the database knows.</summary>
    public static async Task<Checkpoint> CheckpointAsync(this TestDatabase database)
    {
        var notes = await database.ColumnAsync("SELECT note FROM log_checkpoints ORDER BY size DESC LIMIT 1");
        Assert.That(SignedNote.TryParse(notes.Single(), out var note), Is.True);
        Assert.That(Checkpoint.TryParse(note!.Text, out var checkpoint), Is.True);
        var keys = await database.ColumnAsync("SELECT encode(public_key, 'base64') FROM log_keys");
        var known = keys.Select(key => VerifierKey.OfEd25519(checkpoint!.Origin, Convert.FromBase64String(key))).ToList();
        Assert.That(note.Signatures, Is.Not.Empty);
        foreach (var signature in note.Signatures)
        {
            Assert.That(known.Exists(key => key.IsNamedBy(signature) && Verifies(key, note.Text, signature)), Is.True);
        }

        return checkpoint!;
    }

    /// <summary>The log's entries in their order, each once, without a gap.</summary>
    public static async Task<IReadOnlyList<TreeHash>> LeavesAsync(this TestDatabase database)
    {
        var rows = await database.ColumnAsync(
            """
            SELECT logged.index || ' ' || entry.document
            FROM log_entries AS logged JOIN evidence_documents AS entry ON entry.entry_id = logged.entry_id ORDER BY logged.index
            """);
        var split = rows.Select(row => row.Split(' ', 2)).ToList();
        Assert.That(split.Select(row => row[0]), Is.EqualTo(Enumerable.Range(0, split.Count).Select(index => $"{index}")));
        return [.. split.Select(row => Merkle.LeafHash(Encoding.UTF8.GetBytes(row[1])))];
    }

    private static bool Verifies(VerifierKey key, string text, NoteSignature signature) => SignatureAlgorithm.Ed25519.Verify(
        PublicKey.Import(SignatureAlgorithm.Ed25519, key.PublicKey, KeyBlobFormat.RawPublicKey), Encoding.UTF8.GetBytes(text),
        signature.Signature);
}
