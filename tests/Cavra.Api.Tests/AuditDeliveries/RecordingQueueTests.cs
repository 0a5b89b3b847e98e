using Cavra.Application.AuditDeliveries;
using Cavra.Application.Ports;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Testing;

namespace Cavra.Api.Tests.AuditDeliveries;

public sealed class RecordingQueueTests
{
    private static readonly WorkspaceId Workspace = new(Guid.CreateVersion7(CavraApp.Start));

    private readonly RecordingQueue _queue = new();
    private readonly List<int> _recorded = [];
    private TaskCompletionSource _mayRecord = null!;

    [SetUp]
    public void Hold()
    {
        _recorded.Clear();
        _mayRecord = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    [TestCase(1, 1, ExpectedResult = "1 2")]
    [TestCase(RecordingQueue.Batch, 1, ExpectedResult = "1 1 1")]
    [TestCase(RecordingQueue.Batch - 1, 1, ExpectedResult = "1 2")]
    [TestCase(RecordingQueue.Batch + 1, 0, ExpectedResult = "1 1 1")]
    public async Task<string> Rounds_that_end_while_another_is_recorded_are_recorded_together_up_to_the_most(int second, int third)
    {
        var recording = new[] { RecordAsync(1), RecordAsync(second), RecordAsync(third) };
        Assert.That(_queue.WaitingIn(Workspace), Is.EqualTo(second + third));

        _mayRecord.SetResult();
        await Task.WhenAll(recording).OrHangAsync();

        Assert.That(_queue.WaitingIn(Workspace), Is.Zero);
        return string.Join(' ', _recorded);
    }

    [Test]
    public async Task What_cannot_be_recorded_together_is_recorded_one_by_one()
    {
        var recording = new[] { RecordAsync(1, together: false), RecordAsync(1), RecordAsync(1) };

        _mayRecord.SetResult();
        await Task.WhenAll(recording).OrHangAsync();

        Assert.That(_recorded, Is.EqualTo(new[] { 1, 2, 1, 1 }));
    }

    [Test]
    public async Task A_fault_is_that_of_every_round_recorded_with_it_and_of_no_other()
    {
        var first = RecordAsync(1, fault: new InvalidTimeZoneException());
        var others = new[] { RecordAsync(1), RecordAsync(1) };

        _mayRecord.SetResult();
        await first.OrHangAsync();
        foreach (var other in others)
        {
            Assert.That(async () => await other.OrHangAsync(), Throws.TypeOf<InvalidTimeZoneException>());
        }

        await RecordAsync(1).OrHangAsync();
        Assert.That(_recorded, Is.EqualTo(new[] { 1, 2, 1 }));
    }

    [Test]
    public async Task Another_workspace_does_not_wait()
    {
        var waiting = RecordAsync(1);

        await _queue.RecordAsync(new WorkspaceId(Guid.CreateVersion7(CavraApp.Start)), Round(1), _ => Task.FromResult(true)).OrHangAsync();

        Assert.That(waiting.IsCompleted, Is.False);
        _mayRecord.SetResult();
        await waiting.OrHangAsync();
    }

    private static SentRound Round(int attempts) => new(
        new StartedRound(
            new DeliveryEventId(Guid.CreateVersion7(CavraApp.Start)), "default", new OutgoingEvent("evt", "type", "subject", "schema", CavraApp.Start, "{}"),
            SendTerms.Default, [], []),
        [.. Enumerable.Repeat(new MadeAttempt(null!, null!), attempts)]);

    // The first that comes says how they are recorded.
    private Task RecordAsync(int attempts, bool together = true, Exception? fault = null) =>
        _queue.RecordAsync(Workspace, Round(attempts), async batch =>
        {
            _recorded.Add(batch.Count);
            await _mayRecord.Task;
            return batch.Count == 1 || (fault is null ? together : throw fault);
        });
}
