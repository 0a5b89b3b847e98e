using Cavra.Domain.Connectors;
using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Providers;
using Cavra.Testing;

namespace Cavra.Api.Tests.Connectors;

public sealed class ConnectorFileTests
{
    private const string Good = "good: {provider: webhook, url: 'https://example.com/'}";

    private static readonly Dictionary<string, string> Environment = new()
    {
        ["URL"] = "https://example.com/canary-url",
        ["TOKEN"] = "canary-token",
        ["TWO_LINES"] = "canary-one\ncanary-two",
        ["SHORT_KEY"] = "whsec_Y2FuYXJ5",
        ["SHARED"] = "whsec_Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5",
        ["ED25519"] = "whsk_Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5Y2E=",
        ["ED25519_OF_30"] = "whsk_Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5",
        ["ED25519_OF_TWO_HALVES"] = "whsk_Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5Y2FjYW5hcnljYW5hcnljYW5hcnljYW5hcnljYW5hcnljYQ==",
        ["PUBLIC"] = "whpk_Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5Y2E=",
    };

    private string _directory = null!;

    [SetUp]
    public void MakeDirectory() => _directory = Directory.CreateTempSubdirectory("cavra-connectors-").FullName;

    [TearDown]
    public void DeleteDirectory() => Directory.Delete(_directory, recursive: true);

    [Test]
    public void The_example_is_taken_as_it_is()
    {
        var environment = new Dictionary<string, string>
        {
            ["CAVRA_SIEM_WEBHOOK_URL"] = "http://127.0.0.1:9472/siem",
            ["CAVRA_SIEM_WEBHOOK_TOKEN"] = "canary-token",
        };
        var example = Path.Combine(TestContext.CurrentContext.TestDirectory, "Examples", "connectors.yaml");

        var file = new ConnectorFile(example, environment.GetValueOrDefault, BuiltIn.Providers, new PlainRedactor());
        var reading = file.Read();

        Assert.That((reading.Problems, reading.Failure), Is.EqualTo((Array.Empty<string>(), (string?)null)));
        Assert.That(
            reading.Entries.Select(entry => (entry.Connector.Name, entry.Connector.Alerts, entry.Connector.IsUsable)),
            Is.EqualTo(new[] { ("webhook", true, true), ("siem-webhook", false, true) }));
    }

    [Test]
    public void Json_says_the_same_as_yaml()
    {
        var yaml = Read("connectors: {hook: {provider: webhook, url: 'https://example.com/', timeout_seconds: 2.5}}");
        var json = Read(
            """{"connectors": {"hook": {"timeout_seconds": 2.5, "url": "https://example.com/", "provider": "webhook"}}}""",
            "connectors.json");

        Assert.That(json.Problems, Is.Empty);
        Assert.That(json.Entries.Single().Connector, Is.EqualTo(yaml.Entries.Single().Connector));
    }

    [Test]
    public void What_is_not_said_has_its_default()
    {
        var entry = Read("connectors: {webhook: {url: 'https://example.com/'}}").Entries.Single();

        Assert.That(
            (entry.Connector.Enabled, entry.Connector.Alerts, entry.Connector.Escalation, entry.Connector.FailureLimit),
            Is.EqualTo((true, false, false, Connector.DefaultFailureLimit)));
        Assert.That(entry.Connector.Provider, Is.EqualTo("webhook"));
        Assert.That(
            (entry.View.TimeoutSeconds, entry.View.MaxConcurrency, entry.View.MaxPerSecond),
            Is.EqualTo((30, 8, (double?)null)));
    }

