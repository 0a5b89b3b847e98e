namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>A name in the text that contains a word for a secret.</summary>
/// <param name="Start">Where the whole name begins.</param>
/// <param name="End">Where it ends.</param>
/// <param name="IsSecret">False when it names something about a secret: a count, a file, a tokenizer.</param>
/// <param name="IsPassword">True for passwords, whatever they are called.</param>
internal readonly record struct SecretName(int Start, int End, bool IsSecret, bool IsPassword);

/// <summary>Finds the names of secrets.</summary>
internal static class SecretNames
{
    private const int LongestPrefix = 64;

    // Few stems are found many times faster than all the words they are part of.
    private static readonly Occurrences Stems = new(
        "pass", "pwd", "secret", "token", "credential", "key", "sharedaccesssignature");

    private static readonly Occurrences PasswordEndings = new("word", "wd", "phrase", "wort", "code");

    // A key of these is a secret; a public key, a primary key and an idempotency key are not.
    private static readonly ILookup<char, string> KeyOwners = new[]
    {
        "api", "access", "account", "shared", "secret", "private", "auth", "signing", "encryption", "routing", "integration",
        "service", "app", "application", "master", "storage", "license", "ssh", "hmac", "function", "functions",
        "subscription", "instrumentation", "consumer", "client", "deploy", "decryption", "recovery", "unseal",
    }.ToLookup(owner => owner[^1]);

    // What is said about a secret in a name that ends so is not the secret.
    private static readonly string[] About =
    [
        "file", "env", "id", "ids", "name", "names", "url", "uri", "path", "ref", "refs", "count", "ttl", "expiry", "expires",
        "length", "policy", "type", "provider", "arn", "version", "at", "age", "required", "enabled", "status", "state", "limit",
        "rotation", "reset", "manager", "store", "format", "hint", "field", "protected", "based", "endpoint", "bucket", "budget", "usage",
    ];

    public static int Next(string text, int start) => Stems.Next(text, start);

    public static SecretName At(string text, int at)
    {
        var stem = Stems.WordAt(text, at);
        var wordEnd = EndOfWord(text, at, stem);
        if (wordEnd < 0 || IsInsideWord(text, wordEnd))
        {
            return new SecretName(at, at + stem.Length, IsSecret: false, IsPassword: false);
        }

        var start = Characters.StartOfRun(text, at, Characters.Token, LongestPrefix);
        var end = Characters.EndOfRun(text, wordEnd, Characters.Token);
        var isAbout = IsAbout(text.AsSpan(wordEnd, Math.Min(end - wordEnd, LongestPrefix)));
        return new SecretName(start, end, !isAbout, stem is "pass" or "pwd" && text[wordEnd - 1] is not ('s' or 'S'));
    }

    /// <returns>Where the word for a secret ends; -1 when the stem is part of another word.</returns>
    private static int EndOfWord(string text, int at, string stem)
    {
        var end = at + stem.Length;
        switch (stem)
        {
            case "pass" when PasswordEndings.StartAt(text, end) is { } ending:
                return EndOfPlural(text, end + ending.Length);
            case "pass":
                return at > 0 && text[at - 1] is '_' or '-' ? end : -1;
            case "key":
                return IsSecretKey(text, at) ? end : -1;
            default:
                return EndOfPlural(text, end);
        }
    }

    private static int EndOfPlural(string text, int end) => end < text.Length && text[end] is 's' or 'S' ? end + 1 : end;

    private static bool IsSecretKey(string text, int at)
    {
        var before = text.AsSpan(0, at);
        before = before is [.., '_' or '-' or ' '] ? before[..^1] : before;
        foreach (var owner in before.IsEmpty ? [] : KeyOwners[char.ToLowerInvariant(before[^1])])
        {
            if (before.EndsWith(owner, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    // "secretary", "TOKENIZER", "compassion"; but "secretKey" and "tokenV2".
    private static bool IsInsideWord(string text, int end) =>
        end < text.Length
        && (char.IsAsciiLetterLower(text[end]) || (char.IsAsciiLetterUpper(text[end]) && char.IsAsciiLetterUpper(text[end - 1])));

    private static bool IsAbout(ReadOnlySpan<char> rest)
    {
        var last = rest[(rest.LastIndexOfAny('_', '-') + 1)..];
        if (last.IsEmpty)
        {
            return false;
        }

        foreach (var word in About)
        {
            if (last.Equals(word, StringComparison.OrdinalIgnoreCase)
                || (last.EndsWith(word, StringComparison.OrdinalIgnoreCase) && char.IsAsciiLetterUpper(last[^word.Length])))
            {
                return true;
            }
        }

        return false;
    }
}
