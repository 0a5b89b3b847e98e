using Cavra.Domain.Evidence;

namespace Cavra.Domain.Tests.Evidence;

public sealed class SpokenRulesTests
{
    [TestCase("refused:approval.same_person", ExpectedResult = "approval.same_person")]
    [TestCase("done", ExpectedResult = "")]
    [TestCase("faulted", ExpectedResult = "")]
    public string Of_what_was_not_done_the_refusal_is_the_rule(string outcome) => string.Join(' ', SpokenRules.Of(outcome, facts: null));

    [TestCase("approval_id", "gordackretryapproval-1", ExpectedResult = "approval:gordackretryapproval-1")]
    [TestCase("skipped", "not_approved", ExpectedResult = "skipped:not_approved")]
    [TestCase("four_eyes_broken", true, ExpectedResult = "four_eyes:advisory")]
    [TestCase("four_eyes_broken", false, ExpectedResult = "")]
    [TestCase("skipped", null, ExpectedResult = "")]
    [TestCase("connector", "siem", ExpectedResult = "")]
    public string Of_what_was_done_they_are_what_permitted_it_and_what_kept_it_back(string member, object? value) => string.Join(
        ' ', SpokenRules.Of(EvidenceEntry.Done, new EvidenceFacts("k", "t", "id", new Dictionary<string, object?> { [member] = value })));
}