    [TestCase("url: 'https://example.com/', colour: red", "colour is not a member that is known here")]
    [TestCase("url: 'https://example.com/', provider: splunkk", "provider must be one of: ")]
    [TestCase("url: 'https://example.com/', enabled: 'true'", "enabled must be true or false")]
    [TestCase("url: 'https://example.com/', enabled: yes", "enabled must be true or false")]
    [TestCase("url: 'https://example.com/', enabled: null", "enabled must be true or false")]
    [TestCase("url: 'https://example.com/', timeout_seconds: '5'", "timeout_seconds must be a number from 0.1 to 30")]
    [TestCase("url: 'https://example.com/', timeout_seconds: 30.1", "timeout_seconds must be a number from 0.1 to 30")]
    [TestCase("url: 'https://example.com/', timeout_seconds: 0.05", "timeout_seconds must be a number from 0.1 to 30")]
    [TestCase("url: 'https://example.com/', timeout_seconds: .nan", "timeout_seconds must be a number from 0.1 to 30")]
    [TestCase("url: 'https://example.com/', max_concurrency: 0", "max_concurrency must be a number from 1 to 256")]
    [TestCase("url: 'https://example.com/', max_concurrency: 1.5", "max_concurrency must be a whole number")]
    [TestCase("url: 'https://example.com/', max_per_second: 0", "max_per_second must be a number from 0.01 to 10000")]
    [TestCase("url: 'https://example.com/', failure_limit: -1", "failure_limit must be a number from 1 to 10000")]
    [TestCase("url: 'https://example.com/', url: 'https://example.com/'", "url is given twice")]
    [TestCase("url: 'https://example.com/', url_env: URL", "url must be given once, as url, url_env or url_file")]
    [TestCase("enabled: true", "url must be given once, as url, url_env or url_file")]
    [TestCase("url: 5", "url must be text")]
    [TestCase("url: 'canary'", "url must be an absolute http or https URL")]
    [TestCase("url: 'ftp://canary/'", "url must be an absolute http or https URL")]
    [TestCase("url_env: MISSING", "url_env names an environment variable that is not set")]
    [TestCase("url_file: missing", "url_file names a file that can't be read or is empty")]
    [TestCase(
        "url: 'https://canary:canary@example.com/'",
        "url holds a secret, which the file must not hold; use url_env or url_file")]
    [TestCase(
        "url: 'https://example.com/?token=canary'",
        "url holds a secret, which the file must not hold; use url_env or url_file")]
    [TestCase("url_env: URL, token: canary", "token is a secret, which the file must not hold; use token_env or token_file")]
    [TestCase(
        "url_env: URL, password: canary",
        "password is a secret, which the file must not hold; use basic with password_env or password_file")]
    [TestCase("url_env: URL, api_key: canary", "api_key is a secret, which the file must not hold")]
    [TestCase(
        "url_env: URL, signing_secret: canary",
        "signing_secret is a secret, which the file must not hold; use signing_secret_env")]
    [TestCase(
        "url_env: URL, basic: {username: a, password: canary}",
        "basic.password is a secret, which the file must not hold; use password_env")]
    [TestCase(
        "url_env: URL, headers: {Authorization: canary}",
        "headers.Authorization is a secret, which the file must not hold; use {env: NAME}")]
    [TestCase("url_env: URL, headers: {x-api-key: canary}", "headers.x-api-key is a secret, which the file must not hold")]
    [TestCase("url_env: URL, headers: {Cookie: canary}", "headers.Cookie is a secret, which the file must not hold")]
    [TestCase("url_env: URL, token_env: MISSING", "token_env names an environment variable that is not set")]
    [TestCase("url_env: URL, token_file: missing", "token_file names a file that can't be read or is empty")]
    [TestCase("url_env: URL, token_env: TOKEN, token_file: missing", "token has two sources; name one")]
    [TestCase("url_env: URL, token_env: TWO_LINES", "token holds a line break")]
    [TestCase(
        "url_env: URL, token_env: TOKEN, basic: {username: a, password_env: TOKEN}",
        "token and basic are both given; choose one")]
    [TestCase(
        "url_env: URL, token_env: TOKEN, headers: {Authorization: {env: TOKEN}}",
        "headers give Authorization a second time")]
    [TestCase("url_env: URL, basic: {username: a}", "basic.password must be named by password_env or password_file")]
    [TestCase("url_env: URL, basic: {username: 'a:b', password_env: TOKEN}", "basic.username must be text without a colon")]
    [TestCase("url_env: URL, basic: canary", "basic must be a mapping")]
    [TestCase(
        @"url_env: URL, headers: {X-Team: ""canary\r\nX-Other: canary""}",
        "headers.X-Team must have a value without line breaks")]
    [TestCase("url_env: URL, headers: {X-Team: {env: TWO_LINES}}", "headers.X-Team holds a line break")]
    [TestCase(
        "url_env: URL, headers: {X-Team: {env: MISSING}}",
        "headers.X-Team.env names an environment variable that is not set")]
    [TestCase("url_env: URL, headers: {X-Team: {enw: TOKEN}}", "headers.X-Team.enw is not a member that is known here")]
    [TestCase("url_env: URL, headers: {X-Team: [a]}", "headers.X-Team must be text, {env: NAME} or {file: PATH}")]
    [TestCase("url_env: URL, headers: {'X Team': a}", "is not a header name")]
    [TestCase("url_env: URL, headers: {Host: canary}", "headers.Host is set by Cavra and can't be configured")]
    [TestCase("url_env: URL, headers: {webhook-id: canary}", "headers.webhook-id is set by Cavra and can't be configured")]
    [TestCase("url_env: URL, headers: {X-Team: a, x-team: b}", "headers.x-team is given twice")]
    [TestCase("url_env: URL, allow_networks: ['10.0.0.0/33']", "allow_networks must hold networks such as 10.1.0.0/16")]
    [TestCase("url_env: URL, allow_networks: ['10.0.0.1/8']", "allow_networks must hold networks such as 10.1.0.0/16")]
    [TestCase("url_env: URL, allow_networks: [canary]", "allow_networks must hold networks such as 10.1.0.0/16")]
    [TestCase("url_env: URL, allow_networks: [5]", "allow_networks must be a list of texts")]
    [TestCase(
        "url_env: URL, proxy_url: 'http://canary:canary@proxy/'",
        "proxy_url must be an http or https URL without credentials")]
    [TestCase("url_env: URL, ca_file: missing", "ca_file names a file that can't be read or holds no PEM")]
    [TestCase(
        "url_env: URL, client_certificate_file: missing",
        "client_certificate_file names a file that can't be read or holds no PEM")]
    [TestCase("url_env: URL, signing_secret_env: TOKEN", "signing_secret must be kept as whsec_ and the base64 form of 24 to 64 bytes, or whsk_")]
    [TestCase("url_env: URL, signing_secret_env: SHORT_KEY", "signing_secret must be kept as whsec_ and the base64 form of 24 to 64 bytes, or whsk_")]
    [TestCase("url_env: URL, signing_secret_env: ED25519_OF_30", "signing_secret must be kept as whsec_ and the base64 form of 24 to 64 bytes, or whsk_")]
    [TestCase("url_env: URL, signing_secret_env: ED25519_OF_TWO_HALVES", "signing_secret must be kept as whsec_ and the base64 form of 24 to 64 bytes, or whsk_")]
    [TestCase("url_env: URL, signing_secret_env: PUBLIC", "signing_secret must be kept as whsec_ and the base64 form of 24 to 64 bytes, or whsk_")]
    [TestCase("url_env: URL, signing_secret_env: [SHARED, SHARED, SHARED]", "signing_secret may be two keys of a kind at most")]
    [TestCase("url_env: URL, signing_secret_env: [ED25519, ED25519, ED25519]", "signing_secret may be two keys of a kind at most")]
    public void A_bad_connector_is_named_with_member_and_rule_and_the_others_work(string members, string rule)
    {
        var provider = members.Contains("provider", StringComparison.Ordinal) ? "" : "provider: webhook, ";
        var reading = Read($"connectors:\n  bad: {{{provider}{members}}}\n  {Good}\n");

        var (bad, good) = (reading.Entries[0], reading.Entries[1]);
        Assert.That(
            bad.Connector.Problem,
            Does.StartWith("connectors.yaml: connector bad: ").And.Contain(rule).And.Not.Contain("canary"));
        Assert.That((bad.Connector.IsUsable, bad.Definition), Is.EqualTo((false, (ConnectorDefinition?)null)));
        Assert.That(reading.Problems, Is.EqualTo(new[] { bad.Connector.Problem }));
        Assert.That((good.Connector.IsUsable, reading.Failure), Is.EqualTo((true, (string?)null)));
    }

