using System.Buffers;
using System.Text;
using Cavra.Domain.Evidence.Log;
using Cavra.Verification;
using NSec.Cryptography;

namespace Cavra.Domain.Tests.Verification;

/// <summary>A log in memory, signed, as the files that a verifier reads. Tests change the files.</summary>
internal sealed class SignedLog : ILogSource, IDisposable
{
    public const string Origin = "cavra/test/default";

    private readonly Key _key = Key.Create(SignatureAlgorithm.Ed25519);

    public SignedLog(int size, Func<int, string>? entry = null)
    {
        Entries = [.. Enumerable.Range(0, size).Select(index => Encoding.UTF8.GetBytes((entry ?? AnEntry)(index)))];
        var tree = new TileGrowth(0, new Dictionary<LogTile, byte[]>());
        foreach (var bytes in Entries)
        {
            tree.Append(Merkle.LeafHash(bytes));
        }

        foreach (var (tile, hashes) in tree.Changed)
        {
            Files[tile.Path] = hashes;
        }

        for (var first = 0; first < size; first += LogTile.FullWidth)
        {
            var bundle = new ArrayBufferWriter<byte>();
            Entries.Skip(first).Take(LogTile.FullWidth).ToList().ForEach(bytes => EntryBundle.Write(bundle, bytes));
            Files[Tiling.EntriesAt(first, size).Path] = bundle.WrittenSpan.ToArray();
        }

        Files["checkpoint"] = Sign(new Checkpoint(Origin, size, tree.Root()));
    }

    public IReadOnlyList<byte[]> Entries { get; }

    public Dictionary<string, byte[]> Files { get; } = [];

    public VerifierKey Trusted => VerifierKey.OfEd25519(Origin, _key.PublicKey.Export(KeyBlobFormat.RawPublicKey));

    public byte[] Sign(Checkpoint checkpoint)
    {
        var signature = SignatureAlgorithm.Ed25519.Sign(_key, Encoding.UTF8.GetBytes(checkpoint.Body));
        return Encoding.UTF8.GetBytes(
            new SignedNote(checkpoint.Body, []).With(new NoteSignature(Origin, Trusted.KeyId, signature)).ToString());
    }

    /// <summary>The checkpoint of the first entries.</summary>
    public byte[] At(int size) =>
        Sign(new Checkpoint(Origin, size, Merkle.Root([.. Entries.Take(size).Select(bytes => Merkle.LeafHash(bytes))])));

    public byte[] ReceiptOf(int index)
    {
        var tiles = Files.Where(file => LogTile.TryParse(file.Key, out _))
            .ToDictionary(file => LogTile.TryParse(file.Key, out var tile) ? tile : default, file => file.Value);
        var proof = new TlogProof(
            index, TileProofs.Inclusion(index, Entries.Count, tiles), Encoding.UTF8.GetString(Files["checkpoint"]))
        { Extra = Entries[index] };
        return Encoding.UTF8.GetBytes(proof.ToString());
    }

    public Task<VerificationResult> VerifyAsync(byte[]? earlier = null) =>
        new LogVerifier(this, [Trusted]) { Earlier = earlier }.VerifyAsync(CancellationToken.None);

    public Task<byte[]?> ReadAsync(string path, int mostBytes, CancellationToken cancellationToken) =>
        Files.TryGetValue(path, out var bytes) && bytes.Length > mostBytes
            ? throw new InvalidDataException("longer than it may be")
            : Task.FromResult(bytes);

    public void Dispose() => _key.Dispose();

    /// <summary>The proof that the log grew from its first entries, as an export's file has it.</summary>
    public byte[] ConsistencyFrom(int size)
    {
        var tiles = Files.Where(file => LogTile.TryParse(file.Key, out _))
            .ToDictionary(file => LogTile.TryParse(file.Key, out var tile) ? tile : default, file => file.Value);
        var first = new SignedLog(LogTile.FullWidth, index => Encoding.UTF8.GetString(Entries[index]));
        tiles.TryAdd(new LogTile(0, 0, LogTile.FullWidth), first.Files["tile/0/000"]);
        first.Dispose();
        return Encoding.ASCII.GetBytes(string.Concat(TileProofs.Consistency(size, Entries.Count, tiles).Select(hash => $"{hash}\n")));
    }

    public static string AnEntry(int index) => AnEntry(index, index % 3);

    /// <summary>An entry as far as verification looks into it, one a second.</summary>
    public static string AnEntry(int index, int audit) =>
        $$"""
        {"created_at":"{{new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero).AddSeconds(index):yyyy-MM-dd'T'HH:mm:ss'Z'}}","n":{{index}},"what":{"resource_id":null,"summary":{"audit_id":"audit-{{audit}}"} } }
        """;
}
