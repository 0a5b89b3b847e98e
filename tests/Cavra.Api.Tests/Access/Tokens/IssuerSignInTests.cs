using System.Net;
using System.Text.Json.Nodes;
using Cavra.Testing;
using Cavra.Testing.Identity;

namespace Cavra.Api.Tests.Access.Tokens;

public sealed class IssuerSignInTests
{
    private TestIssuer _issuer = null!;
    private IdentityFileOf _identity = null!;
    private CavraApp _app = null!;

    [SetUp]
    public async Task StartCavra()
    {
        var clock = new WatchedClock(CavraApp.Start);
        _issuer = await TestIssuer.StartAsync(clock);
        _identity = new IdentityFileOf(Believed("sign_in: {client_id: cavra-console}"));
        _app = await CavraApp.StartAsync(settings: _identity.Settings, clock: clock);
        _issuer.Claims["groups"] = ["audit"];
        _issuer.Claims["email"] = ["dana@example.com"];
    }

    [TearDown]
    public async Task StopCavra()
    {
        await _app.DisposeAsync();
        await _issuer.DisposeAsync();
        _identity.Dispose();
    }

    [Test]
    public async Task Whoever_the_issuer_vouches_for_has_a_session_with_the_roles_of_the_rules()
    {
        using var person = new Visitor(_app);

        var landed = await person.SignInAsync("dana", "/console/loops?open=true");

        var session = await person.SessionAsync();
        var opened = (await _app.Database.EvidenceAsync()).Single(entry => entry["what"]!["metadata_kind"]?.ToString() == "console-session");
        Assert.Multiple(() =>
        {
            Assert.That(landed, Is.EqualTo("/console/loops?open=true#signed-in"));
            Assert.That((string?)session["actor"], Is.EqualTo("dana@example.com"));
            Assert.That((string?)session["subject"], Is.EqualTo("dana"));
            Assert.That((string?)session["issuer"], Is.EqualTo(_issuer.Authority));
            Assert.That(session["roles"]!.ToJsonString(), Is.EqualTo("""["auditor"]"""));
            Assert.That((string?)session["authentication"], Is.EqualTo("console_session"));
            Assert.That(opened.Text("who.authentication"), Is.EqualTo("token"));
            Assert.That(person.SessionCookie, Does.Contain("httponly").IgnoreCase.And.Contain("samesite=strict").IgnoreCase);
        });
    }

    [Test]
    public async Task The_issuer_is_asked_with_state_nonce_and_a_proof_key_and_the_code_alone_opens_nothing()
    {
        using var person = new Visitor(_app);
        var asked = await person.BeginAsync();
        using var other = new Visitor(_app);

        var back = await person.FillInAsync(asked, "dana");

        Assert.That(asked.Query, Does.Contain("state=").And.Contain("nonce=").And.Contain("code_challenge=").And.Contain("code_challenge_method=S256").And.Contain("response_type=code"));
        Assert.That(await other.FollowAsync(back), Is.EqualTo("/signin?failed=failed"), "another browser");
        Assert.That(await person.FollowAsync(new Uri(back.ToString().Replace("state=", "state=x", StringComparison.Ordinal))), Is.EqualTo("/signin?failed=failed"), "another state");
        Assert.That(_app.Log.Text, Does.Contain("A sign-in with the issuer test failed: the browser did not bring what the sign-in began with"));
        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from console_sessions"), Is.Zero);
    }

