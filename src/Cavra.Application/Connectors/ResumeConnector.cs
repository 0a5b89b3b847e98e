using Cavra.Application.Access;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using MediatR;

namespace Cavra.Application.Connectors;

/// <summary>
/// Lets things through a paused connector again and releases what was held for it: what was never tried or repeats by itself
/// becomes due, a failed audit delivery is left to its retry plan.
/// </summary>
/// <param name="Connector">The connector's name.</param>
/// <param name="IfMatch">The version the caller decided on; null when it names none.</param>
public sealed record ResumeConnector(string Connector, string? IfMatch) : ICommand<ResumedConnectorAnswer>
{
    public static Permission Permission => Permissions.ConnectorsPause;
}

/// <summary>What resuming a connector is answered with.</summary>
/// <param name="Connector">The connector as it stands now.</param>
/// <param name="ReleasedCount">Destinations that are due now.</param>
/// <param name="LeftToPlanCount">Destinations that stay held until a governed retry.</param>
/// <param name="Metadata">The entry that proves it.</param>
/// <param name="Actor">Who did it.</param>
public sealed record ResumedConnectorAnswer(
    ConnectorStatusView Connector, int ReleasedCount, int LeftToPlanCount, MetadataItem Metadata, ActorView Actor) : IVersioned, IReleases
{
    string IVersioned.ETag => Connector.VersionTag();
}

internal sealed class ResumeConnectorHandler(ConnectorChanges changes, Call call) : IRequestHandler<ResumeConnector, Result<ResumedConnectorAnswer>>
{
    public async Task<Result<ResumedConnectorAnswer>> Handle(ResumeConnector command, CancellationToken cancellationToken)
    {
        var taken = await changes.LockAsync(command.Connector, command.IfMatch, cancellationToken);
        if (taken.Refusal is { } refusal)
        {
            return refusal;
        }

        var resumed = taken.Value.State.Resume();
        if (resumed.Refusal is { } notPaused)
        {
            return notPaused;
        }

        var released = await changes.ReleaseAsync(taken.Value, cancellationToken);
        var (view, metadata) = changes.Prove(taken.Value);
        return new ResumedConnectorAnswer(view, released.Count, released.LeftToPlan, metadata, ActorView.Of(call.Caller));
    }
}
