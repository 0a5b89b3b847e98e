using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence;
using Cavra.Domain.Recovery;

namespace Cavra.Application.Recovery;

/// <summary>How the connectors that fail are brought back, as answers show it.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="PlaybookId">Id of the playbook.</param>
/// <param name="GeneratedAt">When it was made.</param>
/// <param name="GeneratedBy">Who asked for it, by the credential's name.</param>
/// <param name="OnBehalfOf">Whom the caller said to act for; null where it named nobody. The credential decides who acted.</param>
/// <param name="AlertLevel">critical where it covers a connector, else healthy.</param>
/// <param name="MinFailureCount">Open failures from which on a connector is covered.</param>
/// <param name="LookbackHours">Hours within which they must have failed last.</param>
/// <param name="ProviderCount">Connectors covered.</param>
/// <param name="FailureCount">Their open failures of the look-back.</param>
/// <param name="ProviderPlaybooks">One a connector, the one with the most failures first.</param>
public sealed record RecoveryPlaybookView(
    string SchemaVersion, string Product, RecoveryPlaybookId PlaybookId, DateTimeOffset GeneratedAt, string GeneratedBy,
    string? OnBehalfOf, AlertLevel AlertLevel, int MinFailureCount, int LookbackHours, int ProviderCount, int FailureCount,
    IReadOnlyList<ConnectorPlaybook> ProviderPlaybooks)
{
    public static RecoveryPlaybookView Of(RecoveryPlaybook playbook) => new(
        WireNames.RecoveryPlaybookSchema, WireNames.Product, playbook.Id, playbook.GeneratedAt, playbook.GeneratedBy,
        playbook.OnBehalfOf, playbook.AlertLevel, playbook.MinFailureCount, playbook.LookbackHours, playbook.Connectors.Count,
        playbook.FailureCount, playbook.Connectors);
}

/// <summary>A playbook in a list: its counts and connectors, not its steps.</summary>
/// <param name="PlaybookId">Id of the playbook.</param>
/// <param name="GeneratedAt">When it was made.</param>
/// <param name="GeneratedBy">Who asked for it, by the credential's name.</param>
/// <param name="AlertLevel">critical where it covers a connector, else healthy.</param>
/// <param name="ProviderCount">Connectors covered.</param>
/// <param name="FailureCount">Their open failures of the look-back.</param>
/// <param name="Connectors">Names of the connectors covered.</param>
public sealed record RecoveryPlaybookItem(
    RecoveryPlaybookId PlaybookId, DateTimeOffset GeneratedAt, string GeneratedBy, AlertLevel AlertLevel, int ProviderCount,
    int FailureCount, IReadOnlyList<string> Connectors)
{
    public static RecoveryPlaybookItem Of(RecoveryPlaybook playbook) => new(
        playbook.Id, playbook.GeneratedAt, playbook.GeneratedBy, playbook.AlertLevel, playbook.Connectors.Count,
        playbook.FailureCount, [.. playbook.Connectors.Select(connector => connector.Connector)]);
}
