using System.Net;
using Cavra.Testing;

namespace Cavra.Api.Tests.Access;

public sealed class SignInTests
{
    private CavraApp _cavra = null!;
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra() => _cavra = await CavraApp.StartAsync();

    [OneTimeTearDown]
    public async Task StopCavra() => await _cavra.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => _app = await _cavra.NewWorkspaceAsync();

    [Test]
    public async Task Whoever_signs_in_with_a_key_is_whom_the_key_is_for_and_is_told_what_a_later_look_tells()
    {
        using var browser = new Browser(_app);

        var told = (await browser.SignInAsync(new { api_key = _app.AdminKey })).Ok();
        var looked = (await browser.GetAsync()).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(looked.ToJsonString(), Is.EqualTo(told.ToJsonString()));
            Assert.That(told.Text("actor"), Is.EqualTo("administrator"));
            Assert.That(told.Text("issuer"), Is.EqualTo("cavra:keys"));
            Assert.That(told.Text("workspace"), Is.EqualTo(_app.Workspace));
            Assert.That(told.Text("authentication"), Is.EqualTo("console_session"));
            Assert.That(told.Text("expires_at"), Is.EqualTo("2026-11-02T21:00:00Z"));
            Assert.That(told.Text("idle_expires_at"), Is.EqualTo("2026-11-02T10:00:00Z"));
        });
    }

    [Test]
    public async Task A_caller_with_a_key_has_no_session_that_ends()
    {
        var session = (await _app.Admin.GetJsonAsync(Browser.Path)).Ok();

        Assert.That(session["expires_at"], Is.Null);
        Assert.That(session["idle_expires_at"], Is.Null);
    }

    [Test]
    public async Task Whoever_signs_in_with_a_link_has_its_name_and_roles()
    {
        using var browser = new Browser(_app);

        var session = (await browser.SignInAsync(new { one_time = await _app.ALinkAsync("auditor") })).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(session.Text("actor"), Is.EqualTo("visitor"));
            Assert.That(session.At("roles").ToJsonString(), Is.EqualTo("""["auditor"]"""));
            Assert.That(session.Text("workspace"), Is.EqualTo(_app.Workspace));
        });
        (await browser.GetAsync("/access/keys")).Problem(403, "access.forbidden");
    }

    [Test]
    public async Task Whoever_signs_in_has_the_owner_of_what_it_was_done_with()
    {
        var key = (await _app.Admin.PostJsonAsync("/access/keys", new { name = "dana-laptop", owner = "dana", roles = new[] { "auditor" } })).Created();
        using var keyed = new Browser(_app);
        using var linked = new Browser(_app);

        var told = (await keyed.SignInAsync(new { api_key = key.Text("key") })).Ok();
        (await linked.SignInAsync(new { one_time = await _app.ALinkAsync() })).Ok();

        Assert.Multiple(async () =>
        {
            Assert.That(told.Text("owner"), Is.EqualTo("dana"));
            Assert.That((await keyed.GetAsync()).Ok().Text("owner"), Is.EqualTo("dana"));
            Assert.That((await linked.GetAsync()).Ok().Text("owner"), Is.EqualTo("visitor"));
        });
    }

    [Test]
    public async Task The_cookie_is_for_this_server_alone_and_lasts_no_longer_than_the_session()
    {
        using var browser = await Browser.SignedInAsync(_app, new { api_key = _app.AdminKey });

        Assert.That(browser.Cookie, Does.Match("^cavra_session=[A-Za-z0-9_-]{43}; max-age=43200; path=/; samesite=strict; httponly$"));
    }

    [Test]
    public async Task A_link_signs_in_once()
    {
        var link = await _app.ALinkAsync();
        using var first = await Browser.SignedInAsync(_app, new { one_time = link });
        using var second = new Browser(_app);

        (await second.SignInAsync(new { one_time = link })).Problem(401, "authentication.required");

        Assert.That(second.Token, Is.Null);
        Assert.That(await SessionsAsync(), Is.EqualTo(1));
        (await first.GetAsync()).Ok();
    }

    [Test]
    public async Task Of_many_that_use_a_link_at_once_one_signs_in()
    {
        var link = await _app.ALinkAsync();
        var browsers = Enumerable.Range(0, 8).Select(_ => new Browser(_app)).ToList();

        var answers = await Task.WhenAll(browsers.Select(browser => browser.SignInAsync(new { one_time = link })));

        Assert.That(answers.Count(answer => answer.Status is HttpStatusCode.OK), Is.EqualTo(1));
        Assert.That(answers.Where(answer => answer.Status is not HttpStatusCode.OK).Select(answer => (int)answer.Status), Is.All.EqualTo(401));
        Assert.That(await SessionsAsync(), Is.EqualTo(1));
        Assert.That((await _app.Database.EvidenceLinesAsync()).Where(line => line.StartsWith("sign in", StringComparison.Ordinal)), Is.EqualTo(new[] { "sign in: done" }));
        browsers.ForEach(browser => browser.Dispose());
    }

    [Test]
    public async Task A_link_counts_for_a_quarter_of_an_hour()
    {
        var (used, late) = (await _app.ALinkAsync(), await _app.ALinkAsync());
        using var browser = new Browser(_app);

        _app.Clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromTicks(10));
        (await browser.SignInAsync(new { one_time = used })).Ok();
        _app.Clock.Advance(TimeSpan.FromTicks(10));
        (await browser.SignInAsync(new { one_time = late })).Problem(401, "authentication.required");
    }

    [TestCase("""{}""", "/one_time")]
    [TestCase("""{"one_time":null,"api_key":null}""", "/one_time")]
    [TestCase("""{"one_time":"x","api_key":"y"}""", "/api_key")]
    [TestCase("""{"password":"x"}""", "/password")]
    [TestCase("""{"api_key":1}""", "/api_key")]
    public async Task A_body_that_is_not_one_credential_names_the_member(string body, string member)
    {
        using var browser = new Browser(_app);

        (await browser.SignInAsync(body)).InvalidAt(member);

        Assert.That(browser.Token, Is.Null);
    }

    [TestCase("")]
    [TestCase("cavra_key-0123456789abcdef0123456789abcdef_0123456789012345678901234567890123456789012")]
    [TestCase("0123456789012345678901234567890123456789012")]
    [TestCase("ключ")]
    public async Task Whatever_is_no_credential_is_refused_alike(string text)
    {
        using var browser = new Browser(_app);

        (await browser.SignInAsync(new { one_time = text })).Problem(401, "authentication.required");
        (await browser.SignInAsync(new { api_key = text })).Problem(401, "authentication.required");

        Assert.That(browser.Token, Is.Null);
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    [Test]
    public async Task Guesses_are_limited_as_those_of_keys_are()
    {
        await using var app = await CavraApp.StartAsync(settings: new Dictionary<string, string?>
        {
            ["CAVRA_RATE_FAILED_AUTHENTICATION_BURST"] = "2",
        });
        using var browser = new Browser(app);

        using var guessing = new Browser(app) { Token = "a" };
        (await guessing.GetAsync()).Problem(401, "session.expired");
        (await browser.SignInAsync(new { api_key = "b" })).Problem(401, "authentication.required");

        (await browser.SignInAsync(new { one_time = "c" })).Problem(429, "rate.limited");
    }

    [TestCase("Sec-Fetch-Site", "cross-site", ExpectedResult = 403)]
    [TestCase("Sec-Fetch-Site", "same-site", ExpectedResult = 403)]
    [TestCase("Sec-Fetch-Site", "same-origin", ExpectedResult = 200)]
    [TestCase("Sec-Fetch-Site", "none", ExpectedResult = 200)]
    [TestCase("Origin", "https://evil.example", ExpectedResult = 403)]
    [TestCase("Origin", "null", ExpectedResult = 403)]
    public async Task<int> Nobody_is_signed_in_by_somebody_elses_page(string header, string value)
    {
        using var browser = new Browser(_app);

        var answer = await browser.SignInAsync(new { api_key = _app.AdminKey }, (header, value));

        Assert.That(await SessionsAsync(), Is.EqualTo(browser.Token is null ? 0 : 1));
        return (int)answer.Status;
    }

    [Test]
    public async Task A_page_of_an_older_browser_signs_in_from_this_server_alone()
    {
        using var browser = new Browser(_app);

        (await browser.SignInAsync(new { api_key = _app.AdminKey }, ("Origin", $"https://{_app.Address.Authority}"))).Problem(403, "session.cross_origin");
        (await browser.SignInAsync(new { api_key = _app.AdminKey }, ("Origin", $"http://{_app.Address.Authority}"))).Ok();
    }

    [Test]
    public async Task What_a_browser_presents_is_kept_nowhere_and_signing_in_is_evidence()
    {
        var link = await _app.ALinkAsync();
        using var browser = await Browser.SignedInAsync(_app, new { one_time = link });
        using var other = await Browser.SignedInAsync(_app, new { api_key = _app.AdminKey });

        var everything = await _cavra.Database.EverythingAsync();
        foreach (var secret in new[] { link, browser.Token!, other.Token!, _app.AdminKey[^43..] })
        {
            Assert.That(everything, Does.Not.Contain(secret));
            Assert.That(_app.Log.Text, Does.Not.Contain(secret));
        }

        var entries = (await _app.Database.EvidenceAsync()).Where(entry => entry.Text("what.action") == "sign in").ToList();
        Assert.That(entries.Select(entry => entry.Text("who.authentication")), Is.EqualTo(new[] { "sign_in_link", "api_key" }));
        Assert.That(entries.Select(entry => entry.Text("what.metadata_kind")), Is.All.EqualTo("console-session"));
    }

    private Task<long> SessionsAsync() => _app.Database.ScalarAsync<long>("select count(*) from console_sessions");
}
