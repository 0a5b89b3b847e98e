using Cavra.Testing;

namespace Cavra.Api.Tests.Cli;

/// <summary>Destinations and their loops, on the command line.</summary>
internal sealed class DestinationVerbTests
{
    private CavraApp _cavra = null!;
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra() => _cavra = await CavraApp.StartAsync(GivenFailures.ConnectorFile);

    [OneTimeTearDown]
    public async Task StopCavra() => await _cavra.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => _app = await _cavra.NewWorkspaceAsync();

    [Test]
    public async Task Destinations_are_listed_a_line_each_filtered_and_paged()
    {
        var failed = await _app.FailAsync();
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        var held = await _app.FailAsync("itsm", attempts: 0);

        var all = (await _app.RunAsync("destinations", "list")).Ends(0).Output;
        var siem = (await _app.RunAsync("destinations", "list", "--connector", "siem", "--state", "failed", "--delivery", $"{failed.DeliveryId}")).Ends(0).Output;
        var first = (await _app.RunAsync("destinations", "list", "--limit", "1", "--json")).Ends(0).Json;

        Assert.Multiple(() =>
        {
            Assert.That(all.Trim().Split('\n'), Has.Length.EqualTo(2));
            Assert.That(siem.Trim(), Is.EqualTo($"{failed.Id}\tsiem\tfailed\t1\t2026-11-02 09:00:00Z\tserver_error"));
            Assert.That(first.Text("items.0.destination_id"), Is.EqualTo($"{held.Id}"));
        });
        Assert.That((await _app.RunAsync("destinations", "list", "--state", "lost")).Ends(2).Error, Does.Contain("lost"));
    }

    [Test]
    public async Task A_destination_is_shown_with_what_it_belongs_to_and_what_its_loop_waits_for()
    {
        var failed = await _app.FailAsync();

        var shown = (await _app.RunAsync("destinations", "show", $"{failed.Id}")).Ends(0).Output;

        Assert.Multiple(() =>
        {
            Assert.That(shown, Does.StartWith($"{failed.Id} to siem (webhook): failed.").And.Contain($"{failed.DeliveryId}").And.Contain($"{failed.AuditId}"));
            Assert.That(shown, Does.Contain("Its loop waits to be noticed by: operator."));
        });
        Assert.That((await _app.RunAsync("destinations", "show", "gorddest-0")).Ends(4).Error, Does.Contain("not_found"));
    }

    [Test]
    public async Task Loops_are_listed_a_line_each_and_filtered()
    {
        var old = await _app.FailAsync();
        _app.Clock.Advance(TimeSpan.FromMinutes(10));
        var young = await _app.FailAsync("itsm");

        var all = (await _app.RunAsync("loops", "list")).Ends(0).Output.Trim().Split('\n');
        var older = (await _app.RunAsync("loops", "list", "--open", "--older-than", "5m")).Ends(0).Output.Trim().Split('\n');
        var itsm = (await _app.RunAsync("loops", "list", "--connector", "itsm", "--json")).Ends(0).Json;
        var closed = (await _app.RunAsync("loops", "list", "--open", "false")).Ends(0);
        var gate = (await _app.RunAsync("loops", "list", "--gate", "recovered")).Ends(0);

        Assert.Multiple(() =>
        {
            Assert.That(all, Has.Length.EqualTo(2));
            Assert.That(older, Has.Length.EqualTo(1).And.All.StartsWith($"{old.Id}\tsiem\tfailed\t10\t"));
            Assert.That(itsm.Text("items.0.destination_id"), Is.EqualTo($"{young.Id}"));
            Assert.That((closed.Output, closed.Error.Trim()), Is.EqualTo(("", "There is no such loop.")));
            Assert.That(gate.Output, Is.Empty);
        });
        Assert.That((await _app.RunAsync("loops", "list", "--older-than", "5")).Ends(2).Error, Does.Contain("--older-than"));
    }

    [Test]
    public async Task A_loop_is_shown_gate_by_gate_with_the_evidence_of_it()
    {
        var failed = await _app.FailAsync();
        (await _app.RunAsync("retry", "plan")).Ends(0);

        var shown = (await _app.RunAsync("loops", "show", $"{failed.Id}")).Ends(0).Output;
        var json = (await _app.RunAsync("loops", "show", $"{failed.Id}", "--json")).Ends(0).Json;

        Assert.Multiple(() =>
        {
            Assert.That(shown, Does.StartWith($"{failed.Id} to siem: failed, open after 0 minutes."));
            Assert.That(shown, Does.Match("\nreviewed\tno\t-\t-\t-\n"));
            Assert.That(shown, Does.Contain($"noticed\tyes\t2026-11-02 09:00:00Z\tadministrator\t{json.Text("gates.0.evidence_id")}"));
        });
        Assert.That((await _app.RunAsync("loops", "show", "gorddest-0")).Ends(4).Error, Does.Contain("not_found"));
    }
}
