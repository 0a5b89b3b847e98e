using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Cavra.Cli.Terminals;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Cli.Evidence;

/// <summary>The verifier keys that somebody says to trust.</summary>
internal static class TrustedKeys
{
    /// <summary>Reads keys, and files of keys; null, with the reason said, when one is neither.</summary>
    public static IReadOnlyList<VerifierKey>? Read(IEnumerable<string> given, Terminal terminal)
    {
        if (Lines(given, terminal, "--key") is not { } keys)
        {
            return null;
        }

        if (keys.Count == 0)
        {
            terminal.Fail("--key holds no verifier key: cavra evidence keys list prints them.");
            return null;
        }

        return keys;
    }

    /// <summary>Reads keys of witnesses, and files of them; none where none is given; null, with the reason said, when one is neither.</summary>
    public static IReadOnlyList<VerifierKey>? ReadWitnesses(IReadOnlyCollection<string> given, Terminal terminal)
    {
        if (Lines(given, terminal, "--witness") is not { } keys)
        {
            return null;
        }

        if ((given.Count > 0 && keys.Count == 0) || keys.Any(key => key.Kind is not NoteKeyKind.Ed25519Cosigner))
        {
            terminal.Fail("--witness must hold verifier keys of witnesses: those of a log go with --key.");
            return null;
        }

        return [.. keys.Distinct()];
    }

    /// <summary>Reads the certificates of a file.</summary>
    /// <exception cref="CryptographicException">There is none in it.</exception>
    public static X509Certificate2Collection ReadRoots(string file)
    {
        var roots = new X509Certificate2Collection();
        roots.ImportFromPem(File.ReadAllText(file));
        return roots.Count > 0 ? roots : throw new CryptographicException("The file holds no certificate.");
    }

    private static List<VerifierKey>? Lines(IEnumerable<string> given, Terminal terminal, string option)
    {
        var keys = new List<VerifierKey>();
        foreach (var line in given.SelectMany(text => File.Exists(text) ? File.ReadAllLines(text) : [text]))
        {
            if (line.Trim() is { Length: > 0 } text)
            {
                if (!VerifierKey.TryParse(text, out var key))
                {
                    terminal.Fail($"{option} holds something that is no verifier key and no file of them.");
                    return null;
                }

                keys.Add(key);
            }
        }

        return keys;
    }
}
