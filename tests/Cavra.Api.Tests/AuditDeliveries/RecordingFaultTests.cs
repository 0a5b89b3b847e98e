using Cavra.Testing;

namespace Cavra.Api.Tests.AuditDeliveries;

/// <summary>Whatever becomes of one result, the others are kept. Faults are made by triggers, so each test has a host of its own.</summary>
public sealed class RecordingFaultTests
{
    private AuditScene _scene = null!;

    [SetUp]
    public async Task StartScene() => _scene = await AuditScene.StartAsync();

    [TearDown]
    public async Task StopScene() => await _scene.DisposeAsync();

    [TestCase(499, "😀 and it will be back in an hour", 499)]
    [TestCase(498, "😀 and it will be back in an hour", 500)]
    [TestCase(499, "\u0000 and more", 500)]
    public async Task An_answer_is_cut_between_characters_and_costs_nobody_a_result(int before, string after, int kept)
    {
        _scene.Siem.Answers(503, new string('x', before) + after);

        await _scene.DeliverAsync();

        Assert.That(await StatesAsync(), Is.EqualTo(new[] { "siem-webhook failed server_error", "webhook delivered -" }));
        Assert.That(
            await _scene.Database.ColumnAsync("select answer_excerpt from attempts where connector = 'siem-webhook'"),
            Has.One.Length.EqualTo(kept));
    }

    [Test]
    public async Task A_result_that_cannot_be_saved_as_it_is_is_saved_without_what_the_receiver_answered()
    {
        await FaultOnAsync("NEW.answer_excerpt <> ''");
        _scene.Siem.Answers(503, "Words that nobody can keep.");

        await _scene.DeliverAsync();

        Assert.That(await StatesAsync(), Is.EqualTo(new[] { "siem-webhook failed server_error", "webhook delivered -" }));
        Assert.That(await _scene.Database.ColumnAsync("select distinct answer_excerpt from attempts"), Is.EqualTo(new[] { "" }));
    }

    [Test]
    public async Task Of_a_round_with_a_result_that_cannot_be_saved_the_others_are()
    {
        await FaultOnAsync("NEW.connector = 'siem-webhook'");

        (await _scene.Client.PostJsonAsync(AuditScene.Audit, new { retries = 0 })).Problem(500, "http.fault");

        Assert.That(await StatesAsync(), Is.EqualTo(new[] { "siem-webhook sending -", "webhook delivered -" }));
        Assert.That(
            await _scene.Database.EvidenceLinesAsync(), Does.Contain("record attempts: faulted").And.Contain("record attempts: done"));
    }

    [Test]
    public async Task A_round_that_faults_ends_neither_the_turn_nor_the_other_rounds()
    {
        (await _scene.Client.PostJsonAsync("/connectors/webhook/pause", new { reason = "Maintenance." })).Ok();
        for (var round = 0; round < 4; round++)
        {
            await _scene.DeliverAsync("webhook");
        }

        (await _scene.Client.PostJsonAsync("/connectors/webhook/resume")).Ok();
        _scene.App.Clock.Advance(TimeSpan.FromMinutes(4));
        var faulting = (await _scene.Database.ColumnAsync("select id::text from destinations order by id limit 1")).Single();
        await FaultOnAsync($"NEW.destination_id = '{faulting}' and NEW.outcome <> 'held'");

        await _scene.TakeTurnAsync();

        Assert.That(
            await _scene.Database.ColumnAsync("select state from destinations order by id"),
            Is.EqualTo(new[] { "sending", "delivered", "delivered", "delivered" }));
        Assert.That(_scene.App.Log.Text, Does.Contain("What a turn had begun could not be ended: DbUpdateException"));
    }

    private Task FaultOnAsync(string condition) => _scene.Database.ExecuteAsync(
        $"""
        CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN IF {condition} THEN RAISE 'cannot be kept'; END IF; RETURN NEW; END $$;
        CREATE TRIGGER fault BEFORE INSERT ON attempts FOR EACH ROW EXECUTE FUNCTION fault();
        """);

    private Task<IReadOnlyList<string>> StatesAsync() => _scene.Database.ColumnAsync(
        """
        select d.connector || ' ' || d.state || ' ' || coalesce(
          (select a.failure_class from attempts a where a.destination_id = d.id order by a.number desc limit 1), '-')
        from destinations d order by d.connector
        """);
}
