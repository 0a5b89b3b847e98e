using Cavra.Infrastructure.Net;
using Cavra.Infrastructure.Redaction;

namespace Cavra.Api.Tests.Redaction;

/// <summary>Holds the redactor to the egress guard: a host that the one refuses is not shown by the other.</summary>
public sealed class LocalHostsTests
{
    private const string Hidden = "https://[private-host]";

    private static readonly Redactor Redactor = new(new RedactionOptions());

    [TestCase("[::ffff:0:127.0.0.1]")]
    [TestCase("[64:ff9b:1::7f00:1]")]
    [TestCase("[2001:0:7f00:1::]", Description = "Teredo")]
    [TestCase("a.localhost")]
    [TestCase("A.Localhost.")]
    [TestCase("168.63.129.16")]
    [TestCase("192.0.0.192")]
    [TestCase("198.18.0.1")]
    [TestCase("localhost.localdomain")]
    [TestCase("ip6-loopback")]
    [TestCase("metadata.goog")]
    [TestCase("metadata.google.internal")]
    public void A_host_that_the_guard_refuses_is_shown_neither_in_a_url_nor_in_a_text(string host)
    {
        Assert.That(Redactor.PublicUrl($"https://{host}/x"), Is.EqualTo(Hidden));
        Assert.That(Redactor.Redact($"asked {host} again").Text, Does.Match(@"^asked \[?\[redacted:private_(host|address)\]\]?\.? again$"));
    }

    [Test]
    public void Every_name_that_the_guard_refuses_is_hidden_as_the_host_of_a_url() => Assert.Multiple(() =>
    {
        foreach (var name in LocalNames.Loopback.Concat(LocalNames.Metadata))
        {
            Assert.That(Redactor.PublicUrl($"https://{name}/x"), Is.EqualTo(Hidden), name);
            Assert.That(Redactor.Redact($"see https://{name}/x").Text, Is.EqualTo("see https://[redacted:private_host]/x"));
        }
    });

    [TestCase("the metadata of the release")]
    [TestCase("on notmetadata.goog and metadata.goog.example.com")]
    [TestCase("netmask 255.255.255.0, default route 0.0.0.0/0, listens on [::]:8080")]
    [TestCase("version 0.9.1.0")]
    public void What_names_no_machine_stays_in_a_text(string text) => Assert.That(Redactor.Redact(text).Text, Is.EqualTo(text));
}
