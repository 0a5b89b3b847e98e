using Cavra.Testing;
using static Cavra.Api.Tests.Policies.GivenPolicies;

namespace Cavra.Api.Tests.Policies;

public sealed class PolicyVersionsTests
{
    private const string Versions = $"{Policy}/versions";

    private CavraApp _cavra = null!;
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra() => _cavra = await CavraApp.StartAsync(GivenFailures.ConnectorFile);

    [OneTimeTearDown]
    public async Task StopCavra() => await _cavra.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => _app = await _cavra.NewWorkspaceAsync();

    [Test]
    public async Task Versions_are_listed_newest_first_with_what_each_changed()
    {
        (await _app.PutPolicyAsync(APolicy(delay: 30, windows: AWindow(id: "release")))).Ok();
        (await _app.PutPolicyAsync(APolicy(delay: 30, review: 60))).Ok();

        var list = (await _app.Admin.GetJsonAsync(Versions)).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(list.Text("schema_version"), Is.EqualTo("cavra.policy.versions.v1"));
            Assert.That(list.Number("total"), Is.EqualTo(3));
            Assert.That(list.At("items").AsArray().Select(item => item!.Number("version")), Is.EqualTo(new[] { 3, 2, 1 }));
            Assert.That(Changes(0), Is.EquivalentTo(new[] { "review_minutes", "freeze_windows.release" }));
            Assert.That(Changes(1), Is.EquivalentTo(new[] { "retry_policy.retry_delay_minutes", "freeze_windows.release" }));
            Assert.That(Changes(2), Is.Empty);
        });

        IEnumerable<string> Changes(int place) => list.At($"items.{place}.changes").AsArray().Select(change => change!.Text("member"));
    }

    [Test]
    public async Task A_list_goes_on_where_its_cursor_says_down_to_the_built_in_policy()
    {
        foreach (var minutes in new[] { 10, 20, 30, 40 })
        {
            (await _app.PutPolicyAsync(APolicy(review: minutes))).Ok();
        }

        var seen = new List<int>();
        for (var next = $"{Versions}?limit=2"; next is not null;)
        {
            var page = (await _app.Admin.GetJsonAsync(next)).Ok();
            seen.AddRange(page.At("items").AsArray().Select(item => item!.Number("version")));
            Assert.That(page.At("items").AsArray().Where(item => item!.Number("version") > 1).Select(item => item!.At("changes").AsArray().Count), Is.All.EqualTo(1));
            next = page["next_cursor"] is { } cursor ? $"{Versions}?limit=2&cursor={cursor.GetValue<string>()}" : null;
        }

        Assert.That(seen, Is.EqualTo(new[] { 5, 4, 3, 2, 1 }));
        var beyond = (await _app.Admin.GetJsonAsync($"{Versions}?offset=5")).Ok();
        Assert.That(beyond.At("items").AsArray(), Is.Empty);
        Assert.That((await _app.Admin.GetJsonAsync($"{Versions}?offset=4")).Ok().Number("items.0.version"), Is.EqualTo(1));
        (await _app.Admin.GetJsonAsync($"{Versions}?cursor=x")).InvalidAt("/cursor");
    }

    [Test]
    public async Task A_version_stays_what_it_was()
    {
        var builtIn = (await _app.Admin.GetJsonAsync(Policy)).Ok().ToJsonString();
        (await _app.PutPolicyAsync(APolicy(delay: 30))).Ok();
        var second = (await _app.Admin.GetJsonAsync(Policy)).Ok().ToJsonString();
        _app.Clock.Advance(TimeSpan.FromHours(1));
        (await _app.PutPolicyAsync(APolicy(delay: 45))).Ok();

        Assert.That((await _app.Admin.GetJsonAsync($"{Versions}/1")).Ok().ToJsonString(), Is.EqualTo(builtIn));
        Assert.That((await _app.Admin.GetJsonAsync($"{Versions}/2")).Ok().ToJsonString(), Is.EqualTo(second));
    }

    [TestCase("0")]
    [TestCase("2")]
    [TestCase("-1")]
    [TestCase("01x")]
    [TestCase("99999999999")]
    [TestCase("2147483647")]
    public async Task A_version_that_there_is_not_is_not_found(string version) =>
        (await _app.Admin.GetJsonAsync($"{Versions}/{version}")).Problem(404, "policy.version_not_found");
}
