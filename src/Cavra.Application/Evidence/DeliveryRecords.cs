using Cavra.Application.Wire;
using Cavra.Domain.Evidence;

namespace Cavra.Application.Evidence;

/// <summary>Where lists of records tell how a delivery ended that has no document of its own.</summary>
internal static class DeliveryRecords
{
    /// <summary>The record history.</summary>
    public const string History = ContractPaths.Notifications;

    /// <summary>What was alerted, delivered and answered about worker health.</summary>
    public const string Alerts = History + "/acknowledgements/audit-delivery/worker-health-alerts";

    /// <summary>The deliveries of a list, from an instant on.</summary>
    /// <param name="list">Path of the list.</param>
    /// <param name="since">When the delivery was begun.</param>
    /// <param name="filters">What it is of and about, by filters of the list.</param>
    public static string PathOf(string list, DateTimeOffset since, params (string Name, string Value)[] filters) =>
        $"{list}?metadata_kind={WireNames.ConnectorDeliveryKind}&since={InstantConverter.Format(since)}"
        + string.Concat(filters.Select(filter => $"&{filter.Name}={Uri.EscapeDataString(filter.Value)}"));
}
