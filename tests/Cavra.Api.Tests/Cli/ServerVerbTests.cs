using System.Net;
using System.Net.Sockets;
using Cavra.Testing;

namespace Cavra.Api.Tests.Cli;

/// <summary>Verbs that speak to a server: how they find it, what they print, how they end.</summary>
internal sealed class ServerVerbTests
{
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartServer() => _app = await CavraApp.StartAsync();

    [OneTimeTearDown]
    public async Task StopServer() => await _app.DisposeAsync();

    private Dictionary<string, string> Server => new() { ["CAVRA_SERVER"] = _app.Address.ToString(), ["CAVRA_KEY"] = _app.AdminKey };

    [Test]
    public async Task A_key_is_created_used_listed_and_revoked()
    {
        var created = (await RunAsync("keys", "create", "pipeline", "--owner", "dana", "--role", "ci", "auditor", "--json")).Ends(0);
        using var client = _app.Client(created.Json.Text("key"));
        (await client.GetJsonAsync("/console/session")).Ok();

        var listed = (await RunAsync("keys", "list")).Ends(0);
        (await RunAsync("keys", "revoke", created.Json.Text("key_id"))).Ends(0);

        var refused = await client.GetJsonAsync("/console/session");
        Assert.Multiple(() =>
        {
            Assert.That(listed.Output, Does.Contain("pipeline").And.Contain("dana").And.Contain("auditor, ci").And.Not.Contain(created.Json.Text("key")));
            Assert.That(refused.Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        });
    }

    [Test]
    public async Task A_key_can_go_to_a_private_file_instead_of_the_screen()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("cavra-cli-").FullName, "new.key");

        var created = (await RunAsync("keys", "create", "quiet", "--role", "auditor", "--out", file)).Ends(0);

        var key = (await File.ReadAllTextAsync(file)).Trim();
        Assert.Multiple(() =>
        {
            Assert.That(created.Output, Does.Not.Contain(key));
            Assert.That(File.GetUnixFileMode(file), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        });
    }

    [Test]
    public async Task A_refusal_is_printed_with_its_code_and_every_member()
    {
        var run = (await RunAsync("keys", "create", "late", "--role", "ci", "--expires-at", "2001-01-01T00:00:00Z")).Ends(2);

        Assert.That(run.Error, Does.Contain("request.invalid").And.Contain("/expires_at: Later than now."));
    }

    [Test]
    public async Task A_refusal_can_be_had_as_the_problem_document()
    {
        var run = (await RunAsync("keys", "revoke", "key-nobody", "--json")).Ends(4);

        Assert.That(run.Json.Text("code"), Is.Not.Empty);
    }

