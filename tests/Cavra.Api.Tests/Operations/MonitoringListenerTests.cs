using Cavra.Testing;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Api.Tests.Operations;

/// <summary>Addresses for monitoring alone, beside those of the API.</summary>
[TestFixture("api")]
[TestFixture("worker")]
[TestFixture("api,worker")]
internal sealed class MonitoringListenerTests(string roles)
{
    private CavraApp _cavra = null!;
    private Uri _monitoring = null!;

    [OneTimeSetUp]
    public async Task StartCavra()
    {
        _cavra = await CavraApp.StartAsync(settings: new Dictionary<string, string?>
        {
            ["CAVRA_ROLES"] = roles,
            ["CAVRA_METRICS_URLS"] = "http://127.0.0.1:0",
        });
        _monitoring = new Uri(_cavra.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Last());
    }

    [OneTimeTearDown]
    public async Task StopCavra() => await _cavra.DisposeAsync();

    [Test, Order(1)]
    public async Task Figures_and_health_need_no_key_there()
    {
        using var nobody = TestClient.OfAWorker(_monitoring);

        Assert.That(await nobody.GetStringAsync("/metrics"), Does.Contain("cavra_windows_missed_total"));
        (await nobody.GetJsonAsync("/health/live")).Ok();
        (await nobody.GetJsonAsync("/health/ready")).Ok();
    }

    [TestCase("GET", "/console/session"), TestCase("GET", "/console/config"), TestCase("GET", "/access/keys"), TestCase("POST", "/access/keys")]
    [TestCase("GET", "/"), TestCase("GET", "/index.html"), TestCase("GET", "/signin"), TestCase("GET", "/openapi/v1.json")]
    [TestCase("POST", "/metrics"), TestCase("POST", "/health/live"), TestCase("GET", "/health"), TestCase("GET", "/metrics/more"), TestCase("GET", "/events")]
    [Order(2)]
    public async Task Nothing_else_is_there_whatever_key_comes_along(string method, string path)
    {
        using var administrator = TestClient.OfAWorker(_monitoring, _cavra.AdminKey);
        // What a request says of where it was sent counts for nothing.
        administrator.DefaultRequestHeaders.Host = _cavra.Address.Authority;

        var answer = method is "GET" ? await administrator.GetJsonAsync(path) : await administrator.PostJsonAsync(path, new { name = "k", roles = new[] { "auditor" } });

        answer.Problem(404, "http.not_found");
    }

    [Test, Order(3)]
    public async Task Where_the_api_is_figures_need_a_key_as_before()
    {
        using var nobody = TestClient.OfAWorker(_cavra.Address);
        nobody.DefaultRequestHeaders.Host = _monitoring.Authority;
        (await nobody.GetJsonAsync("/metrics")).Problem(401, "authentication.required");

        using var administrator = TestClient.OfAWorker(_cavra.Address, _cavra.AdminKey);
        Assert.That(await administrator.GetStringAsync("/metrics"), Does.Contain("cavra_windows_missed_total"));
    }

    [Test, Order(4)]
    public async Task Figures_are_answered_there_while_the_database_takes_nobody_in()
    {
        await _cavra.Database.TakeNobodyInAsync();
        // A key that was seen lately is remembered for a while.
        _cavra.Clock.Advance(TimeSpan.FromMinutes(1));

        // With a key too: nobody looks it up.
        foreach (var key in new[] { null, _cavra.AdminKey, "cavra_wrong" })
        {
            using var monitoring = TestClient.OfAWorker(_monitoring, key);
            Assert.That(await monitoring.GetStringAsync("/metrics"), Does.Contain("cavra_windows_missed_total"));
            Assert.That((await monitoring.GetJsonAsync("/health/live")).Ok().Text("status"), Is.EqualTo("live"));
            Assert.That((int)(await monitoring.GetJsonAsync("/health/ready")).Status, Is.EqualTo(503));
        }
    }
}
