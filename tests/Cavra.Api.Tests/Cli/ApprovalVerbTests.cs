using Cavra.Api.Tests.Approvals;
using Cavra.Testing;

namespace Cavra.Api.Tests.Cli;

/// <summary>The verbs of the governed retry: ask, approve or deny, execute, look back; and how they end.</summary>
internal sealed class ApprovalVerbTests
{
    private FailingReceiver _siem = null!;
    private FailingReceiver _itsm = null!;
    private CavraApp _cavra = null!;
    private GovernedLoop _loop = null!;
    private string _approver = "";
    private string _executor = "";

    [OneTimeSetUp]
    public async Task StartCavra()
    {
        (_siem, _itsm) = (await FailingReceiver.StartAsync(), await FailingReceiver.StartAsync());
        _cavra = await CavraApp.StartAsync(GovernedLoop.Connectors(_siem, _itsm));
    }

    [OneTimeTearDown]
    public async Task StopCavra()
    {
        await _cavra.DisposeAsync();
        await _siem.DisposeAsync();
        await _itsm.DisposeAsync();
    }

    [SetUp]
    public async Task OpenWorkspace()
    {
        _siem.Reset();
        _itsm.Reset();
        _loop = await GovernedLoop.OpenAsync(_cavra);
        (_approver, _executor) = (await KeyAsync("approver"), await KeyAsync("executor"));
    }

    [Test]
    public async Task What_is_asked_for_is_approved_without_naming_its_plan_and_then_sent()
    {
        var destination = await _loop.AcceptedAsync();
        var planned = (await RunAsync("approvals", "plan")).Ends(0);
        var asked = (await RunAsync("approvals", "--state", "requested", "--provider", "siem")).Ends(0);
        var approved = (await AsAsync(_approver, "approve", "siem", "--ref", "CHG-9", "--notes", "Mended.")).Ends(0);
        var json = (await RunAsync("approvals", "list", "--json")).Ends(0).Json;
        var sent = (await AsAsync(_executor, "worker", "run", "--execute", "--max", "1", "--retries", "0", "--timeout-seconds", "5")).Ends(0);
        var records = (await RunAsync("executions", "--provider", "siem", "--status", "delivered")).Ends(0);

        Assert.Multiple(() =>
        {
            Assert.That(planned.Output, Does.Match("^Approval plan gordack[a-z]+-[0-9a-f]{32}: 1 to approve, 0 approved, 0 to be accepted first\\. Needed: 1 person,"));
            Assert.That(asked.Output, Does.StartWith($"{destination.Id}\tsiem\trequested\t0 of 1\tapprover\t2026-").And.EndWith("Z\t-\t-\n"));
            Assert.That(approved.Output, Does.Match("^approved for siem by verbs-approver, 1 destination: gordack").And.Contain($"{destination.Id}\tapproved\t1 of 1\t2026-"));
            Assert.That(json.Text("items.0.state"), Is.EqualTo("approved"));
            Assert.That(sent.Error, Does.Contain("A live run: it sends what is approved to any connector, at most 1 deliveries, and uses up their approvals."));
            Assert.That(sent.Output, Does.Contain($"siem\tdelivered\t-\tverbs-approver\t{destination.Id}\tgordackretryexec-"));
            Assert.That(records.Output, Does.Match($"^gordackretryexec-[0-9a-f]{{32}}\tsiem\tdelivered\t-\tverbs-approver\tverbs-executor\t2026-[^\t]+\t{destination.Id}\n$"));
        });
    }

    [Test]
    public async Task Approvals_of_several_plans_are_decided_one_by_one_and_those_of_other_connectors_left_alone()
    {
        await _loop.AcceptedAsync();
        await _loop.AskAsync();
        var later = await _loop.AcceptedAsync();
        await _loop.AcceptedAsync("itsm");
        await _loop.AskAsync();

        Assert.That((await AsAsync(_approver, "approve", "siem", "--destination", $"{later.Id}")).Ends(0).Output.Split("approved for"), Has.Length.EqualTo(2));
        Assert.That((await AsAsync(_approver, "approve", "siem")).Ends(0).Output, Does.Contain("approved for siem"));
        Assert.That(await StatesAsync(), Is.EquivalentTo(new[] { "siem approved", "siem approved", "itsm requested" }));

        var nothing = (await AsAsync(_approver, "approve", "siem")).Ends(4);
        Assert.That(nothing.Error, Does.Contain("No retry of siem that is meant awaits approval."));
    }

