using Cavra.Infrastructure.Delivery.Egress;

namespace Cavra.Api.Tests.Delivery;

public sealed class UrlRulesTests
{
    [TestCase("https://example.com")]
    [TestCase("https://example.com/path?query#fragment")]
    [TestCase("https://hooks.example.com:8443/a@b")]
    [TestCase("https://8.8.8.8/")]
    [TestCase("https://[2606:4700::1111]:443/")]
    [TestCase("https://xn--bcher-kva.example/")]
    [TestCase("https://splunk_hec/collector")]
    [TestCase("HTTPS://Example.COM/")]
    [TestCase("https://0x7f.example/")]
    public void An_ordinary_url_passes(string url) => Assert.That(UrlRules.Broken(url), Is.Null);

    [TestCase("https://2130706433/", ExpectedResult = "odd_host", Description = "decimal")]
    [TestCase("https://0177.0.0.1/", ExpectedResult = "odd_host", Description = "octal")]
    [TestCase("https://127.0.0.01/", ExpectedResult = "odd_host", Description = "leading zero")]
    [TestCase("https://0x7f000001/", ExpectedResult = "odd_host", Description = "hexadecimal")]
    [TestCase("https://0X7F.0.0.1/", ExpectedResult = "odd_host", Description = "hexadecimal part")]
    [TestCase("https://127.0.0.0x1/", ExpectedResult = "odd_host", Description = "hexadecimal last part")]
    [TestCase("https://127.1/", ExpectedResult = "odd_host", Description = "short form")]
    [TestCase("https://10.1.513/", ExpectedResult = "odd_host", Description = "three parts")]
    [TestCase("https://256.1.1.1/", ExpectedResult = "odd_host")]
    [TestCase("https://1.2.3.4.5/", ExpectedResult = "odd_host")]
    [TestCase("https://example.com./", ExpectedResult = "odd_host", Description = "trailing dot")]
    [TestCase("https://127.0.0.1./", ExpectedResult = "odd_host", Description = "trailing dot")]
    [TestCase("https://example..com/", ExpectedResult = "odd_host")]
    [TestCase("https://.example.com/", ExpectedResult = "odd_host")]
    [TestCase("https:///path", ExpectedResult = "odd_host")]
    [TestCase("https://[fe80::1%25eth0]/", ExpectedResult = "odd_host", Description = "zone id")]
    [TestCase("https://[fe80::1%eth0]/", ExpectedResult = "odd_host", Description = "zone id")]
    [TestCase("https://[127.0.0.1]/", ExpectedResult = "odd_host")]
    [TestCase("https://[::1/", ExpectedResult = "odd_host")]
    [TestCase("https://127%2e0.0.1/", ExpectedResult = "odd_host", Description = "percent-encoded")]
    [TestCase("https://１２７.0.0.1/", ExpectedResult = "odd_host", Description = "full-width digits")]
    [TestCase("https://①②⑦.0.0.1/", ExpectedResult = "odd_host", Description = "circled digits")]
    [TestCase("https://localhost。/", ExpectedResult = "odd_host", Description = "ideographic full stop")]
    [TestCase("https://user@example.com/", ExpectedResult = "credentials_in_url")]
    [TestCase("https://user:password@example.com/", ExpectedResult = "credentials_in_url")]
    [TestCase("https://example.com@127.0.0.1/", ExpectedResult = "credentials_in_url")]
    [TestCase(@"https://example.com\@127.0.0.1/", ExpectedResult = "odd_url")]
    [TestCase("https://example.com/\r\nHost: other", ExpectedResult = "odd_url")]
    [TestCase("https://exa mple.com/", ExpectedResult = "odd_url")]
    [TestCase("https://example.com\t/", ExpectedResult = "odd_url")]
    [TestCase("file:///etc/passwd", ExpectedResult = "odd_url")]
    [TestCase("gopher://example.com/", ExpectedResult = "odd_url")]
    [TestCase("//example.com/", ExpectedResult = "odd_url")]
    [TestCase("example.com", ExpectedResult = "odd_url")]
    [TestCase("", ExpectedResult = "odd_url")]
    public string? An_odd_url_has_a_rule(string url) => UrlRules.Broken(url);
}
