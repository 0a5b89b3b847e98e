using System.CommandLine;
using Cavra.Cli.Approvals;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.WorkerRuns;

/// <summary><c>cavra worker run</c>: one run of the retry worker, dry unless asked.</summary>
internal static class RunWorker
{
    private const string AllConnectors = "all";

    public static Command Group(Terminal terminal) => new("worker", "The worker that retries failed audit deliveries.") { Create(terminal) };

    private static Command Create(Terminal terminal)
    {
        var execute = new Option<bool>("--execute")
        {
            Description = "Send for real what is approved (role: executor). Else the run is dry and sends nothing.",
        };
        var most = NumberOption.Whole("--max-deliveries", 1, 500, "How many at most, 1 to 500; else 5.");
        most.Aliases.Add("--max");
        var provider = new Option<string?>("--provider") { Description = "One connector, provider or a comma list; else all." };
        var retries = NumberOption.Whole("--retries", 0, 5, "Quick tries more within one attempt, 0 to 5.");
        var timeout = NumberOption.Fraction("--timeout-seconds", 0.1, 30, "How long one try may take, 0.1 to 30.");

        return ServerVerb.Create(
            "run",
            "Run the retry worker once. Dry by default: it says what a live run would do. Exit code 1 when a live retry failed or was skipped.",
            terminal,
            [execute, most, provider, retries, timeout],
            (parsed, server, cancellationToken) =>
            {
                if (parsed.GetValue(execute))
                {
                    terminal.Remark($"A live run: it sends what is approved to {Whom(parsed.GetValue(provider) ?? AllConnectors)}, "
                        + $"at most {parsed.GetValue(most) ?? 5} deliveries, and uses up their approvals.");
                }

                var body = Reply.Body(
                    ("execute", parsed.GetValue(execute)),
                    ("max_retry_deliveries", parsed.GetValue(most)),
                    ("provider", parsed.GetValue(provider)),
                    ("retries", parsed.GetValue(retries)),
                    ("timeout_seconds", parsed.GetValue(timeout)));
                return server.PostAsync<Answer>(WirePaths.WorkerRun, body, answer => Show(terminal, answer), cancellationToken, Ending);
            });
    }

    private static int Ending(Answer answer) =>
        answer.Run.DryRun || (answer.Run.State is "succeeded" or "skipped_disabled"
            && answer.RetryResults.All(result => result.ExecutionRecord?.ExecutionStatus is "delivered"))
            ? ExitCode.Fine
            : ExitCode.Unwell;

    private static void Show(Terminal terminal, Answer answer)
    {
        var (run, summary) = (answer.Run, answer.Run.Summary);
        terminal.Say($"{(run.DryRun ? "Dry" : "Live")} run {run.RunId} {run.State}: {summary.RetryableCount} can be retried now, "
            + $"{summary.SelectedRetryCount} taken on, {summary.ApprovalPendingCount} of them without approval; "
            + (run.DryRun ? "a dry run sends nothing." : $"{summary.DeliveredCount} delivered, {summary.FailedCount} failed."));
        if (!run.DryRun)
        {
            terminal.Table(
                ["connector", "status", "reason", "approved by", "destination", "execution"],
                answer.RetryResults.Select(result => result.ExecutionRecord).OfType<Execution>().Select(execution => (object?[])
                [
                    execution.Connector, execution.ExecutionStatus, execution.Ending, execution.ApprovedBy, execution.DestinationId,
                    execution.ExecutionId,
                ]),
                "No retry was due.");
        }

        terminal.Table(
            ["connector", "delivery", "next action", "approval", "why"],
            run.FollowUpActions.Select(next => (object?[])
                [next.Connector, next.DeliveryId, next.Action, next.ApprovalState, next.Reason]),
            Rest(run));
    }

    private static string Rest(Run run) => run.RetryPlan switch
    {
        null => "The run made no plan.",
        { RetryableCount: 0, WaitingCount: 0, SuppressedCount: 0 } => "Nothing is left to do: no delivery has failed or is held.",
        var plan => $"Nothing is to be done by hand now for {Whom(run.Provider)}. Of all failed and held deliveries {plan.RetryableCount} can be "
            + $"retried, {plan.WaitingCount} wait and {plan.SuppressedCount} are suppressed.",
    };

    private static string Whom(string provider) => provider == AllConnectors ? "any connector" : provider;

    private sealed record Answer(Run Run, IReadOnlyList<Result> RetryResults);

    private sealed record Result(Execution? ExecutionRecord = null);

    private sealed record Plan(int RetryableCount, int WaitingCount, int SuppressedCount);

    private sealed record Run(
        string RunId, bool DryRun, string State, string Provider, Summary Summary, IReadOnlyList<FollowUp> FollowUpActions,
        Plan? RetryPlan = null);

    private sealed record Summary(
        int RetryableCount, int SelectedRetryCount, int ApprovalPendingCount, int DeliveredCount, int FailedCount);

    private sealed record FollowUp(string Action, string Connector, string DeliveryId, string Reason, string ApprovalState);
}
