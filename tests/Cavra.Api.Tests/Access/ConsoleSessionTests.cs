using Cavra.Application.Operations;
using Cavra.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Api.Tests.Access;

public sealed class ConsoleSessionTests
{
    private static readonly TimeSpan Instant = TimeSpan.FromTicks(10);

    private CavraApp _cavra = null!;
    private CavraApp _app = null!;
    private Browser _browser = null!;

    [OneTimeSetUp]
    public async Task StartCavra() => _cavra = await CavraApp.StartAsync();

    [OneTimeTearDown]
    public async Task StopCavra() => await _cavra.DisposeAsync();

    [SetUp]
    public async Task SignIn()
    {
        _app = await _cavra.NewWorkspaceAsync();
        _browser = await Browser.SignedInAsync(_app, new { api_key = _app.AdminKey });
    }

    [TearDown]
    public void CloseBrowser() => _browser.Dispose();

    [Test]
    public async Task A_session_ends_when_nobody_was_active_for_an_hour()
    {
        _app.Clock.Advance(TimeSpan.FromHours(1) - Instant);
        var active = (await _browser.GetAsync()).Ok();
        Assert.That(active.Text("idle_expires_at"), Is.EqualTo("2026-11-02T10:59:59.999999Z"));

        _app.Clock.Advance(TimeSpan.FromHours(1) - Instant);
        (await _browser.GetAsync()).Ok();
        _app.Clock.Advance(TimeSpan.FromHours(1));

        (await _browser.GetAsync()).Problem(401, "session.expired");
    }

    [Test]
    public async Task A_session_ends_after_half_a_day_whatever_is_done()
    {
        for (var half = 1; half < 24; half++)
        {
            _app.Clock.Advance(TimeSpan.FromMinutes(30));
            (await _browser.GetAsync()).Ok();
        }

        _app.Clock.Advance(TimeSpan.FromMinutes(30) - Instant);
        var last = (await _browser.GetAsync()).Ok();
        Assert.That(last.Text("idle_expires_at"), Is.EqualTo(last.Text("expires_at")));
        _app.Clock.Advance(Instant);

        (await _browser.GetAsync()).Problem(401, "session.expired");
    }

    [Test]
    public async Task A_page_that_refreshes_itself_keeps_no_session_open()
    {
        for (var minute = 1; minute < 60; minute++)
        {
            _app.Clock.Advance(TimeSpan.FromMinutes(1));
            (await _browser.GetAsync(Browser.Path, ("Cavra-Background", "1"))).Ok();
        }

        _app.Clock.Advance(TimeSpan.FromMinutes(1));

        (await _browser.GetAsync()).Problem(401, "session.expired");
    }

    [Test]
    public async Task Activity_is_noted_once_a_minute_at_most()
    {
        _app.Clock.Advance(TimeSpan.FromMinutes(1) - Instant);
        await _browser.GetAsync();
        var before = await LastSeenAsync();
        _app.Clock.Advance(Instant);
        await _browser.GetAsync();

        Assert.That(before, Is.EqualTo(CavraApp.Start.UtcDateTime));
        Assert.That(await LastSeenAsync(), Is.EqualTo(CavraApp.Start.UtcDateTime.AddMinutes(1)));
    }

    [Test]
    public async Task A_session_that_has_ended_takes_its_cookie_with_it()
    {
        _app.Clock.Advance(TimeSpan.FromHours(1));

        var refused = await _browser.GetAsync();

        refused.Problem(401, "session.expired");
        Assert.That(_browser.Cookie, Is.EqualTo("cavra_session=; expires=Thu, 01 Jan 1970 00:00:00 GMT; path=/; samesite=strict; httponly"));
        (await _browser.GetAsync()).Problem(401, "authentication.required");
    }

    [Test]
    public async Task A_revoked_key_ends_its_sessions_at_once_and_no_others()
    {
        var created = (await _app.Admin.PostJsonAsync("/access/keys", new { name = "leaver", roles = new[] { "auditor" } })).Created();
        using var leaver = await Browser.SignedInAsync(_app, new { api_key = created.Text("key") });
        (await leaver.GetAsync()).Ok();

        (await _app.Admin.PostJsonAsync($"/access/keys/{created.Text("key_id")}/revoke")).Ok();

        (await leaver.GetAsync()).Problem(401, "session.expired");
        (await _browser.GetAsync()).Ok();
    }

