using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Connectors;
using Cavra.Domain.Evidence;
using Cavra.Domain.RetryPlans;
using static Cavra.Domain.Tests.AuditDeliveries.GivenDelivery;

namespace Cavra.Domain.Tests.RetryPlans;

/// <summary>Plans and reviews that tests start from.</summary>
internal static class GivenPlan
{
    public static readonly Dictionary<string, ConnectorCondition> AllWell = new()
    {
        ["siem"] = new(null, "f1"),
        ["itsm"] = new(null, "f1"),
    };

    public static readonly Connector Itsm = Siem with { Name = "itsm" };

    public static FreeText Text(string text)
    {
        var free = FreeText.Raw(text);
        Assert.That(free.Redact(raw => new RedactedText(raw, [])), Is.Empty);
        return free;
    }

    public static RetryPlan APlan(DateTimeOffset now, params Destination[] destinations) => RetryPlan.Over(
        Workspace, destinations.Select(destination => destination.StandingAt(now)), AllWell, RetryPolicy.Default, Dana, now);

    public static RetryAcknowledgement Acknowledged(Destination destination, RetryAcknowledgementState state, DateTimeOffset now)
    {
        var plan = APlan(now, destination);
        var result = RetryAcknowledgement.Of(
            plan, "siem", plan.Decisions.NamedBy("siem"), [destination], new RetryReview(state, Notes: Text("why")), Dana, now);
        Assert.That(result.Refusal, Is.Null);
        return result.Value;
    }
}
