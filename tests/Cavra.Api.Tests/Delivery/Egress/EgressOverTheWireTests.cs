using System.Net;
using System.Text.Json.Nodes;
using Cavra.Api.Tests.AuditDeliveries;
using Cavra.Infrastructure.Delivery.Egress;
using Cavra.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cavra.Api.Tests.Delivery.Egress;

/// <summary>The corpus at every way out, asked for over HTTP: a test meets what a delivery meets, and neither tells an address.</summary>
internal sealed class EgressOverTheWireTests
{
    private readonly DirectoryInfo _secrets = Directory.CreateTempSubdirectory("cavra-egress-");
    private readonly List<string> _answers = [];
    private FailingReceiver _endpoint = null!;
    private Door _door = null!;
    private CavraApp _cavra = null!;
    private CavraApp _app = null!;
    private string[] _found = [];

    // What stands in a log and in rows for other reasons is not looked for.
    private static IEnumerable<string> Telling => EgressCorpus.Addresses.Select(one => one.Address)
        .Where(address => address.Length > "0.0.0.0".Length && address != "127.0.0.1");

    [OneTimeSetUp]
    public async Task Start()
    {
        var secret = Path.Combine(_secrets.FullName, "secret");
        await File.WriteAllTextAsync(secret, WayOut.Secret);
        (_door, _endpoint) = (new Door(), await FailingReceiver.StartAsync());
        var hostile = $"  hostile: {{provider: webhook, url: \"http://127.0.0.1:{_endpoint.Port}/hook\", allow_networks: [127.0.0.0/8], "
            + $"oauth: {{token_url: \"http://127.0.0.1:{_endpoint.Port}/token\", client_id: a, client_secret_file: \"{secret}\"}}}}\n";
        var lines = string.Concat(WayOut.All.Select(way => way.Line("receiver.test", _door.Port)));
        _cavra = await CavraApp.StartAsync(
            "connectors:\n" + lines.Replace("client_secret_env: EGRESS_SECRET", $"client_secret_file: \"{secret}\"", StringComparison.Ordinal) + hostile,
            configure: builder => builder.Services.Replace(
                ServiceDescriptor.Singleton<HostResolver>((_, _) => Task.FromResult(_found.Select(IPAddress.Parse).ToArray()))));
    }

    [SetUp]
    public async Task NewWorkspace()
    {
        _app = await _cavra.NewWorkspaceAsync();
        _answers.Clear();
        _endpoint.Reset();
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _cavra.DisposeAsync();
        await _endpoint.DisposeAsync();
        await _door.DisposeAsync();
        _secrets.Delete(recursive: true);
    }

    [TestCaseSource(typeof(WayOut), nameof(WayOut.All))]
    public async Task A_test_is_refused_by_the_same_rule_as_a_delivery(WayOut way)
    {
        foreach (var (address, rule) in EgressCorpus.Addresses)
        {
            _found = [address];
            var answer = await TestAsync(way.Name);

            Assert.That(
                (answer.Text("test.failure_class"), answer.Text("test.fault"), answer.Text("test.error")),
                Is.EqualTo(("guard_refused", "ours", $"The egress guard refused the destination (rule {rule}).")), address);
        }

        Assert.That(_door.Came, Is.Zero);
        await AssertNothingToldAsync(Telling);
    }

    [TestCase("192.168.77.1", "private_network")]
    [TestCase("169.254.169.254", "cloud_metadata")]
    [TestCase("64:ff9b::a0b:c0d", "private_network")]
    public async Task A_delivery_is_refused_at_each_way_out_and_the_evidence_holds_the_rule_alone(string address, string rule)
    {
        _found = [address, "8.8.8.8"];
        foreach (var way in WayOut.All)
        {
            (await KeptAsync(await _app.Admin.PostJsonAsync(AuditScene.Audit, new { delivery_provider = way.Name, retries = 0 }))).Ok();
            _app.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var destinations = (await KeptAsync(await _app.Admin.GetJsonAsync($"{AuditScene.Audit}/destinations"))).Ok();
        await KeptAsync(await _app.Admin.GetJsonAsync("/evidence/entries?limit=200"));
        Assert.That(destinations.At("items").AsArray(), Has.Count.EqualTo(WayOut.All.Count));
        Assert.That(
            await _app.Database.ColumnAsync("select error from attempts"),
            Has.Count.EqualTo(WayOut.All.Count).And.All.EqualTo($"The egress guard refused the destination (rule {rule})."));
        Assert.That(_door.Came, Is.Zero);
        await AssertNothingToldAsync([address]);
    }

    [TestCase(200, """{"access_token":"canary-token\r\nX-Evil: 1"}""")]
    [TestCase(200, "<html>canary-token</html>")]
    [TestCase(500, """{"access_token":"canary-token"}""")]
    [TestCase(400, """{"error":"invalid_client","error_description":"canary-secret-1"}""")]
    public async Task A_hostile_token_endpoint_leaves_neither_secret_nor_token_anywhere(int status, string body)
    {
        _endpoint.Answers(status, body);

        Assert.That((await TestAsync("hostile")).Text("test.state"), Is.EqualTo("failed"));
        await KeptAsync(await _app.Admin.PostJsonAsync(AuditScene.Audit, new { delivery_provider = "hostile", retries = 0 }));
        await KeptAsync(await _app.Admin.GetJsonAsync("/connectors/hostile"));

        Assert.That(_endpoint.Requests.Select(request => request.Path), Is.EqualTo(new[] { "/token", "/token" }));
        await AssertNothingToldAsync(["canary", "X-Evil"]);
    }

    private async Task<JsonObject> TestAsync(string connector)
    {
        _app.Clock.Advance(TimeSpan.FromSeconds(1));
        return (await KeptAsync(await _app.Admin.PostJsonAsync($"/connectors/{connector}/test", new { retries = 0 }))).Ok();
    }

    private async Task<Answer> KeptAsync(Answer answer)
    {
        _answers.Add(await answer.Response.Content.ReadAsStringAsync());
        return answer;
    }

    private async Task AssertNothingToldAsync(IEnumerable<string> secrets)
    {
        var told = new[] { string.Join('\n', _answers), _app.Log.Text, await _app.Database.EverythingAsync() };
        Assert.That(secrets.Where(secret => told.Any(text => text.Contains(secret, StringComparison.OrdinalIgnoreCase))), Is.Empty);
    }
}
