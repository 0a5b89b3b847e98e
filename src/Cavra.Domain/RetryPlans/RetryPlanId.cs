using Cavra.Domain.Abstractions;

namespace Cavra.Domain.RetryPlans;

/// <summary>Names one retry plan.</summary>
public readonly record struct RetryPlanId(Guid Value) : IId<RetryPlanId>
{
    public static string Prefix => "gordackretry";

    public static RetryPlanId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
