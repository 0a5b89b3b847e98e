using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Approvals;

/// <summary>Names the permission to attempt one destination once more.</summary>
public readonly record struct ApprovalId(Guid Value) : IId<ApprovalId>
{
    public static string Prefix => "gordackapproval";

    public static ApprovalId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}

/// <summary>Names one approval plan.</summary>
public readonly record struct ApprovalPlanId(Guid Value) : IId<ApprovalPlanId>
{
    public static string Prefix => "gordackretryapproval";

    public static ApprovalPlanId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}

/// <summary>Names one person's decision about approvals.</summary>
public readonly record struct ApprovalDecisionId(Guid Value) : IId<ApprovalDecisionId>
{
    public static string Prefix => "gordackretryapprovaldecision";

    public static ApprovalDecisionId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
