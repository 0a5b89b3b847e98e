using System.Text;
using Cavra.Domain.Evidence.Log;
using Cavra.Testing;
using Cavra.Verification;
using Microsoft.AspNetCore.Http;
using NSec.Cryptography;

namespace Cavra.Api.Tests.Evidence.Witnesses;

/// <summary>
/// A witness on loopback as C2SP <c>tlog-witness</c> has it: it keeps size and root of each log, and cosigns only what its last
/// checkpoint grew into.
/// </summary>
internal sealed class LocalWitness : IAsyncDisposable
{
    private readonly Key _key = NSec.Cryptography.Key.Create(SignatureAlgorithm.Ed25519);
    private readonly string _name;
    private readonly TimeProvider _clock;

    private LocalWitness(string name, FailingReceiver receiver, TimeProvider clock) => (_name, Receiver, _clock) = (name, receiver, clock);

    public FailingReceiver Receiver { get; }

    public VerifierKey Key => VerifierKey.OfCosigner(_name, _key.PublicKey.Export(KeyBlobFormat.RawPublicKey));

    /// <summary>Public keys that it trusts to sign a log of any name.</summary>
    public List<byte[]> LogKeys { get; } = [];

    /// <summary>What it remembers of each log.</summary>
    public Dictionary<string, (long Size, TreeHash Root)> Known { get; } = [];

    /// <summary>Ends of the names of logs that it does not know.</summary>
    public HashSet<string> Strangers { get; } = [];

    /// <summary>The time it signs with; that of the clock where nothing is said.</summary>
    public DateTimeOffset? Time { get; set; }

    /// <summary>The old sizes it was asked with, the first one first.</summary>
    public IReadOnlyList<long> Olds => [.. Receiver.Requests.Select(request => WitnessRequest.TryParse(request.Text, out var asked) ? asked.OldSize : -1)];

    public static async Task<LocalWitness> StartAsync(string name, TimeProvider clock)
    {
        var witness = new LocalWitness(name, await FailingReceiver.StartAsync(), clock);
        witness.IsWell();
        return witness;
    }

    /// <summary>Does what a witness does, from now on.</summary>
    public void IsWell() => Receiver.AnswersBy(AnswerAsync);

    /// <summary>Its member of a file of witnesses.</summary>
    public string Named => $$"""{"url": "http://127.0.0.1:{{Receiver.Port}}/submit", "key": "{{Key}}", "allow_networks": ["127.0.0.0/8"]}""";

    /// <summary>The line by which it cosigns a text.</summary>
    public NoteSignature Line(string noteText, DateTimeOffset? at = null)
    {
        var unsigned = new Cosignature((at ?? Time ?? _clock.GetUtcNow()).ToUnixTimeSeconds(), new byte[Cosignature.SignatureSize]);
        var signature = SignatureAlgorithm.Ed25519.Sign(_key, Encoding.UTF8.GetBytes(unsigned.SignedText(noteText)));
        return new NoteSignature(_name, Key.KeyId, new Cosignature(unsigned.Time, signature).ToArray());
    }

    public async ValueTask DisposeAsync()
    {
        await Receiver.DisposeAsync();
        _key.Dispose();
    }

    private async Task AnswerAsync(HttpContext context, ReceivedRequest request)
    {
        var (status, type, body) = Judge(request);
        (context.Response.StatusCode, context.Response.ContentType) = (status, type);
        await context.Response.WriteAsync(body);
    }

    private (int Status, string Type, string Body) Judge(ReceivedRequest request)
    {
        if (request.Method != "POST" || request.Path != "/submit/add-checkpoint" || !WitnessRequest.TryParse(request.Text, out var asked)
            || !SignedNote.TryParse(asked.Checkpoint, out var note) || !Checkpoint.TryParse(note.Text, out var checkpoint) || asked.OldSize > checkpoint.Size)
        {
            return (400, "text/plain", "");
        }

        if (Strangers.Any(end => checkpoint.Origin.EndsWith(end, StringComparison.Ordinal)))
        {
            return (404, "text/plain", "");
        }

        if (SignedCheckpoint.TryRead(asked.Checkpoint, [.. LogKeys.Select(key => VerifierKey.OfEd25519(checkpoint.Origin, key))]) is null)
        {
            return (403, "text/plain", "");
        }

        lock (Known)
        {
            var (size, root) = Known.GetValueOrDefault(checkpoint.Origin, (0, Merkle.EmptyRoot));
            if (asked.OldSize != size || (size == checkpoint.Size && root != checkpoint.Root))
            {
                return (409, "text/x.tlog.size", $"{size}\n");
            }

            if (!Merkle.Extends(size, root, checkpoint.Size, checkpoint.Root, asked.Proof))
            {
                return (422, "text/plain", "");
            }

            Known[checkpoint.Origin] = (checkpoint.Size, checkpoint.Root);
            return (200, "text/plain; charset=utf-8", $"{Line(note.Text)}\n");
        }
    }
}

/// <summary>A file of witnesses in a directory of its own, which goes with it.</summary>
internal sealed class WitnessFileOf : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("cavra-witnesses-").FullName;

    public WitnessFileOf(params string[] witnesses) => File.WriteAllText(Path, $$"""{"witnesses": [{{string.Join(", ", witnesses)}}]}""");

    public string Path => System.IO.Path.Combine(_directory, "witnesses.json");

    /// <summary>The setting that names it.</summary>
    public Dictionary<string, string?> Settings => new() { ["CAVRA_WITNESSES"] = Path };

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
