using System.CommandLine;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Connectors;

/// <summary><c>cavra connectors</c>: the configured ways out, and holding and releasing them.</summary>
internal static class ConnectorCommands
{
    public static Command Create(Terminal terminal) => new("connectors", "The configured ways out: how they stand, test, pause and resume them, and how to configure one.")
    {
        List(terminal),
        ShowConnector.Create(terminal),
        TestConnector.Create(terminal),
        PauseConnector.Create(terminal),
        ResumeConnector.Create(terminal),
        InitConnector.Create(terminal),
    };

    private static Command List(Terminal terminal) => ListVerb.Create(
        "list", "List the connectors, without their secrets.", terminal, WirePaths.Connectors, [],
        new ListTable<ConnectorView>(
            ["connector", "provider", "goes to", "stands", "alerts", "problem"],
            connector => [connector.Name, connector.Provider, connector.Url, connector.Standing, connector.Alerts, connector.Problem],
            "No connector is configured."));
}

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

/// <summary>What became of deliveries that were held for a connector.</summary>
internal static class Released
{
    public static void Say(Terminal terminal, int released, int leftToPlan)
    {
        if (released > 0)
        {
            terminal.Say($"{released} held deliveries are sent now.");
        }

        if (leftToPlan > 0)
        {
            terminal.Say($"{leftToPlan} stay held until a retry of them is decided on.");
        }
    }
}