    [Test]
    public async Task A_key_is_taken_from_a_file()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("cavra-cli-").FullName, "admin.key");
        await File.WriteAllTextAsync(file, _app.AdminKey + "\n");

        (await CliRun.Of("keys", "list", "--server", _app.Address.ToString(), "--key-file", file)).Ends(0);
        var missing = (await CliRun.Of("keys", "list", "--server", _app.Address.ToString(), "--key-file", file + ".none")).Ends(2);

        Assert.That(missing.Error, Does.Contain("cannot be read"));
    }

    [Test]
    public async Task Without_a_key_nothing_is_asked()
    {
        var run = (await CliRun.Of("keys", "list", "--server", _app.Address.ToString())).Ends(2);

        Assert.That(run.Error, Does.Contain("--key-file"));
    }

    [Test]
    public async Task A_key_that_opens_nothing_ends_with_5()
    {
        var run = (await CliRun.WithAsync(
            new Dictionary<string, string>(Server) { ["CAVRA_KEY"] = "cavra_nobody" }, "keys", "list")).Ends(5);

        Assert.That(run.Error, Does.Not.Contain("cavra_nobody"));
    }

    [Test]
    public async Task Where_nobody_answers_it_ends_with_3()
    {
        using var reserved = new TcpListener(IPAddress.Loopback, 0);
        reserved.Start();
        var port = ((IPEndPoint)reserved.LocalEndpoint).Port;
        reserved.Stop();

        var run = (await RunAsync("keys", "list", "--server", $"http://127.0.0.1:{port}")).Ends(3);

        Assert.That(run.Error, Does.Contain($"cannot be reached at http://127.0.0.1:{port}: nobody accepts the connection"));
    }

    [Test]
    public async Task What_is_not_Cavra_ends_with_3()
    {
        await using var other = await FailingReceiver.StartAsync();
        other.Answers(200, "<html>");

        (await RunAsync("keys", "list", "--server", $"http://127.0.0.1:{other.Port}")).Ends(3);
    }

    [Test]
    public async Task A_redirect_is_not_followed_with_the_key()
    {
        await using var from = await FailingReceiver.StartAsync();
        await using var to = await FailingReceiver.StartAsync();
        from.Redirects(302, $"http://127.0.0.1:{to.Port}/");

        (await RunAsync("keys", "list", "--server", $"http://127.0.0.1:{from.Port}")).Ends(3);

        Assert.That(to.Requests, Is.Empty);
    }

    [Test]
    public async Task Control_characters_of_an_answer_do_not_reach_the_terminal()
    {
        await using var other = await FailingReceiver.StartAsync();
        other.Answers(409, """{"code":"x","detail":"a\u001b[31mb"}""");

        var run = (await RunAsync("keys", "list", "--server", $"http://127.0.0.1:{other.Port}")).Ends(4);

        Assert.That(run.Error, Does.Contain("a\uFFFD[31mb"));
    }

    [Test]
    public async Task A_server_whose_database_is_away_ends_with_3()
    {
        await using var other = await FailingReceiver.StartAsync();
        other.Answers(503, """{"code":"database.away","detail":"The database does not answer."}""");

        (await RunAsync("keys", "list", "--server", $"http://127.0.0.1:{other.Port}")).Ends(3);
    }

    [Test]
    public async Task A_key_file_that_is_there_is_left_alone_and_no_key_is_made()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("cavra-cli-").FullName, "old.key");
        await File.WriteAllTextAsync(file, "shown once");

        var run = (await RunAsync("keys", "create", "unmade", "--role", "auditor", "--out", file)).Ends(4);

        var listed = (await RunAsync("keys", "list")).Ends(0);
        Assert.Multiple(() =>
        {
            Assert.That(File.ReadAllText(file), Is.EqualTo("shown once"));
            Assert.That(run.Error, Does.Contain("is there already"));
            Assert.That(listed.Output, Does.Not.Contain("unmade"));
        });
    }

    [TestCase("keys list --limit 0", "--limit takes a whole number from 1 to 200.")]
    [TestCase("keys list --limit 201", "--limit takes a whole number from 1 to 200.")]
    [TestCase("keys list --limit many", "--limit takes a whole number from 1 to 200.")]
    [TestCase("worker run --max-deliveries 501", "--max-deliveries takes a whole number from 1 to 500.")]
    [TestCase("worker run --timeout-seconds soon", "--timeout-seconds takes a number from 0.1 to 30.")]
    [TestCase("retry plan --max-attempts 21", "--max-attempts takes a whole number from 1 to 20.")]
    [TestCase("evidence keys rotate --overlap-days 367", "--overlap-days takes a whole number from 0 to 366.")]
    public async Task A_number_out_of_its_range_is_told_before_anything_is_asked(string line, string said)
    {
        await using var server = await FailingReceiver.StartAsync();

        var run = (await RunAsync([.. line.Split(' '), "--server", $"http://127.0.0.1:{server.Port}"])).Ends(2);

        Assert.That(run.Error, Does.Contain(said).And.Not.Contain("System."));
        Assert.That(server.Requests, Is.Empty);
    }

    [TestCase("bogus")]
    [TestCase("keys")]
    [TestCase("keys list --no-such-option")]
    [TestCase("keys create x")]
    [TestCase("keys create x --role king")]
    [TestCase("keys list --limit many")]
    [TestCase("keys list --server ftp://somewhere")]
    [TestCase("retry ack plan --provider x --state maybe")]
    public async Task What_is_written_wrongly_ends_with_2(string line)
    {
        var run = (await RunAsync(line.Split(' '))).Ends(2);

        Assert.That(run.Error, Is.Not.Empty);
    }

    private Task<CliRun> RunAsync(params string[] arguments) => CliRun.WithAsync(Server, arguments);
}
