using Cavra.Cli.Terminals;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Cli.Evidence;

/// <summary>The verifier keys that somebody says to trust.</summary>
internal static class TrustedKeys
{
    /// <summary>Reads keys, and files of keys; null, with the reason said, when one is neither.</summary>
    public static IReadOnlyList<VerifierKey>? Read(IEnumerable<string> given, Terminal terminal)
    {
        var keys = new List<VerifierKey>();
        foreach (var line in given.SelectMany(text => File.Exists(text) ? File.ReadAllLines(text) : [text]))
        {
            if (line.Trim() is { Length: > 0 } text)
            {
                if (!VerifierKey.TryParse(text, out var key))
                {
                    terminal.Fail("--key holds something that is no verifier key and no file of them.");
                    return null;
                }

                keys.Add(key);
            }
        }

        if (keys.Count == 0)
        {
            terminal.Fail("--key holds no verifier key: cavra evidence keys list prints them.");
            return null;
        }

        return keys;
    }
}
