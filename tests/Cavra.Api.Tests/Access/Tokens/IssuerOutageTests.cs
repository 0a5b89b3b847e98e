using Cavra.Testing;
using Cavra.Testing.Identity;

namespace Cavra.Api.Tests.Access.Tokens;

public sealed class IssuerOutageTests
{
    private TestIssuer _issuer = null!;
    private IdentityFileOf _identity = null!;
    private CavraApp _app = null!;

    [SetUp]
    public async Task StartCavra()
    {
        var clock = new WatchedClock(CavraApp.Start);
        _issuer = await TestIssuer.StartAsync(clock);
        _identity = new IdentityFileOf(_issuer.Believed(["{all: {groups: audit}, roles: [auditor]}"]));
        _app = await CavraApp.StartAsync(settings: _identity.Settings, clock: clock);
    }

    [TearDown]
    public async Task StopCavra()
    {
        await _app.DisposeAsync();
        await _issuer.DisposeAsync();
        _identity.Dispose();
    }

    [Test]
    public async Task An_issuer_is_asked_once_for_many_tokens()
    {
        for (var holder = 0; holder < 5; holder++)
        {
            await IsTakenAsync();
        }

        Assert.That(_issuer.Asked, Is.EqualTo(1));
    }

    [Test]
    public async Task Keys_that_change_while_Cavra_runs_are_asked_for_at_most_once_a_minute()
    {
        await IsTakenAsync();

        _issuer.Rotate();
        await IsRefusedAsync();
        Assert.That(_issuer.Asked, Is.EqualTo(1), "within the minute");

        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        await IsTakenAsync();
        _issuer.Rotate();
        await IsRefusedAsync();
        await IsRefusedAsync();
        Assert.That(_issuer.Asked, Is.EqualTo(2));
    }

    [Test]
    public async Task Tokens_are_taken_while_their_issuer_is_away_for_hours_but_not_for_a_day()
    {
        await IsTakenAsync();
        _issuer.IsAway = true;

        _app.Clock.Advance(TimeSpan.FromHours(1));
        await IsTakenAsync();
        _app.Clock.Advance(TimeSpan.FromHours(22));
        await IsTakenAsync();

        _app.Clock.Advance(TimeSpan.FromHours(1));
        await IsToldToWaitAsync();

        _issuer.IsAway = false;
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        await IsTakenAsync();
    }

    [Test]
    public async Task While_nothing_is_known_of_an_issuer_who_has_its_token_is_told_to_try_again()
    {
        _issuer.IsAway = true;
        await IsToldToWaitAsync();
        Assert.That(_app.Log.Text, Does.Contain("The issuer test could not be asked for its keys: it answered HTTP 503."));

        _issuer.IsAway = false;
        _app.Clock.Advance(TimeSpan.FromSeconds(5));
        await IsTakenAsync();
    }

    [Test]
    public async Task An_issuer_at_an_address_that_nothing_may_leave_to_is_not_asked()
    {
        using var narrow = new IdentityFileOf(_issuer.Believed(["{all: {groups: audit}, roles: [auditor]}"]).Replace("127.0.0.0/8", "10.0.0.0/8", StringComparison.Ordinal));
        await using var app = await CavraApp.StartAsync(settings: narrow.Settings, clock: _app.Clock);
        using var client = app.Client(Token());

        (await client.GetJsonAsync("/console/session")).Problem(503, "identity.issuer_away");

        Assert.That(_issuer.Asked, Is.Zero);
        Assert.That(app.Log.Text, Does.Contain("the egress guard refused its address"));
    }

    private string Token() => _issuer.Token(new Dictionary<string, object?> { ["groups"] = "audit" });

    private async Task IsTakenAsync()
    {
        using var client = _app.Client(Token());
        (await client.GetJsonAsync("/console/session")).Ok();
    }

    private async Task IsRefusedAsync()
    {
        using var client = _app.Client(Token());
        (await client.GetJsonAsync("/console/session")).Problem(401, "authentication.required");
    }

    private async Task IsToldToWaitAsync()
    {
        using var client = _app.Client(Token());
        (await client.GetJsonAsync("/console/session")).Problem(503, "identity.issuer_away");
    }
}