    [Test]
    public async Task A_session_lasts_no_longer_than_its_key()
    {
        var created = (await _app.Admin.PostJsonAsync(
            "/access/keys", new { name = "short", roles = new[] { "auditor" }, expires_at = CavraApp.Start.AddMinutes(30) })).Created();
        using var browser = new Browser(_app);

        var session = (await browser.SignInAsync(new { api_key = created.Text("key") })).Ok();
        _app.Clock.Advance(TimeSpan.FromMinutes(30) - Instant);
        (await browser.GetAsync()).Ok();
        _app.Clock.Advance(Instant);

        Assert.That(session.Text("expires_at"), Is.EqualTo("2026-11-02T09:30:00Z"));
        (await browser.GetAsync()).Problem(401, "session.expired");
    }

    [Test]
    public async Task A_session_is_good_only_where_its_key_is()
    {
        var created = (await _app.Admin.PostJsonAsync(
            "/access/keys", new { name = "here", roles = new[] { "auditor" }, allow_networks = new[] { "127.0.0.0/8" } })).Created();
        using var browser = await Browser.SignedInAsync(_app, new { api_key = created.Text("key") });
        (await browser.GetAsync()).Ok();

        await _app.Database.ExecuteAsync($"update api_keys set allow_networks = '{{10.0.0.0/8}}' where name = 'here'");

        (await browser.GetAsync()).Problem(401, "session.expired");
    }

    [TestCase("cross-site", null)]
    [TestCase("same-site", null)]
    [TestCase("none", null)]
    [TestCase("", null)]
    [TestCase("cross-site", "own")]
    [TestCase(null, "https://evil.example")]
    [TestCase(null, "null")]
    [TestCase(null, "")]
    [TestCase(null, null)]
    public async Task What_another_page_asks_for_is_refused_and_changes_nothing(string? site, string? origin)
    {
        _app.Clock.Advance(TimeSpan.FromMinutes(10));
        var before = await _app.Database.EverythingAsync();

        (await _browser.SendAsync(HttpMethod.Post, "/access/keys", new { name = "x", roles = new[] { "ci" } }, Headers(site, origin)))
            .Problem(403, "session.cross_origin");
        (await _browser.SendAsync(HttpMethod.Delete, Browser.Path, body: null, Headers(site, origin))).Problem(403, "session.cross_origin");

        Assert.That(await _app.Database.EverythingAsync(), Is.EqualTo(before));
    }

    [TestCase("same-origin", null)]
    [TestCase(null, "own")]
    public async Task What_a_page_of_this_server_asks_for_is_done_by_who_signed_in(string? site, string? origin)
    {
        var created = (await _browser.SendAsync(
            HttpMethod.Post, "/access/keys", new { name = "made", roles = new[] { "ci" } }, Headers(site, origin))).Created();

        var entry = (await _app.Database.EvidenceAsync()).Single(entry => entry.Text("what.action") == "create api key");
        Assert.That(created.Text("actor.actor"), Is.EqualTo("administrator"));
        Assert.That(entry.Text("who.authentication"), Is.EqualTo("console_session"));
    }

    [Test]
    public async Task A_credential_in_a_header_goes_before_the_cookie()
    {
        var created = (await _app.Admin.PostJsonAsync("/access/keys", new { name = "other", roles = new[] { "auditor" } })).Created();

        foreach (var header in new[] { ("Authorization", "Bearer " + created.Text("key")), ("X-Api-Key", created.Text("key")) })
        {
            Assert.That((await _browser.GetAsync(Browser.Path, header)).Ok().Text("actor"), Is.EqualTo("other"));
        }

        (await _browser.GetAsync(Browser.Path, ("X-Api-Key", "cavra_wrong"))).Problem(401, "authentication.required");
    }

    [Test]
    public async Task Whoever_signs_out_is_out_at_once_and_leaves_evidence()
    {
        var token = _browser.Token;

        var answer = (await _browser.SignOutAsync()).Ok();

        Assert.That(answer.Text("session.ended_at"), Is.EqualTo("2026-11-02T09:00:00Z"));
        Assert.That(_browser.Token, Is.Null);
        _browser.Token = token;
        (await _browser.GetAsync()).Problem(401, "session.expired");
        Assert.That(await _app.Database.EvidenceLinesAsync(), Is.EqualTo(new[] { "sign in: done", "sign out: done" }));
    }

