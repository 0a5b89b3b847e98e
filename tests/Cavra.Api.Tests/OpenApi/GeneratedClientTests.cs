using System.Net;
using Cavra.GeneratedClient;
using Cavra.Testing;

namespace Cavra.Api.Tests.OpenApi;

/// <summary>A client that a generator made from the OpenAPI document works against a Cavra that runs.</summary>
public sealed class GeneratedClientTests
{
    private FailingReceiver _receiver;
    private CavraApp _app;
    private CavraClient _client;

    [OneTimeSetUp]
    public async Task Start()
    {
        _receiver = await FailingReceiver.StartAsync();
        _receiver.Answers(503);
        _app = await CavraApp.StartAsync(GivenDrills.Connectors(_receiver, _receiver));
        _client = new CavraClient(_app.Admin);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _app.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Test]
    public async Task A_generated_client_goes_from_a_drill_to_an_accepted_retry()
    {
        var drill = await _client.RecordDrillAsync(new DrillDocument
        {
            Drill_id = "drill-1",
            Environment = "production",
            Executed_at = CavraApp.Start.AddDays(-1),
            Target_mode = "disabled",
            Status = DrillDocumentStatus.Pass,
            Fallback_verified = true,
            Recovery_minutes = 6.5,
            Max_recovery_minutes = 15,
        });
        var delivery = await _client.DeliverAuditPackageAsync(new DeliverBody { Delivery_provider = "siem-webhook", Retries = 0 });
        _app.Clock.Advance(TimeSpan.FromHours(1));
        var plan = await _client.PlanRetriesAsync(new PlanBody { Retry_policy = new RetryPolicyBody { Max_retry_attempts = 5 } });
        var decision = plan.Plan.Retry_decisions.Single();
        var accepted = await _client.AcknowledgeRetryPlanAsync(
            plan.Plan.Retry_plan_id,
            new RetryPlansAcknowledgeBody
            {
                Provider = decision.Connector,
                Acknowledgement_state = RetryPlansAcknowledgeBodyAcknowledgement_state.Accepted,
                Notes = "The receiver is back.",
            },
            idempotency_Key: "accept-1");
        var run = await _client.RunWorkerAsync(new WorkerRunBody { Dry_run = true });
        var health = await _client.GetWorkerHealthAsync();
        var loops = await _client.ListLoopsAsync(open: true);

        Assert.Multiple(() =>
        {
            Assert.That(drill.Drill.Drill_id, Is.EqualTo("drill-1"));
            Assert.That(delivery.Success, Is.False);
            Assert.That(decision.Action, Is.EqualTo(RetryDecisionViewAction.Retry));
            Assert.That(decision.Max_retry_attempts, Is.EqualTo(5));
            Assert.That(decision.Failure_class, Is.EqualTo(RetryDecisionViewFailure_class.Server_error));
            Assert.That(accepted.Acknowledgement.Destination_count, Is.EqualTo(1));
            Assert.That(run.Run.Dry_run, Is.True);
            Assert.That(run.Run.Run_id, Is.EqualTo(health.Latest_run_id));
            Assert.That(loops.Items.Single().Destination_id, Is.EqualTo(decision.Destination_id));
        });
    }

    [Test]
    public void A_generated_client_reads_a_refusal()
    {
        var refused = Assert.ThrowsAsync<ApiException<Problem>>(
            () => _client.GetRetryPlanAsync("gordackretry-00000000000070008000000000000000"));

        Assert.That(refused.StatusCode, Is.EqualTo((int)HttpStatusCode.NotFound));
        Assert.That(refused.Result.Code, Is.Not.Empty);
    }
}
