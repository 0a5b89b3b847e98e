using System.Text.Json.Nodes;

namespace Cavra.Testing;

/// <summary>Looks at evidence and rows as they lie in the database.</summary>
internal static class EvidenceLooks
{
    // The clock stands still between commands: transactions and their statements are numbered, rows lie anywhere.
    private const string AsWritten = "evidence_entries.xmin::text::bigint, evidence_entries.cmin::text::bigint";

    /// <summary>The documents of all evidence entries, oldest first.</summary>
    public static async Task<IReadOnlyList<JsonObject>> EvidenceAsync(this TestDatabase database) =>
        [.. (await database.ColumnAsync("select document from evidence_entries join evidence_documents on entry_id = id order by created_at, " + AsWritten)).Select(text => JsonNode.Parse(text)!.AsObject())];

    /// <summary>Action and outcome of all evidence entries, oldest first.</summary>
    public static async Task<IReadOnlyList<string>> EvidenceLinesAsync(this TestDatabase database) =>
        await database.ColumnAsync("select action || ': ' || outcome from evidence_entries order by created_at, " + AsWritten);

    public static async Task<IReadOnlyList<string>> ColumnAsync(this TestDatabase database, string sql)
    {
        await using var command = database.Source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await reader.ReadAsync())
        {
            values.Add(reader.GetString(0));
        }

        return values;
    }

    /// <summary>Every row of every table as text, to look for what must not be there.</summary>
    public static async Task<string> EverythingAsync(this TestDatabase database)
    {
        var tables = await database.ColumnAsync(
            "select quote_ident(table_name) from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'");
        var rows = new List<string>();
        foreach (var table in tables)
        {
            rows.AddRange(await database.ColumnAsync($"select t::text from {table} t"));
        }

        return string.Join('\n', rows);
    }
}
