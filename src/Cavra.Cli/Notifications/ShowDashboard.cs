using System.CommandLine;
using System.Text.Json.Nodes;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Notifications;

/// <summary><c>cavra dashboard</c>: how much was planned, sent and answered, in numbers.</summary>
internal static class ShowDashboard
{
    public static Command Create(Terminal terminal) => ServerVerb.Create(
        "dashboard", "Show in numbers what was planned, sent, retried and answered.", terminal, [],
        (_, server, cancellationToken) => server.GetAsync<JsonObject>(
            WirePaths.NotificationDashboard, dashboard => Show(terminal, dashboard), cancellationToken));

    // Every number there is, also those that a newer server counts and this command does not know.
    private static void Show(Terminal terminal, JsonObject dashboard) => terminal.Table(
        ["what", "number"],
        from member in dashboard
        where member.Value is JsonValue && member.Key is not ("schema_version" or "product")
        select (object?[])[Words(member.Key), member.Value.ToString()],
        "The server counts nothing.");

    private static string Words(string member) => member
        .Replace("acknowledgement_audit_delivery_", "audit delivery: ", StringComparison.Ordinal)
        .Replace('_', ' ');
}
