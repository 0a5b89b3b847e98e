using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Cavra.Infrastructure.Configuration;
using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Providers;
using Cavra.Testing;

namespace Cavra.Api.Tests.Cli;

/// <summary>Connector files to fill in.</summary>
internal sealed partial class InitConnectorTests
{
    private static readonly Dictionary<string, string> Environment = new()
    {
        ["PAGERDUTY_KEY"] = "0123456789abcdef0123456789abcdef",
        ["TEAMS_WORKFLOW_URL"] = "https://example.com/workflows/1?sig=canary",
        ["WEBHOOK_KEY"] = "whsec_Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5",
    };

    private string _directory = null!;

    private static IEnumerable<string> Providers => KnownProviders.Names;

    [SetUp]
    public void WriteCertificate()
    {
        _directory = Directory.CreateTempSubdirectory("cavra-init-").FullName;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(99));
        File.WriteAllText(Path.Combine(_directory, "authorities.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_directory, "client.pem"), $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
    }

    [TearDown]
    public void DeleteDirectory() => Directory.Delete(_directory, recursive: true);

    [TestCaseSource(nameof(Providers))]
    public async Task What_is_printed_is_read_without_a_problem(string provider) =>
        Assert.That(Problems(await PrintedAsync(provider)), Is.Empty);

    [TestCaseSource(nameof(Providers))]
    public async Task It_still_is_with_every_member_that_it_can_do_without(string provider)
    {
        var printed = await PrintedAsync(provider);
        var whole = Optional().Replace(printed, "$1$2");

        Assert.That(whole, Is.Not.EqualTo(printed));
        Assert.That(Problems(whole), Is.Empty);
    }

    [TestCaseSource(nameof(Providers))]
    public async Task Each_of_its_commented_members_says_what_is_the_case_without_it(string provider)
    {
        var optional = Optional().Matches(await PrintedAsync(provider)).Select(match => match.Value).ToList();

        Assert.That(optional, Is.Not.Empty.And.All.Match("  # .*(default|none unless given|no limit unless given|or |else|instead)"));
    }

    [Test]
    public async Task An_unknown_provider_ends_with_2_and_is_told_which_there_are()
    {
        var run = (await CliRun.Of(["connectors", "init", "splunkk"])).Ends(2);

        Assert.That(Providers, Has.All.Matches<string>(provider => run.Error.Contains($"'{provider}'", StringComparison.Ordinal)));
        Assert.That(run.Output, Does.Not.Contain("connectors:"));
    }

    private static async Task<string> PrintedAsync(string provider) => (await CliRun.Of(["connectors", "init", provider])).Ends(0).Output;

    private IReadOnlyList<string> Problems(string yaml)
    {
        var file = Path.Combine(_directory, "connectors.yaml");
        File.WriteAllText(file, yaml);
        var reading = new ConnectorFile(
            file, name => Environment.GetValueOrDefault(name, "canary-1"), BuiltIn.Providers, new PlainRedactor()).Read();
        Assert.That(reading.Failure, Is.Null);
        return reading.Problems;
    }

    [GeneratedRegex(@"^( +)#([a-z_]+: .*)$", RegexOptions.Multiline)]
    private static partial Regex Optional();
}
