using Cavra.Domain.AuditDeliveries;

namespace Cavra.Domain.Recovery;

/// <summary>An audit destination that is failed now, as far as recovery needs to know it.</summary>
/// <param name="Connector">Name of the connector it is addressed to.</param>
/// <param name="Provider">Its vendor.</param>
/// <param name="FailedAt">When it failed last; of an attempt whose lease ran out, when that was.</param>
/// <param name="FailureClass">Why it failed last.</param>
/// <param name="StatusCodes">Statuses of its failed attempts.</param>
public sealed record OpenFailure(
    string Connector, string Provider, DateTimeOffset FailedAt, FailureClass FailureClass, IReadOnlyList<int> StatusCodes);
