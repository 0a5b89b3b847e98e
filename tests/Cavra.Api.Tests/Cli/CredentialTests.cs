using Cavra.Testing;

namespace Cavra.Api.Tests.Cli;

/// <summary>What a command signs in with: one key or one token, sent as a bearer's and never printed.</summary>
internal sealed class CredentialTests
{
    private const string Token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJyZXBvOmFjbWUvYmFja2VuZCJ9.c2ln-bmF0_dXJl";

    private CavraApp _app = null!;
    private string _directory = "";

    [OneTimeSetUp]
    public async Task StartServer()
    {
        _app = await CavraApp.StartAsync();
        _directory = Directory.CreateTempSubdirectory("cavra-token-").FullName;
    }

    [OneTimeTearDown]
    public async Task StopServer()
    {
        await _app.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Test]
    public async Task A_token_is_sent_as_a_bearers_whether_it_stands_in_a_variable_or_in_a_file_that_is_named()
    {
        var file = await FileAsync(Token + "\n");
        await using var receiver = await FailingReceiver.StartAsync();
        var server = $"http://127.0.0.1:{receiver.Port}";

        CliRun[] runs =
        [
            await RunAsync(server, [("CAVRA_TOKEN", Token)]),
            await RunAsync(server, [("CAVRA_TOKEN_FILE", file)]),
            await RunAsync(server, [], "--token-file", file),
            await RunAsync(server, [("CAVRA_TOKEN", "another")], "--token-file", file),
        ];

        Assert.Multiple(() =>
        {
            Assert.That(receiver.Requests.Select(request => request.Headers["authorization"]), Has.Exactly(4).EqualTo($"Bearer {Token}"));
            Assert.That(runs.Select(run => run.Output + run.Error), Has.None.Contains(Token));
        });
    }

    [Test]
    public async Task A_token_opens_what_a_key_opens_where_the_server_takes_it()
    {
        var opened = (await RunAsync($"{_app.Address}", [("CAVRA_TOKEN", _app.AdminKey)])).Ends(0);
        var closed = (await RunAsync($"{_app.Address}", [("CAVRA_TOKEN", Token)])).Ends(5);

        Assert.That(opened.Output, Does.Contain("administrator"));
        Assert.That(closed.Output + closed.Error, Does.Not.Contain(Token));
    }

    [Test]
    public async Task A_key_and_a_token_together_are_a_mistake_and_nothing_is_sent()
    {
        var file = await FileAsync(Token);
        await using var receiver = await FailingReceiver.StartAsync();
        var server = $"http://127.0.0.1:{receiver.Port}";

        CliRun[] runs =
        [
            await RunAsync(server, [("CAVRA_KEY", "cavra_a"), ("CAVRA_TOKEN", Token)]),
            await RunAsync(server, [("CAVRA_KEY", "cavra_a"), ("CAVRA_TOKEN_FILE", file)]),
            await RunAsync(server, [("CAVRA_KEY", "cavra_a")], "--token-file", file),
            await RunAsync(server, [("CAVRA_TOKEN", Token)], "--key-file", file),
            await RunAsync(server, [], "--token-file", file, "--key-file", file),
            await RunAsync(server, [("CAVRA_TOKEN", Token), ("CAVRA_TOKEN_FILE", file)]),
        ];

        Assert.Multiple(() =>
        {
            Assert.That(runs.Select(run => run.ExitCode), Has.All.EqualTo(2));
            Assert.That(runs.Select(run => run.Error), Has.All.Match("^Both .* (Give|Set) one of them"));
            Assert.That(runs.Select(run => run.Output + run.Error), Has.None.Contains(Token).And.None.Contains("cavra_a"));
            Assert.That(receiver.Requests, Is.Empty);
        });
    }

    [TestCase("")]
    [TestCase("two words")]
    [TestCase("two\nlines")]
    public async Task What_cannot_be_a_token_is_not_sent(string text)
    {
        var run = (await RunAsync("http://127.0.0.1:1", [], "--token-file", await FileAsync(text))).Ends(2);

        Assert.That(run.Error, Does.StartWith("That is not a token"));
    }

    [Test]
    public async Task A_token_file_that_is_not_there_ends_with_2()
    {
        var run = (await RunAsync("http://127.0.0.1:1", [("CAVRA_TOKEN_FILE", Path.Combine(_directory, "none"))])).Ends(2);

        Assert.That(run.Error, Does.Contain("none cannot be read"));
    }

    private static Task<CliRun> RunAsync(string server, (string Name, string Value)[] variables, params string[] arguments) =>
        CliRun.WithAsync(variables.ToDictionary(one => one.Name, one => one.Value), ["keys", "list", "--server", server, .. arguments]);

    private async Task<string> FileAsync(string text)
    {
        var file = Path.Combine(_directory, Path.GetRandomFileName());
        await File.WriteAllTextAsync(file, text);
        return file;
    }
}
