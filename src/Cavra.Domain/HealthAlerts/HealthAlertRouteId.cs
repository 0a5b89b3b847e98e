using Cavra.Domain.Abstractions;

namespace Cavra.Domain.HealthAlerts;

/// <summary>Names one worker-health alert that a connector took.</summary>
public readonly record struct HealthAlertRouteId(Guid Value) : IId<HealthAlertRouteId>
{
    public static string Prefix => "gordackhealthroute";

    public static HealthAlertRouteId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
