using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Cavra.Infrastructure.Connectors;

/// <summary>
/// Makes the digest that changes exactly when a connector's configuration or endpoint does, and is the same in every process.
/// </summary>
/// <remarks>
/// Secrets count by where they are kept and not by value, so rotating one changes nothing. The endpoint counts through a slow,
/// salted derivation, so that a private address or a secret path can't be found by trying.
/// </remarks>
internal static class ConnectorFingerprint
{
    private const int Rounds = 20_000;

    public static string Of(string name, FileNode configuration, string? endpoint, IReadOnlyList<string> problems)
    {
        var canonical = new StringBuilder();
        Append(canonical, configuration);
        problems.Order(StringComparer.Ordinal).ToList().ForEach(problem => AppendText(canonical, problem));

        var secretPart = Encoding.UTF8.GetBytes(canonical.ToString() + endpoint);
        var salt = Encoding.UTF8.GetBytes($"cavra.connector.fingerprint.v1:{name}");
        var derived = Rfc2898DeriveBytes.Pbkdf2(secretPart, salt, Rounds, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);
        return Convert.ToHexStringLower(SHA256.HashData(derived));
    }

    private static void Append(StringBuilder text, FileNode node)
    {
        switch (node)
        {
            case FileMapping mapping:
                text.Append('{');
                foreach (var (name, value) in mapping.Members.OrderBy(member => member.Key, StringComparer.Ordinal))
                {
                    AppendText(text, name);
                    Append(text, value);
                }

                text.Append('}');
                break;
            case FileList list:
                text.Append('[');
                list.Items.ToList().ForEach(item => Append(text, item));
                text.Append(']');
                break;
            case FileScalar scalar:
                text.Append(scalar.Kind.ToString()[0]);
                AppendText(text, scalar.Text);
                break;
        }
    }

    // The length in front keeps two neighbours from reading like two others.
    private static void AppendText(StringBuilder text, string part) =>
        text.Append(part.Length.ToString(CultureInfo.InvariantCulture)).Append(':').Append(part);
}
