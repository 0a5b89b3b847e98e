using System.Globalization;
using Cavra.Infrastructure.Redaction;

namespace Cavra.Api.Tests.Redaction;

public sealed class CanaryTests
{
    private const int Piece = 8;

    private static readonly Redactor Redactor = new(new RedactionOptions());

    private static readonly string[] Places =
    [
        "{0}",
        "{0} was posted by mistake.",
        "Dana used {0} to post the package again.",
        "The package was posted again with {0}",
        "It was '{0}'.",
        "It was \"{0}\".",
        "{{\"note\":\"{0}\",\"retries\":2}}",
        "Before it\n{0}\nafter it",
        "Before it\r\n\r\n{0}\r\n",
    ];

    private static readonly string[] PlacesOfTold = ["{0}", "Before it. {0}", "Before it:\n\n{0}\n\nafter it"];

    private static readonly string[] Carriers =
    [
        "{0}",
        "Dana used {0} to post the package again, see CHG0012345.",
        "({0})",
        "{{\"note\":\"{0}\",\"retries\":2}}",
        "https://api.example.com/v1/items/{0}/state",
        "https://api.example.com/v1/items?cursor=1&x={0}",
        "X-Custom: {0}\r\nAccept: */*",
        "export SETTING={0}\nexport OTHER=1",
        "prefix:{0},suffix",
    ];

    [Test]
    public void No_secret_survives_in_any_carrier_not_even_a_piece_of_it() => Assert.Multiple(() =>
    {
        foreach (var (kind, secret, _) in Canaries.Alone)
        {
            foreach (var carrier in Carriers)
            {
                Survives(kind, string.Format(CultureInfo.InvariantCulture, carrier, secret), secret);
            }
        }
    });

    [Test]
    public void No_secret_survives_where_its_surroundings_give_it_away() => Assert.Multiple(() =>
    {
        foreach (var (kind, text, secret, _) in Canaries.Told)
        {
            Survives(kind, string.Format(CultureInfo.InvariantCulture, text, secret), secret);
            Survives(kind, string.Format(CultureInfo.InvariantCulture, $"Before it. {text}", secret), secret);
        }
    });

    [Test]
    public void The_manifest_names_the_rule_of_every_secret_wherever_it_stands() => Assert.Multiple(() =>
    {
        foreach (var (kind, secret, rule) in Canaries.Alone)
        {
            IsNamed(kind, secret, secret, rule, Places);
        }

        foreach (var (kind, text, secret, rule) in Canaries.Told)
        {
            IsNamed(kind, string.Format(CultureInfo.InvariantCulture, text, secret), secret, rule, PlacesOfTold);
        }
    });

    [Test]
    public void Invisible_characters_and_full_width_letters_do_not_hide_a_secret() => Assert.Multiple(() =>
    {
        foreach (var (kind, secret, _) in Canaries.Alone)
        {
            var zeroWidth = string.Join('\u200b', secret.Chunk(5).Select(chunk => new string(chunk)));
            var fullWidth = string.Concat(secret.Select(c => (char)(c + 0xfee0)));

            Assert.That(Plain(Redactor.Redact($"used {zeroWidth} here").Text), Does.Not.Contain(secret[^Piece..]), kind);
            Assert.That(Plain(Redactor.Redact($"used {fullWidth} here").Text), Does.Not.Contain(secret[^Piece..]), kind);
        }
    });

    [TestCase("GHP_AB3DE5GH7JK9MN1PQ2RS4TU6VW8XY0ZC1AB2")]
    [TestCase("PASSWORD=CORRECTHORSE")]
    [TestCase("BeArEr abc123def456ghi789")]
    [TestCase("HTTPS://VAULT-PRIMARY/")]
    [TestCase("DB01.ACME.INTERNAL")]
    public void Case_does_not_hide_a_secret(string text) => Assert.That(Redactor.Redact(text).Hits, Is.Not.Empty);

    private static void IsNamed(string kind, string text, string secret, string rule, string[] places)
    {
        foreach (var place in places)
        {
            var placed = string.Format(CultureInfo.InvariantCulture, place, text);

            Survives(kind, placed, secret);
            Assert.That(Redactor.Redact(placed).Hits.Select(hit => hit.Rule), Has.Some.EqualTo(rule), $"{kind} in: {placed}");
        }
    }

    private static void Survives(string kind, string text, string secret)
    {
        var redacted = Redactor.Redact(text);

        Assert.That(redacted.Hits, Is.Not.Empty, $"{kind} in: {text}");
        Assert.That(Pieces(secret).Where(piece => redacted.Text.Contains(piece, StringComparison.Ordinal)), Is.Empty, $"{kind} in: {text}");
        Assert.That(Redactor.Redact(redacted.Text), Has.Property("Text").EqualTo(redacted.Text).And.Property("Hits").Empty, kind);
    }

    private static IEnumerable<string> Pieces(string secret)
    {
        var length = Math.Min(Piece, secret.Length);
        return Enumerable.Range(0, secret.Length - length + 1).Select(i => secret.Substring(i, length));
    }

    private static string Plain(string text) => string.Concat(text.Where(c => c != '\u200b').Select(c => c > 0xff00 ? (char)(c - 0xfee0) : c));
}