    [Test]
    public void A_member_that_does_not_look_like_one_is_not_quoted()
    {
        var reading = Read("connectors: {hook: {provider: webhook, url: 'https://example.com/', 'canary secret!': 1}}");

        Assert.That(
            reading.Problems.Single(),
            Does.Contain("a member is not a member that is known here").And.Not.Contain("canary"));
    }

    [TestCase(
        "connectors.yaml",
        "connectors:\n  good: {provider: webhook, url_env: URL}\n  good: {provider: webhook, url_env: URL}\n")]
    [TestCase("connectors.json", """{"connectors": {"good": {"url_env": "URL"}, "good": {"url_env": "URL"}}}""")]
    public void A_name_given_twice_is_nobodys(string file, string text)
    {
        var entry = Read(text, file).Entries.Single();

        Assert.That(entry.Connector.Problem, Does.Contain("the name is given to two connectors"));
        Assert.That(entry.Connector.IsUsable, Is.False);
    }

    [Test]
    public void A_name_with_odd_characters_is_refused_and_not_quoted()
    {
        var reading = Read($"connectors:\n  'canary hook': {{url_env: URL}}\n  {Good}\n");

        Assert.That(reading.Problems.Single(), Does.Contain("a connector's name must have 1 to 100").And.Not.Contain("canary"));
        Assert.That(reading.Entries.Single().Connector.Name, Is.EqualTo("good"));
    }

