using Npgsql;

namespace Cavra.Benchmarks.Serving;

/// <summary>Runs the hand-written statements that fill a database.</summary>
internal static class Seed
{
    /// <summary>Makes what every seed builds on.</summary>
    public static Task PrepareAsync(this NpgsqlDataSource database) => database.RunAsync("SeedId.sql");

    /// <param name="database">Where.</param>
    /// <param name="name">Name of the file.</param>
    /// <param name="parameters">Its parameters, by name.</param>
    public static async Task RunAsync(this NpgsqlDataSource database, string name, params (string Name, object Value)[] parameters)
    {
        await using var command = database.CreateCommand(Read(name));
        command.CommandTimeout = 0;
        foreach (var parameter in parameters)
        {
            command.Parameters.AddWithValue(parameter.Name, parameter.Value);
        }

        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Leaves the database as it is after years of ordinary care: statistics up to date, everything on disk.</summary>
    public static async Task SettleAsync(this NpgsqlDataSource database)
    {
        foreach (var care in (string[])["VACUUM ANALYZE", "CHECKPOINT"])
        {
            await using var command = database.CreateCommand(care);
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync();
        }
    }

    private static string Read(string name)
    {
        var assembly = typeof(Seed).Assembly;
        var resource = assembly.GetManifestResourceNames().Single(candidate => candidate.EndsWith($".{name}", StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
