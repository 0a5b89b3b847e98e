using System.CommandLine;
using System.Text.Json.Nodes;
using Cavra.Cli.Reports;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Loops;

/// <summary><c>cavra loops</c> without a verb: all loops that match, and for a pipeline whether any is open.</summary>
internal static class CheckLoops
{
    private const string OpenParameter = "open";

    public static Command Create(Terminal terminal)
    {
        var open = new Option<bool>("--open") { Description = "Open ones only." };
        var fail = new Option<bool>("--fail") { Description = "Exit code 1 while there is such a loop. Looks at open ones only." };
        Filter[] filters =
        [
            Filter.Age("older_than_minutes", "Opened longer ago than this, such as 90m, 4h or 2d.", "--older-than"),
            Filter.Text("provider", "One connector or provider."),
        ];
        var report = JUnitFile.Option();
        return ServerVerb.Create(
            "loops", "What became of failed deliveries, gate by gate: without a verb, all loops, or all of those that are asked for.", terminal,
            [open, fail, .. filters.Select(filter => filter.Option), report],
            async (parsed, server, cancellationToken) =>
            {
                var isOpen = parsed.GetValue(open) || parsed.GetValue(fail);
                (string, string?)[] asked = [(OpenParameter, isOpen ? "true" : null), .. filters.Select(filter => filter.Of(parsed))];
                var (list, ending) = await server.ReadAllAsync(WirePaths.Loops, asked, cancellationToken);
                return list is null ? ending : await ShowAsync(server, list, parsed.GetValue(report), parsed.GetValue(fail));
            });
    }

    private static async Task<int> ShowAsync(ServerSession server, JsonObject list, string? report, bool fails)
    {
        var terminal = server.Terminal;
        if (new Reply(200, list, Failure: null).Read<ListPage<CheckedLoop>>()?.Items is not { } loops)
        {
            terminal.Fail("The server's answer is not what this version of the command expects.");
            return ExitCode.Unreachable;
        }

        if (server.AsJson)
        {
            await server.PrintAsync(list);
        }
        else
        {
            terminal.Table(
                ["destination", "connector", "state", "minutes", "waits to be", "by"],
                loops.Select(loop => (object?[])[loop.DestinationId, loop.Connector, loop.State, loop.AgeMinutes, loop.OpenGate, loop.AwaitedRoles]),
                "There is no such loop.");
        }

        if (report is not null && !JUnitFile.Write(report, LoopReport.Of(loops, server.LinkTo), terminal))
        {
            return ExitCode.Usage;
        }

        var open = loops.Count(loop => loop.Open);
        if (!fails || open == 0)
        {
            return ExitCode.Fine;
        }

        terminal.Fail(
            $"The build fails because {(open == 1 ? "1 loop is" : $"{open} loops are")} open: let whoever is awaited act on "
            + $"{server.LinkTo("/console/loops")}, then run this step again.");
        return ExitCode.Unwell;
    }
}
