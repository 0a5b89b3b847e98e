using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Notifications;

/// <summary>Identifies an escalation plan.</summary>
public readonly record struct EscalationPlanId(Guid Value) : IId<EscalationPlanId>
{
    public static string Prefix => "gordesc";

    public static EscalationPlanId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
