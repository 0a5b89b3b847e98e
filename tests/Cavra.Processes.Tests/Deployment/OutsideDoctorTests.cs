using System.Text.Json.Nodes;
using Cavra.Cli.Doctor;
using Cavra.Processes.Tests.RealPrograms;
using Cavra.Processes.Tests.Starts;
using Cavra.Testing;

namespace Cavra.Processes.Tests.Deployment;

/// <summary>The doctor's look from outside, through gateways that are set up well.</summary>
[TestFixtureSource(typeof(Installed), nameof(Installed.Gateways))]
internal sealed class OutsideDoctorTests(string program)
{
    private GatewayScene _scene = null!;

    [OneTimeSetUp]
    public async Task Start() => _scene = await GatewayScene.SetAsync(program);

    [OneTimeTearDown]
    public async Task Stop() => await _scene.DisposeAsync();

    [Test]
    public async Task It_finds_nothing_wrong_with_the_examples()
    {
        var findings = await Outside.LookAsync(_scene, exitCode: 0);

        Assert.That(findings.Keys, Is.SupersetOf(new[]
        {
            "tls", "server", "version", "server clock", "security headers", "console", "forwarded headers", "metrics",
        }));
        Assert.That(findings.Values, Is.All.StartsWith("pass: "));
    }

    [Test]
    public async Task It_tells_that_a_certificate_is_not_trusted_and_that_a_path_leads_to_no_Cavra()
    {
        var notTrusted = Outside.FindingsOf(await CliRun.Of("doctor", "--json", "--url", $"{_scene.Address}cavra"), 1);
        var nowhere = Outside.FindingsOf(await CliRun.Of("doctor", "--json", "--url", $"{_scene.Address}elsewhere"), 1);

        Assert.That(notTrusted["tls"], Does.StartWith("fail: The certificate is not trusted here."));
        Assert.That(notTrusted["console"], Does.StartWith("pass: "));
        Assert.That(nowhere["server"], Does.StartWith("fail: ").And.Contain("is not Cavra").And.Contain("CAVRA_PATH_BASE"));
    }

    [Test]
    public async Task It_tells_plain_HTTP_that_is_sent_to_TLS_from_one_that_is_answered()
    {
        var sent = await RedirectCheck.LookAsync(new Uri($"http://localhost:{_scene.Gateway.Http}/cavra"), CancellationToken.None);
        var answered = await RedirectCheck.LookAsync(_scene.Replicas[0].Address, CancellationToken.None);

        Assert.That((sent.Status, answered.Status), Is.EqualTo(("pass", "fail")));
    }
}

/// <summary>The doctor's look from outside, through one that is not.</summary>
[TestFixtureSource(typeof(Installed), nameof(Installed.Nginx))]
internal sealed class OutsideDoctorOfBadGatewayTests(string program)
{
    [Test]
    public async Task It_finds_a_path_that_is_taken_off_a_scheme_that_is_not_told_and_headers_that_are_held_back()
    {
        await using var scene = await GatewayScene.SetAsync(
            program,
            ("location /cavra/ { proxy_pass http://cavra; }", "location /cavra/ { proxy_pass http://cavra/; }"),
            ("proxy_set_header X-Forwarded-Proto $scheme;", "proxy_hide_header Content-Security-Policy;"));

        var findings = await Outside.LookAsync(scene, exitCode: 1);

        Assert.That(findings["console"], Does.StartWith("fail: ").And.Contain("CAVRA_PATH_BASE=/cavra"));
        Assert.That(findings["forwarded headers"], Does.StartWith("fail: ").And.Contain("CAVRA_FORWARDED_NETWORKS"));
        Assert.That(findings["security headers"], Does.StartWith("fail: ").And.Contain("Content-Security-Policy"));
        Assert.That(findings["server"], Does.StartWith("pass: "));
    }
}

/// <summary>Runs the doctor and reads what it says.</summary>
internal static class Outside
{
    /// <summary>By a process of its own, which trusts the gateway's authority.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> LookAsync(GatewayScene scene, int exitCode)
    {
        var run = await CavraProcess.RunAsync(
            new Dictionary<string, string?> { ["SSL_CERT_FILE"] = scene.AuthorityFile }, "doctor", "--json", "--url", $"{scene.Address}cavra");
        Assert.That(run.ExitCode, Is.EqualTo(exitCode), run.Printed);
        return Read(JsonNode.Parse(run.Printed[run.Printed.IndexOf('{', StringComparison.Ordinal)..])!);
    }

    public static IReadOnlyDictionary<string, string> FindingsOf(CliRun run, int exitCode) => Read(run.Ends(exitCode).Json);

    private static Dictionary<string, string> Read(JsonNode document) => document.At("findings").AsArray()
        .ToDictionary(finding => finding!.Text("check"), finding => $"{finding!.Text("status")}: {finding!.Text("message")}");
}
