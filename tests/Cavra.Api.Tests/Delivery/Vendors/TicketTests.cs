using System.Text.Json;
using Cavra.Application.Ports;
using Cavra.Domain.AuditDeliveries;
using Cavra.Testing;

namespace Cavra.Api.Tests.Delivery.Vendors;

/// <summary>Tickets: one for what is sent once, one for an episode, and never a second one.</summary>
public sealed class TicketTests
{
    [Test]
    public async Task After_an_outcome_that_is_unknown_the_issue_is_found_and_no_second_one_made()
    {
        await using var rig = await VendorRig.StartAsync(new JiraVendor());
        rig.Fails(Faults.StoredAndLost(rig));
        Assert.That((await rig.SendAsync(retries: 0)).FailureClass, Is.EqualTo(FailureClass.ServerError));
        rig.Recovers();

        var report = await rig.SendAsync(number: 2);

        Assert.That((report.Outcome, report.Reference), Is.EqualTo((DeliveryOutcome.Confirmed, "OPS-1")));
        Assert.That(((JiraVendor)rig.Vendor).Issues, Has.Count.EqualTo(1));
        Assert.That(rig.Vendor.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_search_that_lags_is_asked_twice_before_a_second_issue_could_be_made()
    {
        var jira = new JiraVendor { SearchLags = true };
        await using var rig = await VendorRig.StartAsync(jira);
        rig.Fails(async (context, request) =>
        {
            await Faults.StoredAndLost(rig)(context, request);
            rig.WhenWaiting(() => jira.SearchLags = false);
        });

        await rig.SendAsync(retries: 0);
        rig.Recovers();
        await rig.SendAsync(number: 2);

        Assert.That(jira.Issues, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_dead_token_that_finds_nothing_makes_nothing()
    {
        await using var rig = await VendorRig.StartAsync(new JiraVendor());
        rig.Answers((context, request) =>
        {
            context.Response.Headers["X-Seraph-LoginReason"] = "AUTHENTICATED_FAILED";
            return rig.Vendor.AnswerAsync(context, request);
        });

        var report = await rig.SendAsync();

        Assert.That(report.FailureClass, Is.EqualTo(FailureClass.Authentication));
        Assert.That(((JiraVendor)rig.Vendor).Issues, Is.Empty);
    }

    [TestCase("""{"errors":{"project":"project is required"}}""", FailureClass.Misconfigured)]
    [TestCase("""{"errors":{"issuetype":"The issue type selected is invalid."}}""", FailureClass.Misconfigured)]
    [TestCase("""{"errors":{"customfield_10010":"Team is required."}}""", FailureClass.Misconfigured)]
    [TestCase("""{"errors":{"summary":"Too long."}}""", FailureClass.Rejected)]
    [TestCase("""{"errorMessages":["no"],"errors":{}}""", FailureClass.Rejected)]
    public async Task What_Jira_refuses_is_the_projects_form_or_the_event(string body, object expected)
    {
        await using var rig = await VendorRig.StartAsync(new JiraVendor());
        rig.Fails((context, _) => Faults.AnswerAsync(context, 400, body));

        Assert.That((await rig.SendAsync()).FailureClass, Is.EqualTo((FailureClass)expected));
    }

    [Test]
    public async Task Jiras_own_clock_is_read()
    {
        await using var rig = await VendorRig.StartAsync(new JiraVendor());
        rig.Fails((context, _) =>
        {
            context.Response.Headers["X-RateLimit-Reset"] = "2026-03-02T12:30:00Z";
            return Faults.AnswerAsync(context, 429, "");
        });

        Assert.That((await rig.SendAsync()).RetryAfter, Is.EqualTo(TimeSpan.FromMinutes(30)).Within(TimeSpan.FromSeconds(10)));
    }

    [Test]
    public async Task ServiceNows_own_clock_is_read()
    {
        await using var rig = await VendorRig.StartAsync(new ServiceNowVendor());
        rig.Fails((context, _) =>
        {
            context.Response.Headers["X-RateLimit-Reset"] = "1772456400";
            return Faults.AnswerAsync(context, 429, """{"error":{"message":"Rate limit exceeded"},"status":"failure"}""");
        });

        Assert.That((await rig.SendAsync()).RetryAfter, Is.EqualTo(TimeSpan.FromHours(1)).Within(TimeSpan.FromSeconds(10)));
    }

    [Test]
    public async Task An_episode_is_one_issue_with_comments_that_is_done_at_its_end()
    {
        var jira = new JiraVendor();
        await using var rig = await VendorRig.StartAsync(jira);
        await rig.SendAsync(Given.Health("evt-1", "firing"));
        await rig.SendAsync(Given.Health("evt-2", "firing"));

        var report = await rig.SendAsync(Given.Health("evt-3", "resolved"));

        Assert.That(report.Outcome, Is.EqualTo(DeliveryOutcome.Confirmed));
        Assert.That(jira.Issues.Select(issue => (issue.Comments.Count, issue.State)), Is.EqualTo(new[] { (2, "Done") }));
        Assert.That(jira.Issues[0].Comments, Has.Exactly(1).Contain("evt-2").And.Exactly(1).Contain("evt-3"));
        Assert.That(jira.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_comment_that_may_be_there_is_looked_for_before_it_is_made_again()
    {
        var jira = new JiraVendor();
        await using var rig = await VendorRig.StartAsync(jira);
        await rig.SendAsync(Given.Health("evt-1", "firing"));
        rig.Fails(Faults.StoredAndLost(rig));
        await rig.SendAsync(Given.Health("evt-2", "firing"), retries: 0);
        rig.Recovers();

        await rig.SendAsync(Given.Health("evt-2", "firing"), number: 2);

        Assert.That(jira.Issues.Single().Comments, Has.Count.EqualTo(1));
    }

    [TestCaseSource(nameof(Desks))]
    public async Task The_end_of_trouble_that_had_no_ticket_makes_none(object vendor)
    {
        await using var rig = await VendorRig.StartAsync(((Func<Vendor>)vendor)());

        var report = await rig.SendAsync(Given.Health("evt-1", "resolved"));

        Assert.That(report.Outcome, Is.EqualTo(DeliveryOutcome.Accepted));
        Assert.That(rig.Carrying, Is.Empty);
    }

    [Test]
    public async Task An_episode_is_one_record_that_is_resolved_at_its_end()
    {
        var desk = new ServiceNowVendor();
        await using var rig = await VendorRig.StartAsync(desk);
        await rig.SendAsync(Given.Health("evt-1", "firing"));
        await rig.SendAsync(Given.Health("evt-2", "firing"));
        Assert.That(desk.Records.Single()["work_notes"]!.ToString(), Does.Contain("evt-2"));

        await rig.SendAsync(Given.Health("evt-3", "resolved"));

        Assert.That(desk.Records.Single()["state"]!.ToString(), Is.EqualTo("6"));
        Assert.That(desk.Records.Single()["close_notes"]!.ToString(), Does.Contain("evt-3"));
        Assert.That(desk.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_record_that_is_there_already_is_confirmed_and_none_is_made()
    {
        var desk = new ServiceNowVendor();
        await using var rig = await VendorRig.StartAsync(desk);
        rig.Fails(Faults.StoredAndLost(rig));
        await rig.SendAsync(retries: 0);
        rig.Recovers();

        var report = await rig.SendAsync(number: 2);

        Assert.That(report.Outcome, Is.EqualTo(DeliveryOutcome.Confirmed));
        Assert.That(desk.Records, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_instance_that_answers_any_query_with_every_record_hides_no_event()
    {
        var desk = new ServiceNowVendor { IgnoresQueries = true };
        await using var rig = await VendorRig.StartAsync(desk);
        await rig.SendAsync(DeliveryRig.Event with { Id = "evt-0" });

        await rig.SendAsync(DeliveryRig.Event);

        Assert.That(desk.Records.Select(record => record["correlation_id"]!.ToString()), Is.EqualTo(new[] { "evt-0", "evt-1" }));
    }

    [Test]
    public async Task A_table_that_keeps_no_correlation_is_misconfigured()
    {
        await using var rig = await VendorRig.StartAsync(new ServiceNowVendor { HasNoCorrelation = true });

        Assert.That((await rig.SendAsync()).FailureClass, Is.EqualTo(FailureClass.Misconfigured));
    }

    private static IEnumerable<TestCaseData> Desks() =>
    [
        new TestCaseData((Func<Vendor>)(() => new JiraVendor())).SetArgDisplayNames("jira"),
        new TestCaseData((Func<Vendor>)(() => new ServiceNowVendor())).SetArgDisplayNames("servicenow"),
    ];
}

/// <summary>Events as Cavra sends them.</summary>
internal static class Given
{
    private static readonly DateTimeOffset Then = new(2026, 3, 2, 11, 0, 0, TimeSpan.Zero);

    /// <summary>Worker health of one episode.</summary>
    public static OutgoingEvent Health(string id, string status, string episode = "gordackepisode-1", string level = "critical") => new(
        id, "cavra.go_backend.rollback_drill.acknowledgement_audit_worker_health_alert", "gordackhealth-1", "cavra.test.v1", Then,
        JsonSerializer.Serialize(new
        {
            health_id = "gordackhealth-1",
            alert_level = status == "resolved" ? "healthy" : level,
            status,
            dedup = episode,
            alerts = status == "resolved" ? [] : new[] { new { severity = level, message = "1 connector fails." } },
        }));

    /// <summary>An audit package.</summary>
    public static OutgoingEvent Package(string id, string audit = "gordackaudit-1") => new(
        id, "cavra.go_backend.rollback_drill.acknowledgement_audit_delivery", audit, "cavra.test.v1", Then,
        JsonSerializer.Serialize(new
        {
            audit_id = audit,
            alert_level = "warning",
            route_count = 3,
            outstanding_count = 1,
            escalated_count = 0,
            routes = Array.Empty<object>(),
        }));
}
