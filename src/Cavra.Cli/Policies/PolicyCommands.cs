using System.CommandLine;
using System.Text.Json.Nodes;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Policies;

/// <summary><c>cavra policy</c>: what the workspace demands before a live retry, and how retries wait.</summary>
internal static class PolicyCommands
{
    public static Command Create(Terminal terminal) => new("policy", "The workspace's policy: show it, change it, see what a change would do.")
    {
        Show(terminal),
        Set(terminal),
        PreviewPolicy.Create(terminal),
    };

    private static Command Show(Terminal terminal) => ServerVerb.Create(
        "show", "Show the policy in force. With --json it can be edited and set again.", terminal, [],
        (_, server, cancellationToken) => server.GetAsync<PolicyView>(WirePaths.Policy, policy => policy.Print(terminal), cancellationToken));

    private static Command Set(Terminal terminal)
    {
        var file = PolicyFile.Argument();
        var notes = new Option<string?>("--notes") { Description = "Why; kept as evidence after redaction.", HelpName = "text" };
        return ServerVerb.Create(
            "set", "Put the policy of a file in force in place of the one there is.", terminal, [file, notes],
            async (parsed, server, cancellationToken) =>
            {
                if (PolicyFile.Read(parsed.GetRequiredValue(file), terminal) is not { } policy)
                {
                    return ExitCode.Usage;
                }

                if (parsed.GetValue(notes) is { } why)
                {
                    policy["notes"] = why;
                }

                return await server.PutAsync<Answer>(
                    WirePaths.Policy, "", policy,
                    answer =>
                    {
                        terminal.Say($"Version {answer.Policy.Version} is in force, decided by {answer.Actor.Actor}.");
                        PolicyChanges.Print(terminal, answer.Policy.Changes);
                    },
                    cancellationToken);
            });
    }

    private sealed record Answer(PolicyView Policy, Person Actor);

    private sealed record Person(string Actor);
}

/// <summary>A policy in a file: as it is set, or in the answer that showed it.</summary>
internal static class PolicyFile
{
    public static Argument<string> Argument() => new("file")
    {
        Description = "JSON: a policy, or what show --json printed.",
    };

    /// <summary>The policy; null, with the reason printed, when there is none that can be read.</summary>
    public static JsonObject? Read(string file, Terminal terminal)
    {
        try
        {
            if (JsonNode.Parse(File.ReadAllText(file)) is JsonObject document)
            {
                return document["policy"] is JsonObject policy ? policy.DeepClone().AsObject() : document;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or System.Text.Json.JsonException)
        {
            // Said below, for all of them alike.
        }

        terminal.Fail($"The file {file} cannot be read, or is no JSON object.");
        return null;
    }
}
