using System.Net;
using Cavra.Processes.Tests.RealPrograms;
using Cavra.Testing;

namespace Cavra.Processes.Tests.Deployment;

/// <summary>A gateway whose replicas go.</summary>
[TestFixtureSource(typeof(Installed), nameof(Installed.Gateways))]
internal sealed class GatewayReplicaTests(string program)
{
    private const string Schedules = "/cavra" + GivenDrills.Schedules;

    [Test]
    public async Task When_a_replica_is_killed_no_request_fails()
    {
        await using var scene = await GatewayScene.SetAsync(program);
        using var client = scene.Client();
        for (var request = 0; request < 4; request++)
        {
            Assert.That((await client.GetJsonAsync("/cavra/console/session")).Status, Is.EqualTo(HttpStatusCode.OK), scene.Gateway.Printed);
        }

        await scene.Replicas[0].KillAsync();

        var answers = new List<HttpStatusCode>();
        for (var request = 0; request < 20; request++)
        {
            answers.Add((await client.GetJsonAsync("/cavra/console/session")).Status);
        }

        for (var request = 0; request < 10; request++)
        {
            answers.Add((await client.PutJsonAsync($"{Schedules}/after-{request}", GivenDrills.AScheduleBody().ToJsonString())).Status);
            answers.Add((await client.PostJsonAsync("/cavra/access/keys", new { name = $"after-{request}", roles = new[] { "auditor" } })).Status);
        }

        Assert.That(answers.Take(20), Is.All.EqualTo(HttpStatusCode.OK), scene.Gateway.Printed);
        Assert.That(answers.Skip(20), Is.All.EqualTo(HttpStatusCode.Created), scene.Gateway.Printed);
    }
}
