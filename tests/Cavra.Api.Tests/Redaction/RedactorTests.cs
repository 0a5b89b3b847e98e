using Cavra.Application.Ports;
using Cavra.Domain.Evidence;
using Cavra.Infrastructure.Redaction;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Api.Tests.Redaction;

public sealed class RedactorTests
{
    private static readonly Redactor Redactor = new(new RedactionOptions());

    [Test]
    public void What_is_removed_is_marked_by_its_rule_and_counted()
    {
        var redacted = Redactor.Redact("10.0.0.1 and 10.0.0.2 on db01.acme.internal, password=hunter2");

        Assert.That(
            redacted.Text,
            Is.EqualTo(
                "[redacted:private_address] and [redacted:private_address] on [redacted:private_host], password=[redacted:password]"));
        Assert.That(
            redacted.Hits,
            Is.EqualTo(new RedactionHit[] { new("password", 1), new("private_address", 2), new("private_host", 1) }));
    }

    [Test]
    public void Clean_text_is_given_back_as_it_is()
    {
        const string text = "Approved under CHG0012345. 👩‍💻";

        Assert.That(Redactor.Redact(text).Text, Is.SameAs(text));
        Assert.That(Redactor.Redact(text).Hits, Is.Empty);
    }

    [Test]
    public void The_more_specific_rule_names_what_two_rules_find() =>
        Assert.That(
            Redactor.Redact("token=ghp_" + new string('x', 36)).Text,
            Is.EqualTo("token=[redacted:github_token]"));

    [Test]
    public void Text_pasted_after_a_mask_is_not_sheltered_by_it() =>
        Assert.That(Redactor.Redact("password=[redacted:password]hunter2").Text, Is.EqualTo("password=[redacted:password]"));

    [TestCase("\u001a and \u001a")]
    [TestCase("[redacted:password] and [redacted:jwt]")]
    [TestCase("[redacted:[redacted:password]")]
    public void Signs_and_masks_that_somebody_wrote_stay(string text)
    {
        Assert.That(Redactor.Redact(text).Text, Is.SameAs(text));
        Assert.That(Redactor.Redact($"{text} on localhost").Hits, Is.EqualTo(new[] { new RedactionHit("private_host", 1) }));
    }

    [TestCase("password is \u001ahunter2")]
    [TestCase("password=\u001a")]
    [TestCase("mysql -p\u001ahunter2")]
    [TestCase("password%20is%20%1Ahunter2")]
    [TestCase("\u03f0\u03c9\u03b4\u03b9\u03ba: ab12cd")]
    public void No_sign_shelters_a_secret(string text) =>
        Assert.That(Redactor.Redact(text).Text, Does.Contain("[redacted:").And.Not.Contain("hunter2").And.Not.Contain("ab12cd"));

    [TestCase("password=a,")]
    [TestCase("10.0.0.1 ")]
    [TestCase("http://a:b@")]
    [TestCase("\u5bc6\u7801\uff1aab1 ")]
    [TestCase("%22password%22%3A%22a%22")]
    public void Memory_grows_no_faster_than_the_text(string piece)
    {
        Allocated(piece, 100);

        Assert.That(Allocated(piece, 2_000), Is.LessThan(12 * Allocated(piece, 200)));
    }

