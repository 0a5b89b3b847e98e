using Cavra.Application.AuditDeliveries;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Connectors;
using Cavra.Domain.Evidence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Connectors;

/// <summary>Shows one connector with its newest attempts and tests.</summary>
public sealed record GetConnector(string Name) : IQuery<ConnectorDetailView>
{
    /// <summary>So many attempts, and so many tests.</summary>
    public const int Newest = 20;

    /// <summary>So many of the newest attempts are counted by class.</summary>
    public const int Counted = 100;

    public static Permission Permission => Permissions.RecordsRead;
}

/// <summary>A connector with its newest attempts and tests.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="Connector">How the connector stands.</param>
/// <param name="BreakerHistory">When its circuit opened and closed, newest first: the ten newest, tests included.</param>
/// <param name="AttemptsByClass">Its newest 100 attempts by how they ended, what happened last first.</param>
/// <param name="LatestAttempts">Its newest attempts, for whatever purpose.</param>
/// <param name="LatestTests">Its newest tests.</param>
public sealed record ConnectorDetailView(
    string SchemaVersion, string Product, ConnectorStatusView Connector, IReadOnlyList<BreakerChangeView> BreakerHistory,
    IReadOnlyList<AttemptClassView> AttemptsByClass, IReadOnlyList<AttemptView> LatestAttempts,
    IReadOnlyList<ConnectorTestView> LatestTests) : IVersioned
{
    string IVersioned.ETag => Connector.VersionTag();
}

internal sealed class GetConnectorHandler(ICavraDbContext db, IConnectorCatalog catalog, TimeProvider clock)
    : IRequestHandler<GetConnector, Result<ConnectorDetailView>>
{
    public async Task<Result<ConnectorDetailView>> Handle(GetConnector query, CancellationToken cancellationToken)
    {
        var (name, now) = (query.Name, clock.GetUtcNow());
        if (catalog.Views.FirstOrDefault(view => view.Name == name) is not { } connector)
        {
            return ConnectorRefusals.NotFound;
        }

        var state = await db.ConnectorStates.AsNoTracking().SingleOrDefaultAsync(state => state.Name == name, cancellationToken);
        var attempts = await db.Attempts.NewestThrough(name, GetConnector.Newest).ToListAsync(cancellationToken);
        var endings = await db.Attempts.NewestThrough(name, GetConnector.Counted)
            .Select(attempt => new AttemptEnding(attempt.Outcome, attempt.FailureClass, attempt.HoldReason, attempt.StatusCode, attempt.RecordedAt))
            .ToListAsync(cancellationToken);
        var tests = await db.ConnectorTests.AsNoTracking().Where(test => test.Connector == name)
            .OrderByDescending(test => test.Id).Take(GetConnector.Newest).ToListAsync(cancellationToken);

        return new ConnectorDetailView(
            WireNames.ConnectorStateSchema, WireNames.Product, ConnectorStatusView.Of(connector, state, now),
            [.. (state?.Breaker ?? CircuitBreaker.Closed).Changes.Reverse().Select(BreakerChangeView.Of)], AttemptClassView.Of(endings),
            [.. attempts.Select(AttemptView.Of)], [.. tests.Select(test => ConnectorTestView.Of(test, now))]);
    }
}
