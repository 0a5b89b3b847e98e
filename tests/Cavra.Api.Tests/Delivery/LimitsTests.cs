using Cavra.Api.Tests.Support;

namespace Cavra.Api.Tests.Delivery;

public sealed class LimitsTests
{
    [Test]
    public async Task A_connector_gets_no_more_at_once_than_it_may()
    {
        await using var receiver = await FailingReceiver.StartAsync();
        using var rig = DeliveryRig.Towards(receiver, "max_concurrency: 2");
        receiver.Hangs();
        var sending = Enumerable.Range(0, 3).Select(_ => rig.SendAsync()).ToList();
        await receiver.NextAsync();
        await receiver.NextAsync();
        Assert.That(receiver.Requests, Has.Count.EqualTo(2));

        receiver.Answers(200);
        rig.Clock.Advance(TimeSpan.FromSeconds(10));
        await receiver.NextAsync();
        var reports = await Task.WhenAll(sending);

        Assert.That(reports.Select(report => report.StatusCode).Order(), Is.EqualTo(new[] { 0, 0, 200 }));
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
}