    [Test]
    public async Task A_retry_is_denied_deferred_or_by_its_plan_taken_back()
    {
        await _loop.AcceptedAsync();
        await _loop.AskAsync();
        Assert.That((await AsAsync(_approver, "deny", "siem", "--notes", "Not tonight.")).Ends(0).Output, Does.StartWith("denied for siem by "));
        await _loop.AskAsync();
        Assert.That((await AsAsync(_approver, "deny", "siem", "--defer", "--json")).Ends(0).Json.Text("decision.approval_state"), Is.EqualTo("deferred"));
        var plan = (await _loop.AskAsync()).Text("approval_plan_id");
        (await AsAsync(_approver, "approve", "siem", "--plan", plan)).Ends(0);
        (await AsAsync(_approver, "deny", "siem", "--plan", plan)).Ends(0);

        Assert.That(await StatesAsync(), Is.EquivalentTo(new[] { "siem denied", "siem withdrawn", "siem withdrawn" }));
    }

    [Test]
    public async Task Who_accepted_is_refused_and_who_lacks_the_role()
    {
        await _loop.AcceptedAsync();
        await _loop.AskAsync();
        var both = await KeyAsync("approver", "operator");
        await _loop.AcceptAsync(by: _loop.App.Client(both));
        await _loop.AskAsync();

        Assert.That((await AsAsync(both, "approve", "siem")).Ends(4).Error, Does.Contain("approval.own_acceptance"));
        Assert.That((await RunAsync("approve", "siem")).Ends(4).Error, Does.Contain("(access.forbidden)"));
        Assert.That((await AsAsync("cavra_nobody", "approve", "siem")).Ends(5).Error, Is.Not.Empty);
        Assert.That((await RunAsync("approvals", "plan", "--approvals-required", "6")).Ends(2).Error, Does.Contain("--approvals-required"));
    }

    [Test]
    public async Task Who_lacks_the_role_is_refused_once_however_many_retries_are_meant()
    {
        await _loop.AcceptedAsync();
        await _loop.AcceptedAsync();
        await _loop.AskAsync();

        Assert.That((await RunAsync("approve", "siem")).Ends(4).Error.Split("(access.forbidden)"), Has.Length.EqualTo(2));
    }

    [Test]
    public async Task An_empty_list_that_was_not_narrowed_does_not_speak_of_what_was_asked_for()
    {
        Assert.That((await RunAsync("executions")).Ends(0).Error.Trim(), Is.EqualTo("There is nothing here yet."));
        Assert.That((await RunAsync("executions", "--status", "failed")).Ends(0).Error.Trim(), Is.EqualTo("There is no such execution."));
    }

    [Test]
    public async Task A_live_run_ends_with_1_when_a_retry_was_skipped_or_failed()
    {
        await _loop.AcceptedAsync();
        var skipped = (await AsAsync(_executor, "worker", "run", "--execute", "--json")).Ends(1).Json;
        Assert.That(skipped.Text("retry_results.0.execution_record.skipped"), Is.EqualTo("approval_required"));

        await _loop.AskAsync();
        (await AsAsync(_approver, "approve", "siem")).Ends(0);
        _siem.Answers(503);
        var failed = (await AsAsync(_executor, "worker", "run", "--execute", "--retries", "0")).Ends(1);

        Assert.That(failed.Output, Does.Contain("0 delivered, 1 failed.").And.Contain("siem\tfailed\t-\tverbs-approver\t"));
        Assert.That((await RunAsync("executions")).Ends(0).Output, Does.Contain("\tskipped\tapproval_required: "));
    }

    private async Task<string> KeyAsync(params string[] roles) => (await _loop.App.Admin.PostJsonAsync(
        "/access/keys", new { name = $"verbs-{string.Join('-', roles)}", roles })).Created().Text("key");

    private async Task<string[]> StatesAsync() => (await RunAsync("approvals", "--json")).Ends(0).Json.At("items").AsArray()
        .Select(item => $"{item!.Text("connector")} {item!.Text("state")}").ToArray();

    private Task<CliRun> RunAsync(params string[] arguments) => AsAsync(_loop.App.AdminKey, arguments);

    private Task<CliRun> AsAsync(string key, params string[] arguments) => _loop.App.RunAsAsync(key, arguments);
}
