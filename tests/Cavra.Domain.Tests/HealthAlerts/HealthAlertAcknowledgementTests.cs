using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Connectors;
using Cavra.Domain.Evidence;
using Cavra.Domain.HealthAlerts;
using Cavra.Domain.Notifications;
using static Cavra.Domain.Tests.HealthAlerts.Given;

namespace Cavra.Domain.Tests.HealthAlerts;

public sealed class HealthAlertAcknowledgementTests
{
    private static readonly HealthAlertAnswer Answer = new()
    {
        WorkspaceId = Given.Workspace,
        HealthId = Trouble.HealthId,
        Connectors = Choice("chat"),
        State = AcknowledgementState.Acknowledged,
        Notes = "On it.",
        By = "dana",
    };

    [TestCase(AcknowledgementState.Acknowledged, ExpectedResult = RouteState.Settled)]
    [TestCase(AcknowledgementState.Resolved, ExpectedResult = RouteState.Settled)]
    [TestCase(AcknowledgementState.Dismissed, ExpectedResult = RouteState.Dismissed)]
    [TestCase(AcknowledgementState.Escalated, ExpectedResult = RouteState.Open)]
    public RouteState An_answer_does_to_the_alert_what_it_says(AcknowledgementState state)
    {
        var route = Delivered(Trouble, Noon);

        var acknowledgement = HealthAlertAcknowledgement.Record(Answer with { State = state }, [route], [], Noon.AddMinutes(1)).Value;

        Assert.That(acknowledgement.Settles, Is.EqualTo(route.State is RouteState.Settled));
        Assert.That(acknowledgement.Escalates, Is.EqualTo(route.EscalatedAt is not null));
        Assert.That(acknowledgement.Escalates, Is.EqualTo(state is AcknowledgementState.Escalated));
        return route.State;
    }

    [TestCase("health")]
    [TestCase("connector")]
    [TestCase("plan")]
    [TestCase("workspace")]
    [TestCase("nothing")]
    public void Health_that_was_not_routed_there_can_not_be_answered(string what)
    {
        var route = Delivered(Trouble, Noon);
        var answer = what switch
        {
            "health" => Answer with { HealthId = WorseTrouble.HealthId },
            "connector" => Answer with { Connectors = Choice("pager") },
            "plan" => Answer with { PlanId = Ids.New<HealthAlertPlanId>(Noon) },
            "workspace" => Answer with { WorkspaceId = Ids.New<WorkspaceId>(Noon) },
            _ => Answer,
        };

        var refusal = HealthAlertAcknowledgement.Record(answer, what == "nothing" ? [] : [route], [], Noon).Refusal;

        Assert.That(refusal, Is.EqualTo(HealthAlertRefusals.NotRouted));
        Assert.That((refusal!.Kind, refusal.Code), Is.EqualTo((RefusalKind.NotFound, "health_alert.not_routed")));
        Assert.That(route.State, Is.EqualTo(RouteState.Open));
    }

    [Test]
    public void An_answer_for_a_vendor_is_for_its_connector_and_refused_where_several_have_the_alert()
    {
        HealthAlertRoute[] routes =
        [
            Delivered(Trouble, Noon, connector: "chat-b"), Delivered(Trouble, Noon, connector: "chat-a"),
        ];
        Connector[] connectors = [Chat with { Name = "chat-a" }, Chat with { Name = "chat-b" }, Chat with { Name = "chat-c" }];
        var vendor = Answer with { Connectors = ConnectorChoice.OfEarlier("slack", connectors) };

        Assert.That(HealthAlertAcknowledgement.Record(vendor, routes, [], Noon).Refusal, Is.EqualTo(ConnectorRefusals.Ambiguous));
        Assert.That(routes.Select(route => route.State), Is.All.EqualTo(RouteState.Open));

        Assert.That(HealthAlertAcknowledgement.Record(vendor, [routes[0]], [], Noon).Value.Connectors, Is.EqualTo(new[] { "chat-b" }));
        var both = Answer with { Connectors = ConnectorChoice.OfEarlier("chat-a,chat-b", connectors) };
        Assert.That(HealthAlertAcknowledgement.Record(both, routes, [], Noon).Value.Connectors, Is.EqualTo(new[] { "chat-a", "chat-b" }));
        Assert.That(routes.Select(route => route.State), Is.All.EqualTo(RouteState.Settled));
    }

