using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Feed;

namespace Cavra.Domain.Tests.Evidence;

public sealed class FeedPositionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    // Entries are committed in any order and go into the log in any order; whoever reads in between, and resumes by the text of any
    // item's position, is told of each once.
    [Test]
    public void Whatever_the_order_each_entry_is_told_once([Range(1, 200)] int seed)
    {
        var random = new Random(seed);
        var (entries, log, awaiting) = (Enumerable.Range(0, 40).Select(Entry).ToList(), new List<FeedEntry>(), new List<FeedEntry>());
        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(entries));
        var (uncommitted, told, position) = (new Queue<FeedEntry>(entries), new List<EvidenceId>(), FeedPosition.At(0, []));
        for (var left = 1; left > 0;)
        {
            for (var commits = random.Next(4); commits > 0 && uncommitted.TryDequeue(out var entry); commits--)
            {
                awaiting.Add(entry);
            }

            foreach (var entry in awaiting.Where(_ => random.Next(3) is 0).ToList())
            {
                awaiting.Remove(entry);
                log.Add(entry with { Index = log.Count });
            }

            var step = position.Step(ReadingFrom(position.Size, log, awaiting, random.Next(1, 5)));
            var heard = random.Next(2) is 0 ? step.Items.Count : random.Next(step.Items.Count + 1);
            told.AddRange(step.Items.Take(heard).Select(item => item.Entry.Id));
            var reached = heard == step.Items.Count ? step.Position : heard is 0 ? position : step.Items[heard - 1].Position;
            Assert.That(FeedPosition.TryParse(reached.Text, out var parsed));
            position = parsed!;
            left = uncommitted.Count + (heard == step.Items.Count && !step.HasMore ? 0 : 1);
        }

        Assert.That(told, Is.Unique.And.EquivalentTo(entries.Select(entry => entry.Id)));
    }

    [Test]
    public void A_thousand_entries_behind_is_not_too_far_and_one_more_is()
    {
        var start = FeedPosition.At(0, []);

        Assert.That(start.Step(new FeedReading(1_000, [], 0, [])).IsReset, Is.False);
        Assert.That(start.Step(new FeedReading(1_001, [], 0, [])).IsReset);
    }

    [TestCase(200, ExpectedResult = false)]
    [TestCase(201, ExpectedResult = true)]
    public bool More_awaiting_entries_than_can_be_named_are_a_reset(int awaiting) =>
        FeedPosition.At(0, []).Step(new FeedReading(0, [], 0, [.. Enumerable.Range(0, awaiting).Select(Entry)])).IsReset;

    [Test]
    public void A_reset_is_said_once_for_what_has_not_changed()
    {
        var crowded = new FeedReading(0, [], 0, [.. Enumerable.Range(0, 201).Select(Entry)]);

        Assert.That(FeedPosition.At(0, []).Step(crowded).Position.Step(crowded).IsReset, Is.False);
    }

    private static FeedReading ReadingFrom(long size, List<FeedEntry> log, List<FeedEntry> awaiting, int most)
    {
        var logged = log.Skip((int)size).Take(most).ToList();
        return new FeedReading(log.Count, logged, size + logged.Count, [.. awaiting.OrderBy(entry => entry.Id.Value)]);
    }

    private static FeedEntry Entry(int number) => new(
        new EvidenceId(new Guid(number + 1, 0, 0, 0, 0, 0, (byte)number, 1, 2, 3, (byte)(number / 7))), null, null, "act", "done", null, null, "somebody", Now);
}
