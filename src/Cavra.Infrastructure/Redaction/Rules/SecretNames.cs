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

    private static readonly Occurrences Words = new(
        "password", "passwd", "passphrase", "passwort", "passcode", "pwd", "_pass", "-pass", "secret", "token", "credential", "api_key",
        "api-key", "apikey", "api key", "access_key", "access-key", "accesskey", "access key", "account_key", "account-key", "accountkey",
        "shared_key", "sharedkey", "secretkey", "private_key", "private-key", "privatekey", "auth_key", "auth-key", "authkey",
        "sharedaccesssignature", "signing_key", "signing-key", "signingkey", "encryption_key", "encryption-key", "encryptionkey",
        "routing_key", "routing-key", "routingkey", "integration_key", "integration-key", "integrationkey", "integration key",
        "service_key", "app_key", "app-key", "appkey", "application_key", "application-key", "application key", "master_key", "masterkey",
        "storage_key", "license_key", "ssh_key", "hmac_key", "tokens", "secrets", "credentials");

    // What is said about a secret in a name that ends so is not the secret.
    private static readonly string[] About =
    [
        "file", "env", "id", "ids", "name", "names", "url", "uri", "path", "ref", "refs", "count", "ttl", "expiry", "expires", "length",
        "policy", "type", "provider", "arn", "version", "at", "age", "required", "enabled", "status", "state", "limit", "rotation", "reset",
        "manager", "store", "format", "hint", "field", "protected", "based", "endpoint", "bucket", "budget", "usage",
    ];

    public static int Next(string text, int start) => Words.Next(text, start);

    public static SecretName At(string text, int at)
    {
        var word = Words.WordAt(text, at);
        var wordEnd = at + word.Length;
        if (IsInsideWord(text, wordEnd))
        {
            // "_pass" begins one character before "password" does.
            return new SecretName(at, at + 1, IsSecret: false, IsPassword: false);
        }

        var start = Characters.StartOfRun(text, at, Characters.Token, LongestPrefix);
        var end = Characters.EndOfRun(text, wordEnd, Characters.Token);
        return new SecretName(start, end, !IsAbout(text[wordEnd..Math.Min(end, wordEnd + LongestPrefix)]), IsPassword(word));
    }

    private static bool IsPassword(string word) =>
        word is "password" or "passwd" or "passphrase" or "passwort" or "passcode" or "pwd" or "_pass" or "-pass";

    // "secretary", "TOKENIZER", "compassion"; but "secretKey" and "tokenV2".
    private static bool IsInsideWord(string text, int end) =>
        end < text.Length
        && (char.IsAsciiLetterLower(text[end]) || (char.IsAsciiLetterUpper(text[end]) && char.IsAsciiLetterUpper(text[end - 1])));

    private static bool IsAbout(string rest)
    {
        var last = rest.AsSpan(rest.LastIndexOfAny(['_', '-']) + 1);
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
