using System.Text.Json.Serialization;
using Cavra.Cli.Databases;
using Cavra.Cli.Terminals;
using Cavra.Infrastructure.Configuration;
using Cavra.Infrastructure.EmbeddedPostgres;

namespace Cavra.Cli.Doctor;

/// <summary>One look at an instance, from its files to its database and its ways out. What a running server says of itself goes first.</summary>
internal sealed class DoctorReport(string dataDirectory, Uri? server, Terminal terminal)
{
    public async Task<IReadOnlyList<DoctorFinding>> RunAsync(CancellationToken cancellationToken)
    {
        var isEmbedded = terminal.Variable(InstanceDatabase.Variable) is null;
        var word = ServerAddress.Find(server, dataDirectory, terminal) is { } found
            ? await new ServerCheck(found, isEmbedded).AskAsync(cancellationToken)
            : null;
        var (database, isInUse) = await LookAtDatabaseAsync(isEmbedded, word, cancellationToken);
        var standing = word is { Answered: true } ? ServerStanding.Asked
            : word is { Server.IsOfDirectory: true } || isInUse ? ServerStanding.NotAsked
            : ServerStanding.NoneKnown;
        return
        [
            .. DataDirectoryCheck.Look(dataDirectory),
            DiskSpaceCheck.Look(dataDirectory),
            .. database,
            .. await new OwnConfiguration(standing).LookAsync(cancellationToken),
            .. word?.Findings ?? [],
        ];
    }

    private async Task<(IReadOnlyList<DoctorFinding> Findings, bool IsInUse)> LookAtDatabaseAsync(
        bool isEmbedded, ServerWord? word, CancellationToken cancellationToken)
    {
        try
        {
            return word?.Database is { } said ? ([said], true) : await LookAtDatabaseItselfAsync(isEmbedded, cancellationToken);
        }
        catch (InvalidSettingsException invalid)
        {
            return ([.. invalid.Problems.Select(problem => DoctorFinding.Fail("database", problem))], false);
        }
    }

    private async Task<(IReadOnlyList<DoctorFinding> Findings, bool IsInUse)> LookAtDatabaseItselfAsync(
        bool isEmbedded, CancellationToken cancellationToken)
    {
        if (isEmbedded && !Directory.Exists(Path.Combine(dataDirectory, "postgres")))
        {
            return ([DoctorFinding.Pass("database", "Not made yet: cavra api makes an embedded one on its first start.")], false);
        }

        var opened = await InstanceDatabase.OpenOrJoinAsync(dataDirectory, terminal, cancellationToken);
        if (opened.Refusal is { } refusal)
        {
            return refusal.Code == EmbeddedPostgresRefusals.InUse.Code
                ? ([DoctorFinding.Pass("database", "A running Cavra holds the embedded database. Ask it with --server.")], true)
                : ([DoctorFinding.Fail("database", refusal.Message)], false);
        }

        await using var database = opened.Value;
        return (await DatabaseCheck.LookAsync(database.ConnectionString, isEmbedded, cancellationToken), isEmbedded && !database.IsEmbedded);
    }
}

/// <summary>One thing the doctor looked at.</summary>
/// <param name="Check">What it is.</param>
/// <param name="Status"><c>pass</c>, <c>warn</c> or <c>fail</c>.</param>
/// <param name="Message">What was found and, unless it is well, what to do.</param>
internal sealed record DoctorFinding(string Check, string Status, string Message)
{
    [JsonIgnore]
    public bool Failed => Status is "fail";

    public static DoctorFinding Pass(string check, string message) => new(check, "pass", message);

    public static DoctorFinding Warn(string check, string message) => new(check, "warn", message);

    public static DoctorFinding Fail(string check, string message) => new(check, "fail", message);
}
