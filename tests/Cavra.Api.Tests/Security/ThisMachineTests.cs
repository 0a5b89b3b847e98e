using System.Net;
using Cavra.Api.Configuration;
using Cavra.Api.Security;
using Cavra.Testing;
using Microsoft.AspNetCore.Http;

namespace Cavra.Api.Tests.Security;

/// <summary>Who reads the description of the API without a credential.</summary>
internal sealed class ThisMachineTests
{
    private const string Html = "text/html,application/xhtml+xml,*/*;q=0.8";

    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task Start() => _app = await CavraApp.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _app.DisposeAsync();

    [TestCase("/openapi/v1.json", ExpectedResult = "200 application/json")]
    [TestCase("/swagger/index.html", ExpectedResult = "200 text/html")]
    [TestCase("/swagger/swagger-ui-bundle.js", ExpectedResult = "200 text/javascript")]
    [TestCase("/evidence/entries", ExpectedResult = "401 application/problem+json")]
    public Task<string> On_this_machine_the_description_needs_no_credential_and_all_else_does(string path) => AskAsync(_app, path);

    [TestCase("X-Forwarded-For", "127.0.0.1")]
    [TestCase("Forwarded", "for=127.0.0.1")]
    [TestCase("X-Real-IP", "127.0.0.1")]
    [TestCase("Via", "1.1 gateway")]
    [TestCase("Host", "cavra.example.com")]
    [TestCase("Host", "127.0.0.1.example.com")]
    public async Task Whoever_comes_through_a_gateway_or_by_another_name_needs_one(string header, string value)
    {
        Assert.That(await AskAsync(_app, "/openapi/v1.json", (header, value)), Is.EqualTo("401 application/problem+json"));
        Assert.That(await AskAsync(_app, "/swagger/index.html", (header, value)), Is.EqualTo("401 application/problem+json"));
    }

    [TestCase("/swagger/index.html")]
    [TestCase("/openapi/v1.json")]
    public async Task A_browser_that_needs_one_is_shown_where_to_sign_in(string path)
    {
        var answer = await AskAsync(_app, path, ("Accept", Html), ("X-Forwarded-For", "203.0.113.9"));
        var ended = await AskAsync(_app, path, ("Accept", Html), ("X-Forwarded-For", "203.0.113.9"), ("Cookie", "cavra_session=ended"));

        Assert.That(answer, Is.EqualTo("401 text/html"));
        Assert.That(ended, Is.EqualTo("401 text/html"));
    }

    [Test]
    public async Task A_browser_that_opens_a_document_of_the_API_gets_a_problem() =>
        Assert.That(await AskAsync(_app, "/evidence/entries", ("Accept", Html)), Is.EqualTo("401 application/problem+json"));

    [TestCase("CAVRA_FORWARDED_NETWORKS", "10.0.0.0/8", "")]
    [TestCase("CAVRA_PATH_BASE", "/ops", "/ops")]
    public async Task Where_a_gateway_is_configured_everybody_needs_one(string setting, string value, string before)
    {
        await using var app = await CavraApp.StartAsync(settings: new Dictionary<string, string?> { [setting] = value });

        Assert.That(await AskAsync(app, before + "/openapi/v1.json"), Is.EqualTo("401 application/problem+json"));
    }

    [TestCase("127.0.0.1", "localhost:8000", ExpectedResult = true)]
    [TestCase("::1", "[::1]:8000", ExpectedResult = true)]
    [TestCase("::ffff:127.0.0.1", "127.0.0.1", ExpectedResult = true)]
    [TestCase("203.0.113.9", "localhost:8000", ExpectedResult = false)]
    [TestCase(null, "localhost:8000", ExpectedResult = false)]
    [TestCase("127.0.0.1", "", ExpectedResult = false)]
    public bool Only_an_address_of_this_machine_that_is_asked_by_its_own_name_counts(string? address, string host)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);
        http.Request.Host = new HostString(host);

        return ThisMachine.Asks(http, new NetworkSettings(null, [], "", 10, [], []));
    }

    private static async Task<string> AskAsync(CavraApp app, string path, params (string Name, string Value)[] headers)
    {
        using var client = app.Client(key: null);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await client.SendAsync(request);
        return $"{(int)answer.StatusCode} {answer.Content.Headers.ContentType?.MediaType}";
    }
}
