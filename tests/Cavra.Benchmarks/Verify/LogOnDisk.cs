using System.Buffers;
using System.Globalization;
using System.Text;
using Cavra.Domain.Evidence.Log;
using NSec.Cryptography;

namespace Cavra.Benchmarks.Verify;

/// <summary>A signed log in a directory of its own, gone when the benchmark is over. Its entries are as long as Cavra's are.</summary>
internal sealed class LogOnDisk : IDisposable
{
    private const string Origin = "cavra/benchmark/default";

    private LogOnDisk(string directory, IReadOnlyList<string> bundles, VerifierKey trusted) =>
        (Directory, Bundles, Trusted) = (directory, bundles, trusted);

    public string Directory { get; }

    /// <summary>The files that hold the entries.</summary>
    public IReadOnlyList<string> Bundles { get; }

    public VerifierKey Trusted { get; }

    public static LogOnDisk Write(int size)
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("cavra-benchmark-").FullName;
        var (tree, bundle, bundles) = (new TileGrowth(0, new Dictionary<LogTile, byte[]>()), new ArrayBufferWriter<byte>(), new List<string>());
        for (var index = 0; index < size; index++)
        {
            var entry = Entry(index);
            tree.Append(Merkle.LeafHash(entry));
            EntryBundle.Write(bundle, entry);
            if ((index + 1) % LogTile.FullWidth == 0 || index + 1 == size)
            {
                bundles.Add(Add(directory, Tiling.EntriesAt(index, size).Path, bundle.WrittenSpan));
                bundle.ResetWrittenCount();
            }
        }

        foreach (var (tile, hashes) in tree.Changed)
        {
            Add(directory, tile.Path, hashes);
        }

        using var key = Key.Create(SignatureAlgorithm.Ed25519);
        var trusted = VerifierKey.OfEd25519(Origin, key.PublicKey.Export(KeyBlobFormat.RawPublicKey));
        var body = new Checkpoint(Origin, size, tree.Root()).Body;
        var signature = SignatureAlgorithm.Ed25519.Sign(key, Encoding.UTF8.GetBytes(body));
        var note = new SignedNote(body, []).With(new NoteSignature(Origin, trusted.KeyId, signature));
        Add(directory, "checkpoint", Encoding.UTF8.GetBytes(note.ToString()));
        return new LogOnDisk(directory, bundles, trusted);
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    private static byte[] Entry(int index) => Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{{\"n\":{index},\"text\":\"") + new string('x', 1_250) + "\"}");

    private static string Add(string directory, string path, ReadOnlySpan<byte> bytes)
    {
        var file = Path.Combine(directory, path);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, bytes);
        return file;
    }
}
