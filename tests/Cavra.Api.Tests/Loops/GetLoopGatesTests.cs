using System.Text.Json.Nodes;
using Cavra.Api.Tests.Access;
using Cavra.Domain.Loops;
using Cavra.Testing;
using static Cavra.Testing.GivenFailures;

namespace Cavra.Api.Tests.Loops;

public sealed class GetLoopGatesTests
{
    private LoopScene _scene = null!;

    [OneTimeSetUp]
    public async Task StartScene() => _scene = await LoopScene.StartAsync();

    [OneTimeTearDown]
    public async Task StopScene() => await _scene.DisposeAsync();

    [Test]
    public async Task Each_gate_says_how_many_wait_since_when_for_whom_and_where_they_are()
    {
        var gates = await GatesAsync(_scene.App.Admin);

        Assert.That(gates.Select(gate => $"{gate.Text("gate")} {gate.Number("count")} {RolesOf(gate)}"), Is.EqualTo(new[]
        {
            "noticed 1 operator", "routed 3 operator", "reviewed 0 operator ci", "approved 0 approver", "executed 0 executor", "recovered 0 operator",
        }));
        foreach (var gate in gates)
        {
            var list = (await _scene.App.Admin.GetJsonAsync(gate.Text("href"))).Ok();
            var loops = list.At("items").AsArray();
            Assert.That(
                (gate.Number("count"), gate.Flag("count_is_lower_bound"), gate["oldest_at"]?.GetValue<string>()),
                Is.EqualTo((list.Number("total"), list.Flag("total_is_lower_bound"), loops.FirstOrDefault()?.Text("opened_at"))), gate.ToJsonString());
            Assert.That(loops.Select(loop => RolesOf(loop!)), Is.All.EqualTo(RolesOf(gate)));
        }
    }

    [Test]
    public async Task A_loop_is_counted_once_wherever_it_waits()
    {
        await using var own = await LoopScene.StartAsync();
        var young = await own.FailAsync("next", minutes: 1);
        await own.App.Database.ExecuteAsync(string.Join(';', Enum.GetValues<Gate>().Where(gate => gate < Gate.Executed).Select(gate =>
            $"""
            insert into gates_passed select (jsonb_populate_record(
                null::gates_passed, to_jsonb(g) || jsonb_build_object('destination_id', '{young.Id.Value}', 'gate', '{gate switch
            {
                Gate.Noticed => "noticed",
                Gate.Routed => "routed",
                Gate.Reviewed => "reviewed",
                _ => "approved",
            }}'))).*
            from (select * from gates_passed limit 1) g
            """)));

        var gates = await GatesAsync(own.App.Admin);

        // That somebody approved it is on record, and the approval is gone.
        Assert.That(gates.Select(gate => gate.Number("count")), Is.EqualTo(new[] { 1, 3, 0, 1, 0, 0 }));
        Assert.That(own.Named((await own.App.Admin.GetJsonAsync($"{Deliveries}/loops?gate=approved")).Ok()), Is.EqualTo("next"));
    }

    [Test]
    public async Task Another_workspace_counts_none_of_them()
    {
        using var stranger = await _scene.App.OpenWorkspaceAsync("other-gates", RoleTable.Roles);

        Assert.That((await GatesAsync(stranger)).Select(gate => gate.Number("count")), Is.All.Zero);
    }

    private static async Task<IReadOnlyList<JsonNode>> GatesAsync(HttpClient client) =>
        [.. (await client.GetJsonAsync($"{Deliveries}/loops/gates")).Ok().At("gates").AsArray().Select(gate => gate!)];

    private static string RolesOf(JsonNode node) => string.Join(' ', node.At("awaited_roles").AsArray().Select(role => (string)role!));
}