    [Test]
    public void Redacting_twice_changes_nothing_whatever_stands_beside_a_secret()
    {
        string[] pieces =
        [
            "password=", "\"", "token: ", ";", "&", "https://", "u:p@", "?sig=", "10.0.0.1", "localhost", "[redacted:", "]", "Bearer ",
            "\n", " ", "-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----", "AKIA" + "Z7QW4T2XNB5MK3PD", "/hooks/",
            "eyJhbGciOiJIUzI1NiJ9.eyJ", "x.internal", "-u ", "basic ", "password is ", "a1b2c3d4e5", "fe80::1%a", "@", "/", "'",
            "abc", "k9Xq2Lm7Rt0Vb5Nw8Zc3Hf6J", "=", ",", "\\\"", "--secret ", "\u200b", "sk-", "::1", "u+", "cookie: a=b",
        ];
        var random = new Random(4711);

        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, 8).Select(_ => pieces[random.Next(pieces.Length)]));
            var once = Redactor.Redact(text).Text;

            Assert.That(Redactor.Redact(once).Text, Is.EqualTo(once), text);
        }
    }

    [TestCase("10password://k9Xq2Lm7Rt0Vb5Nw8Zc3Hf6J")]
    [TestCase(".localhost")]
    [TestCase("password:\"")]
    public void Redacting_twice_changes_nothing_in_a_text_of_many_secrets(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 40));

        var once = Redactor.Redact(text).Text;

        Assert.That(Redactor.Redact(once).Text, Is.EqualTo(once));
        Assert.That(Redactor.Redact(once).Hits, Is.Empty);
    }

    [TestCase("10.0.0.0")]
    [TestCase("10.255.255.255")]
    [TestCase("172.16.0.0")]
    [TestCase("172.31.255.255")]
    [TestCase("192.168.0.0")]
    [TestCase("100.64.0.0")]
    [TestCase("100.127.255.255")]
    [TestCase("169.254.0.1")]
    [TestCase("127.1.2.3")]
    [TestCase("010.001.002.003")]
    [TestCase("::1")]
    [TestCase("fc00::1")]
    [TestCase("fdff::1")]
    [TestCase("fe80::1")]
    [TestCase("febf::1")]
    [TestCase("::ffff:10.0.0.1")]
    [TestCase("::ffff:a00:1")]
    [TestCase("64:ff9b::a00:1")]
    [TestCase("2002:a00:1::")]
    [TestCase("fbff::1")]
    public void Addresses_up_to_the_edge_of_a_private_network_are_removed(string address) =>
        Assert.That(Redactor.Redact($"at {address}.").Text, Is.EqualTo("at [redacted:private_address]."));

    [TestCase("9.255.255.255")]
    [TestCase("11.0.0.0")]
    [TestCase("172.15.255.255")]
    [TestCase("172.32.0.0")]
    [TestCase("192.167.255.255")]
    [TestCase("192.169.0.0")]
    [TestCase("100.63.255.255")]
    [TestCase("100.128.0.0")]
    [TestCase("169.253.255.255")]
    [TestCase("128.0.0.0")]
    [TestCase("10.0.0")]
    [TestCase("10.0.0.256")]
    [TestCase("1.10.0.0.1")]
    [TestCase("v10.0.0.1")]
    [TestCase("fec0:1:2")]
    [TestCase("2001:db8::1")]
    [TestCase("2606:4700::1")]
    [TestCase("::ffff:8.8.8.8")]
    [TestCase("12:30:45")]
    public void Addresses_beyond_that_edge_and_what_only_looks_like_one_stay(string text) =>
        Assert.That(Redactor.Redact($"at {text}.").Text, Is.EqualTo($"at {text}."));

    [Test]
    public void The_company_may_name_its_own_internal_endings()
    {
        var options = new RedactionOptions();
        options.InternalSuffixes.Add("acme.example");

        Assert.That(new Redactor(options).Redact("on db.acme.example now").Text, Is.EqualTo("on [redacted:private_host] now"));
        Assert.That(Redactor.Redact("on db.acme.example now").Hits, Is.Empty);
    }

    [TestCase("https://api.example.com/v1/x?token=1", ExpectedResult = "https://api.example.com")]
    [TestCase("https://user:pass@API.example.com:8443/", ExpectedResult = "https://api.example.com")]
    [TestCase("http://10.0.0.1/x", ExpectedResult = "http://[private-host]")]
    [TestCase("http://2130706433/x", ExpectedResult = "http://[private-host]")]
    [TestCase("http://[::1]:80/", ExpectedResult = "http://[private-host]")]
    [TestCase("http://[fd00::1]/", ExpectedResult = "http://[private-host]")]
    [TestCase("https://splunk.acme.internal./x", ExpectedResult = "https://[private-host]")]
    [TestCase("https://localhost:8088/", ExpectedResult = "https://[private-host]")]
    [TestCase("https://vault/", ExpectedResult = "https://[private-host]")]
    [TestCase("http://203.0.113.10/hook", ExpectedResult = "http://203.0.113.10")]
    [TestCase("not a url", ExpectedResult = "[redacted:url]")]
    [TestCase("", ExpectedResult = "[redacted:url]")]
    public string A_public_url_is_its_scheme_and_a_public_host(string url) => Redactor.PublicUrl(url);

    [TestCase("Content-Type", "application/json", ExpectedResult = "application/json")]
    [TestCase("WEBHOOK-ID", "gordn-1", ExpectedResult = "gordn-1")]
    [TestCase("User-Agent", "Cavra on db01.acme.internal", ExpectedResult = "Cavra on [redacted:private_host]")]
    [TestCase("Authorization", "Bearer x", ExpectedResult = "[redacted]")]
    [TestCase("webhook-signature", "v1,abc", ExpectedResult = "[redacted]")]
    [TestCase("X-Anything", "1", ExpectedResult = "[redacted]")]
    public string A_header_keeps_its_value_only_when_it_is_listed(string name, string value) => Redactor.PublicHeader(name, value);

    [Test]
    public void It_is_registered_with_its_options()
    {
        using var services = new ServiceCollection()
            .AddRedaction(options => options.InternalSuffixes.Add(".example"))
            .BuildServiceProvider();

        Assert.That(services.GetRequiredService<IRedactor>().Redact("db.example").Hits, Is.Not.Empty);
    }

    private static long Allocated(string piece, int times)
    {
        var text = string.Concat(Enumerable.Repeat(piece, times));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Redactor.Redact(text);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
