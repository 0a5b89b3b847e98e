using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.Tests.RetryPlans;
using static Cavra.Domain.Tests.AuditDeliveries.GivenDelivery;

namespace Cavra.Domain.Tests.AuditDeliveries;

public sealed class AuditDeliveryTests
{
    [Test]
    public void A_delivery_names_what_was_asked_for_and_one_destination_a_connector_chosen()
    {
        var package = APackage();

        var delivery = AuditDelivery.Of(
            package, "siem, webhook", [Siem, GivenPlan.Itsm], AuditDelivery.DefaultCadence, GivenPlan.Text("CHG-1"), Dana, Noon);

        Assert.That(delivery.AuditId, Is.EqualTo(package.Id));
        Assert.That(delivery.RequestedProvider, Is.EqualTo("siem, webhook"));
        Assert.That(delivery.RequestedProviders, Is.EqualTo(new[] { "siem", "webhook" }));
        Assert.That(delivery.SelectedProviders, Is.EqualTo(new[] { "siem", "itsm" }));
        Assert.That(delivery.DestinationCount, Is.EqualTo(2));
        Assert.That(delivery.Evidence.Summary["schedule_ref"], Is.EqualTo("CHG-1"));
    }

    [Test]
    public void A_reference_that_has_not_passed_the_redactor_is_not_kept() =>
        Assert.That(
            () => AuditDelivery.Of(APackage(), "all", [Siem], "nightly", FreeText.Raw("secret"), Dana, Noon),
            Throws.InvalidOperationException);

    [TestCase(DeliverySource.Notification, "go_backend_rollback_drill_notification")]
    [TestCase(DeliverySource.AcknowledgementAudit, "go_backend_rollback_drill_acknowledgement_audit")]
    [TestCase(DeliverySource.WorkerHealthAlert, "go_backend_rollback_drill_acknowledgement_audit_worker_health_alert")]
    [TestCase(DeliverySource.RecoveryEscalation, "go_backend_rollback_drill_acknowledgement_audit_recovery_escalation")]
    public void A_source_is_read_as_it_is_written(DeliverySource source, string name)
    {
        Assert.That(WireNames.Of(source), Is.EqualTo(name));
        Assert.That(WireNames.TryParse(name, out var read), Is.True);
        Assert.That(read, Is.EqualTo(source));
        Assert.That(WireNames.TryParse("notification", out _), Is.False);
        Assert.That(AnEvent(source).Type, Does.StartWith("cavra.go_backend.rollback_drill."));
    }

    [Test]
    public void Ids_have_the_prefixes_of_the_contract()
    {
        var plan = GivenPlan.APlan(Noon, AFailedDestination());

        Assert.That(plan.Id.ToString(), Does.Match("^gordackretry-[0-9a-f]{32}$"));
        Assert.That(plan.Decisions[0].DeliveryId.ToString(), Does.StartWith("gordackdelivery-"));
        Assert.That(AnEvent().Id.ToString(), Does.StartWith("rcd-"));
        Assert.That(Ids.New<RetryAcknowledgementId>(Noon).ToString(), Does.StartWith("gordackretryack-"));
    }
}