    [TestCase("connectors.yaml", "connectors: {canary: [")]
    [TestCase("connectors.yaml", "")]
    [TestCase("connectors.yaml", "canary")]
    [TestCase("connectors.yaml", "connectors: [canary]")]
    [TestCase("connectors.yaml", "connector: {}")]
    [TestCase("connectors.yaml", "&canary {connectors: {}}")]
    [TestCase("connectors.yaml", "connectors: !canary {}")]
    [TestCase("connectors.yaml", "connectors: {*canary : {}}")]
    [TestCase("connectors.yaml", "connectors: {a: &canary [")]
    [TestCase("connectors.yaml", "connectors: {}\n---\nconnectors: {}\n")]
    [TestCase("connectors.yaml", "connectors: [[[[[[[[[[[[[[[[[[[[canary]]]]]]]]]]]]]]]]]]]]")]
    [TestCase("connectors.json", "{\"connectors\": canary}")]
    [TestCase("connectors.json", "connectors: {}")]
    [TestCase("connectors.json", "{\"connectors\": {},}")]
    [TestCase("connectors.toml", "connectors = {}")]
    public void A_file_that_cannot_be_taken_is_a_failure_that_quotes_nothing(string file, string text)
    {
        var reading = Read(text, file);

        Assert.That(reading.Failure, Does.StartWith($"{file}: ").And.Not.Contain("canary"));
        Assert.That(reading.Entries, Is.Empty);
    }

    [TestCase("connectors.yaml", "connectors:\n  bad:\n    provider: webhook\n    url: https://example.com/\n    basic:\n      username: a\n      password: b\n", 7)]
    [TestCase("connectors.yaml", "connectors:\n  good: {provider: webhook, url: 'https://example.com/'}\n\n  bad:\n    provider: webhook\n", 4)]
    [TestCase("connectors.json", "{\"connectors\":{\n\"bad\":{\"provider\":\"webhook\",\n\"url\":\"https://example.com/\",\n\"colour\":\n1}}}", 4)]
    [TestCase("connectors.json", "{\r\n\"connectors\":{\r\n\"bad\":\r\n{\"provider\":\"webhook\"}}}", 3)]
    public void A_problem_names_the_line_of_the_member_or_of_the_connector_that_lacks_it(string name, string text, int line) =>
        Assert.That(Read(text, name).Problems.Single(), Does.StartWith($"{name}: connector bad: ").And.Contains($"(line {line})"));