    [Test]
    public async Task Whoever_has_only_a_key_can_end_no_session()
    {
        (await _app.Admin.SendJsonAsync(HttpMethod.Delete, Browser.Path, new { })).Problem(409, "access.no_session");

        (await _browser.GetAsync()).Ok();
    }

    [TestCase("x")]
    [TestCase("0123456789012345678901234567890123456789012")]
    [TestCase("012345678901234567890123456789012345678901+")]
    [TestCase("%00%00%00")]
    [TestCase("\"quoted\"")]
    [TestCase("..%2F..%2Fsession")]
    [TestCase("%D0%BA%D0%BB%D1%8E%D1%87")]
    [TestCase(null)]
    public async Task A_cookie_that_is_no_session_opens_nothing(string? value)
    {
        _browser.Token = value ?? new string('a', 12_000);

        (await _browser.GetAsync()).Problem(401, "session.expired");

        _app.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    [Test]
    public async Task Open_endpoints_look_at_no_cookie()
    {
        _browser.Token = "x";

        (await _browser.GetAsync("/console/config")).Ok();

        Assert.That(_browser.Token, Is.EqualTo("x"));
    }

    [Test]
    public async Task A_session_sees_its_own_workspace_only()
    {
        using var stranger = await _cavra.OpenWorkspaceAsync($"other-{_app.Workspace}", RoleTable.Roles);
        var key = (await stranger.PostJsonAsync("/access/keys", new { name = "theirs", roles = new[] { "admin" } })).Created();
        using var theirs = await Browser.SignedInAsync(_app, new { api_key = key.Text("key") });

        var keys = (await theirs.GetAsync("/access/keys")).Ok();

        Assert.That((await theirs.GetAsync()).Ok().Text("workspace"), Is.EqualTo($"other-{_app.Workspace}"));
        Assert.That(keys.At("items").AsArray().Select(item => item!.Text("name")), Is.EquivalentTo(new[] { "theirs", "administrator" }));
        (await theirs.PostAsync($"/access/keys/{_app.AdminKey[6..42]}/revoke", new { })).Problem(404, "access.key_not_found");
    }

    [Test]
    public async Task Sessions_and_links_that_are_over_are_purged()
    {
        using var active = await Browser.SignedInAsync(_app, new { one_time = await _app.ALinkAsync() });
        await _app.ALinkAsync();
        _app.Clock.Advance(TimeSpan.FromMinutes(50));
        (await active.GetAsync()).Ok();
        await _app.ALinkAsync();
        _app.Clock.Advance(TimeSpan.FromMinutes(10));
        using var ended = await Browser.SignedInAsync(_app, new { one_time = await _app.ALinkAsync() });
        (await ended.SignOutAsync()).Ok();
        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from console_sessions"), Is.EqualTo(3));
        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from sign_in_links"), Is.EqualTo(4));

        await using var scope = await _app.Services.WorkerScopeAsync(_app.Database);
        await scope.ServiceProvider.GetRequiredService<PurgeTurn>().TakeAsync(CancellationToken.None);

        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from console_sessions"), Is.EqualTo(1));
        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from sign_in_links"), Is.EqualTo(1));
        (await active.GetAsync()).Ok();
    }

    [Test]
    public async Task Behind_a_gateway_with_tls_the_cookie_is_secure_and_for_the_path_base()
    {
        await using var app = await CavraApp.StartAsync(settings: new Dictionary<string, string?>
        {
            ["CAVRA_FORWARDED_NETWORKS"] = "127.0.0.0/8",
            ["CAVRA_PATH_BASE"] = "/ops/cavra",
        });
        using var browser = new Browser(app);

        await browser.SendAsync(
            HttpMethod.Post, "/ops/cavra/console/session", new { api_key = app.AdminKey },
            [("X-Forwarded-Proto", "https"), ("Origin", $"https://{app.Address.Authority}")]);

        Assert.That(browser.Cookie, Does.Contain("; path=/ops/cavra; secure; samesite=strict; httponly"));
    }

    private Task<DateTime> LastSeenAsync() => _app.Database.ScalarAsync<DateTime>("select last_seen_at from console_sessions");

    private (string Name, string Value)[] Headers(string? site, string? origin) =>
    [
        .. site is null ? [] : new[] { ("Sec-Fetch-Site", site) },
        .. origin is null ? [] : new[] { ("Origin", origin is "own" ? $"http://{_app.Address.Authority}" : origin) },
    ];
}
