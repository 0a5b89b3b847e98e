using System.Text.RegularExpressions;
using Cavra.Infrastructure.Redaction;
using CsCheck;

namespace Cavra.Api.Tests.Redaction;

public sealed partial class RedactorPropertyTests
{
    private const int Longest = 5_000;

    private static readonly Redactor Redactor = new(new RedactionOptions());

    // Any UTF-16 code unit, half of a pair and controls included.
    private static readonly Gen<string> Anything =
        Gen.Char['\0', '\uffff'].Array[0, Longest].Select(characters => new string(characters));

    private static readonly Gen<string> Ascii =
        Gen.Char['\0', '\u007f'].Array[0, Longest].Select(characters => new string(characters));

    private static readonly Gen<string> Signs = OneOf(
        [
            "password", "pass", "pw", "token", "api_key", "auth", "Kennwort", "contrase\u00f1a", "value", "=", ":", "://", "//", "/", "\\",
            "\\\\",
            "@", "?", "&", "#", ",", ";", ".", "-", "_", "~", "%", "+", "\"", "'", "`", "<", ">", "(", ")", "[", "]", "{", "}", " ",
            "\t", "\n",
            "\r\n", "\0", "\u200b", "\uff41", "\ud83d", "\udc69", "http", "jdbc", "thin:", "mysql -p", "sshpass -p ", "-u ", "--secret ",
            "bearer ", "basic ", "Authorization: ", "cookie: ", "ip-", "0x", "10", "127.0.0.1", "fe80::", ".in-addr.arpa", "localhost",
            ".internal", "hooks.slack.com/", "/hooks/", "BEGIN PRIVATE KEY", "END PRIVATE KEY", "Private-Lines:", "Private-MAC:", "ghp_",
            "AKIA", "sk-", "eyJ", "Q~", "k9Xq2Lm7Rt0Vb5Nw8Zc3Hf6J", "9f86d081884c7d659a2feaa0c55ad015", "abc", "Hunter2x",
            "%22", "%3D", "%25", "%C3", "%B1", "&quot;", "&#39;", "&amp;", "\\\"", "\\n", "\\u0022", "\\u", "|", ">", "|-\n  ", "\n    ", "- ",
            "machine a.b ", "login ", "password ", "ConvertTo-SecureString ", "credential(", "\u5bc6\u7801", "\uff1a", "\u662f", "has\u0142o", " to ",
            "\u043f\u0430\u0440\u043e\u043b\u044c ", "password: |\n", "!!str ",
        ]);

    private static readonly Gen<string> Pieces = Signs.Array[0, 60].Select(string.Concat);

    // Hundreds of hits in one text.
    private static readonly Gen<string> Again =
        Signs.Array[1, 6].Select(signs => string.Concat(Enumerable.Repeat(string.Concat(signs), 40)));

    private static readonly Gen<string> WithMasks = Gen.OneOf(Signs, OneOf(["[redacted:", "[redacted:password]", "[redacted:jwt"]))
        .Array[0, 60].Select(string.Concat);

    [Test]
    public void No_text_makes_it_fail_and_all_it_removes_is_marked_and_counted() =>
        Gen.OneOf(Anything, Ascii, Pieces, Again).Sample(
            text =>
            {
                var redacted = Redactor.Redact(text);

                Assert.That(redacted.Hits.Sum(hit => hit.Count), Is.EqualTo(Mask().Count(redacted.Text)), text);
                Assert.That(redacted.Hits.Count == 0, Is.EqualTo(redacted.Text == text), text);
            },
            iter: 10_000);

    [Test]
    public void What_was_redacted_stays_as_it_is() =>
        Gen.OneOf(Anything, Ascii, Pieces, Again, WithMasks).Sample(
            text =>
            {
                var once = Redactor.Redact(text).Text;
                var twice = Redactor.Redact(once);

                Assert.That(twice.Text, Is.EqualTo(once), text);
                Assert.That(twice.Hits, Is.Empty, text);
            },
            iter: 10_000);

    private static Gen<string> OneOf(string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    [GeneratedRegex(@"\[redacted:[a-z_]+\]")]
    private static partial Regex Mask();
}
