using System.CommandLine;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Policies;

/// <summary><c>cavra policy set</c>: puts the policy of a file in force, in place of the version that it was made from.</summary>
internal static class SetPolicy
{
    private const int Stale = 412;

    public static Command Create(Terminal terminal)
    {
        var file = PolicyFile.Argument();
        var ifMatch = new Option<string?>("--if-match")
        {
            Description = "The version it is to replace, such as 3; * for whichever is in force. Else the version in the file, as show --json printed it.",
            HelpName = "version",
        };
        var notes = new Option<string?>("--notes") { Description = "Why; kept as evidence after redaction.", HelpName = "text" };
        return ServerVerb.Create(
            "set", "Put the policy of a file in force in place of the version it was made from; refused if that is no longer in force.",
            terminal, [file, ifMatch, notes],
            async (parsed, server, cancellationToken) =>
            {
                if (PolicyFile.Read(parsed.GetRequiredValue(file), terminal) is not { } given
                    || Replaced(parsed.GetValue(ifMatch), given, terminal) is not { } version)
                {
                    return ExitCode.Usage;
                }

                if (parsed.GetValue(notes) is { } why)
                {
                    given.Policy["notes"] = why;
                }

                var ending = await server.PutAsync<Answer>(
                    WirePaths.Policy, given.Policy, PolicyFile.ETagOf(version), answer => Show(terminal, answer), cancellationToken);
                return server.Status is Stale && int.TryParse(version, out var since)
                    ? await TellAsync(server, since, ending, cancellationToken)
                    : ending;
            });
    }

    private static string? Replaced(string? asked, PolicyInFile given, Terminal terminal)
    {
        var version = asked ?? given.Version?.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (version is PolicyFile.AnyVersion || int.TryParse(version, out _))
        {
            return version;
        }

        terminal.Fail(version is null
            ? "The file does not say which version it was made from: name it with --if-match, or * to replace whichever is in force."
            : "--if-match is the number of a version, or *.");
        return null;
    }

    private static void Show(Terminal terminal, Answer answer)
    {
        terminal.Say($"Version {answer.Policy.Version} is in force, decided by {answer.Actor.Actor}.");
        PolicyChanges.Print(terminal, answer.Policy.Changes);
    }

    // What came into force since, oldest first; it was the reason to refuse, so it goes beside the refusal.
    private static async Task<int> TellAsync(ServerSession server, int since, int ending, CancellationToken cancellationToken)
    {
        var (page, _) = await server.LookUpAsync<ListPage<PolicyView>>($"{WirePaths.Policy}/versions?limit=20", cancellationToken);
        var later = (page?.Items ?? []).Where(version => version.Version > since).OrderBy(version => version.Version);
        foreach (var version in later)
        {
            server.Terminal.Fail($"  Version {version.Version}, by {version.ChangedBy}:");
            foreach (var change in version.Changes)
            {
                server.Terminal.Fail($"    {change.Member}: {PolicyChanges.Text(change.Before)} -> {PolicyChanges.Text(change.After)}");
            }
        }

        return ending;
    }

    private sealed record Answer(PolicyView Policy, Person Actor);

    private sealed record Person(string Actor);
}
