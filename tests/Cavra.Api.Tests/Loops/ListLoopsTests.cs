using Cavra.Api.Tests.Access;
using Cavra.Application.Loops;
using Cavra.Application.Ports;
using Cavra.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Cavra.Testing.GivenFailures;

namespace Cavra.Api.Tests.Loops;

public sealed class ListLoopsTests
{
    private LoopScene _scene = null!;

    [OneTimeSetUp]
    public async Task StartScene() => _scene = await LoopScene.StartAsync();

    [OneTimeTearDown]
    public async Task StopScene() => await _scene.DisposeAsync();

    [TestCase("", "old twin1 twin2 young ended2 ended1")]
    [TestCase("?open=true", "old twin1 twin2 young")]
    [TestCase("?open=false", "ended2 ended1")]
    [TestCase("?gate=noticed", "young")]
    [TestCase("?gate=routed", "old twin1 twin2")]
    [TestCase("?gate=reviewed", "")]
    [TestCase("?gate=routed&open=false", "")]
    [TestCase("?provider=itsm", "twin1 twin2")]
    [TestCase("?provider=webhook&open=false", "ended2 ended1")]
    [TestCase("?provider=nobody", "")]
    [TestCase("?older_than_minutes=9&open=true", "old twin1 twin2")]
    [TestCase("?older_than_minutes=10&open=true", "old")]
    [TestCase("?older_than_minutes=20&open=true", "")]
    [TestCase("?gate=routed&provider=siem&older_than_minutes=10", "old")]
    [TestCase("?limit=2&offset=3", "young ended2")]
    public async Task A_filter_leaves_what_it_says_the_oldest_open_first_and_the_newest_ended(string query, string names)
    {
        var list = (await _scene.App.Admin.GetJsonAsync($"{Deliveries}/loops{query}")).Ok();

        Assert.That(_scene.Named(list), Is.EqualTo(names));
        Assert.That(list.Flag("total_is_lower_bound"), Is.False);
    }

    [TestCase("?gate=nowhere", "/gate")]
    [TestCase("?older_than_minutes=-1", "/older_than_minutes")]
    [TestCase("?open=perhaps", "/open")]
    [TestCase("?cursor=nonsense", "/cursor")]
    [TestCase("?state=failed", "/state")]
    public async Task A_filter_that_is_none_is_named(string query, string member) =>
        (await _scene.App.Admin.GetJsonAsync($"{Deliveries}/loops{query}")).InvalidAt(member);

    [Test]
    public async Task Pages_follow_each_other_without_gap_or_repetition_though_loops_come_meanwhile()
    {
        await using var scene = await LoopScene.StartAsync();

        var seen = await scene.PagesAsync(limit: 1, meanwhile: () => scene.FailAsync("late"));
        Assert.That(seen, Is.EqualTo(new[] { "old", "twin1", "twin2", "young", "late", "ended2", "ended1" }));
        Assert.That(await scene.PagesAsync(limit: 2), Is.EqualTo(new[] { "old twin1", "twin2 young", "late ended2", "ended1" }));
        Assert.That(await scene.PagesAsync(limit: 5), Is.EqualTo(new[] { "old twin1 twin2 young late", "ended2 ended1" }));
    }

    [Test]
    public async Task A_total_counts_what_is_on_no_page_too()
    {
        var page = (await _scene.App.Admin.GetJsonAsync($"{Deliveries}/loops?limit=1")).Ok();

        Assert.That((page.Number("total"), page.At("items").AsArray().Count), Is.EqualTo((6, 1)));
    }

    [Test]
    public async Task Another_workspace_lists_none_of_them()
    {
        using var stranger = await _scene.App.OpenWorkspaceAsync("other", RoleTable.Roles);

        var list = (await stranger.GetJsonAsync($"{Deliveries}/loops")).Ok();

        Assert.That((list.Number("total"), _scene.Named(list)), Is.EqualTo((0, "")));
    }

    [Test]
    public async Task The_open_ones_are_found_by_the_index_of_what_is_open_whatever_ever_happened()
    {
        await using var own = await LoopScene.StartAsync();
        await own.App.Database.ExecuteAsync(
            """
            insert into destinations select (jsonb_populate_record(
                null::destinations, to_jsonb(d) || jsonb_build_object('id', gen_random_uuid(), 'state', 'delivered'))).*
            from (select * from destinations limit 1) d, generate_series(1, 2000);
            analyze destinations
            """);
        await using var scope = await own.App.Services.WorkerScopeAsync(own.App.Database);
        var db = scope.ServiceProvider.GetRequiredService<ICavraDbContext>();
        var page = db.Destinations.AsNoTracking().OpenLoops(own.App.Clock.GetUtcNow())
            .OrderBy(row => row.OpenSince).ThenBy(row => row.Id).Take(51);

        await using var command = page.CreateDbCommand();
        command.CommandText = $"explain {command.CommandText}";
        await command.Connection!.OpenAsync();
        var steps = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                steps.Add(reader.GetString(0));
            }
        }

        Assert.That(steps, Has.One.Contains("using ix_destinations_open on destinations"), string.Join('\n', steps));
    }
}