    [Test]
    public void A_file_that_is_not_there_is_a_failure() =>
        Assert.That(FileNamed("absent.yaml").Read().Failure, Is.EqualTo("absent.yaml: there is no such file."));

    [Test]
    public void An_unknown_member_beside_the_connectors_is_reported() =>
        Assert.That(
            Read($"connectors: {{{Good}}}\nversion: 2\n").Problems,
            Is.EqualTo(new[] { "connectors.yaml: version is not a member that is known here (line 2)." }));

    [TestCase("url: 'https://example.com/other'", false)]
    [TestCase("url: 'https://example.com/', enabled: false", false)]
    [TestCase("url: 'https://example.com/', token_env: TOKEN", false)]
    [TestCase("url: 'https://example.com/'", true)]
    public void The_fingerprint_changes_with_the_configuration(string members, bool isSame) =>
        Assert.That(Fingerprint(members) == Fingerprint("url: 'https://example.com/'"), Is.EqualTo(isSame));

    [Test]
    public void The_fingerprint_follows_the_endpoint_and_not_the_secret()
    {
        File.WriteAllText(Path.Combine(_directory, "url"), "https://example.com/one");
        File.WriteAllText(Path.Combine(_directory, "token"), "canary-one");
        var before = Fingerprint("url_file: url, token_file: token");

        File.WriteAllText(Path.Combine(_directory, "token"), "canary-two");
        Assert.That(Fingerprint("url_file: url, token_file: token"), Is.EqualTo(before));
        File.WriteAllText(Path.Combine(_directory, "url"), "https://example.com/two");
        Assert.That(Fingerprint("url_file: url, token_file: token"), Is.Not.EqualTo(before));
        Assert.That(before, Has.Length.EqualTo(64));
    }

    [TestCase(
        """{"connectors": {"hook": {"provider": "webhook", "headers": {"X-Team": "ops \ud83d"}}}}""",
        "line 1, connectors.hook.headers.X-Team")]
    [TestCase(
        """
        {"connectors": {"hook": {"headers": {"a": "b"}, "allow_networks": [
          "\ud83d"]}}}
        """,
        "line 2, connectors.hook.allow_networks")]
    [TestCase("""{"connectors": {"ho\ud83d": {"provider": "webhook"}}}""", "line 1, connectors.a member")]
    [TestCase("""{"canary secret!": "\ud83d"}""", "line 1, a member")]
    [TestCase("\n\"\\ude00\"", "line 2")]
    public void Half_a_character_is_a_failure_of_the_file_that_says_where_and_no_fault(string text, string place) =>
        Assert.That(Read(text, "connectors.json").Failure, Is.EqualTo($"connectors.json: it holds half a character ({place})."));

    [Test]
    public void A_path_that_is_none_is_a_file_that_is_absent() =>
        Assert.That(FileNamed("connectors.yaml").Stamp(["a\0b"]), Does.EndWith("|absent"));

    private string Fingerprint(string members) =>
        Read($"connectors: {{hook: {{provider: webhook, {members}}}}}").Entries.Single().Connector.Fingerprint;

    private ConnectorFileReading Read(string text, string name = "connectors.yaml")
    {
        File.WriteAllText(Path.Combine(_directory, name), text);
        return FileNamed(name).Read();
    }

    private ConnectorFile FileNamed(string name) =>
        new(Path.Combine(_directory, name), Environment.GetValueOrDefault, BuiltIn.Providers, new PlainRedactor());
}
