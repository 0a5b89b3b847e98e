using System.Text.Json;
using Cavra.Application.Access;
using Cavra.Application.AuditDeliveries;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Connectors;
using Cavra.Domain.Evidence;
using FluentValidation;
using MediatR;

namespace Cavra.Application.Connectors;

/// <summary>
/// Begins a test of a connector. A test goes where other deliveries are held: through a paused connector, an open circuit, and an
/// endpoint that was said to be gone, for it is how a person finds out.
/// </summary>
public sealed record BeginConnectorTest(string Connector, SendTerms Terms) : ICommand<BegunConnectorTest>
{
    public static Permission Permission => Permissions.ConnectorsTest;
}

/// <summary>A test that is to be sent now.</summary>
public sealed record BegunConnectorTest(ConnectorTestId TestId, DeliveryRequest DeliveryRequest, SendTerms Terms) : IBetweenSteps;

internal sealed class BeginConnectorTestValidator : AbstractValidator<BeginConnectorTest>
{
    public BeginConnectorTestValidator() => RuleFor(command => command.Terms).AreInRange();
}

internal sealed class BeginConnectorTestHandler(
    ICavraDbContext db, IConnectorCatalog catalog, EvidenceJournal journal, Call call, TimeProvider clock)
    : IRequestHandler<BeginConnectorTest, Result<BegunConnectorTest>>
{
    public Task<Result<BegunConnectorTest>> Handle(BeginConnectorTest command, CancellationToken cancellationToken) =>
        Task.FromResult<Result<BegunConnectorTest>>(
            catalog.Find(command.Connector) is { } connector ? Begin(connector, command.Terms) : ConnectorRefusals.NotFound);

    private BegunConnectorTest Begin(Connector connector, SendTerms terms)
    {
        var now = clock.GetUtcNow();
        var test = ConnectorTest.Begin(call.Workspace, connector, call.Caller.Actor, terms.Lease + SendTerms.ToConfirm(connector), now);
        db.ConnectorTests.Add(test);
        journal.Prove(test, ConnectorTestView.Of(test, now));

        var data = JsonSerializer.Serialize(
            new TestMessage(WireNames.ConnectorTestSchema, WireNames.Product, test.Id, test.Connector, test.Provider), WireJson.Options);
        var what = new OutgoingEvent(
            test.EventId.ToString(), WireNames.ConnectorTestEventType, test.Id.ToString(), WireNames.ConnectorTestSchema, now, data);
        var shipment = new DeliveryRequest(call.Caller.WorkspaceName, test.Connector, what, terms.Retries, terms.Timeout)
        {
            Patience = SendTerms.Patience,
        };
        return new BegunConnectorTest(test.Id, shipment, terms);
    }

    private sealed record TestMessage(string SchemaVersion, string Product, ConnectorTestId TestId, string Connector, string Provider);
}
