using System.CommandLine;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Connectors;

/// <summary><c>cavra connectors init</c>: a connector file for one provider, to fill in.</summary>
internal static class InitConnector
{
    public static Command Create(Terminal terminal)
    {
        var provider = new Argument<string>("provider")
        {
            Description = $"One of: {string.Join(", ", ConnectorTemplate.Providers)}.",
            HelpName = "provider",
        };
        provider.AcceptOnlyFromAmong([.. ConnectorTemplate.Providers]);
        var command = new Command(
            "init",
            "Print a connector file for a provider, with all of its members: what it needs has a value to replace, what it can do without is commented out.")
        {
            provider,
        };
        command.SetAction(parsed =>
        {
            terminal.OutputWriter.Write(ConnectorTemplate.Of(parsed.GetRequiredValue(provider)));
            return ExitCode.Fine;
        });
        return command;
    }
}
