using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;

namespace Cavra.Domain.Tests.Evidence;

public sealed class IdempotencyRecordTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    [TestCase(0, ExpectedResult = 2)]
    [TestCase(2, ExpectedResult = 2)]
    [TestCase(60, ExpectedResult = 60)]
    [TestCase(150, ExpectedResult = 150)]
    [TestCase(200, ExpectedResult = 100)]
    [TestCase(299.5, ExpectedResult = 1)]
    [TestCase(300, ExpectedResult = null)]
    public int? Who_asks_again_is_told_to_wait_as_long_as_it_took_so_far_and_not_beyond_the_lease(double seconds) =>
        Record().Unanswered(Noon.AddSeconds(seconds)).RetryAfterSeconds;

    [TestCase(299.9, ExpectedResult = "idempotency.in_flight")]
    [TestCase(300, ExpectedResult = "idempotency.interrupted")]
    public string What_has_no_answer_when_its_lease_ends_was_interrupted(double seconds) => Record().Unanswered(Noon.AddSeconds(seconds)).Code;

    [TestCase(86_399, ExpectedResult = true)]
    [TestCase(86_400, ExpectedResult = false)]
    public bool A_key_counts_for_a_day(double seconds) => Record().CountsAt(Noon.AddSeconds(seconds));

    private static IdempotencyRecord Record() =>
        IdempotencyRecord.Begin(Ids.New<WorkspaceId>(Noon), "dana", "digest", [], Noon, Noon.AddMinutes(5));
}
