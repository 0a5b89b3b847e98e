using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence;
using Cavra.Domain.Recovery;

namespace Cavra.Domain.Tests.Recovery;

public sealed class RecoveryTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly WorkspaceId Workspace = Ids.New<WorkspaceId>(Now);

    private static readonly Actor Dana = new("dana", "key-1", "cavra:keys", [Roles.Operator]);

    [TestCase(1, ExpectedResult = 1)]
    [TestCase(2, ExpectedResult = 1)]
    [TestCase(3, ExpectedResult = 0)]
    public int A_connector_is_covered_from_so_many_open_failures_on(int least) =>
        Playbook([Failure(), Failure()], least).Connectors.Count;

    [TestCase(24 * 60, ExpectedResult = 1)]
    [TestCase((24 * 60) + 1, ExpectedResult = 0)]
    public int A_failure_counts_to_the_last_instant_of_the_look_back(int minutesAgo) =>
        Playbook([Failure(at: Now.AddMinutes(-minutesAgo))], least: 1).Connectors.Count;

    [Test]
    public void Steps_follow_from_the_failure_classes_seen_and_from_no_others()
    {
        Assert.That(StepsOf(FailureClass.Authentication), Is.EqualTo("renew_credential test_connector plan_retries"));
        Assert.That(
            StepsOf(FailureClass.Tls, FailureClass.Unreachable), Is.EqualTo("check_network_path check_certificate test_connector plan_retries"));
        Assert.That(StepsOf(), Is.Empty);
    }

    [Test]
    public void Every_failure_class_has_a_step_of_its_own()
    {
        foreach (var seen in Enum.GetValues<FailureClass>())
        {
            Assert.That(RecoveryStep.For("siem", [seen], isPaused: false), Has.Count.EqualTo(3), seen.ToString());
        }
    }

    [Test]
    public void A_paused_connector_is_to_be_resumed()
    {
        var steps = RecoveryStep.For("a/b", [FailureClass.Throttled], isPaused: true);

        Assert.That(steps.Select(step => step.StepId), Does.Contain("resume_connector"));
        Assert.That(steps.Single(step => step.Operation == "ResumeConnector").Href, Is.EqualTo("/connectors/a%2Fb/resume"));
    }

    [Test]
    public void A_vendor_of_several_connectors_of_the_playbook_names_none_of_them()
    {
        var playbook = Playbook([Failure("siem"), Failure("itsm")], least: 1);

        Assert.That(playbook.Named("itsm").Value.Connector, Is.EqualTo("itsm"));
        Assert.That(playbook.Named("webhook").Refusal?.Code, Is.EqualTo("connector.ambiguous"));
        Assert.That(playbook.Named("jira").Refusal?.Code, Is.EqualTo("recovery.not_in_playbook"));
        Assert.That(Playbook([Failure("siem")], least: 1).Named("webhook").Value.Connector, Is.EqualTo("siem"));
    }

    [TestCase("siem", true, 1, ExpectedResult = null)]
    [TestCase("siem", true, 0, ExpectedResult = "recovery.reference_too_early")]
    [TestCase("siem", false, 1, ExpectedResult = "recovery.reference_unsuccessful")]
    [TestCase("itsm", true, 1, ExpectedResult = "recovery.reference_of_another_connector")]
    [TestCase("siem", true, null, ExpectedResult = "recovery.reference_unsuccessful")]
    public string? A_reference_proves_a_later_success_of_that_connector_and_nothing_else(string connector, bool succeeded, int? ticksLater) =>
        Cavra.Domain.Recovery.Verification.Refusal(
            new VerificationFact(connector, succeeded, ticksLater is { } ticks ? Now.AddTicks(ticks) : null), "siem", Now)?.Code;

    [Test]
    public void Each_reference_has_to_prove_it_and_each_that_does_not_is_named()
    {
        var proof = new VerificationFact("siem", true, Now.AddTicks(1));

        var refusal = Cavra.Domain.Recovery.Verification.Refusal([proof, null, proof with { Succeeded = false }], "siem", Now)!;

        Assert.That(refusal.Code, Is.EqualTo("recovery.reference_unknown"));
        Assert.That(refusal.Errors.Keys, Is.EqualTo(new[] { "/verification_refs/1", "/verification_refs/2" }));
        Assert.That(Cavra.Domain.Recovery.Verification.Refusal([proof, proof], "siem", Now), Is.Null);
    }

    [Test]
    public void The_newest_closure_decides()
    {
        var recovery = Recovery();

        Assert.That(Say(recovery, ClosureState.Reopened), Is.EqualTo("recovery.not_closed"));
        Assert.That(Say(recovery, ClosureState.Deferred), Is.Null);
        Assert.That(recovery.IsOpen);
        Assert.That(Say(recovery, ClosureState.Mitigated), Is.Null);
        Assert.That(recovery.IsClosed);
        Assert.That(Say(recovery, ClosureState.Escalated), Is.EqualTo("recovery.closed"));
        Assert.That(Say(recovery, ClosureState.Reopened), Is.Null);
        Assert.That((recovery.IsOpen, recovery.ClosedAt), Is.EqualTo((true, (DateTimeOffset?)null)));
    }

    [Test]
    public void What_proved_it_before_it_was_reopened_proves_nothing_afterwards()
    {
        var recovery = Recovery();
        VerificationFact proof = new("siem", true, Now.AddMinutes(1));
        Assert.That(Say(recovery, ClosureState.Resolved, proof, Now.AddMinutes(2)), Is.Null);
        Assert.That(Say(recovery, ClosureState.Reopened, at: Now.AddMinutes(3)), Is.Null);

        Assert.That(Say(recovery, ClosureState.Resolved, proof, Now.AddMinutes(4)), Is.EqualTo("recovery.reference_too_early"));
    }

    [Test]
    public void A_resolution_needs_a_reference_and_a_mitigation_needs_notes()
    {
        Assert.That(new ClosureTerms(ClosureState.Resolved, [], null, Text("Mended."), null).Refusal?.Code, Is.EqualTo("recovery.resolution_unproven"));
        Assert.That(new ClosureTerms(ClosureState.Mitigated, [], null, Text(" "), null).Refusal?.Code, Is.EqualTo("recovery.mitigation_unexplained"));
        Assert.That(new ClosureTerms(ClosureState.Mitigated, [], null, null, null).Refusal?.Code, Is.EqualTo("recovery.mitigation_unexplained"));
        Assert.That(new ClosureTerms(ClosureState.Deferred, [], null, null, null).Refusal, Is.Null);
    }

    [Test]
    public void A_later_playbook_takes_an_open_recovery_over_with_its_clock()
    {
        var earlier = Recovery();
        var later = ConnectorRecovery.Begin(Playbook([Failure()], 1, Now.AddHours(1)), Entry, earlier);

        Assert.That((later.OpenedAt, later.ProvableAfter), Is.EqualTo((Now, Now.AddHours(1))));
        Assert.That(Say(earlier, ClosureState.Mitigated), Is.EqualTo("recovery.superseded"));
    }

    [Test]
    public void A_recovery_is_breached_after_the_last_instant_of_the_objective()
    {
        var recovery = Recovery();

        Assert.That(recovery.IsBreached(240, Now.AddMinutes(240)), Is.False);
        Assert.That(recovery.IsBreached(240, Now.AddMinutes(240).AddTicks(1)));
    }

    [Test]
    public void Breached_recoveries_are_escalated_before_those_that_merely_fail_and_others_are_not()
    {
        var breached = Recovery();
        var failing = ConnectorRecovery.Begin(Playbook([Failure("itsm")], 1, Now.AddHours(4)), Entry with { Connector = "itsm" }, null);
        var quiet = ConnectorRecovery.Begin(Playbook([Failure("chat")], 1, Now.AddHours(4)), Entry with { Connector = "chat" }, null);

        var plan = RecoveryEscalationPlan.Decide(
            Workspace, [quiet, failing, breached], new HashSet<string> { "siem", "itsm" }, ["boss"], 240, Dana, null, Now.AddHours(5));

        Assert.That(
            plan.Routes.Select(route => $"{route.Connector} {route.Reason} {route.AgeMinutes}"),
            Is.EqualTo(new[] { "siem Breached 300", "itsm Failing 60" }));
        Assert.That((plan.BreachedCount, plan.FailingCount, plan.OpenCount, plan.AlertLevel), Is.EqualTo((1, 1, 3, AlertLevel.Critical)));
        Assert.That(plan.Routes[0].EscalationConnectors, Is.EqualTo(new[] { "boss" }));
    }

    [Test]
    public void Trends_count_each_state_on_its_day_in_UTC()
    {
        var today = new DateTimeOffset(2026, 11, 2, 0, 0, 0, TimeSpan.Zero);

        var trends = ClosureTrend.Over(
            [(today, ClosureState.Resolved), (today.AddTicks(-1), ClosureState.Deferred), (today.AddDays(-14), ClosureState.Resolved)], Now);

        Assert.That(trends, Has.Count.EqualTo(14));
        Assert.That((trends[13].Day, trends[13].ResolvedCount, trends[12].DeferredCount), Is.EqualTo(("2026-11-02", 1, 1)));
        Assert.That(trends.Sum(day => day.ResolvedCount), Is.EqualTo(1));
    }

    private static ConnectorPlaybook Entry => ConnectorPlaybook.Of([Failure()], isPaused: false);

    private static string StepsOf(params FailureClass[] seen) =>
        string.Join(' ', RecoveryStep.For("siem", seen, isPaused: false).Select(step => step.StepId));

    private static ConnectorRecovery Recovery() => ConnectorRecovery.Begin(Playbook([Failure()], least: 1), Entry, earlier: null);

    private static string? Say(
        ConnectorRecovery recovery, ClosureState state, VerificationFact? fact = null, DateTimeOffset? at = null) => RecoveryClosure.Of(
            recovery, new ClosureTerms(state, fact is null ? [] : [Text("gordackretryexec-1")], null, Text("The standby takes over."), null),
            fact is null ? [] : [fact], Dana, at ?? Now.AddHours(2)).Refusal?.Code;

    private static FreeText Text(string text)
    {
        var free = FreeText.Raw(text);
        free.Redact(raw => new RedactedText(raw, []));
        return free;
    }

    private static OpenFailure Failure(string connector = "siem", DateTimeOffset? at = null) =>
        new(connector, "webhook", at ?? Now, FailureClass.ServerError, [503]);

    private static RecoveryPlaybook Playbook(OpenFailure[] failures, int least, DateTimeOffset? at = null) => RecoveryPlaybook.Over(
        Workspace, failures, new HashSet<string>(), new PlaybookTerms(least, 24, null), Dana, at ?? Now);
}
