using Cavra.Api.Configuration;
using Cavra.Domain.Access;
using Cavra.Infrastructure.Configuration;
using Cavra.Testing;
using Microsoft.Extensions.Configuration;

namespace Cavra.Api.Tests.Hosting;

public sealed class SettingsTests
{
    [Test]
    public void Nothing_set_is_valid_and_generous()
    {
        var settings = Read();

        Assert.That(settings.Rates.Reads.Burst, Is.EqualTo(1_000));
        Assert.That(settings.Rates.Writes.Permits, Is.EqualTo(100));
        Assert.That(settings.Network.ForwardedNetworks, Is.Empty);
        Assert.That(settings.Network.CorsOrigins, Is.Null);
        Assert.That(settings.Sessions, Is.EqualTo(new SessionTerms(TimeSpan.FromMinutes(60), TimeSpan.FromHours(12))));
    }

    [Test]
    public void What_is_set_counts()
    {
        var settings = Read(
            ("CAVRA_RATE_WRITES_BURST", "7"), ("CAVRA_RATE_ADDRESS_PER_SECOND", "9"), ("CAVRA_PATH_BASE", "/ops/cavra"),
            ("CAVRA_FORWARDED_NETWORKS", "10.0.0.0/8, fd00::/8"), ("CAVRA_CORS_ORIGINS", "https://a.example,http://localhost:3000"),
            ("CAVRA_SESSION_IDLE_MINUTES", "5"), ("CAVRA_SESSION_HOURS", "168"), ("urls", "http://127.0.0.1:8000;http://127.0.0.1:0"),
            ("CAVRA_METRICS_URLS", "http://127.0.0.1:9090; http://127.0.0.1:0"));

        Assert.Multiple(() =>
        {
            Assert.That(settings.Rates.Writes.Burst, Is.EqualTo(7));
            Assert.That(settings.Rates.Address.Permits, Is.EqualTo(9));
            Assert.That(settings.Network.PathBase, Is.EqualTo("/ops/cavra"));
            Assert.That(settings.Network.ForwardedNetworks, Has.Count.EqualTo(2));
            Assert.That(settings.Network.MetricsUrls, Is.EqualTo(new[] { "http://127.0.0.1:9090", "http://127.0.0.1:0" }));
            Assert.That(settings.Sessions, Is.EqualTo(new SessionTerms(TimeSpan.FromMinutes(5), TimeSpan.FromHours(168))));
            Assert.That(settings.Network.CorsOrigins, Is.EqualTo(new[] { "https://a.example", "http://localhost:3000" }));
        });
    }

    [Test]
    public void All_problems_are_told_at_once_and_no_value_is()
    {
        var invalid = Assert.Throws<InvalidSettingsException>(() => Read(
            ("CAVRA_RATE_READS_BURST", "canary"), ("CAVRA_FORWARDED_NETWORKS", "canary"), ("CAVRA_PATH_BASE", "canary")));

        Assert.That(invalid!.Problems, Has.Count.EqualTo(3));
        Assert.That(invalid.Message, Does.Contain("CAVRA_RATE_READS_BURST must be a whole number from 1 to 1000000.")
            .And.Contain("CAVRA_FORWARDED_NETWORKS").And.Contain("CAVRA_PATH_BASE").And.Not.Contain("canary"));
    }

