using Cavra.Testing;

namespace Cavra.Console.Tests;

/// <summary>A server that can't be reached is said to be, and what was asked of it is done once when it is back.</summary>
public sealed class ServerAwayTests
{
    private const string Calls = "**/runtime/**";

    private const string Plans = GivenFailures.Deliveries + "/retry-plans";

    private ConsoleRig _rig = null!;

    [OneTimeSetUp]
    public async Task Start() => _rig = await ConsoleRig.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _rig.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => await _rig.NewWorkspaceAsync();

    [Test]
    public async Task A_page_says_so_keeps_what_was_there_and_offers_to_try_again()
    {
        await _rig.App.GivenAScheduleAsync("nightly");
        await using var person = await _rig.SignInAsync("operator");
        await person.FollowAsync("Drills");
        await Expect(person.Page.GetByText("release-governance, platform-oncall")).ToBeVisibleAsync();
        await person.Page.RouteAsync(Calls, route => route.AbortAsync());

        await person.FollowAsync("Retry plans");
        await Expect(person.Page.GetByText("The server can’t be reached")).ToBeVisibleAsync();
        await person.Page.UnrouteAsync(Calls);
        await person.Button("Try again").ClickAsync();
        await Expect(person.Page.GetByText("No retry was planned yet.")).ToBeVisibleAsync();
        await Expect(person.Page.GetByText("The server can’t be reached")).ToHaveCountAsync(0);

        await person.FollowAsync("Drills");
        await Expect(person.Page.GetByText("release-governance, platform-oncall")).ToBeVisibleAsync();
        await person.Page.RouteAsync(Calls, route => route.AbortAsync());
        await person.OpenActAsync("Record drill");
        await person.Field("Drill").First.FillAsync("rollback-2026-11");
        await person.Field("Environment").FillAsync("production");
        await person.Field("Recovery took").FillAsync("6");
        await person.ConfirmAsync("Record");
        await Expect(person.Dialog.GetByText("The server can’t be reached")).ToBeVisibleAsync();
        await Expect(person.Dialog.Locator("input[value='rollback-2026-11']")).ToBeVisibleAsync();
        await Expect(person.Page.GetByText("release-governance, platform-oncall")).ToHaveCountAsync(1);
        person.Complained("ERR_FAILED");
    }

    [Test]
    public async Task An_act_whose_answer_was_lost_is_done_once_however_often_it_is_sent()
    {
        await _rig.App.FailAsync();
        await using var person = await _rig.SignInAsync("operator");
        await person.FollowAsync("Retry plans");
        await person.OpenActAsync("Plan Audit Retry");
        await person.Field("Attempts at most").FillAsync("7");

        // The server does it, and the answer never arrives.
        await person.Page.RouteAsync(Calls, async route =>
        {
            await route.FetchAsync();
            await route.AbortAsync();
        });
        await person.ConfirmAsync("Plan");
        await Expect(person.Dialog.GetByText("The server can’t be reached")).ToBeVisibleAsync();
        await Expect(person.Field("Attempts at most")).ToHaveValueAsync("7");
        Assert.That((await _rig.App.Admin.GetJsonAsync(Plans)).Ok().Number("total"), Is.EqualTo(1));

        await person.Page.UnrouteAsync(Calls);
        await person.ConfirmAsync("Plan");
        await person.ProofAsync("1 decision");
        var plans = (await _rig.App.Admin.GetJsonAsync(Plans)).Ok();
        Assert.That(plans.Number("total"), Is.EqualTo(1));
        await person.CloseAsync();
        await Expect(person.Page.Locator($"span.id[title='{plans.Text("items.0.retry_plan_id")}']")).ToBeVisibleAsync();
        person.Complained("ERR_FAILED");
    }
}
