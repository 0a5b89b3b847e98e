using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Cavra.Testing;

namespace Cavra.Console.Tests;

/// <summary>What a browser must load before it shows anything: the page and what it names.</summary>
public sealed partial class FirstLoadTests
{
    private const long MostBytes = 500_000;

    private CavraApp _cavra = null!;

    [OneTimeSetUp]
    public async Task Start() => _cavra = await CavraApp.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _cavra.DisposeAsync();

    [Test]
    public async Task What_the_first_page_names_is_served_as_Brotli_and_takes_at_most_500_kB()
    {
        using var client = _cavra.Client(key: null);
        var page = await client.GetByteArrayAsync("/");
        var named = Named().Matches(System.Text.Encoding.UTF8.GetString(page)).Select(match => match.Groups[1].Value).ToList();
        Assert.That(named, Has.Some.EndsWith(".js").And.Some.EndsWith(".css").And.Some.EndsWith(".svg"));

        var sizes = new Dictionary<string, long> { ["/"] = page.Length };
        foreach (var path in named)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));
            using var response = await client.SendAsync(request);
            Assert.That((int)response.StatusCode, Is.EqualTo(200), path);
            Assert.That(response.Content.Headers.ContentEncoding, Is.EqualTo(new[] { "br" }), path);
            sizes[path] = (await response.Content.ReadAsByteArrayAsync()).Length;
        }

        Assert.That(
            sizes.Values.Sum(), Is.LessThanOrEqualTo(MostBytes), string.Join('\n', sizes.OrderByDescending(one => one.Value).Select(one => $"{one.Value} {one.Key}")));
    }

    [GeneratedRegex("<(?:script|link)[^>]* (?:src|href)=\"([^\"]+)\"")]
    private static partial Regex Named();
}
