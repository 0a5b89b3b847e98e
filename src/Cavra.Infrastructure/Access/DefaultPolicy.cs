using Cavra.Domain.Access;
using Cavra.Domain.Evidence;

namespace Cavra.Infrastructure.Access;

/// <summary>The policy in force in a workspace, as evidence names it.</summary>
internal static class DefaultPolicy
{
    public static PolicyReference Reference(Workspace workspace) =>
        new(workspace.PolicyVersion, ContentDigest.OfBytes("cavra.policy.v1"u8));
}