    [Test]
    public void Only_the_plan_that_is_named_is_answered()
    {
        HealthAlertRoute[] routes = [Delivered(Trouble, Noon), Delivered(Trouble, Noon.AddMinutes(1))];

        var acknowledgement = HealthAlertAcknowledgement.Record(Answer with { PlanId = routes[0].PlanId }, routes, [], Noon).Value;

        Assert.That(acknowledgement.PlanId, Is.EqualTo(routes[0].PlanId));
        Assert.That(routes.Select(route => route.State), Is.EqualTo(new[] { RouteState.Settled, RouteState.Open }));
    }

    [Test]
    public void Settling_an_alert_settles_those_it_carried_on()
    {
        var first = Delivered(WorseTrouble, Noon);
        var second = Delivered(Trouble, Noon.AddMinutes(5), first);
        var elsewhere = Delivered(WorseTrouble, Noon, connector: "pager");

        var acknowledgement = HealthAlertAcknowledgement.Record(Answer, [first, second, elsewhere], [], Noon.AddMinutes(6));

        Assert.That(acknowledgement.Refusal, Is.Null);
        Assert.That((first.State, second.State), Is.EqualTo((RouteState.Settled, RouteState.Settled)));
        Assert.That(elsewhere.State, Is.EqualTo(RouteState.Open));
    }

    [TestCase("another connector")]
    [TestCase("another episode")]
    [TestCase("later")]
    public void Settling_an_alert_leaves_what_it_did_not_carry_on(string what)
    {
        var episode = what == "another episode" ? Ids.New<HealthEpisodeId>(Noon) : Episode.Id;
        var connector = what == "another connector" ? "pager" : "chat";
        var superseded = Delivered(WorseTrouble, Noon.AddMinutes(1), previous: null, episode, connector);
        var last = Delivered(WorseTrouble, Noon.AddMinutes(3), superseded, episode, connector);
        var answered = Delivered(Trouble, Noon.AddMinutes(what == "later" ? 0 : 2));

        var acknowledgement = HealthAlertAcknowledgement.Record(Answer, [superseded, last, answered], [], Noon.AddMinutes(4));

        Assert.That(acknowledgement.Refusal, Is.Null);
        Assert.That((superseded.State, answered.State), Is.EqualTo((RouteState.Superseded, RouteState.Settled)));
    }

    [Test]
    public void An_alert_that_was_routed_and_not_delivered_is_answered_and_settled_when_it_arrives()
    {
        var late = Delivered(Trouble, Noon.AddMinutes(5));
        var routed = new RoutedHealth(late.PlanId, [late.Connector, "elsewhere"]);

        var given = HealthAlertAcknowledgement.Record(Answer, [], [routed], Noon).Value;
        given.ApplyTo(late, Noon.AddMinutes(5));

        Assert.That((given.PlanId, given.Undelivered), Is.EqualTo((late.PlanId, new[] { late.Connector })));
        Assert.That(given.Connectors, Is.EqualTo(given.Undelivered));
        Assert.That(late.State, Is.EqualTo(RouteState.Settled));
    }

    [Test]
    public void It_keeps_who_answered_what_and_is_evidence()
    {
        var acknowledgement = HealthAlertAcknowledgement.Record(Answer, [Delivered(Trouble, Noon)], [], Noon.AddMinutes(1)).Value;

        Assert.That((acknowledgement.AcknowledgedBy, acknowledgement.AcknowledgedAt), Is.EqualTo(("dana", Noon.AddMinutes(1))));
        Assert.That(acknowledgement.Evidence.Kind, Is.EqualTo(WireNames.HealthAlertAcknowledgementKind));
        Assert.That(acknowledgement.Evidence.ResourceId, Does.StartWith("gordackhealthack-"));
        Assert.That(acknowledgement.Evidence.Summary["acknowledgement_state"], Is.EqualTo("acknowledged"));
        Assert.That(acknowledgement.Evidence.Summary["notes"], Is.EqualTo("On it."));
    }
}
