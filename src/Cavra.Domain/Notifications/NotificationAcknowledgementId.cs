using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Notifications;

/// <summary>Identifies the answer given to one provider's routes of a notification plan.</summary>
public readonly record struct NotificationAcknowledgementId(Guid Value) : IId<NotificationAcknowledgementId>
{
    public static string Prefix => "gordack";

    public static NotificationAcknowledgementId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
