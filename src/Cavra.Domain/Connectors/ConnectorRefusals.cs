using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Connectors;

public static class ConnectorRefusals
{
    public static readonly Refusal NotFound =
        new(RefusalKind.NotFound, "connector.not_found", "There is no such connector.");

    public static readonly Refusal Unknown =
        new(RefusalKind.Impossible, "connector.unknown", "No connector of that name or provider is configured.");

    private static readonly string[] NotConfigured = ["Names a connector that is not configured."];

    /// <summary>The same of members that name connectors.</summary>
    /// <param name="members">The members that name one that is not configured, by JSON pointer.</param>
    public static Refusal UnknownAt(IEnumerable<string> members) => Unknown with { Errors = members.ToDictionary(member => member, _ => NotConfigured) };

    public static readonly Refusal Ambiguous = new(
        RefusalKind.Conflict, "connector.ambiguous", "Several connectors that this is about are of that vendor: name the connector.");

    public static readonly Refusal NoneForEscalation =
        new(RefusalKind.Conflict, "connector.none_for_escalation", "No connector is marked for escalation; name one, or mark one in the connector file.");

    public static readonly Refusal NoneConfigured =
        new(RefusalKind.Conflict, "connector.none_configured", "No connector that could be used is configured.");

    public static readonly Refusal AlreadyPaused =
        new(RefusalKind.Conflict, "connector.already_paused", "The connector is paused already.");

    public static readonly Refusal TestNotFound =
        new(RefusalKind.NotFound, "connector.test_not_found", "There is no such connector test.");

    public static readonly Refusal TestAlreadyRecorded =
        new(RefusalKind.Conflict, "connector.test_already_recorded", "The result of that test is recorded already.");

    public static readonly Refusal NotPaused =
        new(RefusalKind.Conflict, "connector.not_paused", "Only a paused connector can be resumed.");
}
