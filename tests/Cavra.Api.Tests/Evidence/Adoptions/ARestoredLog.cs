using System.Text.Json.Nodes;
using Cavra.Testing;

namespace Cavra.Api.Tests.Evidence.Adoptions;

/// <summary>A log whose database was put back to an older copy of itself.</summary>
internal static class ARestoredLog
{
    public const string Adoptions = "/evidence/adoptions";

    /// <summary>Writes and signs 600 entries and 77 more, puts the database back to the 600, and lets the worker find that out.</summary>
    /// <returns>The checkpoint of the 677, as somebody kept it.</returns>
    public static async Task<string> RestoreAsync(this CavraApp app)
    {
        await app.Database.WriteEntriesAsync(600 - (int)await app.Database.ScalarAsync<long>("SELECT count(*) FROM evidence_entries"));
        await app.SequenceAsync();
        await app.Database.WriteEntriesAsync(77);
        await app.SequenceAsync();
        var kept = (await app.Database.ColumnAsync("SELECT note FROM log_checkpoints WHERE size = 677")).Single();
        await app.Database.PutBackAsync(600);
        await app.Database.WriteEntriesAsync(2);
        await app.SequenceAsync();
        return kept;
    }

    /// <summary>Takes away everything that came after so many entries, as a restore does.</summary>
    public static async Task PutBackAsync(this TestDatabase database, int size) => await database.ExecuteAsync(
        $"""
        SET session_replication_role = replica;
        DELETE FROM log_awaiting;
        DELETE FROM evidence_documents WHERE entry_id NOT IN (SELECT entry_id FROM log_entries WHERE index < {size});
        DELETE FROM evidence_entries WHERE id NOT IN (SELECT entry_id FROM log_entries WHERE index < {size});
        DELETE FROM evidence_terms WHERE entry_id NOT IN (SELECT entry_id FROM log_entries WHERE index < {size});
        DELETE FROM log_entries WHERE index >= {size};
        DELETE FROM log_checkpoints WHERE size > {size};
        UPDATE log_trees SET size = {size}, stopped_for = NULL, stopped_index = NULL, unsigned_since = NULL;
        DELETE FROM log_tiles WHERE level = 0 AND index > {size} / 256;
        UPDATE log_tiles SET hashes = substring(hashes FOR ({size} % 256) * 32) WHERE level = 0 AND index = {size} / 256;
        """);

    /// <summary>Asks for an adoption.</summary>
    public static async Task<JsonObject> AskAsync(this HttpClient client, string reason = "The disk failed.") =>
        (await client.PostJsonAsync(Adoptions, new { reason })).Ok();

    /// <summary>Asks for an adoption as one person and confirms it as another; answers its id.</summary>
    public static async Task<string> AdoptAsync(this CavraApp app)
    {
        var id = (await app.Admin.AskAsync()).Text("adoption.adoption_id");
        using var other = await app.ClientWithAsync("admin");

        // What is written in one millisecond is taken in in any order.
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        (await other.PostJsonAsync($"{Adoptions}/{id}/confirm")).Ok();
        return id;
    }
}
