using Cavra.Cli.Serving;

namespace Cavra.Cli.Doctor;

/// <summary>Asks a running server how it is.</summary>
/// <param name="server">Who it is.</param>
/// <param name="hasDatabase">Whether the database looked at is that of the data directory.</param>
internal sealed class ServerCheck(ServerAddress server, bool hasDatabase)
{
    /// <summary>What it says of itself; of its database and connectors too, for it alone knows them.</summary>
    public async Task<ServerWord> AskAsync(CancellationToken cancellationToken)
    {
        using var client = new ServerClient(server.Address, credential: null);
        var before = TimeProvider.System.GetUtcNow();
        var ready = await client.GetAsync(WirePaths.Ready, cancellationToken);
        var after = TimeProvider.System.GetUtcNow();
        if (ready.Failure is { } failure)
        {
            // One that was found here serves with a certificate that need not be trusted here.
            return new ServerWord(server, Answered: false, Database: null, server is { IsOfDirectory: true, Address.Scheme: "https" }
                ? [DoctorFinding.Warn("server", $"It runs, and could not be asked. {failure}")]
                : [DoctorFinding.Fail("server", failure)]);
        }

        var checks = ready.Read<Readiness>()?.Checks ?? [];
        var own = hasDatabase && server.IsOfDirectory ? checks.FirstOrDefault(check => check.Id is "database") : null;
        return new ServerWord(server, Answered: true, own is null ? null : Of("database", own),
        [
            ready.IsDocument ? DoctorFinding.Pass("server", $"The one on {Text} is ready.") : DoctorFinding.Fail("server", $"The one on {Text} is not ready."),
            .. checks.Where(check => check.Status is not "pass" && check != own).Select(check => Of($"server {check.Id}", check)),
            .. ready.ServedAt is { } theirs ? [ClockCheck.Compare("server clock", "the server", before, theirs, after)] : (DoctorFinding[])[],
            .. await LookAtVersionAsync(client, cancellationToken),
            .. await new ServerConnectors(server).AskAsync(cancellationToken),
        ]);
    }

    private string Text => server.Address.GetLeftPart(UriPartial.Path).TrimEnd('/');

    private static DoctorFinding Of(string name, Check check) => check.Status is "pass"
        ? DoctorFinding.Pass(name, $"The server says: {check.Message}")
        : DoctorFinding.Fail(name, $"The server says: {check.Message}");

    private static async Task<IReadOnlyList<DoctorFinding>> LookAtVersionAsync(ServerClient client, CancellationToken cancellationToken)
    {
        var config = await client.GetAsync(WirePaths.ConsoleConfig, cancellationToken);
        return config.Read<Config>()?.Version is { } version ? [VersionCheck.Of(version)] : [];
    }

    private sealed record Readiness(IReadOnlyList<Check> Checks);

    private sealed record Check(string Id, string Status, string Message);

    private sealed record Config(string Version);
}

/// <summary>What a server said.</summary>
/// <param name="Server">Who it is.</param>
/// <param name="Answered">Whether it said anything.</param>
/// <param name="Database">What it says of the data directory's database; null where that is not its own, or it said nothing.</param>
/// <param name="Findings">All else that was found.</param>
internal sealed record ServerWord(ServerAddress Server, bool Answered, DoctorFinding? Database, IReadOnlyList<DoctorFinding> Findings);
