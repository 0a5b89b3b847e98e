using System.CommandLine;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Connectors;

/// <summary><c>cavra connectors pause</c>: nothing goes through a connector until it is resumed.</summary>
internal static class PauseConnector
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("connector") { Description = "The connector's name." };
        var reason = new Option<string>("--reason") { Description = "Why; kept as evidence after redaction.", Required = true };
        return ServerVerb.Create(
            "pause", "Stop everything through a connector until it is resumed.", terminal, [name, reason],
            (parsed, server, cancellationToken) => server.PostAsync<Answer>(
                WirePaths.PauseConnector(parsed.GetRequiredValue(name)), Reply.Body(("reason", parsed.GetValue(reason))),
                answer => terminal.Say($"{answer.Connector.Name} is paused by {answer.Actor.Actor}."), cancellationToken));
    }

    private sealed record Answer(ConnectorView Connector, Person Actor);

    private sealed record Person(string Actor);
}
