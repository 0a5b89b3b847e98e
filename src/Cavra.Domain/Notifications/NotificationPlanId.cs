using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Notifications;

/// <summary>Identifies a notification plan.</summary>
public readonly record struct NotificationPlanId(Guid Value) : IId<NotificationPlanId>
{
    public static string Prefix => "gordn";

    public static NotificationPlanId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
