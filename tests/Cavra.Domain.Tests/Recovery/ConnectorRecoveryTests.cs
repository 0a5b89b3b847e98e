using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Recovery;
using static Cavra.Domain.Tests.AuditDeliveries.GivenDelivery;
using static Cavra.Domain.Tests.RetryPlans.GivenPlan;

namespace Cavra.Domain.Tests.Recovery;

public sealed class ConnectorRecoveryTests
{
    private static readonly VerificationFact Proof = new("siem", Succeeded: true, Noon.AddMinutes(1));

    // What may be said of a recovery in each state; of one that is open or closed alike, it is the newest word that decides.
    [TestCase(null, "Resolved Mitigated Deferred Escalated")]
    [TestCase(ClosureState.Deferred, "Resolved Mitigated Deferred Escalated")]
    [TestCase(ClosureState.Escalated, "Resolved Mitigated Deferred Escalated")]
    [TestCase(ClosureState.Resolved, "Resolved Mitigated Reopened")]
    [TestCase(ClosureState.Mitigated, "Resolved Mitigated Reopened")]
    [TestCase(ClosureState.Reopened, "Resolved Mitigated Deferred Escalated")]
    public void Only_so_much_may_be_said_after_each_word(ClosureState? earlier, string permitted)
    {
        var said = Enum.GetValues<ClosureState>().Where(state => Say(After(earlier), state, Noon.AddHours(3)) is null);

        Assert.That(string.Join(' ', said), Is.EqualTo(permitted));
    }

    [TestCase(ClosureState.Resolved, RecoveryState.Resolved, false)]
    [TestCase(ClosureState.Mitigated, RecoveryState.Mitigated, false)]
    [TestCase(ClosureState.Deferred, RecoveryState.Deferred, true)]
    [TestCase(ClosureState.Escalated, RecoveryState.Escalated, true)]
    [TestCase(ClosureState.Reopened, RecoveryState.Reopened, true)]
    public void The_newest_word_is_where_it_stands(ClosureState said, RecoveryState expected, bool isOpen)
    {
        var recovery = After(said);

        Assert.That((recovery.State, recovery.IsOpen, recovery.IsClosed), Is.EqualTo((expected, isOpen, !isOpen)));
        Assert.That(recovery.ClosedAt, Is.EqualTo(isOpen ? null : (DateTimeOffset?)Noon.AddHours(1)));
        Assert.That(recovery.ClosedBy, Is.EqualTo("dana"));
    }

    [Test]
    public void A_reopened_recovery_begins_its_clock_anew()
    {
        var recovery = After(ClosureState.Reopened);

        Assert.That((recovery.OpenedAt, recovery.ProvableAfter), Is.EqualTo((Noon.AddHours(2), Noon.AddHours(2))));
        Assert.That(recovery.IsBreached(60, Noon.AddHours(3)), Is.False);
        Assert.That(recovery.IsBreached(60, Noon.AddHours(3).AddTicks(1)), Is.True);
    }

    [TestCase(ClosureState.Resolved)]
    [TestCase(ClosureState.Mitigated)]
    public void What_is_closed_is_never_breached_and_ages_no_more(ClosureState said)
    {
        var recovery = After(said);

        Assert.That(recovery.IsBreached(1, Noon.AddDays(30)), Is.False);
        Assert.That(recovery.AgeMinutes(Noon.AddDays(30)), Is.EqualTo(60));
    }

    [TestCase(ClosureState.Deferred)]
    [TestCase(ClosureState.Escalated)]
    public void What_is_put_off_or_passed_on_is_breached_all_the_same(ClosureState said) =>
        Assert.That(After(said).IsBreached(240, Noon.AddHours(4).AddTicks(1)), Is.True);

    [Test]
    public void A_refused_word_changes_nothing()
    {
        var recovery = After(earlier: null);

        var refused = RecoveryClosure.Of(recovery, Terms(ClosureState.Resolved), [Proof with { Succeeded = false }], Dana, Noon.AddHours(1));

        Assert.That(refused.Refusal?.Code, Is.EqualTo("recovery.reference_unsuccessful"));
        Assert.That((recovery.State, recovery.ClosureId), Is.EqualTo((RecoveryState.Open, default(RecoveryClosureId?))));
    }

    [TestCase(ClosureState.Mitigated)]
    [TestCase(ClosureState.Escalated)]
    public void Only_a_resolution_is_held_to_its_references(ClosureState said) =>
        Assert.That(RecoveryClosure.Of(After(earlier: null), Terms(said), [null], Dana, Noon.AddHours(1)).Refusal, Is.Null);

    [Test]
    public void A_recovery_that_was_closed_is_not_taken_over_by_a_later_playbook()
    {
        var closed = After(ClosureState.Mitigated);
        var later = ConnectorRecovery.Begin(Playbook(Noon.AddHours(5)), Entry, closed);

        Assert.That((closed.State, later.OpenedAt), Is.EqualTo((RecoveryState.Mitigated, Noon.AddHours(5))));
    }

    [Test]
    public void A_reopened_recovery_that_is_taken_over_carries_its_new_clock_on()
    {
        var reopened = After(ClosureState.Reopened);
        var later = ConnectorRecovery.Begin(Playbook(Noon.AddHours(5)), Entry, reopened);

        Assert.That((later.OpenedAt, later.ProvableAfter), Is.EqualTo((Noon.AddHours(2), Noon.AddHours(5))));
        Assert.That((reopened.State, reopened.IsOpen, reopened.IsClosed), Is.EqualTo((RecoveryState.Superseded, false, false)));
        Assert.That(
            Enum.GetValues<ClosureState>().Select(state => Say(reopened, state, Noon.AddHours(6))), Is.All.EqualTo("recovery.superseded"));
    }

    private static ConnectorPlaybook Entry => ConnectorPlaybook.Of([AnOpenFailure], isPaused: false);

    private static OpenFailure AnOpenFailure => new("siem", "webhook", Noon, FailureClass.ServerError, [503]);

    private static RecoveryPlaybook Playbook(DateTimeOffset at) => RecoveryPlaybook.Over(
        Workspace, [AnOpenFailure], new HashSet<string>(), new PlaybookTerms(1, 24, null), Dana, at);

    // Said an hour after the playbook; reopened an hour after that.
    private static ConnectorRecovery After(ClosureState? earlier)
    {
        var recovery = ConnectorRecovery.Begin(Playbook(Noon), Entry, earlier: null);
        ClosureState[] said = earlier switch
        {
            null => [],
            ClosureState.Reopened => [ClosureState.Mitigated, ClosureState.Reopened],
            { } state => [state],
        };
        for (var place = 0; place < said.Length; place++)
        {
            Assert.That(Say(recovery, said[place], Noon.AddHours(place + 1)), Is.Null);
        }

        return recovery;
    }

    private static string? Say(ConnectorRecovery recovery, ClosureState said, DateTimeOffset at) =>
        RecoveryClosure.Of(recovery, Terms(said), [Proof with { At = at }], Dana, at).Refusal?.Code;

    private static ClosureTerms Terms(ClosureState said) => new(said, [Text("gordackretryexec-1")], null, Text("The standby takes over."), null);
}
