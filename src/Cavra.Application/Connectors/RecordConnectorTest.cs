using Cavra.Application.Access;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Connectors;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Connectors;

/// <summary>
/// Records how a test ended. One that passed ends that the endpoint counts as gone, closes the circuit, and releases what was
/// held for either.
/// </summary>
public sealed record RecordConnectorTest(ConnectorTestId TestId, AttemptReport Report) : ICommand<ConnectorTestAnswer>
{
    public static Permission Permission => Permissions.ConnectorsTest;
}

/// <summary>What testing a connector is answered with.</summary>
/// <param name="Test">The test and how it ended.</param>
/// <param name="Connector">The connector as it stands now; null when the file has it no more.</param>
/// <param name="ReleasedCount">Destinations that are due now.</param>
/// <param name="LeftToPlanCount">Destinations that stay held until a governed retry.</param>
/// <param name="Metadata">The entry that proves it.</param>
/// <param name="Success">Whether it passed.</param>
/// <param name="Actor">Who asked for it.</param>
public sealed record ConnectorTestAnswer(
    ConnectorTestView Test, ConnectorStatusView? Connector, int ReleasedCount, int LeftToPlanCount, MetadataItem Metadata,
    bool Success, ActorView Actor) : IReleases;

internal sealed class RecordConnectorTestHandler(
    ICavraDbContext db, IClaims claims, ConnectorChanges changes, ConnectorWarnings warnings, EvidenceJournal journal, Call call, TimeProvider clock)
    : IRequestHandler<RecordConnectorTest, Result<ConnectorTestAnswer>>
{
    public async Task<Result<ConnectorTestAnswer>> Handle(RecordConnectorTest command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var test = await db.ConnectorTests.SingleOrDefaultAsync(test => test.Id == command.TestId, cancellationToken);
        if (test is null)
        {
            return ConnectorRefusals.TestNotFound;
        }

        var before = ConnectorTestView.Of(test, now);
        if (test.Record(command.Report).Refusal is { } refusal)
        {
            return refusal;
        }

        var state = (await claims.ConnectorsAsync([test.Connector], cancellationToken))[test.Connector];
        state.ApplyTest(command.Report, now);
        var taken = await changes.LockAsync(test.Connector, ifMatch: null, cancellationToken);
        var hasPassed = test.StateAt(now) is ConnectorTestState.Passed;
        var released = hasPassed && taken.Refusal is null
            ? await changes.ReleaseAsync(taken.Value, cancellationToken)
            : new Released(0, 0);

        var view = ConnectorTestView.Of(test, now);
        var metadata = journal.Prove(test, view, before);
        warnings.Write(state, metadata.EvidenceId);
        return new ConnectorTestAnswer(
            view, taken.Refusal is null ? taken.Value.Before : null, released.Count, released.LeftToPlan,
            metadata, hasPassed, ActorView.Of(call.Caller));
    }
}
