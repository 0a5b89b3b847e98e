using Cavra.Testing;

namespace Cavra.Api.Tests.Security;

public sealed class NetworkTests
{
    [Test]
    public async Task On_loopback_the_local_console_may_call_and_no_other_origin()
    {
        await using var app = await CavraApp.StartAsync();

        Assert.That(await AllowedAsync(app, "http://localhost:5173"), Is.EqualTo("http://localhost:5173"));
        Assert.That(await AllowedAsync(app, "http://127.0.0.1:5173"), Is.EqualTo("http://127.0.0.1:5173"));
        Assert.That(await AllowedAsync(app, "http://localhost:5174"), Is.Empty);
        Assert.That(await AllowedAsync(app, "null"), Is.Empty);
    }

    [Test]
    public async Task Listed_origins_take_the_place_of_the_local_ones()
    {
        await using var app = await CavraApp.StartAsync(settings: Setting("CAVRA_CORS_ORIGINS", "https://console.example.com"));

        Assert.That(await AllowedAsync(app, "https://console.example.com"), Is.EqualTo("https://console.example.com"));
        Assert.That(await AllowedAsync(app, "http://localhost:5173"), Is.Empty);
    }

    [Test]
    public async Task Bound_to_the_network_no_origin_is_allowed_unasked()
    {
        await using var app = await CavraApp.StartAsync(settings: Setting("urls", "http://0.0.0.0:0"));

        Assert.That(await AllowedAsync(app, "http://localhost:5173", app.Address.Port), Is.Empty);
    }

    [TestCase("127.0.0.0/8", ExpectedResult = "200 hsts")]
    [TestCase("10.0.0.0/8", ExpectedResult = "401 ")]
    [TestCase(null, ExpectedResult = "401 ")]
    public async Task<string> Forwarded_headers_are_believed_from_the_networks_named_and_no_other(string? networks)
    {
        await using var app = await CavraApp.StartAsync(settings: Setting("CAVRA_FORWARDED_NETWORKS", networks));
        var key = (await app.Admin.PostJsonAsync(
            "/access/keys", new { name = "elsewhere", roles = new[] { "auditor" }, allow_networks = new[] { "203.0.113.0/24" } })).Created();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/console/session");
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        request.Headers.Add("X-Forwarded-Proto", "https");

        using var response = await app.Client(key.Text("key")).SendAsync(request);

        return $"{(int)response.StatusCode} {(response.Headers.Contains("Strict-Transport-Security") ? "hsts" : "")}";
    }

    [Test]
    public async Task Behind_a_path_base_every_path_told_begins_with_it()
    {
        await using var app = await CavraApp.StartAsync(settings: Setting("CAVRA_PATH_BASE", "/ops/cavra"));

        var config = (await app.Admin.GetJsonAsync("/ops/cavra/console/config")).Ok();
        var created = await app.Admin.PostJsonAsync("/ops/cavra/access/keys", new { name = "auditor", roles = new[] { "auditor" } });

        Assert.That(config.Text("endpoints.list_api_keys"), Is.EqualTo("/ops/cavra/access/keys"));
        Assert.That(created.Response.Headers.Location?.OriginalString, Is.EqualTo("/ops/cavra/access/keys"));
    }

    private static Dictionary<string, string?> Setting(string name, string? value) => new() { [name] = value };

    private static async Task<string> AllowedAsync(CavraApp app, string origin, int? port = null)
    {
        var address = new UriBuilder(app.Address) { Host = "127.0.0.1", Port = port ?? app.Address.Port, Path = "/access/keys" }.Uri;
        using var preflight = new HttpRequestMessage(HttpMethod.Options, address);
        preflight.Headers.Add("Origin", origin);
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "authorization,content-type,idempotency-key");
        using var response = await app.Client(key: null).SendAsync(preflight);
        return response.Headers.TryGetValues("Access-Control-Allow-Origin", out var allowed) ? allowed.Single() : "";
    }
}
