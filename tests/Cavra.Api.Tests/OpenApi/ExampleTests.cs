using System.Text.Json.Nodes;
using Cavra.Api.Tests.Access;
using Cavra.Api.Tests.Evidence;
using Cavra.Api.Tests.Evidence.Adoptions;
using Cavra.Testing;

namespace Cavra.Api.Tests.OpenApi;

/// <summary>The examples in the document, each of which a running Cavra takes.</summary>
public sealed class ExampleTests
{
    // For a session alone.
    private const string SignOut = "SignOut";

    // What one makes, the next looks for. What only reads, and an export, come after them all.
    private static readonly string[] InTurn =
    [
        "DefineDrillSchedule", "RecordDrill", "DeliverNotification", "AcknowledgeNotification", "AcknowledgeNotifications", "PlanEscalation",
        "PackAuditPackage", "DeliverAuditPackage", "PlanRetries", "AcknowledgeRetryPlan", "PlanApprovals", "DecideApproval", "PlanRecovery", "PlanRecoveryEscalation", "DeliverRecoveryEscalation", "CloseRecovery", "RunWorker", "DefineWorkerSchedule",
        "DeliverHealthAlert", "AcknowledgeHealthAlert", "CreateApiKey", "RevokeApiKey", "SignIn", "TestConnector", "PauseConnector", "ResumeConnector", "RotateLogKey",
        "ChangePolicy",
    ];

    private FailingReceiver _webhook;
    private FailingReceiver _siem;
    private CavraApp _app;
    private JsonObject _document;
    private ExampleWalk _walk;

    [OneTimeSetUp]
    public async Task Start()
    {
        (_webhook, _siem) = (await FailingReceiver.StartAsync(), await FailingReceiver.StartAsync());
        _siem.Answers(503);
        _app = await CavraApp.StartAsync(GivenDrills.Connectors(_webhook, _siem));
        _document = (await _app.Admin.GetJsonAsync("/openapi/v1.json")).Ok();
        _walk = new ExampleWalk(_app.Admin, await _app.ClientWithAsync("approver", "admin"), _document);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _app.DisposeAsync();
        await _webhook.DisposeAsync();
        await _siem.DisposeAsync();
    }

    [Test]
    public void Every_operation_has_an_example_of_what_it_takes()
    {
        var without =
            from operation in _walk.Operations
            from missing in Missing(operation.Value.Operation)
            select $"{operation.Key} {missing}";

        Assert.That(without, Is.Empty);
    }

    // Once the log stands still: nothing but these two is for such a log.
    private static readonly string[] AfterARestore = ["AskLogAdoption", "ConfirmLogAdoption", "ListLogAdoptions"];

    // Once there is evidence of years: whoever looks after that tries it.
    private static readonly string[] AfterYears = ["RetainEvidence"];

    // Once the log has what the others wrote.
    private static readonly string[] OnceLogged = ["AskEvidenceErasure", "ConfirmEvidenceErasure"];

    [Test]
    public async Task Every_example_is_taken_as_it_stands()
    {
        _walk.Learn("api_key", _app.AdminKey);
        foreach (var name in InTurn)
        {
            await _walk.SendAsync(name);
        }

        await _app.Database.WriteEntriesAsync(300);
        await _app.SequenceAsync();
        // A time-stamp there is only where somebody makes them.
        foreach (var name in _walk.Operations.Keys.Except([.. InTurn, .. OnceLogged, .. AfterARestore, .. AfterYears, SignOut, "GetTimestamp"]).OrderBy(name => _walk.Operations[name].Method is not "get"))
        {
            await _app.SequenceUntilAsync(_walk.SendAsync(name));
        }

        await _app.SequenceAsync();
        foreach (var name in OnceLogged)
        {
            await _walk.SendAsync(name);
        }

        await _app.Database.PutBackAsync((int)await _app.Database.ScalarAsync<long>("SELECT min(size) FROM log_checkpoints"));
        await _app.Database.WriteEntriesAsync(1);
        await _app.SequenceAsync();
        foreach (var name in AfterARestore)
        {
            await _walk.SendAsync(name);
        }
    }

    [Test]
    public async Task Who_has_signed_in_signs_out_as_the_example_does()
    {
        using var browser = await Browser.SignedInAsync(_app, new { api_key = _app.AdminKey });
        using var client = _app.Client(key: null);
        client.DefaultRequestHeaders.Add("Cookie", $"cavra_session={browser.Token}");
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");

        await new ExampleWalk(client, client, _document).SendAsync(SignOut);
    }

    private static IEnumerable<string> Missing(JsonObject operation) =>
    [
        .. from content in operation["requestBody"]?["content"]?.AsObject() ?? []
           where content.Value!["example"] is null && content.Value.Text("schema.$ref") is not "#/components/schemas/NoBody"
           select "body",
        .. from parameter in operation["parameters"]?.AsArray() ?? []
           let schema = parameter!["schema"]!
           where parameter.Text("in") is not "header" && parameter.Text("name") is not "cursor"
               && schema.Text("type") is "string" && schema["enum"] is null && parameter["example"] is null
           select parameter.Text("name"),
    ];
}
