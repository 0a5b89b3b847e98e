using Cavra.Domain.Abstractions;

namespace Cavra.Domain.HealthAlerts;

/// <summary>Names one answer to a worker-health alert.</summary>
public readonly record struct HealthAlertAcknowledgementId(Guid Value) : IId<HealthAlertAcknowledgementId>
{
    public static string Prefix => "gordackhealthack";

    public static HealthAlertAcknowledgementId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
