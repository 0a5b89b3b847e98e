using System.CommandLine;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Approvals;

/// <summary><c>cavra approvals</c>: what was asked for, whom it awaits and where it stands.</summary>
internal static class ApprovalCommands
{
    public static Command Create(Terminal terminal)
    {
        var command = List("approvals", "List the approvals of live retries, newest first, and ask for those that are needed.", terminal);
        command.Add(List("list", "List the approvals of live retries, newest first.", terminal));
        command.Add(PlanApprovals.Create(terminal));
        return command;
    }

    private static Command List(string name, string description, Terminal terminal) => ListVerb.Create(
        name, description, terminal, WirePaths.Approvals,
        [
            Filter.OneOf(
                "state", "Where they stand, with time and what has changed counted.",
                ["requested", "approved", "spent", "denied", "expired", "stale", "withdrawn"]),
            Filter.Text("provider", "One connector or provider."),
            Filter.Text("delivery_id", "One audit delivery.", "--delivery"),
            Filter.Text("destination_id", "One destination.", "--destination"),
        ],
        new ListTable<Approval>(
            ["destination", "connector", "state", "given", "awaits", "review by", "expires", "stale because"],
            approval =>
            [
                approval.DestinationId, approval.Connector, approval.State, $"{approval.ApprovedBy.Count} of {approval.ApprovalsRequired}",
                approval.AwaitedRoles, approval.EndedAt is null ? approval.ReviewBy : null, approval.ExpiresAt, approval.StaleBecause,
            ],
            "There is no such approval."));

    private sealed record Approval(
        string DestinationId, string Connector, string State, IReadOnlyList<string> StaleBecause, DateTimeOffset ReviewBy,
        int ApprovalsRequired, IReadOnlyList<Grant> ApprovedBy, IReadOnlyList<string> AwaitedRoles, DateTimeOffset? ExpiresAt = null,
        DateTimeOffset? EndedAt = null);

    private sealed record Grant(string Actor);
}
