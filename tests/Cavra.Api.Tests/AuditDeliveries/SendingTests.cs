using System.Text.Json.Nodes;
using Cavra.Application.Ports;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Delivery;
using Cavra.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cavra.Api.Tests.AuditDeliveries;

public sealed class SendingTests
{
    private FailingReceiver _one = null!;
    private FailingReceiver _two = null!;

    [SetUp]
    public async Task StartReceivers() => (_one, _two) = (await FailingReceiver.StartAsync(), await FailingReceiver.StartAsync());

    [TearDown]
    public async Task StopReceivers()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
    }

    [Test]
    public async Task A_fault_of_our_own_at_one_destination_costs_no_other_its_result()
    {
        await using var app = await CavraApp.StartAsync(GivenDrills.Connectors(_one, _two), configure: builder =>
        {
            builder.Services.AddSingleton<DeliveryEngine>();
            builder.Services.Replace(ServiceDescriptor.Singleton<IDeliveryEngine, FaultyEngine>());
        });

        (await app.Admin.PostJsonAsync(GivenFailures.Deliveries, new { retries = 0 })).Ok();

        Assert.That(
            await app.Database.ColumnAsync(
                "select connector || ' ' || state || ' ' || coalesce(last_failure_class, '-') from destinations order by connector"),
            Is.EqualTo(new[] { "siem-webhook failed interrupted", "webhook delivered -" }));
        Assert.That(app.Log.Text, Does.Contain("An attempt could not be made: InvalidTimeZoneException").And.Not.Contain("what a receiver said"));
    }

    [Test]
    public async Task What_was_held_is_sent_oldest_first_when_its_connector_is_resumed()
    {
        await using var app = await CavraApp.StartAsync(
            $$"""
            connectors:
              webhook: { provider: webhook, url: "http://127.0.0.1:{{_one.Port}}/", allow_networks: ["127.0.0.0/8"], max_concurrency: 1 }
            """);
        (await app.Admin.PostJsonAsync("/connectors/webhook/pause", new { reason = "Maintenance." })).Ok();
        for (var delivery = 0; delivery < 12; delivery++)
        {
            (await app.Admin.PostJsonAsync(GivenFailures.Deliveries, new { retries = 0 })).Ok();
            app.Clock.Advance(TimeSpan.FromTicks(10));
        }

        var asked = await app.Database.ColumnAsync("select event_id::text from destinations order by created_at");
        (await app.Admin.PostJsonAsync("/connectors/webhook/resume")).Ok();
        foreach (var _ in asked)
        {
            await app.TakeDeliveryTurnAsync();
        }

        var received = _one.Requests.Select(request => JsonNode.Parse(request.Text)!.Text("id"));
        Assert.That(received, Is.EqualTo(asked.Select(id => new DeliveryEventId(Guid.Parse(id)).ToString())));
    }

    private sealed class FaultyEngine(DeliveryEngine engine) : IDeliveryEngine
    {
        public int RoomAt(string connector) => engine.RoomAt(connector);

        public Task<bool> HasItAsync(ConfirmationRequest confirmationRequest, CancellationToken cancellationToken) =>
            Task.FromResult(false);

        public Task<AttemptReport> SendAsync(DeliveryRequest deliveryRequest, CancellationToken cancellationToken) =>
            deliveryRequest.Connector == "siem-webhook"
                ? throw new InvalidTimeZoneException("what a receiver said")
                : engine.SendAsync(deliveryRequest, cancellationToken);
    }
}
