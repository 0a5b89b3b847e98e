using System.Text.RegularExpressions;
using Cavra.Testing;

namespace Cavra.Console.Tests;

/// <summary>Every role sees what it may read, and is told why it may not act.</summary>
public sealed class RoleTests
{
    private const string Everything =
        "Overview,Loops,Go Rollback Drill Notifications,Retry plans,Approvals,Recovery,Worker,Health alerts,Connectors,Evidence,Drills,Administration";

    private static readonly Dictionary<string, string> Permissions = new()
    {
        ["Deliver Ack Audit"] = "audit.deliver",
        ["Plan Audit Retry"] = "retry.plan",
        ["Run Audit Worker"] = "worker.dry_run",
        ["Send Worker Alert"] = "health_alert.deliver",
        ["Ack Retry"] = "retry.acknowledge",
        ["Send Drill Notification"] = "notification.deliver",
    };

    // A person of a role signs in once for all tests.
    private readonly Dictionary<string, Person> _persons = [];

    private ConsoleRig _rig = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _rig = await ConsoleRig.StartAsync();
        await _rig.NewWorkspaceAsync();
        await _rig.App.GivenAScheduleAsync("nightly");
        await _rig.App.FailAsync();
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        foreach (var person in _persons.Values)
        {
            await person.DisposeAsync();
        }

        await _rig.DisposeAsync();
    }

    // The browser would complain of any answer with 403.
    [TestCase("auditor", Everything)]
    [TestCase("operator", Everything)]
    [TestCase("approver", Everything)]
    [TestCase("executor", "Overview,Approvals,Administration")]
    [TestCase("ci", "Overview,Loops,Administration")]
    [TestCase("admin", "Overview,Administration")]
    public async Task The_pages_of_a_role_are_those_that_it_may_read_and_none_is_refused(string role, string titles)
    {
        var person = await PersonAsync(role);
        var links = person.Page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" }).GetByRole(AriaRole.Listitem).GetByRole(AriaRole.Link);
        await Expect(links).ToHaveTextAsync(titles.Split(',').Append("API description").Select(title => new Regex($"^{title}")));

        foreach (var title in titles.Split(','))
        {
            await person.FollowAsync(title);
            await Expect(person.Page.GetByText(new Regex("^(A|Still a)sking for"))).ToHaveCountAsync(0);
        }

        Assert.That(person.Complaints, Is.Empty);
    }

    [TestCase("auditor", false)]
    [TestCase("approver", false)]
    [TestCase("operator", true)]
    public async Task An_act_that_a_role_may_not_do_is_disabled_and_says_what_it_needs(string role, bool may)
    {
        var person = await PersonAsync(role);
        await person.FollowAsync("Go Rollback Drill Notifications");

        foreach (var (act, permission) in Permissions)
        {
            await Expect(person.Button(act)).ToBeEnabledAsync(new() { Enabled = may });
            if (!may)
            {
                await Expect(person.Button(act)).ToHaveAccessibleDescriptionAsync($"This needs the permission {permission}; you are {role}.");
            }
        }

        Assert.That(person.Complaints, Is.Empty);
    }

    [Test]
    public async Task An_administrator_issues_keys_and_a_pipeline_sees_why_it_can_decide_nothing_here()
    {
        var (admin, pipeline) = (await PersonAsync("admin"), await PersonAsync("ci"));
        await admin.FollowAsync("Administration");
        await Expect(admin.Button("Create key")).ToBeEnabledAsync();
        Assert.That(admin.Complaints, Is.Empty);

        await pipeline.FollowAsync("Administration");
        await Expect(pipeline.Page.GetByRole(AriaRole.Tab)).ToHaveTextAsync(["Security boundary"]);
        await pipeline.FollowAsync("Loops");
        await pipeline.Page.GetByRole(AriaRole.Link, new() { Name = "of siem" }).First.ClickAsync();
        await Expect(pipeline.Button("Decide")).ToBeDisabledAsync();
        await Expect(pipeline.Button("Decide")).ToHaveAccessibleDescriptionAsync(new Regex("records.read"));
        Assert.That(pipeline.Complaints, Is.Empty);
    }

    private async Task<Person> PersonAsync(string role)
    {
        if (!_persons.TryGetValue(role, out var person))
        {
            _persons[role] = person = await _rig.SignInAsync(role);
        }

        return person;
    }
}