    [Test]
    public async Task Who_has_no_role_gets_no_session_and_leaves_no_evidence()
    {
        _issuer.Claims["groups"] = ["others"];
        using var person = new Visitor(_app);
        var before = await _app.Database.EvidenceLinesAsync();

        Assert.That(await person.SignInAsync("dana"), Is.EqualTo("/signin?failed=no_role"));

        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from console_sessions"), Is.Zero);
        Assert.That(await _app.Database.EvidenceLinesAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task While_the_issuer_is_away_nobody_is_sent_there()
    {
        _issuer.IsAway = true;
        using var person = new Visitor(_app);

        Assert.That(await person.FollowAsync(new Uri(_app.Address, "/console/sign-in")), Is.EqualTo("/signin?failed=away"));
    }

    [TestCase("https://evil.example.com/")]
    [TestCase("//evil.example.com/")]
    [TestCase("/console/../\\evil")]
    [TestCase("/access/keys")]
    [TestCase("/console/..//evil.example.com/")]
    [TestCase("/console/%2E%2e/access/keys")]
    [TestCase("/console//evil.example.com/")]
    public async Task Nobody_is_led_elsewhere_after_signing_in(string returnTo)
    {
        using var person = new Visitor(_app);

        Assert.That(await person.SignInAsync("dana", returnTo), Is.EqualTo("/#signed-in"));
    }

    [Test]
    public async Task Pages_that_make_browsers_come_back_from_no_sign_in_keep_nobody_out()
    {
        using var lured = new Visitor(_app);
        for (var visit = 0; visit < 25; visit++)
        {
            Assert.That(await lured.FollowAsync(new Uri(_app.Address, $"/console/signed-in?code=x{visit}&state=y")), Is.EqualTo("/signin?failed=failed"));
        }

        using var person = new Visitor(_app);
        Assert.That(await person.SignInAsync("dana"), Is.EqualTo("/#signed-in"));
    }

    [Test]
    public async Task A_session_ends_with_the_token_that_it_came_from()
    {
        using var person = new Visitor(_app);
        await person.SignInAsync("dana");
        var expires = DateTimeOffset.Parse((string)(await person.SessionAsync())["expires_at"]!, null);

        Assert.That(expires, Is.LessThan(CavraApp.Start.AddHours(12)));
        _app.Clock.AdjustTime(expires);

        Assert.That(await person.StatusAsync(), Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Signing_out_ends_the_session_and_leads_to_where_the_issuer_ends_its_own()
    {
        using var person = new Visitor(_app);
        await person.SignInAsync("dana");

        var answer = await person.SignOutAsync();

        Assert.That((string?)answer["end_session_url"], Does.StartWith($"{_issuer.Authority}connect/logout?client_id=cavra-console&post_logout_redirect_uri=http").And.EndWith("signin"));
        Assert.That(await person.StatusAsync(), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That((string?)(await SignedOutByKeyAsync())["end_session_url"], Is.Null);
    }

    [Test]
    public async Task Revoking_a_subject_ends_all_its_sessions_on_every_replica_and_nobody_elses()
    {
        await using var replica = _app.Replica("api", _identity.Path);
        await replica.StartAsync();
        using var laptop = new Visitor(_app);
        using var phone = new Visitor(_app);
        using var other = new Visitor(_app);
        await laptop.SignInAsync("dana");
        await phone.SignInAsync("dana");
        await other.SignInAsync("lee");
        Assert.That(await phone.StatusAsync(new Uri(replica.Urls.First())), Is.EqualTo(HttpStatusCode.OK));

        var answer = (await _app.Admin.PostJsonAsync("/access/sessions/revoke", new { subject = "dana" })).Ok();

        Assert.Multiple(async () =>
        {
            Assert.That(answer.Number("ended_count"), Is.EqualTo(2));
            Assert.That(await laptop.StatusAsync(), Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(await phone.StatusAsync(new Uri(replica.Urls.First())), Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(await other.StatusAsync(), Is.EqualTo(HttpStatusCode.OK));
        });
        var revoked = (await _app.Database.EvidenceAsync()).Single(entry => entry["what"]!["metadata_kind"]?.ToString() == "console-session-revocation");
        Assert.That((revoked.Text("what.summary.subject"), revoked.Number("what.summary.ended_count")), Is.EqualTo(("dana", 2)));
        Assert.That((await _app.Admin.PostJsonAsync("/access/sessions/revoke", new { subject = "nobody" })).Ok().Number("ended_count"), Is.Zero);
        (await _app.Admin.PostJsonAsync("/access/sessions/revoke", new { subject = "two words" })).InvalidAt("/subject");
    }

    [Test]
    public async Task A_session_is_over_once_its_issuer_is_not_believed_any_more()
    {
        using var person = new Visitor(_app);
        await person.SignInAsync("dana");

        _identity.Write(Believed("sign_in: {client_id: cavra-console}").Replace(_issuer.Authority, "https://id.example.com", StringComparison.Ordinal));
        _app.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.That(await person.StatusAsync(), Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task The_console_is_told_whom_to_sign_in_with()
    {
        var config = (await _app.Admin.GetJsonAsync("/console/config")).Ok();

        Assert.That((config.Text("sign_in.issuer"), config.Text("sign_in.href")), Is.EqualTo(("test", "/console/sign-in")));
    }

    private string Believed(params string[] more) => _issuer.Believed(["{all: {groups: audit}, roles: [auditor]}"], more);

    private async Task<JsonNode> SignedOutByKeyAsync()
    {
        using var browser = await Browser.SignedInAsync(_app, new { api_key = _app.AdminKey });
        return (await browser.SignOutAsync()).Ok();
    }
}
