using System.CommandLine;
using Cavra.Cli.Terminals;
using Cavra.Infrastructure.Persistence;
using Npgsql;

namespace Cavra.Cli.Databases;

/// <summary><c>cavra db migrate</c>: brings the database to the version of this program.</summary>
internal static class MigrateDatabase
{
    public static Command Group(Terminal terminal) => new("db", "The database of this instance.") { Create(terminal) };

    private static Command Create(Terminal terminal)
    {
        var dataDirectory = DataDirectoryOption.Create();
        var command = new Command(
            "migrate",
            "Bring the database to the version of this program, whether Cavra runs or not. Safe to repeat, and to run twice at once.")
        {
            dataDirectory,
        };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetRequiredValue(dataDirectory), terminal, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string dataDirectory, Terminal terminal, CancellationToken cancellationToken)
    {
        await using var database = InstanceDatabase.OrSay(
            await InstanceDatabase.OpenOrJoinAsync(dataDirectory, terminal, cancellationToken), terminal);
        if (database is null)
        {
            return ExitCode.Unreachable;
        }

        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        try
        {
            var applied = await terminal.WaitAsync("Migrating…", () => new Migrator(source).MigrateAsync(cancellationToken));
            terminal.Say(applied.Count == 0 ? "The database is up to date." : $"Applied: {string.Join(", ", applied)}.");
            return ExitCode.Fine;
        }
        catch (Exception failure) when (DatabaseFailure.Of(failure) is { } why)
        {
            terminal.Fail(why);
            return ExitCode.Unreachable;
        }
    }
}
