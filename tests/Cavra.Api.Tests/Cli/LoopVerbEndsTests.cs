using System.Net;
using System.Net.Sockets;
using Cavra.Testing;

namespace Cavra.Api.Tests.Cli;

/// <summary>How verbs that work on failed deliveries end when they are not let do it.</summary>
internal sealed class LoopVerbEndsTests
{
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartServer() => _app = await CavraApp.StartAsync();

    [OneTimeTearDown]
    public async Task StopServer() => await _app.DisposeAsync();

    [TestCase("retry plan")]
    [TestCase("retry ack gordackretry-0 --provider siem --state accepted")]
    [TestCase("worker run")]
    public async Task What_a_role_may_not_do_ends_with_4_and_names_the_permission_and_the_roles(string line)
    {
        using var auditor = await _app.ClientWithAsync("auditor");
        var key = auditor.DefaultRequestHeaders.Authorization!.Parameter!;

        var run = (await CliRun.WithAsync(Server(key), line.Split(' '))).Ends(4);

        Assert.That(run.Error, Does.Contain("access.forbidden").And.Match("roles \\(auditor\\).*permission (retry|worker)\\.[a-z_]+, which comes with "));
    }

    [TestCase("health")]
    [TestCase("retry plan")]
    [TestCase("retry ack gordackretry-0 --provider siem --state accepted")]
    [TestCase("worker run")]
    [TestCase("evidence list")]
    public async Task Without_a_key_it_ends_with_2_and_without_a_server_with_3(string line)
    {
        using var reserved = new TcpListener(IPAddress.Loopback, 0);
        reserved.Start();
        var port = ((IPEndPoint)reserved.LocalEndpoint).Port;
        reserved.Stop();

        var keyless = (await CliRun.WithAsync(new Dictionary<string, string> { ["CAVRA_SERVER"] = $"{_app.Address}" }, line.Split(' '))).Ends(2);
        var alone = (await CliRun.WithAsync(
            Server(_app.AdminKey), [.. line.Split(' '), "--server", $"http://127.0.0.1:{port}"])).Ends(3);

        Assert.That((keyless.Output, alone.Output), Is.EqualTo(("", "")));
    }

    private Dictionary<string, string> Server(string key) => new() { ["CAVRA_SERVER"] = $"{_app.Address}", ["CAVRA_KEY"] = key };
}