    [TestCase("CAVRA_RATE_READS_PER_SECOND", "0")]
    [TestCase("CAVRA_RATE_READS_PER_SECOND", "1000001")]
    [TestCase("CAVRA_RATE_READS_PER_SECOND", "+5")]
    [TestCase("CAVRA_MAX_CONNECTIONS", "9")]
    [TestCase("CAVRA_SESSION_IDLE_MINUTES", "4")]
    [TestCase("CAVRA_SESSION_IDLE_MINUTES", "1441")]
    [TestCase("CAVRA_SESSION_HOURS", "0")]
    [TestCase("CAVRA_SESSION_HOURS", "169")]
    [TestCase("CAVRA_CORS_ORIGINS", "*")]
    [TestCase("CAVRA_CORS_ORIGINS", "https://a.example/")]
    [TestCase("CAVRA_CORS_ORIGINS", "https://a.example/path")]
    [TestCase("CAVRA_CORS_ORIGINS", "ftp://a.example")]
    [TestCase("CAVRA_CORS_ORIGINS", "https://user@a.example")]
    [TestCase("CAVRA_PATH_BASE", "/cavra/")]
    [TestCase("CAVRA_PATH_BASE", "/ca vra")]
    [TestCase("CAVRA_FORWARDED_NETWORKS", "10.0.0.0/33")]
    [TestCase("CAVRA_METRICS_URLS", "9090")]
    [TestCase("CAVRA_METRICS_URLS", "ftp://127.0.0.1:9090")]
    [TestCase("CAVRA_METRICS_URLS", "http://127.0.0.1:9090/metrics")]
    [TestCase("CAVRA_METRICS_URLS", "http://metrics.internal.example:9090")]
    [TestCase("CAVRA_METRICS_URLS", ";")]
    public void A_value_that_breaks_its_rule_is_refused(string name, string value) =>
        Assert.That(() => Read((name, value)), Throws.TypeOf<InvalidSettingsException>().With.Message.Contains(name));

    [TestCase("http://127.0.0.1:9090")]
    [TestCase("http://10.0.0.5:9090")]
    [TestCase("http://*:80;http://[::1]:9090")]
    public void Monitoring_has_no_port_of_the_apis(string urls) => Assert.That(
        () => Read(("urls", urls), ("CAVRA_METRICS_URLS", "http://127.0.0.1:9091;http://127.0.0.1:9090")),
        Throws.TypeOf<InvalidSettingsException>().With.Message.Contains("CAVRA_METRICS_URLS must have ports of its own, which --urls does not name."));

    [TestCase("CAVRA_CONECTOR_CONFIG", "CAVRA_CONNECTOR_CONFIG")]
    [TestCase("cavra_role", "CAVRA_ROLES")]
    [TestCase("CAVRA_LDAP_SERVER_NAME", "CAVRA_")]
    [TestCase("CAVRA_ROLES:0", "CAVRA_ROLES")]
    public void A_setting_that_does_not_exist_is_refused_with_the_nearest_that_does(string name, string nearest) => Assert.That(
        () => Read((name, "canary")),
        Throws.TypeOf<InvalidSettingsException>().With.Message.Contains(
            $"{name.Replace(":", "__")} is not a setting of Cavra; the nearest is {nearest}").And.Message.Not.Contains("canary"));

    [Test]
    public void Settings_of_the_command_and_of_the_scripts_may_be_set_beside_the_service() =>
        Assert.That(() => Read(("CAVRA_SERVER", "x"), ("CAVRA_KEY", "x"), ("CAVRA_TEST_POSTGRES", "x")), Throws.Nothing);

    [Test]
    public async Task A_variable_that_the_connector_file_names_is_no_unknown_setting()
    {
        var settings = new Dictionary<string, string?> { ["CAVRA_SIEM_URL"] = "x", ["CAVRA_SIEM_TOKEN"] = "x", ["CAVRA_KEY_OLD"] = "x" };

        await using var app = await CavraApp.StartAsync(
            """
            connectors:
              siem: {provider: webhook, url_env: CAVRA_SIEM_URL, headers: {X-Token: {env: CAVRA_SIEM_TOKEN}}}
              later: {provider: not-built, signing_secret_env: [CAVRA_KEY_OLD]}
            """,
            settings: settings);

        Assert.That(
            async () => await CavraApp.StartAsync("connectors: {}", settings: settings),
            Throws.TypeOf<InvalidSettingsException>().With.Message.Contains("CAVRA_SIEM_URL").And.Message.Contains("CAVRA_KEY_OLD"));
    }

    private static ApiSettings Read(params (string Name, string Value)[] settings) => ApiSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Name, s => (string?)s.Value)).Build());
}
