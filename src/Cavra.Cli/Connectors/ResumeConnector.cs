using System.CommandLine;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Connectors;

/// <summary><c>cavra connectors resume</c>: a paused connector sends again, and what was held for it is released.</summary>
internal static class ResumeConnector
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("connector") { Description = "The connector's name." };
        return ServerVerb.Create(
            "resume", "Resume a connector and release what was held for it.", terminal, [name],
            (parsed, server, cancellationToken) => server.PostAsync<Answer>(
                $"{WirePaths.Under(WirePaths.Connectors, parsed.GetRequiredValue(name))}/resume", Reply.Body(),
                answer => Show(terminal, answer), cancellationToken));
    }

    private static void Show(Terminal terminal, Answer answer)
    {
        terminal.Say($"{answer.Connector.Name} is resumed by {answer.Actor.Actor}.");
        Released.Say(terminal, answer.ReleasedCount, answer.LeftToPlanCount);
    }

    private sealed record Answer(ConnectorView Connector, int ReleasedCount, int LeftToPlanCount, Person Actor);

    private sealed record Person(string Actor);
}
