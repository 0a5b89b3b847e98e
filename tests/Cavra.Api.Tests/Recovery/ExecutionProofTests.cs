using Cavra.Api.Tests.Approvals;
using Cavra.Testing;
using static Cavra.Testing.GivenFailures;

namespace Cavra.Api.Tests.Recovery;

/// <summary>Recovery where retries are sent, and where no connector is marked for escalation.</summary>
internal sealed class ExecutionProofTests
{
    private FailingReceiver _siem = null!;
    private FailingReceiver _itsm = null!;
    private CavraApp _cavra = null!;
    private GovernedLoop _loop = null!;

    [OneTimeSetUp]
    public async Task StartCavra()
    {
        (_siem, _itsm) = (await FailingReceiver.StartAsync(), await FailingReceiver.StartAsync());
        _cavra = await CavraApp.StartAsync(GovernedLoop.Connectors(_siem, _itsm));
    }

    [OneTimeTearDown]
    public async Task StopCavra()
    {
        await _cavra.DisposeAsync();
        await _siem.DisposeAsync();
        await _itsm.DisposeAsync();
    }

    [SetUp]
    public async Task OpenWorkspace() => _loop = await GovernedLoop.OpenAsync(_cavra);

    [Test]
    public async Task An_execution_that_was_sent_before_the_playbook_proves_nothing_whenever_it_ended()
    {
        await _loop.ApprovedAsync();
        var execution = (await _loop.RunAsync()).Text("retry_results.0.execution_record.execution_id");
        var playbook = await APlaybookAsync();
        var later = $"'{_loop.App.Clock.GetUtcNow().AddMinutes(1):O}'";
        await _loop.App.Database.ExecuteAsync($"update worker_run_retries set executed_at = {later}");

        (await ResolveAsync(playbook, execution)).Problem(422, "recovery.reference_too_early");
        await _loop.App.Database.ExecuteAsync($"update attempts set started_at = {later}");
        (await ResolveAsync(playbook, execution)).Ok();
    }

    [Test]
    public async Task An_execution_whose_attempt_was_removed_began_when_it_was_begun_and_the_attempt_itself_proves_nothing()
    {
        await _loop.ApprovedAsync();
        var record = (await _loop.RunAsync()).At("retry_results.0.execution_record");
        var (execution, attempt) = (record.Text("execution_id"), record.Text("attempt_id"));
        var playbook = await APlaybookAsync();
        await _loop.App.Database.ExecuteAsync("delete from attempts");

        (await ResolveAsync(playbook, attempt)).Problem(422, "recovery.reference_unknown");
        (await ResolveAsync(playbook, execution)).Problem(422, "recovery.reference_too_early");
        await _loop.App.Database.ExecuteAsync($"update worker_run_retries set begun_at = '{_loop.App.Clock.GetUtcNow().AddMinutes(1):O}'");
        (await ResolveAsync(playbook, execution)).Ok();
    }

    [Test]
    public async Task An_escalation_for_which_no_connector_is_marked_says_so()
    {
        await APlaybookAsync();
        (await _loop.App.Admin.PostJsonAsync($"{Deliveries}/recovery-escalation-plan", new { })).Ok();

        (await DeliverAsync(new { })).Problem(409, "connector.none_for_escalation");
        (await DeliverAsync(new { provider = "itsm", retries = 0 })).Ok();
    }

    private async Task<string> APlaybookAsync()
    {
        await _loop.App.FailAsync();
        _loop.App.Clock.Advance(TimeSpan.FromMinutes(1));
        return (await _loop.App.Admin.PostJsonAsync($"{Deliveries}/connector-recovery-playbook", new { min_failure_count = 1 }))
            .Created().Text("playbook.playbook_id");
    }

    private Task<Answer> ResolveAsync(string playbook, string reference) => _loop.App.Admin.PostJsonAsync(
        $"{Deliveries}/connector-recovery-playbooks/{playbook}/closures", new { provider = "siem", verification_refs = new[] { reference } });

    private Task<Answer> DeliverAsync(object body) =>
        _loop.App.Admin.PostJsonAsync($"{Deliveries}/recovery-escalations/latest/deliver", body);
}
