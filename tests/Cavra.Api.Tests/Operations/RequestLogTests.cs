using Cavra.Testing;

namespace Cavra.Api.Tests.Operations;

/// <summary>One line of the log a request, without anything that somebody typed.</summary>
internal sealed class RequestLogTests
{
    private const string Typed = "canary-4b1e";

    private const string Plans = "/runtime/go-pilot/rollback-drill-notifications/acknowledgements/audit-delivery/retry-plans";

    private CavraApp _cavra = null!;
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra() => _cavra = await CavraApp.StartAsync();

    [OneTimeTearDown]
    public async Task StopCavra() => await _cavra.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => _app = await _cavra.NewWorkspaceAsync();

    [Test]
    public async Task A_request_is_told_by_its_route_its_outcome_its_ids_and_who_asked()
    {
        var session = (await _app.Admin.GetJsonAsync("/console/session")).Ok();
        var key = (await _app.Admin.PostJsonAsync("/access/keys", new { name = Typed, roles = new[] { "auditor" } })).Created().Text("key_id");
        var revoked = await _app.Admin.PostJsonAsync($"/access/keys/{key}/revoke");

        var line = await LineAsync("revoke");
        var workspace = (await _app.Database.WorkspaceAsync()).ToString();
        Assert.That(line, Does.Match(
            $$"""^Information Requests: POST /access/keys/\{key_id\}/revoke 200 in \d+ ms \(request {{revoked.Response.Headers.GetValues("X-Request-Id").Single()}}, trace [0-9a-f]{32}, credential \S+, workspace {{workspace}}\)"""));
        Assert.That(line, Does.Not.Contain(key).And.Not.Contain(session.Text("actor")));
    }

    [Test]
    public async Task A_refusal_and_a_path_that_does_not_exist_are_told_too_and_what_was_typed_is_not()
    {
        using var nobody = TestClient.OfAWorker(_app.Address);
        nobody.DefaultRequestHeaders.Add("User-Agent", Typed);

        await nobody.GetJsonAsync($"/connectors/{Typed}?{Typed}={Typed}");
        await nobody.GetJsonAsync($"/nowhere/{Typed}?{Typed}={Typed}");
        await nobody.SendAsync(new HttpRequestMessage(new HttpMethod("CANARY"), "/connectors"));

        Assert.That(await LineAsync("GET /connectors/{name}"), Does.Contain(" 401 in ").And.Contain("credential anonymous, workspace none"));
        Assert.That(await LineAsync("GET no route"), Does.Contain(" 401 in ").Or.Contain(" 404 in "));
        await LineAsync("Requests: other ");
        Assert.That(Lines().Where(line => line.Contains("canary", StringComparison.OrdinalIgnoreCase)), Is.Empty);
    }

    [Test]
    public async Task Health_figures_and_files_are_no_lines_of_a_service()
    {
        using var client = TestClient.OfAWorker(_app.Address, _app.AdminKey);
        foreach (var path in new[] { "/health/live", "/health/ready", "/metrics", "/", "/favicon.svg" })
        {
            await client.GetAsync(path);
            Assert.That(await LineAsync($"Requests: GET {path} "), Does.StartWith("Debug "));
        }
    }

    [Test]
    public async Task A_fault_is_a_warning_and_its_own_line_can_be_read_at_a_glance()
    {
        await using var app = await CavraApp.StartAsync();
        await app.Database.ExecuteAsync("ALTER TABLE retry_plans RENAME TO gone");

        (await app.Admin.GetJsonAsync($"{Plans}?limit=7")).Problem(500, "http.fault");

        Assert.That(await LineAsync(" 500 in ", app), Does.StartWith($"Warning Requests: GET {Plans} 500 in "));
        var fault = app.Log.Lines.Single(line => line.Contains("A request met a fault", StringComparison.Ordinal)).Split('\n');
        Assert.That(fault[0], Does.Contain("Npgsql.PostgresException"));
        Assert.That(fault[1], Does.StartWith("at Cavra."));
        Assert.That(fault, Has.Length.AtMost(22));
        Assert.That(string.Join('\n', fault), Does.Not.Contain("does not exist"), "the exception's message");
    }

    [Test]
    public async Task The_lines_can_be_switched_off_by_their_category()
    {
        var app = await CavraApp.StartAsync(settings: new Dictionary<string, string?> { ["Logging:LogLevel:Requests"] = "None" });
        await app.Admin.GetJsonAsync("/console/session");

        // A host that has stopped has written all of its lines.
        await app.DisposeAsync();
        Assert.That(app.Log.Lines.Where(line => line.Contains(" Requests: ", StringComparison.Ordinal)), Is.Empty);
        Assert.That(app.Log.Lines, Is.Not.Empty);
    }

    private IEnumerable<string> Lines() => _app.Log.Lines.Where(line => line.Contains(" Requests: ", StringComparison.Ordinal));

    // The line comes once the answer is out.
    private async Task<string> LineAsync(string part, CavraApp? app = null)
    {
        string? found = null;
        await Eventually.HoldsAsync($"a line with {part}", () => (found = (app ?? _app).Log.Lines.FirstOrDefault(line =>
            line.Contains(" Requests: ", StringComparison.Ordinal) && line.Contains(part, StringComparison.Ordinal))) is not null);
        return found!;
    }
}
