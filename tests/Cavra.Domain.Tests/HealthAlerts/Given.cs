using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Connectors;
using Cavra.Domain.HealthAlerts;
using Cavra.Domain.WorkerHealth;
using Health = Cavra.Domain.Tests.WorkerHealth.Given;

namespace Cavra.Domain.Tests.HealthAlerts;

/// <summary>Worker health at noon, connectors for it, and alerts about it.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Noon = Health.Noon;

    public static readonly WorkspaceId Workspace = Health.Workspace;

    public static readonly WorkerHealthReport Healthy = WorkerHealthReport.Compute(Health.AFreshInstall, Noon);

    public static readonly WorkerHealthReport Trouble = WorkerHealthReport.Compute(Health.Open(Health.AWaitingDestination), Noon);

    public static readonly WorkerHealthReport WorseTrouble = WorkerHealthReport.Compute(
        Health.Open(
            Health.AWaitingDestination with { CircuitOpen = true },
            Health.AHeldDestination with { Connector = "chat", CircuitOpen = true }),
        Noon);

    public static readonly HealthEpisode Episode = HealthEpisode.Begin(Workspace, Trouble.HealthId, Noon);

    public static readonly Connector Chat =
        new("chat", "slack", Enabled: true, Alerts: true, Escalation: false, "f1", Problem: null);

    public static readonly Connector Pager = Chat with { Name = "pager", Provider = "pagerduty" };

    public static readonly Connector Siem = Chat with { Name = "siem", Provider = "splunk", Alerts = false };

    public static Result<HealthAlertPlan> Decide(
        WorkerHealthReport health, HealthAlertRequest request, Connector[] connectors, params EarlierAlert[] earlier) =>
        HealthAlertPlan.Decide(Workspace, health, request, connectors, earlier, Episode.Id, Noon);

    public static HealthAlertRequest To(string provider) =>
        new() { Connectors = Choice(provider), By = "dana" };

    public static ConnectorChoice Choice(string provider)
    {
        var choice = ConnectorChoice.Of(provider, [Chat, Pager, Siem]);
        Assert.That(choice.Refusal, Is.Null);
        return choice.Value;
    }

    public static HealthAlertPlan PlanOf(WorkerHealthReport health)
    {
        var plan = Decide(health, To("all"), [Chat]);
        Assert.That(plan.Refusal, Is.Null);
        return plan.Value;
    }

    public static HealthAlertRoute Delivered(
        WorkerHealthReport health,
        DateTimeOffset at,
        HealthAlertRoute? previous = null,
        HealthEpisodeId? episode = null,
        string connector = "chat") => HealthAlertRoute.Deliver(
            PlanOf(health), episode ?? Episode.Id, connector, "slack", acknowledgementMinutes: 60, previous, at);

    public static EarlierAlert Sent(DateTimeOffset at, bool delivered = true) =>
        new("chat", Trouble.HealthId, at, delivered);
}
