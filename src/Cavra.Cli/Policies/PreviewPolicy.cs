using System.CommandLine;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Policies;

/// <summary><c>cavra policy preview</c>: what putting the policy of a file in force would change, without doing it.</summary>
internal static class PreviewPolicy
{
    public static Command Create(Terminal terminal)
    {
        var file = PolicyFile.Argument();
        return ServerVerb.Create(
            "preview", "Show what the policy of a file would change for what is open, and change nothing.", terminal, [file],
            async (parsed, server, cancellationToken) => PolicyFile.Read(parsed.GetRequiredValue(file), terminal) is { } given
                ? await server.PutAsync<Preview>(
                    WirePaths.Policy + "?preview=true", given.Policy, PolicyFile.AnyVersion, preview => Show(terminal, preview), cancellationToken)
                : ExitCode.Usage);
    }

    private static void Show(Terminal terminal, Preview preview)
    {
        PolicyChanges.Print(terminal, preview.Changes);
        foreach (var warning in preview.Warnings)
        {
            terminal.Say(warning);
        }

        terminal.Say($"{preview.ApprovalsMadeStaleCount} approvals would no longer count; {preview.RetryChangedCount} retries would be decided otherwise.");
        terminal.Table(
            ["what", "destination", "connector", "before", "after"],
            [
                .. preview.Approvals.Select(approval => (object?[])["approval", approval.DestinationId, approval.Connector, approval.State, "stale"]),
                .. preview.Retries.Select(retry => (object?[])["retry", retry.DestinationId, retry.Connector, retry.Before.Text, retry.After.Text]),
            ],
            "Nothing that is open would be affected.");
        if (preview.FrozenConnectors.Count > 0)
        {
            terminal.Say($"Nothing would be sent again now to {string.Join(", ", preview.FrozenConnectors)}.");
        }
    }

    private sealed record Preview(
        IReadOnlyList<PolicyChange> Changes, IReadOnlyList<string> Warnings, int ApprovalsMadeStaleCount, IReadOnlyList<Approval> Approvals,
        int RetryChangedCount, IReadOnlyList<Retry> Retries, IReadOnlyList<string> FrozenConnectors);

    private sealed record Approval(string ApprovalId, string DestinationId, string Connector, string State);

    private sealed record Retry(string DestinationId, string Connector, Outlook Before, Outlook After);

    private sealed record Outlook(string Action, string ReasonCode, DateTimeOffset? NextRetryAt = null)
    {
        public string Text => NextRetryAt is { } at ? $"{Action}, {ReasonCode}, {at.ToUniversalTime():yyyy-MM-dd HH:mm:ss'Z'}" : $"{Action}, {ReasonCode}";
    }
}
