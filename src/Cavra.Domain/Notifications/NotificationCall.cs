using Cavra.Domain.Connectors;
using Cavra.Domain.Drills;

namespace Cavra.Domain.Notifications;

/// <summary>What a caller asks for when a due drill is to be notified.</summary>
public sealed record NotificationCall
{
    /// <summary>Every connector configured, the unusable ones included.</summary>
    public required IReadOnlyList<Connector> Connectors { get; init; }

    /// <summary><c>all</c>, a connector's name, a provider, or a comma list of these.</summary>
    public string Provider { get; init; } = ConnectorNames.All;

    /// <summary>Whether a healthy schedule is notified too; nothing else is overruled by it.</summary>
    public bool Force { get; init; }

    /// <summary>Routes that overrule the schedule's for this call, member by member; at most one for each owner.</summary>
    public IReadOnlyList<OwnerRoute> OwnerRoutes { get; init; } = [];

    /// <summary>The schedule's route of an owner with what the call says laid over it.</summary>
    internal OwnerRoute RouteOf(string owner, DrillSchedule schedule)
    {
        var stated = schedule.RouteOf(owner);
        var overruling = OwnerRoutes.FirstOrDefault(route => route.Owner == owner);

        return new OwnerRoute(
            owner,
            overruling?.Providers is { Count: > 0 } providers ? providers : schedule.ProvidersOf(owner),
            overruling?.AcknowledgementMinutes ?? stated.AcknowledgementMinutes,
            overruling?.EscalationOwner ?? stated.EscalationOwner);
    }

    internal IReadOnlyList<string> UsableAmong(IEnumerable<string> names)
    {
        var usable = Connectors.Where(connector => connector.IsUsable).Select(connector => connector.Name).ToHashSet();

        return [.. names.Distinct().Where(usable.Contains)];
    }
}
