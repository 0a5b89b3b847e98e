using System.Xml.Linq;
using Cavra.Api.Tests.Cli;
using Cavra.Testing;
using Cavra.Testing.Identity;

namespace Cavra.Api.Tests.Docs;

/// <summary>Runs what <c>docs/ci.md</c> has pipelines run, word for word, in what each platform sets, against a Cavra that runs.</summary>
internal sealed class PipelinePageTests
{
    // What the tokens of each platform say of the job, as its documentation has it.
    private static readonly Dictionary<string, Dictionary<string, object?>> Jobs = new()
    {
        ["github"] = new() { ["sub"] = "repo:acme/backend:ref:refs/heads/main", ["repository"] = "acme/backend", ["ref"] = "refs/heads/main" },
        ["gitlab"] = new() { ["sub"] = "project_path:acme/backend:ref_type:branch:ref:main", ["project_path"] = "acme/backend", ["ref"] = "main", ["ref_protected"] = "true" },
        ["jenkins"] = new() { ["sub"] = "https://jenkins.example.com/job/backend/job/main/" },
    };

    private readonly Dictionary<string, TestIssuer> _issuers = [];
    private IdentityFileOf _identity = null!;
    private CavraApp _cavra = null!;
    private CavraApp _app = null!;
    private string _directory = "";

    [OneTimeSetUp]
    public async Task StartCavra()
    {
        var clock = new WatchedClock(CavraApp.Start);
        var identity = (await PipelinePage.ReadAsync()).Identity;
        foreach (var (platform, authority) in PipelinePage.Issuers)
        {
            _issuers[platform] = await TestIssuer.StartAsync(clock);
            identity = identity.Replace($"authority: {authority}\n", $"authority: {_issuers[platform].Authority}\n    allow_networks: [127.0.0.0/8]\n", StringComparison.Ordinal);
        }

        // Each test has a workspace of its own.
        _identity = new IdentityFileOf(identity.Replace("{ value: default }", "{ claim: workspace }", StringComparison.Ordinal));
        _cavra = await CavraApp.StartAsync(GivenFailures.ConnectorFile, settings: _identity.Settings, clock: clock);
    }

    [OneTimeTearDown]
    public async Task StopCavra()
    {
        await _cavra.DisposeAsync();
        foreach (var issuer in _issuers.Values)
        {
            await issuer.DisposeAsync();
        }

        _identity.Dispose();
    }

    [SetUp]
    public async Task OpenWorkspace()
    {
        _app = await _cavra.NewWorkspaceAsync();
        _directory = Directory.CreateTempSubdirectory("cavra-pipeline-").FullName;
    }

    [TearDown]
    public void RemoveDirectory() => Directory.Delete(_directory, recursive: true);

    [TestCase("shell", 3)]
    [TestCase("github", 5)]
    [TestCase("gitlab", 4)]
    [TestCase("jenkins", 4)]
    public async Task A_pipeline_records_its_drill_once_answers_the_plan_and_fails_until_the_loop_is_closed(string platform, int steps)
    {
        var page = await PipelinePage.ReadAsync();
        var scripts = page.Scripts(platform);
        Assert.That(scripts, Has.Count.EqualTo(steps));
        await _app.FailAsync();
        var plan = (await _app.RunAsync("retry", "plan", "--json")).Ends(0).Json.Text("plan.retry_plan_id");
        _app.Clock.Advance(TimeSpan.FromHours(5));
        await using var issuer = await FailingReceiver.StartAsync();
        await using var shell = await PlatformAsync(issuer, platform, plan, page.Drill);

        var open = await RunAsync(shell, scripts);
        var failures = Cases("loops").Select(one => one.Element("failure")?.Attribute("message")?.Value);
        (await _app.RunAsync("retry", "ack", plan, "--provider", "siem", "--state", "dismissed", "--notes", "No longer needed.")).Ends(0);
        var closed = await RunAsync(shell, scripts);

        Assert.Multiple(() =>
        {
            Assert.That(open, Is.EqualTo((int[])[.. Enumerable.Repeat(0, steps - 1), 1]));
            Assert.That(failures, Has.Exactly(1).Items.And.All.Contains("The delivery to siem waits to be "));
            Assert.That(closed, Has.All.EqualTo(0));
            Assert.That(Cases("loops").Concat(Cases("drill")).SelectMany(one => one.Elements()), Is.Empty);
        });
        Assert.That(issuer.Requests.Select(request => request.Headers["authorization"]).Distinct(), platform is "github" ? Is.EqualTo(new[] { "Bearer request" }) : Is.Empty);
        var drills = (await _app.RunAsync("drills", "list", "--json")).Ends(0).Json;
        Assert.That(drills.Text("items.0.recorded_by"), Is.EqualTo(Jobs[IssuerOf(platform)]["sub"]));
        Assert.That(drills.Number("total"), Is.EqualTo(1));
        var acknowledged = (await _app.RunAsync("evidence", "list", "--action", "acknowledge retry plan", "--json")).Ends(0).Json;
        Assert.That(acknowledged.Number("total"), Is.EqualTo(2), "the pipeline's once, and the dismissal");
    }

