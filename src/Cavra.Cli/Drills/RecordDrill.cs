using System.CommandLine;
using System.Text.Json.Nodes;
using Cavra.Cli.Reports;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;
using Cavra.Domain.Evidence;

namespace Cavra.Cli.Drills;

/// <summary><c>cavra drills record</c>: keeps what an executed drill showed.</summary>
internal static class RecordDrill
{
    public static Command Create(Terminal terminal)
    {
        var members = new DrillMembers();
        var key = IdempotencyOption.Create("Else one made of the drill's members, so that the same drill is recorded once.");
        var fail = new Option<bool>("--fail") { Description = "Exit code 1 when the drill is recorded and has not passed." };
        var report = JUnitFile.Option();
        return ServerVerb.Create(
            "record", "Record an executed drill, passed or not, and say what its checks found. Safe to repeat.", terminal,
            [.. members.All, key, fail, report],
            async (parsed, server, cancellationToken) =>
            {
                if (members.Read(parsed, terminal) is not { } body)
                {
                    return ExitCode.Usage;
                }

                return await server.PostAsync<Answer>(
                    WirePaths.Drills, body, answer => Show(terminal, answer), cancellationToken,
                    answer => End(terminal, answer.Drill, parsed.GetValue(report), parsed.GetValue(fail)), parsed.GetValue(key) ?? KeyOf(body));
            });
    }

    // A drill that differs in anything is another request, which the server refuses by the drill's id.
    private static string KeyOf(JsonObject body) => $"cavra-drill-{ContentDigest.Of(body)}";

    private static void Show(Terminal terminal, Answer answer)
    {
        terminal.Say($"{answer.Drill.DrillId} is recorded by {answer.Actor.Actor}: {(answer.Drill.Passed ? "passed" : "not passed")}.");
        terminal.Table(
            ["check", "status", "what"],
            answer.Drill.Checks.Select(check => (object?[])[check.Id, check.Status, check.Message]),
            "Nothing was checked.");
    }

    private static int End(Terminal terminal, Drill drill, string? report, bool fails)
    {
        if (report is not null && !JUnitFile.Write(report, ReportOf(drill), terminal))
        {
            return ExitCode.Usage;
        }

        return fails && !drill.Passed ? ExitCode.Unwell : ExitCode.Fine;
    }

    private static JUnitSuite ReportOf(Drill drill) => new("cavra.drills",
    [
        new JUnitCase($"cavra.drills.{drill.Environment}", drill.DrillId)
        {
            Failure = drill.Passed ? null : new JUnitFailure(
                "drill_not_passed", "The drill is recorded and has not passed.",
                string.Join('\n', drill.Checks.Select(check => $"{check.Id}: {check.Status}. {check.Message}"))),
        },
    ]);

    private sealed record Answer(Drill Drill, Person Actor);

    private sealed record Drill(string DrillId, string Environment, bool Passed, IReadOnlyList<Check> Checks);

    private sealed record Check(string Id, string Status, string Message);

    private sealed record Person(string Actor);
}
