using Cavra.Application.Access;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Policies;
using MediatR;

namespace Cavra.Application.Policies;

/// <summary>Tells the workspace's policy in force, with the version that changing it demands.</summary>
public sealed record GetPolicy : IQuery<PolicyView>
{
    public static Permission Permission => Permissions.PolicyRead;
}

internal sealed class GetPolicyHandler(ICavraDbContext db, Call call) : IRequestHandler<GetPolicy, Result<PolicyView>>
{
    public async Task<Result<PolicyView>> Handle(GetPolicy query, CancellationToken cancellationToken)
    {
        var inForce = await db.PolicyInForceAsync(call, cancellationToken);
        var before = await db.PolicyVersionsAsync(call, inForce.Version - 1, inForce.Version - 1, cancellationToken);
        return PolicyView.Of(inForce, inForce.Version > 1 ? before.Single() : null);
    }
}

/// <summary>Tells what a version of the workspace's policy says, or said.</summary>
/// <param name="Version">Number of the version; null for what is no number.</param>
public sealed record GetPolicyVersion(int? Version) : IQuery<PolicyView>
{
    public static Permission Permission => Permissions.PolicyRead;
}

internal sealed class GetPolicyVersionHandler(ICavraDbContext db, Call call) : IRequestHandler<GetPolicyVersion, Result<PolicyView>>
{
    public async Task<Result<PolicyView>> Handle(GetPolicyVersion query, CancellationToken cancellationToken)
    {
        if (query.Version is not >= 1)
        {
            return PolicyRefusals.VersionNotFound;
        }

        var versions = await db.PolicyVersionsAsync(call, query.Version.Value - 1, query.Version.Value, cancellationToken);
        var asked = versions.SingleOrDefault(version => version.Version == query.Version);
        return asked is null
            ? PolicyRefusals.VersionNotFound
            : PolicyView.Of(asked, versions.SingleOrDefault(version => version.Version == query.Version - 1));
    }
}
