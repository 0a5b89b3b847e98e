using Cavra.Api.Tests.Notifications;
using Cavra.Testing;

namespace Cavra.Api.Tests.Evidence;

public sealed class LogPlaceTests
{
    private CavraApp _cavra = null!;
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra() => _cavra = await CavraApp.StartAsync();

    [OneTimeTearDown]
    public async Task StopCavra() => await _cavra.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace()
    {
        _app = await _cavra.NewWorkspaceAsync();
        await _app.GivenAScheduleAsync("nightly");
        await _app.SequenceAsync();
        _app.Clock.Advance(TimeSpan.FromSeconds(1));
        await _app.GivenAScheduleAsync("weekly");
    }

    [Test]
    public async Task What_the_log_has_taken_in_says_where_and_who_signed_and_what_it_has_not_says_nothing()
    {
        var entries = (await _app.Admin.GetJsonAsync("/evidence/entries?action=define drill schedule")).Ok();
        var records = (await _app.Admin.GetJsonAsync($"{NotificationScene.Root}?schedule_id=nightly")).Ok();
        var board = (await _app.Admin.GetJsonAsync($"{NotificationScene.Root}/dashboard")).Ok();
        var one = (await _app.Admin.GetJsonAsync($"/evidence/entries/{entries.Text("items.1.evidence_id")}")).Ok();
        var signer = (await _app.Database.ColumnAsync("SELECT split_part(note, E'\\n', 1) FROM log_checkpoints")).Single();

        Assert.Multiple(() =>
        {
            Assert.That(entries.At("items.0")["sequence"], Is.Null);
            Assert.That(entries.Number("items.1.sequence"), Is.EqualTo(one.Number("sequence")));
            Assert.That(records.Number("items.0.sequence"), Is.EqualTo(one.Number("sequence")));
            Assert.That(records.Text("items.0.signer"), Does.Match($"^{signer}\\+[0-9a-f]{{8}}$"));
            Assert.That(board.At("latest.0")["signer"], Is.Null);
            Assert.That(board.Text("latest.1.signer"), Is.EqualTo(records.Text("items.0.signer")));
        });
    }

    [Test]
    public async Task A_list_from_an_index_on_shows_what_the_log_took_in_since()
    {
        await _app.SequenceAsync();
        var all = (await _app.Admin.GetJsonAsync("/evidence/entries")).Ok();
        var newest = all.Number("items.0.sequence");

        var since = (await _app.Admin.GetJsonAsync($"/evidence/entries?since_index={newest}")).Ok();
        var none = (await _app.Admin.GetJsonAsync($"/evidence/entries?since_index={newest + 1}")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(since.Number("total"), Is.EqualTo(1));
            Assert.That(since.Text("items.0.evidence_id"), Is.EqualTo(all.Text("items.0.evidence_id")));
            Assert.That(none.Number("total"), Is.Zero);
        });
        (await _app.Admin.GetJsonAsync("/evidence/entries?since_index=-1")).Problem(400, "request.invalid");
    }
}
