using System.Security.Cryptography;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Verification;

/// <summary>What an export has beside the log's files: proofs of single entries, and what is there for people.</summary>
internal sealed class ExportAttachments(ILogSource source, Checkpoint checkpoint)
{
    private const int MostReadingBytes = 256 * 1024 * 1024;

    private const string Report = "report.html";

    /// <summary>What nothing signed says the contents of.</summary>
    private static readonly string[] ForReading = [Report, "README.txt", "keys.txt"];

    /// <summary>Holds an entry's own proof, where there is one, to the entry and the checkpoint.</summary>
    public async Task ProofAsync(long index, ReadOnlyMemory<byte> entry, CancellationToken cancellationToken)
    {
        var file = $"proofs/{index}.tlog-proof";
        if (await source.TryReadAsync(file, ReceiptVerifier.MostBytes, cancellationToken) is not { } bytes)
        {
            return;
        }

        if (!TlogProof.TryParse(SignedCheckpoint.Text(bytes, file), out var proof))
        {
            throw Flaw.Unreadable($"{file} is no proof of an entry.", file);
        }

        // The checkpoint that it ends with is this one, whose signature is known to be right.
        var isOfIt = proof.Index == index && proof.Extra is { } extra && extra.AsSpan().SequenceEqual(entry.Span)
            && SignedNote.TryParse(proof.Checkpoint, out var note) && Checkpoint.TryParse(note.Text, out var its) && its == checkpoint
            && Merkle.IncludesLeaf(Merkle.LeafHash(entry.Span), index, checkpoint.Size, proof.Path, checkpoint.Root);
        if (!isOfIt)
        {
            throw Flaw.Tampered($"{file} does not prove entry {index}.", file, index);
        }
    }

    /// <summary>Holds the report to the digest in the manifest.</summary>
    public async Task ReportAsync(ExportManifest manifest, CancellationToken cancellationToken)
    {
        var report = await source.MustReadAsync(Report, MostReadingBytes, cancellationToken);
        if ($"sha256:{Convert.ToHexStringLower(SHA256.HashData(report))}" != manifest.ReportDigest)
        {
            throw Flaw.Tampered($"{Report} is not the one that the manifest names.", Report);
        }
    }

    /// <summary>The files that are there and that nothing signed says anything of.</summary>
    public async Task<string[]> UncheckedAsync(CancellationToken cancellationToken)
    {
        var there = new List<string>();
        foreach (var file in ForReading)
        {
            if (await source.IsThereAsync(file, MostReadingBytes, cancellationToken))
            {
                there.Add(file);
            }
        }

        return [.. there];
    }
}
