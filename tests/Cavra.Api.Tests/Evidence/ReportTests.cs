using System.IO.Compression;
using Cavra.Api.Tests.AuditDeliveries;
using Cavra.Testing;

namespace Cavra.Api.Tests.Evidence;

/// <summary>The report of an export whose deliveries failed in part.</summary>
public sealed class ReportTests
{
    private AuditScene _scene = null!;
    private string _report = "";
    private string _delivery = "";
    private string _plan = "";
    private string _audit = "";

    [OneTimeSetUp]
    public async Task GivenAReviewedLoop()
    {
        _scene = await AuditScene.StartAsync();
        await _scene.GivenAnAnsweredNotificationAsync();
        _scene.Siem.Answers(503);
        var delivered = await _scene.DeliverAsync();
        (_audit, _delivery) = (delivered.Text("audit_package.audit_id"), delivered.Text("delivery_plan.delivery_id"));
        _scene.App.Clock.Advance(TimeSpan.FromMinutes(5));
        _plan = (await _scene.Client.PostJsonAsync($"{AuditScene.Audit}/retry-plan")).Created().Text("plan.retry_plan_id");
        _scene.App.Clock.Advance(TimeSpan.FromMinutes(7));
        (await _scene.Client.PostJsonAsync(
            $"{AuditScene.Audit}/retry-plans/{_plan}/acknowledgements",
            new { provider = "siem-webhook", acknowledgement_state = "accepted", notes = "Sent <i>again</i> tonight." })).Ok();
        await _scene.App.SequenceAsync();
        _report = await ReportAsync(new { since = "2020-01-01T00:00:00Z" });
    }

    [OneTimeTearDown]
    public ValueTask Forget() => _scene.DisposeAsync();

    [Test]
    public void A_loop_is_told_with_its_gates_who_passed_them_when_and_after_how_long()
    {
        var loop = Between("<section class=\"loop\">", "</section>");

        Assert.Multiple(() =>
        {
            Assert.That(loop, Does.Contain("To siem-webhook: open for 12 min, not routed yet, awaits "));
            Assert.That(loop, Does.Contain(_delivery).And.Contain(_audit));
            Assert.That(Rows(loop), Has.Length.EqualTo(6));
            Assert.That(Rows(loop)[0], Does.Contain("noticed").And.Contain("5 min").And.Contain("evidence-"));
            Assert.That(Rows(loop)[1], Does.Contain("routed").And.Contain("awaited"));
            Assert.That(Rows(loop)[2], Does.Contain("reviewed").And.Contain("7 min").And.Contain("evidence-"));
            Assert.That(Rows(loop)[3], Does.Contain("approved").And.Contain("not yet"));
        });
    }

    [Test]
    public void What_was_delivered_has_no_loop() => Assert.That(Count("<section class=\"loop\">"), Is.EqualTo(1));

    [Test]
    public void Entries_of_one_package_are_one_group_that_says_how_each_attempt_ended()
    {
        var group = Between($"<h3>Audit package {_audit}</h3>", "</section>");

        Assert.Multiple(() =>
        {
            Assert.That(Count($"<h3>Audit package {_audit}</h3>"), Is.EqualTo(1));
            Assert.That(Rows(group).Where(row => row.Contains("attempt 1", StringComparison.Ordinal)), Has.Exactly(2).Items);
            Assert.That(Rows(group), Has.Some.Contains("siem-webhook").And.Some.Contains("failed"));
        });
    }

    [Test]
    public void An_attempt_that_names_no_document_is_told_with_what_was_sent()
    {
        var group = Between("<h3>Drill schedule nightly</h3>", "</section>");

        Assert.That(Rows(group).Where(row => row.Contains("attempt 1", StringComparison.Ordinal)), Has.Exactly(2).Items);
        Assert.That(_report, Does.Not.Contain("<h3>Event ").And.Not.Contain("<h3>Attempt"));
    }

    [Test]
    public void What_people_wrote_is_shown_as_they_wrote_it() =>
        Assert.That(_report, Does.Contain("Sent &lt;i&gt;again&lt;/i&gt; tonight.").And.Not.Contain("<i>again"));

    private string Between(string first, string end)
    {
        var from = _report.IndexOf(first, StringComparison.Ordinal);
        Assert.That(from, Is.Not.Negative, _report);
        return _report[from.._report.IndexOf(end, from, StringComparison.Ordinal)];
    }

    private int Count(string text) => _report.Split(text).Length - 1;

    private static string[] Rows(string section) => section[section.IndexOf("<tbody>", StringComparison.Ordinal)..].Split("<tr>")[1..];

    private async Task<string> ReportAsync(object body)
    {
        using var content = new StringContent(System.Text.Json.JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json");
        using var answer = await _scene.App.SequenceUntilAsync(_scene.Client.PostAsync("/evidence/exports", content));
        await using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        using var reader = new StreamReader(zip.GetEntry("report.html")!.Open());
        return await reader.ReadToEndAsync();
    }
}
