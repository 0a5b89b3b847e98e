using Cavra.Api.Tests.AuditDeliveries;
using Cavra.Application.AuditDeliveries;
using Cavra.Application.Messaging;
using Cavra.Application.WorkerRuns;
using Cavra.Domain.WorkerRuns;
using Cavra.Testing;
using Microsoft.Extensions.DependencyInjection;
using static Cavra.Testing.GivenFailures;

namespace Cavra.Api.Tests.Approvals;

/// <summary>What happens to an approval when two want it, when its worker dies, and when the world changes while it is used.</summary>
public sealed class ApprovalRaceTests
{
    private FailingReceiver _siem = null!;
    private FailingReceiver _itsm = null!;
    private CavraApp _cavra = null!;
    private GovernedLoop _loop = null!;

    [SetUp]
    public async Task StartCavra()
    {
        (_siem, _itsm) = (await FailingReceiver.StartAsync(), await FailingReceiver.StartAsync());
        _cavra = await CavraApp.StartAsync(GovernedLoop.Connectors(_siem, _itsm));
        _loop = await GovernedLoop.OpenAsync(_cavra);
    }

    [TearDown]
    public async Task StopCavra()
    {
        await _cavra.DisposeAsync();
        await _siem.DisposeAsync();
        await _itsm.DisposeAsync();
    }

    [Test]
    public async Task Of_many_runs_at_once_one_uses_the_approval()
    {
        await _loop.ApprovedAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _loop.RunAsync()));

        Assert.That(_siem.Requests, Has.Count.EqualTo(1));
        Assert.That(answers.Sum(answer => answer.Number("run.summary.delivered_count")), Is.EqualTo(1));
        Assert.That((await _loop.RecordsAsync()).Count(status => status == "delivered"), Is.EqualTo(1));
        Assert.That(await _loop.App.Database.ScalarAsync<long>("select count(*) from approvals where state = 'spent'"), Is.EqualTo(1));
    }

    [Test]
    public async Task Of_a_denial_and_a_run_at_once_either_nothing_is_sent_or_the_denial_comes_too_late()
    {
        await _loop.AcceptedAsync();
        var plan = await _loop.AskAsync();
        (await _loop.DecideAsync(plan)).Ok();

        var run = _loop.RunAsync();
        var denial = await _loop.DecideAsync(plan, state: "denied");
        await run;

        var wasSent = _siem.Requests.Count == 1;
        Assert.That((int)denial.Status, Is.EqualTo(wasSent ? 409 : 200));
        Assert.That(
            await _loop.App.Database.ColumnAsync("select state from approvals"), Is.EqualTo(new[] { wasSent ? "spent" : "withdrawn" }));
    }

    [Test]
    public async Task A_worker_that_dies_between_spending_and_sending_leaves_a_record_that_says_so()
    {
        var destination = await _loop.ApprovedAsync();
        await BeginAsync();

        _loop.App.Clock.Advance(TimeSpan.FromHours(1));
        await _loop.App.TakeDeliveryTurnAsync();

        var record = (await _loop.Operator.GetJsonAsync($"{Deliveries}/retry-execution-records")).Ok().At("items.0");
        Assert.That((record.Text("execution_status"), record.Flag("outcome_unknown")), Is.EqualTo(("failed", true)));
        Assert.That((await _loop.ApprovalAsync(destination)).Text("state"), Is.EqualTo("spent"));
        Assert.That(await _loop.App.Database.ColumnAsync("select last_failure_class from destinations"), Is.EqualTo(new[] { "interrupted" }));
        Assert.That((await _loop.RunAsync()).Text("retry_results.0.skipped"), Is.EqualTo("approval_required"));
        Assert.That(_siem.Requests, Is.Empty);
    }

    [Test]
    public async Task What_is_being_sent_is_taken_up_by_no_other_run()
    {
        await _loop.ApprovedAsync();
        await BeginAsync();

        var answer = await _loop.RunAsync();

        Assert.That(answer.At("retry_results").AsArray(), Is.Empty, "it is under way, so that no plan holds it");
        Assert.That(await _loop.App.Database.ColumnAsync("select state from worker_run_retries"), Is.EqualTo(new[] { "sending" }));
    }

    [Test]
    public async Task Nothing_is_sent_by_another_configuration_than_the_one_approved()
    {
        await _loop.ApprovedAsync();
        var begun = await BeginAsync();
        await File.WriteAllTextAsync(_loop.App.ConnectorFile, GovernedLoop.Connectors(_itsm, _siem));
        _loop.App.Clock.Advance(TimeSpan.FromSeconds(5));

        await using var scope = await _loop.App.Services.WorkerScopeAsync(_loop.App.Database);
        await scope.ServiceProvider.GetRequiredService<DeliveryRounds>().FinishAsync(begun.Rounds.Single());

        Assert.That((_siem.Requests.Count, _itsm.Requests.Count), Is.EqualTo((0, 0)));
        Assert.That(await _loop.App.Database.ColumnAsync("select last_failure_class from destinations"), Is.EqualTo(new[] { "misconfigured" }));
        Assert.That((await _loop.RecordsAsync()).Single(), Is.EqualTo("failed"));
    }

    [Test]
    public async Task An_approval_for_another_configuration_is_stale()
    {
        var destination = await _loop.ApprovedAsync();
        await File.WriteAllTextAsync(_loop.App.ConnectorFile, GovernedLoop.Connectors(_itsm, _siem));
        _loop.App.Clock.Advance(TimeSpan.FromSeconds(5));

        var approval = await _loop.ApprovalAsync(destination);

        Assert.That((approval.Text("state"), string.Join(',', approval.Texts("stale_because"))), Is.EqualTo(("stale", "connector")));
        Assert.That((await _loop.RunAsync()).Text("retry_results.0.skipped"), Is.EqualTo("approval_required"));
        Assert.That((_siem.Requests.Count, _itsm.Requests.Count), Is.EqualTo((0, 0)));
    }

    // The first steps of a live run, as a worker takes them that then dies.
    private async Task<BegunRetries> BeginAsync()
    {
        await using var scope = await _loop.App.Services.WorkerScopeAsync(_loop.App.Database);
        var dispatcher = scope.ServiceProvider.GetRequiredService<IDispatcher>();
        var run = (await dispatcher.SendAsync(new BeginLiveRun(), CancellationToken.None)).Value.Run.RunId;
        var judged = (await dispatcher.SendAsync(new JudgeRetries(run, RetryPolicy: null), CancellationToken.None)).Value;
        Assert.That(judged.Judged.Single().LiveVerdict.Code, Is.EqualTo(VerdictCode.WouldRetry));
        var begun = await dispatcher.SendAsync(
            new BeginRetries(run, judged.Plan.RetryPlanId, judged.TakenUp, SendTerms.Default), CancellationToken.None);
        return begun.Value;
    }
}
