using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Verification;

/// <summary>Checks the time-stamp that an export brings.</summary>
internal sealed class ExportTimestamp(ILogSource source, IReadOnlyList<VerifierKey> trusted, Growth growth)
{
    private const int MostBytes = 65_536;

    private const string Token = "timestamp.tst";

    private const string Stamped = "timestamped-checkpoint";

    /// <summary>Null where there is no time-stamp.</summary>
    /// <param name="roots">What the authority's certificate must lead to; null where the token is not to be checked.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Flaw">The token or its checkpoint is not what it must be.</exception>
    public async Task<TimestampVerdict?> ReadAsync(X509Certificate2Collection? roots, CancellationToken cancellationToken)
    {
        if (await source.TryReadAsync(Token, MostBytes, cancellationToken) is not { } token)
        {
            return null;
        }

        var text = SignedCheckpoint.Text(await source.MustReadAsync(Stamped, MostBytes, cancellationToken), Stamped);
        var checkpoint = SignedCheckpoint.Read(text, trusted, Stamped);
        var isProved = await growth.CanBeProvedAsync(checkpoint, cancellationToken);
        if (isProved)
        {
            await growth.CheckAsync(checkpoint, Stamped, proofFile: null, cancellationToken);
        }

        if (roots is null)
        {
            return new TimestampVerdict(checkpoint.Size, IsChecked: false, isProved, StampedAt: null, Authority: null);
        }

        var found = TimestampCheck.Check(token, checkpoint.Body, roots);
        return found.Failure is { } failure
            ? throw Flaw.Tampered($"{Token} is no time-stamp of {Stamped} by an authority of the given roots ({WireName.Of(failure)}).", Token)
            : new TimestampVerdict(checkpoint.Size, IsChecked: true, isProved, found.At, found.Authority);
    }
}

/// <summary>What is said of a time-stamp.</summary>
/// <param name="Size">Entries that the stamped checkpoint is over.</param>
/// <param name="IsChecked">Whether the token was verified; it is not where no roots are given.</param>
/// <param name="IsGrownFrom">Whether it was proved that the log grew from the stamped checkpoint; the files may not suffice.</param>
/// <param name="StampedAt">When the authority says that it was made; null where that was not checked.</param>
/// <param name="Authority">The subject of the certificate that signed it; null where that was not checked.</param>
public sealed record TimestampVerdict(long Size, bool IsChecked, bool IsGrownFrom, DateTimeOffset? StampedAt, string? Authority)
{
    internal string Sentence => StampedAt is { } at
        ? string.Create(
            CultureInfo.InvariantCulture,
            $" Its first {Size} entries were time-stamped by {Plain(Authority!)} at {at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}{(IsGrownFrom ? "" : Unproved)}.")
        : " The time-stamp was not checked: no roots of its authority were given.";

    /// <summary>What is said where one was asked for and there is none.</summary>
    internal const string None = " No time-stamp came with it.";

    private const string Unproved = ", as far as the signature of that checkpoint tells: the hashes that prove the growth since are not there";

    private static string Plain(string name) => string.Concat(name.Where(c => !char.IsControl(c)));
}
