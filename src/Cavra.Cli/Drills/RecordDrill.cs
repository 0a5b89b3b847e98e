using System.CommandLine;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Drills;

/// <summary><c>cavra drills record</c>: keeps what an executed drill showed.</summary>
internal static class RecordDrill
{
    // A year.
    private const double MostMinutes = 525_600;

    public static Command Create(Terminal terminal)
    {
        var drill = new Argument<string>("drill") { Description = "The drill's id, as you name it." };
        var environment = Needed("--environment", "Where it was executed.");
        var executed = Needed("--executed-at", "When, ISO 8601 with offset.");
        executed.HelpName = "instant";
        var mode = Needed("--target-mode", "In which mode the target was after it.");
        var status = Needed("--status", "How it ended.");
        status.AcceptOnlyFromAmong("pass", "fail");
        var verified = new Option<bool>("--fallback-verified") { Description = "The fallback was seen to work; without it, it was not." };
        var minutes = NumberOption.Fraction("--recovery-minutes", 0, MostMinutes, "How long recovery took, 0 to 525600.");
        var most = NumberOption.Fraction("--max-recovery-minutes", 0, MostMinutes, "How long it may take, 0 to 525600.");
        (minutes.Required, most.Required) = (true, true);
        var runbook = new Option<string?>("--runbook-ref") { Description = "The runbook that was followed." };
        var evidence = new Option<string[]>("--evidence-ref")
        {
            Description = "Where the drill's own evidence lies; several one after the other.",
            AllowMultipleArgumentsPerToken = true,
        };

        return ServerVerb.Create(
            "record", "Record an executed drill, passed or not, and say what its checks found.", terminal,
            [drill, environment, executed, mode, status, verified, minutes, most, runbook, evidence],
            (parsed, server, cancellationToken) =>
            {
                var body = Reply.Body(
                    ("environment", parsed.GetValue(environment)),
                    ("drill_id", parsed.GetValue(drill)),
                    ("executed_at", parsed.GetValue(executed)),
                    ("target_mode", parsed.GetValue(mode)),
                    ("status", parsed.GetValue(status)),
                    ("fallback_verified", parsed.GetValue(verified)),
                    ("recovery_minutes", parsed.GetValue(minutes)),
                    ("max_recovery_minutes", parsed.GetValue(most)),
                    ("runbook_ref", parsed.GetValue(runbook)),
                    ("evidence_refs", parsed.GetValue(evidence) is { Length: > 0 } references ? references : null));
                return server.PostAsync<Answer>(
                    WirePaths.Drills, body, answer => Show(terminal, answer), cancellationToken);
            });
    }

    private static Option<string> Needed(string name, string what) => new(name) { Description = what, Required = true };

    private static void Show(Terminal terminal, Answer answer)
    {
        terminal.Say($"{answer.Drill.DrillId} is recorded by {answer.Actor.Actor}: {(answer.Drill.Passed ? "passed" : "not passed")}.");
        terminal.Table(
            ["check", "status", "what"],
            answer.Drill.Checks.Select(check => (object?[])[check.Id, check.Status, check.Message]),
            "Nothing was checked.");
    }

    private sealed record Answer(Drill Drill, Person Actor);

    private sealed record Drill(string DrillId, bool Passed, IReadOnlyList<Check> Checks);

    private sealed record Check(string Id, string Status, string Message);

    private sealed record Person(string Actor);
}
