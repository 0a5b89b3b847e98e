using Cavra.Domain.Abstractions;
using Cavra.Domain.Approvals;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Policies;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerRuns;
using static Cavra.Domain.Tests.Approvals.GivenApproval;
using static Cavra.Domain.Tests.AuditDeliveries.GivenDelivery;
using static Cavra.Domain.Tests.RetryPlans.GivenPlan;

namespace Cavra.Domain.Tests.Approvals;

public sealed class BindingTests
{
    private static readonly (ApprovalBinding Binding, BindingChange Because)[] Others =
    [
        (Binding with { PackageDigest = "sha256:another" }, BindingChange.Package),
        (Binding with { PackageDigest = "" }, BindingChange.Package),
        (Binding with { Connector = "itsm" }, BindingChange.Connector),
        (Binding with { EndpointFingerprint = "f2" }, BindingChange.Connector),
        (Binding with { EndpointFingerprint = null }, BindingChange.Connector),
        (Binding with { FailedAttempts = 2 }, BindingChange.FailedAttempts),
        (Binding with { FailedAttempts = 0 }, BindingChange.FailedAttempts),
        (Binding with { PolicyDigest = "sha256:policy" }, BindingChange.Policy),
    ];

    [TestCaseSource(nameof(Others))]
    public void Whatever_of_it_changes_makes_an_approval_stale_and_is_named((ApprovalBinding Binding, BindingChange Because) other)
    {
        var setting = Setting with { Binding = other.Binding };
        var standing = Approved().Standing(setting, Noon);

        Assert.That((standing.State, standing.IsOpen), Is.EqualTo((ApprovalState.Stale, false)));
        Assert.That(standing.Changes, Is.EqualTo(new[] { other.Because }));
        Assert.That(Asked().StateAt(Noon, setting), Is.EqualTo(ApprovalState.Stale), "before it is approved, too");
        Assert.That(Approved().Validity(Cleo, setting), Is.EqualTo(ApprovalValidity.Stale));
    }

    [Test]
    public void Each_member_has_its_part_in_the_digest()
    {
        var another = Binding with { DestinationId = Ids.New<DestinationId>(Noon) };

        var digests = Others.Select(other => other.Binding).Append(another).Append(Binding).Select(binding => binding.Digest);

        Assert.That(digests, Is.Unique);
        Assert.That((Binding with { }).Digest, Is.EqualTo(Binding.Digest));
    }

    [Test]
    public void Everything_that_has_changed_is_named()
    {
        var now = new ApprovalBinding(Binding.DestinationId, "", "itsm", null, 3, "");

        Assert.That(Approved().Standing(new ApprovalSetting(now, true, AcceptedBy: null, WorkspacePolicy.Default), Noon).Changes, Is.EqualTo(new[]
        {
            BindingChange.Package, BindingChange.Connector, BindingChange.FailedAttempts, BindingChange.Policy, BindingChange.Acceptance,
        }));
    }

    [Test]
    public void Nothing_else_makes_it_stale()
    {
        Assert.That(Approved().Standing(Setting, Noon).Changes, Is.Empty);
        Assert.That(Approved().StateAt(Noon, Setting with { AcceptedBy = Cleo }), Is.EqualTo(ApprovalState.Approved));
    }

    [TestCase(true, ExpectedResult = ApprovalState.Stale)]
    [TestCase(false, ExpectedResult = ApprovalState.Approved)]
    public ApprovalState A_retry_that_is_accepted_no_more_makes_it_stale_where_acceptance_is_asked_for(bool requiresAck)
    {
        var approval = Asked(requiresAck: requiresAck);
        approval.Decided(ApprovalAnswer.Approved, Ben);

        return approval.StateAt(Noon, Setting with { AcceptedBy = null });
    }

    [Test]
    public void Where_the_destination_is_no_longer_open_nothing_but_that_is_named()
    {
        var delivered = new ApprovalSetting(Binding with { FailedAttempts = 2 }, IsOpen: false, AcceptedBy: null, WorkspacePolicy.Default);

        Assert.That(Approved().Standing(delivered, Noon).Changes, Is.EqualTo(new[] { BindingChange.Destination }));
    }

    [Test]
    public void What_has_ended_stays_as_it_ended_whatever_changes()
    {
        var (spent, denied, lapsed) = (Approved(), Asked(), Asked());
        spent.Spend(Ids.New<ExecutionId>(Noon), Cleo, Noon);
        denied.Decided(ApprovalAnswer.Denied, Ben);
        lapsed.Lapse(new ApprovalStanding(ApprovalState.Stale, [BindingChange.Package]), Noon);
        var changed = Setting with { IsOpen = false };

        Approval[] ended = [spent, denied, lapsed];

        Assert.That(ended.Select(approval => approval.StateAt(Noon.AddYears(1), changed)),
            Is.EqualTo(new[] { ApprovalState.Spent, ApprovalState.Denied, ApprovalState.Stale }));
        Assert.That(ended.Select(approval => approval.Validity(Cleo)),
            Is.EqualTo(new[] { ApprovalValidity.Used, ApprovalValidity.Denied, ApprovalValidity.Stale }));
    }

    [Test]
    public void A_destination_is_bound_with_its_connector_its_failures_and_the_policy()
    {
        var destination = AFailedDestination();
        Acknowledged(destination, RetryAcknowledgementState.Accepted, Noon);

        var setting = ApprovalSetting.Of(destination, "sha256:package", "f1", WorkspacePolicy.Default, Noon);

        Assert.That(setting.Binding, Is.EqualTo(Binding with { DestinationId = destination.Id }));
        Assert.That((setting.IsOpen, setting.IsAccepted, setting.AcceptedBy), Is.EqualTo((true, true, Dana)));
    }

    [TestCase(-1, 0, false)]
    [TestCase(0, 1, true)]
    public void An_attempt_whose_lease_has_run_out_counts_as_a_failure_from_that_instant(int ticks, int failed, bool isOpen)
    {
        var destination = ADestination();
        destination.Begun(Noon);

        var setting = ApprovalSetting.Of(destination, "", null, WorkspacePolicy.Default, (Noon + Lease).AddTicks(ticks));

        Assert.That((setting.Binding.FailedAttempts, setting.IsOpen), Is.EqualTo((failed, isOpen)));
    }

    [Test]
    public void A_delivered_and_a_closed_destination_are_not_open()
    {
        var (delivered, closed) = (ADestination(), AFailedDestination());
        delivered.Recorded(delivered.Begun(Noon), Success(Noon));
        Acknowledged(closed, RetryAcknowledgementState.Dismissed, Noon);

        Destination[] settled = [delivered, closed];

        Assert.That(settled.Select(it => ApprovalSetting.Of(it, "", null, WorkspacePolicy.Default, Noon).IsOpen), Is.All.False);
    }
}
