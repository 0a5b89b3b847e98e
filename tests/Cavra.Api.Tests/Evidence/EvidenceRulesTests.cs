using Cavra.Testing;
using Npgsql;

namespace Cavra.Api.Tests.Evidence;

public sealed class EvidenceRulesTests
{
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra()
    {
        _app = await CavraApp.StartAsync();
        await _app.GivenAScheduleAsync("nightly");
    }

    [OneTimeTearDown]
    public async Task StopCavra() => await _app.DisposeAsync();

    [TestCase("update evidence_entries set outcome = 'done'")]
    [TestCase("delete from evidence_entries")]
    [TestCase("truncate evidence_entries")]
    public async Task Nobody_changes_or_deletes_an_entry(string statement)
    {
        var before = await _app.Database.EvidenceLinesAsync();

        Assert.That(
            () => _app.Database.ExecuteAsync(statement),
            Throws.InstanceOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo("23001"));
        Assert.That(before, Is.Not.Empty);
        Assert.That(await _app.Database.EvidenceLinesAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task Commands_of_many_connections_are_counted_to_the_last_one()
    {
        const string Counted = "select coalesce(sum(value), 0)::bigint from tallies where metric = 'entries:go-backend-rollback-drill-record'";

        await Task.WhenAll(Enumerable.Range(0, 60).Select(async i => (await _app.Admin.PostJsonAsync(
            GivenDrills.DrillPath, GivenDrills.ADrill($"d-{i}", "2026-11-01T08:00:00Z"))).Ok()));

        Assert.That(await _app.Database.ScalarAsync<long>(Counted), Is.EqualTo(60));
        Assert.That(
            await _app.Database.ScalarAsync<long>("select count(*) from evidence_entries where kind = 'go-backend-rollback-drill-record'"),
            Is.EqualTo(60));
    }

    [Test]
    public async Task What_was_refused_keeps_the_names_of_its_request_and_no_secret_that_looks_like_one()
    {
        const string Plan = "gordackretry-00000000000070000000000000000000";
        var secret = "AKIA" + "Z7QW4T2XNB5MK3PD";

        await AcknowledgeAsync(secret);
        await AcknowledgeAsync("no name at all");
        await AcknowledgeAsync("siem-webhook");

        var refused = (await _app.Database.EvidenceAsync()).Where(entry => entry.Text("what.outcome") is "refused:retry_plan.not_found").ToList();
        Assert.That(refused.ConvertAll(entry => entry.Text("what.resource_id")), Is.All.EqualTo(Plan).And.Not.Empty);
        Assert.That(refused.ConvertAll(entry => entry.Text("policy.rules.0")), Is.All.EqualTo("retry_plan.not_found"));
        Assert.That(
            refused.ConvertAll(entry => entry["what"]!["summary"]!["provider"]?.GetValue<string>()).OfType<string>(), Is.EqualTo(new[] { "siem-webhook" }));
        Assert.That((await _app.Database.EvidenceAsync()).Select(entry => entry.ToJsonString()), Has.None.Contain(secret));

        Task AcknowledgeAsync(string provider) => _app.Admin.PostJsonAsync(
            $"{AuditDeliveries.AuditScene.Audit}/retry-plans/{Plan}/acknowledgements", new { provider, acknowledgement_state = "accepted" });
    }

    [Test]
    public async Task Words_are_written_with_the_entry_they_find()
    {
        Assert.That(
            await _app.Database.ColumnAsync(
                "select term from evidence_terms t join evidence_entries e on (e.workspace_id, e.id) = (t.workspace_id, t.entry_id) "
                + "where e.schedule_id = 'nightly' order by term"),
            Is.EqualTo(new[] { "provider:siem-webhook", "provider:webhook" }));
    }
}
