using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Notifications;
using Cavra.Domain.Tests.AuditDeliveries;

namespace Cavra.Domain.Tests.AuditPackages;

public sealed class PackTests
{
    [Test]
    public void A_package_counts_its_routes_by_what_was_answered()
    {
        var package = Packed(
            Route(PackagedState.Acknowledged), Route(PackagedState.Resolved), Route(PackagedState.Resolved),
            Route(PackagedState.Escalated), Route(PackagedState.Dismissed), Route(PackagedState.Outstanding));

        Assert.That(package.RouteCount, Is.EqualTo(6));
        Assert.That(package.AcknowledgementCount, Is.EqualTo(5));
        Assert.That(package.AcknowledgedCount, Is.EqualTo(1));
        Assert.That(package.ResolvedCount, Is.EqualTo(2));
        Assert.That(package.EscalatedCount, Is.EqualTo(1));
        Assert.That(package.DismissedCount, Is.EqualTo(1));
        Assert.That(package.OutstandingCount, Is.EqualTo(1));
    }

    [TestCase(PackagedState.Acknowledged, true, ExpectedResult = AlertLevel.Healthy)]
    [TestCase(PackagedState.Resolved, true, ExpectedResult = AlertLevel.Healthy)]
    [TestCase(PackagedState.Dismissed, true, ExpectedResult = AlertLevel.Warning)]
    [TestCase(PackagedState.Outstanding, true, ExpectedResult = AlertLevel.Warning)]
    [TestCase(PackagedState.Outstanding, false, ExpectedResult = AlertLevel.Healthy)]
    [TestCase(PackagedState.Escalated, true, ExpectedResult = AlertLevel.Critical)]
    public AlertLevel The_level_follows_from_what_is_not_settled(PackagedState state, bool delivers) =>
        Packed(Route(PackagedState.Resolved), Route(state) with { Delivers = delivers }).AlertLevel;

    [Test]
    public void A_package_keeps_its_digest_its_filter_and_how_many_routes_it_leaves_out()
    {
        var filter = new AuditPackageFilter("s", null, null);
        PackagedRoute[] routes = [Route(PackagedState.Resolved)];

        var package = AuditPackage.Pack(
            GivenDelivery.Workspace,
            filter,
            routes,
            omitted: 7,
            given => $"sha256:{given.OmittedCount}",
            GivenDelivery.Dana,
            GivenDelivery.Noon);

        Assert.That(package.ContentDigest, Is.EqualTo("sha256:7"));
        Assert.That((package.RouteCount, package.OmittedCount), Is.EqualTo((1, 7)));
        Assert.That(package.Evidence.ResourceId, Does.Match("^gordackaudit-[0-9a-f]{32}$"));
        Assert.That(package.Evidence.Summary["schedule_id"], Is.EqualTo("s"));
    }

    private static AuditPackage Packed(params PackagedRoute[] routes) => AuditPackage.Pack(
        GivenDelivery.Workspace, new(null, null, null), routes, omitted: 0, _ => "sha256:0", GivenDelivery.Dana, GivenDelivery.Noon);

    private static PackagedRoute Route(PackagedState state) => new()
    {
        RouteId = Ids.New<NotificationRouteId>(GivenDelivery.Noon),
        ScheduleId = "s",
        PlanId = Ids.New<NotificationPlanId>(GivenDelivery.Noon),
        Connector = "siem",
        Provider = "webhook",
        Owner = "dana",
        Delivers = true,
        RouteCreatedAt = GivenDelivery.Noon,
        State = state,
    };
}
