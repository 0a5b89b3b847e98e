using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Delivery;
using Cavra.Testing;

namespace Cavra.Api.Tests.Delivery;

public sealed class LimitsTests
{
    [Test]
    public async Task A_connector_gets_no_more_at_once_than_it_may()
    {
        await using var receiver = await FailingReceiver.StartAsync();
        using var rig = DeliveryRig.Towards(receiver, "max_concurrency: 2");
        receiver.Hangs();
        var sending = Enumerable.Range(0, 3).Select(_ => rig.SendAsync(patience: TimeSpan.FromMinutes(1))).ToList();
        await receiver.NextAsync();
        await receiver.NextAsync();
        Assert.That(receiver.Requests, Has.Count.EqualTo(2));

        rig.Clock.Advance(TimeSpan.FromSeconds(10));
        await receiver.NextAsync();
        rig.Clock.Advance(TimeSpan.FromSeconds(10));
        var reports = await Task.WhenAll(sending);

        Assert.That(reports.Select(report => report.FailureClass), Is.All.EqualTo(FailureClass.Timeout));
    }

    [Test]
    public async Task A_delivery_that_finds_no_room_in_time_is_not_tried()
    {
        await using var receiver = await FailingReceiver.StartAsync();
        using var rig = DeliveryRig.Towards(receiver, "max_concurrency: 1");
        receiver.Hangs();
        var first = rig.SendAsync();
        await receiver.NextAsync();
        var second = rig.SendAsync(patience: TimeSpan.FromSeconds(3));

        rig.Clock.Advance(TimeSpan.FromSeconds(3));
        var report = await second;

        Assert.That((report.Tries, report.FailureClass, first.IsCompleted), Is.EqualTo((0, FailureClass.Throttled, false)));
        Assert.That(receiver.Requests, Has.Count.EqualTo(1));
        rig.Clock.Advance(TimeSpan.FromSeconds(7));
        await first;
    }

    [Test]
    public async Task A_slow_connector_does_not_hold_up_another()
    {
        await using var slow = await FailingReceiver.StartAsync();
        await using var quick = await FailingReceiver.StartAsync();
        slow.Hangs();
        using var rig = new DeliveryRig(
            $$"""
            connectors:
              hook: {provider: webhook, url: "http://127.0.0.1:{{slow.Port}}/", allow_networks: [127.0.0.0/8]}
              other: {provider: webhook, url: "http://127.0.0.1:{{quick.Port}}/", allow_networks: [127.0.0.0/8]}
            """);
        var held = rig.SendAsync();
        await slow.NextAsync();

        var report = await rig.SendAsync(connector: "other");

        Assert.That((report.StatusCode, held.IsCompleted), Is.EqualTo((200, false)));
        rig.Clock.Advance(TimeSpan.FromSeconds(10));
        await held;
    }

    [Test]
    public async Task A_paced_connector_waits_for_its_turn()
    {
        await using var receiver = await FailingReceiver.StartAsync();
        using var rig = DeliveryRig.Towards(receiver, "max_per_second: 4");
        await rig.SendAsync();

        var second = rig.SendAsync();
        var wait = await rig.Clock.WaitBegunAsync(due => due < TimeSpan.FromSeconds(1));
        rig.Clock.Advance(wait);
        await second;

        Assert.That(wait, Is.EqualTo(TimeSpan.FromMilliseconds(250)));
        Assert.That(receiver.Requests, Has.Count.EqualTo(2));
    }

    [TestCase(4, null, ExpectedResult = "4 3")]
    [TestCase(4, 2, ExpectedResult = "4 3")]
    [TestCase(100, 2, ExpectedResult = "6 5")]
    [TestCase(100, 0.1, ExpectedResult = "1 0")]
    public async Task<string> There_is_room_for_those_whose_turn_comes_in_time(int maxConcurrency, double? maxPerSecond)
    {
        using var limits = new ConnectorLimits(maxConcurrency, maxPerSecond, new WatchedClock(CavraApp.Start));
        var before = limits.TurnsWithin(TimeSpan.FromSeconds(2.5));

        using var slot = await limits.EnterAsync(TimeSpan.Zero, CancellationToken.None);

        return $"{before} {limits.TurnsWithin(TimeSpan.FromSeconds(2.5))}";
    }
}
