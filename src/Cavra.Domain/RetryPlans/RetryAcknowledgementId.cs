using Cavra.Domain.Abstractions;

namespace Cavra.Domain.RetryPlans;

/// <summary>Names one retry acknowledgement.</summary>
public readonly record struct RetryAcknowledgementId(Guid Value) : IId<RetryAcknowledgementId>
{
    public static string Prefix => "gordackretryack";

    public static RetryAcknowledgementId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
