using Cavra.Api.Tests.AuditDeliveries;
using Cavra.Testing;

namespace Cavra.Api.Tests.Cli;

/// <summary>Notifications, their answers and the delivery of these, on the command line.</summary>
internal sealed class NotificationVerbTests
{
    private AuditScene _scene = null!;

    [OneTimeSetUp]
    public async Task StartScene() => _scene = await AuditScene.StartAsync();

    [OneTimeTearDown]
    public async Task StopScene() => await _scene.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace()
    {
        await _scene.NewWorkspaceAsync();
        await _scene.App.GivenAScheduleAsync("nightly");
    }

    [Test]
    public async Task A_notification_ends_with_0_when_it_arrives_and_with_1_when_it_does_not()
    {
        var arrived = (await RunAsync("notifications", "deliver", "--schedule", "nightly")).Ends(0);
        _scene.Siem.Answers(503);
        var failed = (await RunAsync("notifications", "deliver", "--schedule", "nightly", "--connector", "siem-webhook", "--force", "--retries", "0")).Ends(1);
        var unknown = (await RunAsync("notifications", "deliver", "--schedule", "nowhere")).Ends(4);

        Assert.Multiple(() =>
        {
            Assert.That(arrived.Output, Does.Match("^Plan gordn-[0-9a-f]{32} for nightly \\([a-z]+\\): 2 routes to deliver, 0 suppressed\\.\n"));
            Assert.That(arrived.Output, Does.Match("\nwebhook\taccepted\t200\t1\t-\t"));
            Assert.That(failed.Output, Does.Match("\nsiem-webhook\tfailed\t503\t1\t").And.Not.Contain("\nwebhook\t"));
            Assert.That(unknown.Error, Does.Contain("drill_schedule.not_found"));
        });
    }

    [Test]
    public async Task Routes_are_listed_and_answered()
    {
        (await RunAsync("notifications", "deliver")).Ends(0);

        var answered = (await RunAsync(
            "notifications", "ack", "nightly", "--connector", "webhook", "--state", "resolved", "--note", "@lee Done.", "--external-ref", "CHG-17")).Ends(0);

        var outstanding = (await RunAsync("notifications", "routes", "--outstanding", "--schedule", "nightly")).Ends(0).Output.Trim();
        var json = (await RunAsync("notifications", "routes", "--owner", "release-governance", "--json")).Ends(0).Json;
        Assert.Multiple(() =>
        {
            Assert.That(answered.Output, Does.Match("^resolved nightly for webhook by administrator, 1 route: gordack-[0-9a-f]{32}\\s*$"));
            Assert.That(outstanding, Is.EqualTo("2026-11-02 09:00:00Z\tnightly\tplatform-oncall\tsiem-webhook\tdeliver\t-\t-"));
            Assert.That(json.Text("items.0.acknowledgement_state"), Is.EqualTo("resolved"));
        });
        Assert.That(
            await _scene.App.Database.ColumnAsync("select notes from notification_acknowledgements"), Is.EqualTo(new[] { "@lee Done." }),
            "a text is no name of a file");
        Assert.That((await RunAsync("notifications", "ack", "nowhere", "--connector", "webhook")).Ends(4).Error, Is.Not.Empty);
        Assert.That((await RunAsync("notifications", "routes", "--action", "hope")).Ends(2).Error, Does.Contain("hope"));
    }

    [Test]
    public async Task An_audit_delivery_says_how_it_ended_at_each_connector_and_ends_with_1_unless_it_arrived_everywhere()
    {
        await _scene.GivenAnAnsweredNotificationAsync("weekly");
        var arrived = (await RunAsync("deliver", "--connector", "webhook", "--schedule", "weekly", "--cadence", "weekly", "--json")).Ends(0).Json;
        _scene.Siem.Answers(503);
        var failed = (await RunAsync("deliver", "--audit", arrived.Text("audit_package.audit_id"), "--retries", "0")).Ends(1).Output;
        var destination = failed.Trim().Split('\n').Single(line => line.StartsWith("siem-webhook\t", StringComparison.Ordinal)).Split('\t')[^1];
        var shown = (await RunAsync("destinations", "show", destination)).Ends(0).Output;

        Assert.Multiple(() =>
        {
            Assert.That(arrived.Text("delivery_plan.cadence"), Is.EqualTo("weekly"));
            Assert.That(failed, Does.StartWith($"Audit package {arrived.Text("audit_package.audit_id")}: 2 routes, 1 outstanding.\n"));
            Assert.That(failed, Does.Contain("not delivered everywhere").And.Match("\nwebhook\taccepted\t200\t").And.Match("\nsiem-webhook\tfailed\t503\t1\t"));
            Assert.That(shown, Does.Match("\n1\t2026-11-02 09:00:0.Z\tfailed\t503\t[^\t]+\t"));
        });
        Assert.That((await RunAsync("deliver", "--audit", "gordackaudit-0")).Ends(4).Error, Does.Contain("not_found"));
    }

    [Test]
    public async Task The_dashboard_is_a_number_a_line_and_records_are_listed_and_filtered()
    {
        await _scene.GivenAnAnsweredNotificationAsync("weekly");

        var dashboard = (await RunAsync("dashboard")).Ends(0).Output;
        var answers = (await RunAsync("records", "list", "--state", "acknowledged", "--schedule", "weekly")).Ends(0).Output.Trim();
        var first = (await RunAsync("records", "list", "--limit", "1")).Ends(0);
        var none = (await RunAsync("records", "list", "--actor", "nobody")).Ends(0);

        Assert.Multiple(() =>
        {
            Assert.That(dashboard, Does.Match("(^|\n)plan count\t1\n").And.Match("\noutstanding acknowledgement count\t1\n").And.Contain("audit delivery: "));
            Assert.That(answers, Does.Match("^2026-11-02 09:00:01Z\tadministrator\t[a-z ]+\tgordack-[0-9a-f]{32}\tevidence-[0-9a-f]{32}$"));
            Assert.That(first.Error, Does.Contain("The next: --cursor "));
            Assert.That((none.Output, none.Error.Trim()), Is.EqualTo(("", "There is no such record.")));
        });
        Assert.That((await RunAsync("records", "list", "--since", "yesterday")).Ends(2).Error, Does.Contain("/since"));
    }

    private Task<CliRun> RunAsync(params string[] arguments) => _scene.App.RunAsync(arguments);
}