    private static string IssuerOf(string platform) => platform is "shell" ? "github" : platform;

    // What the platform gives a job, a drill that writes what the page shows, and the command in the path.
    private async Task<Shell> PlatformAsync(FailingReceiver issuer, string platform, string plan, string drill)
    {
        var token = _issuers[IssuerOf(platform)].Token(new Dictionary<string, object?>(Jobs[IssuerOf(platform)]) { ["workspace"] = _app.Workspace });
        issuer.Answers(200, $$"""{"count": 1, "value": "{{token}}"}""");
        await File.WriteAllTextAsync(Path.Combine(_directory, "drill.json"), drill);
        await File.WriteAllTextAsync(Path.Combine(_directory, "token"), token);
        await ProgramAsync("rollback-drill.sh", $"cat <<'END'\n{drill}\nEND");
        await ProgramAsync("cavra", $"exec '{Environment.ProcessPath}' '{Path.Combine(AppContext.BaseDirectory, "cavra.dll")}' \"$@\"");
        var variables = platform switch
        {
            "github" => $"GITHUB_RUN_ID=4711 GITHUB_ENV='{_directory}/env' RUNNER_TEMP='{_directory}' RUN_URL=https://github.com/acme/backend/actions/runs/4711 "
                + $"ACTIONS_ID_TOKEN_REQUEST_TOKEN=request ACTIONS_ID_TOKEN_REQUEST_URL='http://127.0.0.1:{issuer.Port}/token?api-version=2'",
            "gitlab" => $"CI_PIPELINE_ID=4711 CI_JOB_URL=https://gitlab.example.com/acme/backend/-/jobs/1 CAVRA_TOKEN={token}",
            "jenkins" => $"BUILD_TAG=jenkins-backend-4711 BUILD_URL=https://jenkins.example.com/job/backend/4711/ CAVRA_TOKEN={token}",
            _ => $"RUN=4711 RUN_URL=https://ci.example.com/4711 CAVRA_TOKEN_FILE='{_directory}/token'",
        };
        var shell = new Shell(_directory);
        await shell.RunAsync($"unset CAVRA_KEY CAVRA_TOKEN CAVRA_TOKEN_FILE; export PATH=\"$PWD:$PATH\" CAVRA_SERVER={_app.Address} PLAN={plan} {variables}");
        return shell;
    }

    // Each as a process of its own that ends with the first command that fails; what a step leaves in GITHUB_ENV the next ones have.
    private static async Task<int[]> RunAsync(Shell shell, IReadOnlyList<string> scripts)
    {
        var endings = new List<int>();
        foreach (var script in scripts)
        {
            await shell.RunAsync("[ ! -f env ] || export $(cat env)");
            var lines = await shell.RunAsync($"bash -e 2>&1 <<'END OF STEP'\n{script}\nEND OF STEP\necho \"ended with $?\"");
            TestContext.Out.WriteLine(string.Join('\n', [script, .. lines]));
            endings.Add(int.Parse(lines[^1].Replace("ended with ", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture));
        }

        return [.. endings];
    }

    private IReadOnlyList<XElement> Cases(string report) =>
        [.. XDocument.Load(Path.Combine(_directory, "reports", $"{report}.xml")).Descendants("testcase")];

    private async Task ProgramAsync(string name, string script)
    {
        var file = Path.Combine(_directory, name);
        await File.WriteAllTextAsync(file, $"#!/usr/bin/env bash\n{script}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
