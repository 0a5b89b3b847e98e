using Cavra.Domain.Abstractions;

namespace Cavra.Domain.HealthAlerts;

/// <summary>Names one decision about whom a state of worker health is sent to.</summary>
public readonly record struct HealthAlertPlanId(Guid Value) : IId<HealthAlertPlanId>
{
    public static string Prefix => "gordackhealthalert";

    public static HealthAlertPlanId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
