using System.Net;
using System.Net.Sockets;
using Cavra.Cli.Terminals;
using Cavra.Cli.WorkerHealth;
using Cavra.Testing;

namespace Cavra.Api.Tests.Cli;

/// <summary><c>cavra health --live</c>: what a container asks of itself, without a key and without a shell.</summary>
internal sealed class LivenessTests
{
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartServer() => _app = await CavraApp.StartAsync();

    [OneTimeTearDown]
    public async Task StopServer() => await _app.DisposeAsync();

    [Test]
    public async Task A_server_that_runs_ends_it_with_0_and_no_key_is_looked_for()
    {
        var named = (await CliRun.Of("health", "--live", "--server", _app.Address.ToString())).Ends(0);
        var set = (await CliRun.WithAsync(Variables(_app.Address.ToString()), "health", "--live", "--json")).Ends(0);

        Assert.That(named.Output.Trim(), Is.EqualTo("live"));
        Assert.That(set.Json.Text("status"), Is.EqualTo("live"));
    }

    [Test]
    public async Task A_key_that_is_set_is_not_sent()
    {
        await using var receiver = await FailingReceiver.StartAsync();
        receiver.Answers(200, """{"status":"live"}""");

        (await CliRun.WithAsync(
            new Dictionary<string, string>(Variables($"http://127.0.0.1:{receiver.Port}")) { ["CAVRA_KEY"] = "cavra_secret" }, "health", "--live")).Ends(0);

        Assert.That(receiver.Requests.Single().Headers, Does.Not.ContainKey("authorization"));
    }

    [Test]
    public async Task Where_nobody_answers_it_ends_with_3()
    {
        using var reserved = new TcpListener(IPAddress.Loopback, 0);
        reserved.Start();
        var port = ((IPEndPoint)reserved.LocalEndpoint).Port;
        reserved.Stop();

        var run = (await CliRun.Of("health", "--live", "--server", $"http://127.0.0.1:{port}")).Ends(3);

        Assert.That(run.Error, Does.Contain("nobody accepts the connection"));
    }

    [Test]
    public async Task One_that_takes_the_connection_and_never_answers_is_not_waited_for()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var output = new StringWriter();

        var ending = await AskLiveness.RunAsync(
            new Uri($"http://{silent.LocalEndpoint}"), asJson: false, TimeSpan.FromMilliseconds(50),
            Terminal.Over(output, output, new Dictionary<string, string>()), CancellationToken.None).OrHangAsync();

        Assert.That(ending, Is.EqualTo(3));
        Assert.That(output.ToString(), Does.Contain("has not answered"));
    }

    [TestCase(200, "<html>")]
    [TestCase(200, """{"status":"another program"}""")]
    [TestCase(200, """{"ok":true}""")]
    [TestCase(404, """{"code":"not_found"}""")]
    [TestCase(503, """{"code":"unavailable"}""")]
    public async Task What_says_anything_else_ends_it_with_3(int status, string answer)
    {
        await using var other = await FailingReceiver.StartAsync();
        other.Answers(status, answer);

        (await CliRun.Of("health", "--live", "--server", $"http://127.0.0.1:{other.Port}")).Ends(3);
    }

    [Test]
    public async Task An_address_that_is_none_ends_it_with_2() =>
        (await CliRun.Of("health", "--live", "--server", "cavra.example.com")).Ends(2);

    private static Dictionary<string, string> Variables(string server) => new() { ["CAVRA_SERVER"] = server };
}
