using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Access;

/// <summary>The boundary of isolation: leads every key, and comes from the caller's credential alone.</summary>
public readonly record struct WorkspaceId(Guid Value) : IId<WorkspaceId>
{
    public static string Prefix => "workspace";

    public static WorkspaceId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
