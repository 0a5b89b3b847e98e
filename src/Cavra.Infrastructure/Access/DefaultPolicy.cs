using Cavra.Domain.Access;

namespace Cavra.Infrastructure.Access;

/// <summary>The policy in force in a workspace, as evidence names it.</summary>
internal static class DefaultPolicy
{
    private static readonly string Digest = WorkspacePolicy.Default.Digest;

    public static PolicyReference Reference(Workspace workspace) => new(workspace.PolicyVersion, Digest);
}
