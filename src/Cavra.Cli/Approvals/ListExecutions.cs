using System.CommandLine;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Approvals;

/// <summary><c>cavra executions</c>: the records of live retries, what permitted each and what came of it.</summary>
internal static class ListExecutions
{
    public static Command Create(Terminal terminal) => ListVerb.Create(
        "executions", "List the records of live retries, newest first: what permitted each, and what came of it.", terminal,
        WirePaths.Executions,
        [
            Filter.OneOf("execution_status", "How they ended.", ["delivered", "failed", "skipped"], "--status"),
            Filter.Text("provider", "One connector or provider."),
            Filter.Text("run_id", "One worker run.", "--run"),
            Filter.Text("delivery_id", "One audit delivery.", "--delivery"),
            Filter.Text("destination_id", "One destination.", "--destination"),
        ],
        new ListTable<Execution>(
            ["execution", "connector", "status", "reason", "approved by", "executed by", "at", "destination"],
            execution =>
            [
                execution.ExecutionId, execution.Connector, execution.ExecutionStatus ?? "sending", execution.Ending, execution.ApprovedBy,
                execution.ExecutedBy, execution.ExecutedAt, execution.DestinationId,
            ],
            "There is no such execution."));
}

/// <summary>The record of a live retry, as far as a command shows it.</summary>
internal sealed record Execution(
    string ExecutionId, string Connector, string DestinationId, string ExecutedBy, IReadOnlyList<string> ApprovedBy, bool OutcomeUnknown,
    string? ExecutionStatus = null, DateTimeOffset? ExecutedAt = null, string? Skipped = null, string? Reason = null)
{
    /// <summary>Why nothing was sent, or that nobody knows what came of it; null otherwise.</summary>
    public string? Ending => Skipped is not null ? $"{Skipped}: {Reason}" : OutcomeUnknown ? "its worker died: what came of it is unknown" : null;
}
