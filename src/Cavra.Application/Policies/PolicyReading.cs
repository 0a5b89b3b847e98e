using Cavra.Application.Access;
using Cavra.Application.Ports;
using Cavra.Domain.Policies;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Policies;

/// <summary>Reads the policy of the caller's workspace.</summary>
internal sealed class PolicyReader(ICavraDbContext db, Call call)
{
    /// <summary>
    /// The policy in force. What the command does is decided under it, so from here on evidence names it, whatever was in force
    /// when the caller was told who they are.
    /// </summary>
    public async Task<PolicyVersion> InForceAsync(CancellationToken cancellationToken)
    {
        var policy = await db.PolicyInForceAsync(call, cancellationToken);
        call.Caller = call.Caller with { Policy = policy.Reference };
        return policy;
    }
}

internal static class PolicyReading
{
    /// <summary>The versions from one to another, both included, newest first.</summary>
    public static async Task<IReadOnlyList<PolicyVersion>> PolicyVersionsAsync(
        this ICavraDbContext db, Call call, int from, int to, CancellationToken cancellationToken)
    {
        var stored = await db.PolicyVersions.AsNoTracking().Where(version => version.Version >= from && version.Version <= to)
            .OrderByDescending(version => version.Version).ToListAsync(cancellationToken);
        return from > 1 ? stored : [.. stored, await db.BuiltInPolicyAsync(call, cancellationToken)];
    }

    /// <summary>The newest version; the built-in policy where nobody has decided otherwise.</summary>
    public static async Task<PolicyVersion> PolicyInForceAsync(this ICavraDbContext db, Call call, CancellationToken cancellationToken) =>
        await db.PolicyVersions.AsNoTracking().OrderByDescending(version => version.Version).FirstOrDefaultAsync(cancellationToken)
        ?? await db.BuiltInPolicyAsync(call, cancellationToken);

    private static async Task<PolicyVersion> BuiltInPolicyAsync(this ICavraDbContext db, Call call, CancellationToken cancellationToken) =>
        PolicyVersion.BuiltIn(await db.Workspaces.AsNoTracking().SingleAsync(workspace => workspace.Id == call.Workspace, cancellationToken));
}
