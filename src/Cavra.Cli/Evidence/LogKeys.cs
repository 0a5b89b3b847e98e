using System.CommandLine;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Evidence;

/// <summary><c>cavra evidence keys</c>: what those who verify the evidence need, and taking over with another key.</summary>
internal static class LogKeys
{
    public static Command Group(Terminal terminal) => new("keys", "The keys that the evidence log is signed with.")
    {
        List(terminal), Rotate(terminal),
    };

    private static Command List(Terminal terminal) => ServerVerb.Create(
        "list", "Print the verifier keys, newest first. Hand them out by another way than the evidence.", terminal, [],
        (_, server, cancellationToken) => server.GetAsync<Keys>(WirePaths.LogKeys, keys => Show(terminal, keys), cancellationToken));

    private static Command Rotate(Terminal terminal)
    {
        var overlap = NumberOption.Whole(
            "--overlap-days", 0, 366, "Days that the keys there are go on signing beside the new one, 0 to 366.");
        overlap.DefaultValueFactory = _ => 30;
        return ServerVerb.Create(
            "rotate", "Make a new key and sign with it from now on. Needs a key of the default workspace.", terminal, [overlap],
            (parsed, server, cancellationToken) => server.PostAsync<Rotated>(
                WirePaths.LogKeys, Reply.Body(("overlap_days", parsed.GetValue(overlap))),
                rotated => Show(terminal, rotated), cancellationToken));
    }

    // Into a file go the keys alone: that is what whoever verifies is given, and what verify --key reads.
    private static void Show(Terminal terminal, Keys keys) => terminal.Table(
        ["verifier key", "made", "signs until"],
        keys.Items.Select(key => terminal.IsPerson ? (object?[])[key.VerifierKey, key.CreatedAt, key.SignsUntil] : [key.VerifierKey]),
        "The log has no key yet.");

    private static void Show(Terminal terminal, Rotated rotated)
    {
        terminal.Say($"The log is signed with {rotated.LogKey.VerifierKey} from now on.");
        foreach (var lost in rotated.LostKeys)
        {
            terminal.Say($"The file of {lost.VerifierKey} can't be read: that key signs no more, and what it signed stays valid.");
        }
    }

    private sealed record Keys(IReadOnlyList<Key> Items);

    private sealed record Key(string VerifierKey, DateTimeOffset CreatedAt, DateTimeOffset? SignsUntil = null);

    private sealed record Rotated(Key LogKey, IReadOnlyList<Key> LostKeys);
}
