using System.Net;
using Cavra.Api.Configuration;
using Cavra.Api.RateLimits;
using Cavra.Testing;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Api.Tests.RateLimits;

public sealed class RateLimitTests
{
    private static readonly Rate Plenty = Hourly(100);

    [Test]
    public async Task A_credential_that_writes_too_often_must_wait_and_may_still_read()
    {
        await using var app = await StartAsync(new RateSettings(Plenty, Plenty, Plenty, Writes: Hourly(2)));
        var other = await app.ClientWithAsync("admin");

        (await app.Admin.PostJsonAsync("/access/keys")).Problem(400, "request.invalid");
        var refused = await app.Admin.PostJsonAsync("/access/keys");

        refused.Problem(429, "rate.limited");
        Assert.Multiple(() =>
        {
            Assert.That(refused.Response.Headers.RetryAfter?.Delta, Is.EqualTo(TimeSpan.FromHours(1)));
            Assert.That(Header(refused, "RateLimit-Policy"), Is.EqualTo("\"write\";q=2;w=7200"));
            Assert.That(Header(refused, "RateLimit"), Is.EqualTo("\"write\";r=0;t=7200"));
        });
        Assert.That((await app.Admin.GetJsonAsync("/access/keys")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await other.PostJsonAsync("/access/keys")).Status, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Every_answer_tells_the_caller_what_is_left()
    {
        await using var app = await StartAsync(new RateSettings(Plenty, Plenty, Reads: Hourly(3), Plenty));

        var first = await app.Admin.GetJsonAsync("/access/keys");

        Assert.That(Header(first, "RateLimit"), Is.EqualTo("\"read\";r=2;t=3600"));
    }

    [Test]
    public async Task Wrong_credentials_are_limited_harder_and_lock_out_nobody_who_was_let_in_before()
    {
        await using var app = await StartAsync(new RateSettings(Plenty, FailedAuthentication: Hourly(2), Plenty, Plenty));
        var late = await app.ClientWithAsync("auditor");
        var (guessing, nobody) = (app.Client("cavra_wrong"), app.Client(key: null));

        (await guessing.GetJsonAsync("/access/keys")).Problem(401, "authentication.required");
        (await guessing.GetJsonAsync("/access/keys")).Problem(401, "authentication.required");

        var refused = await guessing.GetJsonAsync("/access/keys");
        refused.Problem(429, "rate.limited");
        Assert.That(refused.Response.Headers.RetryAfter, Is.Not.Null);
        (await late.GetJsonAsync("/console/session")).Problem(429, "rate.limited");
        Assert.That((await app.Admin.GetJsonAsync("/console/session")).Status, Is.EqualTo(HttpStatusCode.OK));
        (await nobody.GetJsonAsync("/console/session")).Problem(401, "authentication.required");
    }

    [Test]
    public async Task An_address_is_limited_before_anybody_is_authenticated()
    {
        await using var app = await StartAsync(new RateSettings(Address: Hourly(2), Plenty, Plenty, Plenty));
        var nobody = app.Client(key: null);

        (await nobody.GetJsonAsync("/access/keys")).Problem(401, "authentication.required");
        (await nobody.GetJsonAsync("/access/keys")).Problem(401, "authentication.required");

        (await app.Admin.GetJsonAsync("/access/keys")).Problem(429, "rate.limited");
    }

    [Test]
    public async Task Health_has_a_limit_of_its_own()
    {
        await using var app = await StartAsync(new RateSettings(Address: Hourly(1), Plenty, Plenty, Plenty) { Open = Hourly(2) });
        var nobody = app.Client(key: null);
        (await nobody.GetJsonAsync("/access/keys")).Problem(401, "authentication.required");
        (await nobody.GetJsonAsync("/access/keys")).Problem(429, "rate.limited");

        Assert.That((await nobody.GetJsonAsync("/health/live")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await app.Admin.GetJsonAsync("/health/ready")).Status, Is.EqualTo(HttpStatusCode.OK));
        (await nobody.GetJsonAsync("/health/live")).Problem(429, "rate.limited");
    }

    [Test]
    public async Task What_monitoring_asks_on_its_own_address_and_what_others_ask_cost_each_other_nothing()
    {
        await using var app = await StartAsync(
            new RateSettings(Plenty, Plenty, Plenty, Plenty) { Open = Hourly(1) }, ("CAVRA_METRICS_URLS", "http://127.0.0.1:0"));
        var nobody = app.Client(key: null);
        using var monitoring = TestClient.OfAWorker(
            new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Last()));

        (await nobody.GetJsonAsync("/health/live")).Ok();
        (await nobody.GetJsonAsync("/health/live")).Problem(429, "rate.limited");
        (await monitoring.GetJsonAsync("/health/live")).Ok();
        (await monitoring.GetJsonAsync("/health/live")).Problem(429, "rate.limited");
    }

    [TestCase(1, ExpectedResult = 1)]
    [TestCase(10, ExpectedResult = 1)]
    [TestCase(11, ExpectedResult = 2)]
    [TestCase(0, ExpectedResult = 1)]
    public int Waiting_is_told_in_whole_seconds(int calls) => new Rate(10, 100).SecondsFor(calls);

    private static Rate Hourly(int burst) => new(1, burst) { Period = TimeSpan.FromHours(1) };

    private static Task<CavraApp> StartAsync(RateSettings rates, params (string Name, string Value)[] settings) => CavraApp.StartAsync(
        settings: settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value),
        configure: builder => builder.Services.AddSingleton(ApiSettings.Read(builder.Configuration) with { Rates = rates }));

    private static string Header(Answer answer, string name) => answer.Response.Headers.GetValues(name).Single();
}
