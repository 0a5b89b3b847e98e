using System.CommandLine;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.AuditDeliveries;

/// <summary><c>cavra deliver</c>: packs the acknowledgements, or takes a package, and delivers it.</summary>
internal static class DeliverAudit
{
    public static Command Create(Terminal terminal)
    {
        var connector = new Option<string?>("--connector") { Description = "One connector, provider or a comma list to deliver to; else all." };
        var schedule = new Option<string?>("--schedule") { Description = "Pack one drill schedule only." };
        var provider = new Option<string?>("--provider") { Description = "Pack what was notified through one connector or provider only." };
        var owner = new Option<string?>("--owner") { Description = "Pack one owner's only." };
        var audit = new Option<string?>("--audit") { Description = "Deliver this package, which there is, instead of packing one." };
        var cadence = new Option<string?>("--cadence") { Description = "How often this is done, for the record; else on_demand." };
        var reference = new Option<string?>("--schedule-ref") { Description = "What does it that often, for the record." };
        var send = new SendOptions();

        return ServerVerb.Create(
            "deliver", "Pack the acknowledgements and deliver the package. Exit code 1 unless it arrives everywhere.", terminal,
            [connector, schedule, provider, owner, audit, cadence, reference, .. send.All],
            (parsed, server, cancellationToken) =>
            {
                var body = Reply.Body(
                [
                    ("delivery_provider", parsed.GetValue(connector)),
                    ("schedule_id", parsed.GetValue(schedule)),
                    ("provider", parsed.GetValue(provider)),
                    ("owner", parsed.GetValue(owner)),
                    ("audit_id", parsed.GetValue(audit)),
                    ("cadence", parsed.GetValue(cadence)),
                    ("schedule_ref", parsed.GetValue(reference)),
                    .. send.Members(parsed),
                ]);
                return server.PostAsync<Answer>(
                    WirePaths.AuditDelivery, body, answer => Show(terminal, answer), cancellationToken,
                    answer => answer.Success ? ExitCode.Fine : ExitCode.Unwell);
            });
    }

    private static void Show(Terminal terminal, Answer answer)
    {
        var package = answer.AuditPackage;
        terminal.Say($"Audit package {package.AuditId}: {package.RouteCount} routes, {package.OutstandingCount} outstanding.");
        terminal.Say($"Audit delivery {answer.DeliveryPlan.DeliveryId}: {(answer.Success ? "delivered" : "not delivered everywhere")}.");
        SentView.Show(terminal, answer.Delivery, "There is no connector to deliver it to.");
    }

    private sealed record Answer(Package AuditPackage, Plan DeliveryPlan, bool Success, SentView? Delivery = null);

    private sealed record Package(string AuditId, int RouteCount, int OutstandingCount);

    private sealed record Plan(string DeliveryId);
}

/// <summary>What was sent through several connectors, as far as a command shows it.</summary>
internal sealed record SentView(IReadOnlyList<SentThrough> Deliveries)
{
    /// <summary>A line for each connector: how it ended there, and why.</summary>
    public static void Show(Terminal terminal, SentView? sent, string nothing) => terminal.Table(
        ["connector", "outcome", "status", "tries", "why", "destination"],
        (sent?.Deliveries ?? []).Select(delivery => (object?[])
        [
            delivery.Connector, delivery.Outcome, delivery.StatusCode, delivery.AttemptCount,
            delivery.Error ?? delivery.FailureClass ?? delivery.HoldReason, delivery.DestinationId,
        ]),
        nothing);
}

/// <summary>How it ended at one connector.</summary>
internal sealed record SentThrough(
    string Connector, string Outcome, int AttemptCount, int? StatusCode = null, string? Error = null, string? FailureClass = null,
    string? HoldReason = null, string? DestinationId = null);
