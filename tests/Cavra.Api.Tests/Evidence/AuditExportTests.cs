using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cavra.Api.Tests.AuditDeliveries;
using Cavra.Testing;
using Cavra.Verification;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Api.Tests.Evidence;

/// <summary>What an audit's export holds beside what names the audit: the plans, runs and approvals that it is in, and what was refused.</summary>
public sealed class AuditExportTests
{
    private AuditScene _scene = null!;
    private string _file = "";
    private string _audit = "";
    private string _plan = "";
    private IReadOnlyList<JsonNode> _selected = [];
    private VerificationResult _verdict = null!;

    [OneTimeSetUp]
    public async Task GivenALoopAndAnExport()
    {
        _file = Path.GetTempFileName();
        _scene = await AuditScene.StartAsync();
        await _scene.GivenAnAnsweredNotificationAsync();
        _scene.Siem.Answers(503);
        _audit = (await _scene.DeliverAsync()).Text("audit_package.audit_id");
        _plan = (await _scene.Client.PostJsonAsync($"{AuditScene.Audit}/retry-plan")).Created().Text("plan.retry_plan_id");
        (await AcknowledgeAsync(_plan, "nobody")).Problem(409, "retry_plan.decision_absent");
        (await AcknowledgeAsync(_plan, "siem-webhook")).Ok();
        (await _scene.Client.PostJsonAsync($"{AuditScene.Audit}/worker-run", new { dry_run = true })).Created();
        await _scene.DeliverAsync();
        await _scene.App.SequenceAsync();
        var key = await _scene.App.SequenceUntilAsync(ExportAsync());
        using var zip = ZipSource.Open(_file);
        _verdict = await new LogVerifier(zip, [key]).VerifyAsync(CancellationToken.None);
        _selected = await EntriesAsync();
    }

    [OneTimeTearDown]
    public async Task Forget()
    {
        await _scene.DisposeAsync();
        File.Delete(_file);
    }

    [Test]
    public void It_is_sound() => Assert.That(_verdict.Finding, Is.EqualTo(VerificationFinding.Sound), _verdict.Says);

    [TestCase("plan retries", "done")]
    [TestCase("acknowledge retry plan", "done")]
    [TestCase("begin dry run", "done")]
    [TestCase("complete run", "done")]
    [TestCase("begin audit delivery", "done")]
    [TestCase("export evidence", "done")]
    public void It_holds_what_belongs_to_the_audit(string action, string outcome) =>
        Assert.That(_selected.Where(entry => entry.Text("what.action") == action).Select(entry => entry.Text("what.outcome")), Has.Some.EqualTo(outcome));

    [Test]
    public void It_holds_what_was_refused_and_says_of_what()
    {
        var refused = _selected.Single(entry => entry.Text("what.outcome").StartsWith("refused:", StringComparison.Ordinal));

        Assert.That(refused.Text("what.resource_id"), Is.EqualTo(_plan));
        Assert.That(refused.Text("what.resource_type"), Is.EqualTo("retry plan"));
        Assert.That(refused.Text("what.summary.provider"), Is.EqualTo("nobody"));
    }

    [Test]
    public void An_answer_builds_on_the_entry_of_its_plan()
    {
        var plan = _selected.First(entry => entry.Text("what.resource_id") == _plan && entry.Text("what.action") == "plan retries");
        var answer = _selected.Single(entry => entry.Text("what.action") == "acknowledge retry plan" && entry.Text("what.outcome") == "done");

        Assert.That(answer.Text("proof.builds_on.0"), Is.EqualTo(plan.Text("evidence_id")));
    }

    [Test]
    public void It_holds_nothing_that_names_another_audit_alone() => Assert.That(
        _selected.Select(entry => entry["what"]!["summary"]!["audit_id"]?.GetValue<string>()).OfType<string>().Distinct(), Is.EqualTo(new[] { _audit }));

    private Task<Answer> AcknowledgeAsync(string plan, string provider) => _scene.Client.PostJsonAsync(
        $"{AuditScene.Audit}/retry-plans/{plan}/acknowledgements", new { provider, acknowledgement_state = "accepted", notes = "Once more." });

    private async Task<VerifierKey> ExportAsync()
    {
        using var content = new StringContent(JsonSerializer.Serialize(new { audit_id = _audit }), System.Text.Encoding.UTF8, "application/json");
        using var answer = await _scene.Client.PostAsync("/evidence/exports", content);
        answer.EnsureSuccessStatusCode();
        await File.WriteAllBytesAsync(_file, await answer.Content.ReadAsByteArrayAsync());
        Assert.That(VerifierKey.TryParse((await _scene.Client.GetJsonAsync("/evidence/keys")).Ok().Text("items.0.verifier_key"), out var key), Is.True);
        return key!;
    }

    private async Task<IReadOnlyList<JsonNode>> EntriesAsync()
    {
        await using var zip = await ZipFile.OpenReadAsync(_file);
        using var reader = new StreamReader(zip.GetEntry("manifest.json")!.Open());
        var selected = JsonNode.Parse(await reader.ReadToEndAsync())!.At("selected").AsArray().Select(index => index!.GetValue<long>());
        var entries = new List<JsonNode>();
        foreach (var index in selected)
        {
            using var proof = new StreamReader(zip.GetEntry($"proofs/{index}.tlog-proof")!.Open());
            Assert.That(TlogProof.TryParse(await proof.ReadToEndAsync(), out var parsed), Is.True);
            entries.Add(JsonNode.Parse(parsed!.Extra)!);
        }

        return entries;
    }
}
