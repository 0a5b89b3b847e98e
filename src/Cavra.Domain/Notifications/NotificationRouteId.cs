using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Notifications;

/// <summary>Identifies one route of a notification plan.</summary>
public readonly record struct NotificationRouteId(Guid Value) : IId<NotificationRouteId>
{
    public static string Prefix => "gordroute";

    public static NotificationRouteId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
