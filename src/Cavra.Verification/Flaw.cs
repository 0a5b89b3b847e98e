namespace Cavra.Verification;

/// <summary>The first bad thing that a verification has met; it ends there.</summary>
internal sealed class Flaw(Finding finding, string says, string? file = null, long? index = null) : Exception(says)
{
    public Verdict Verdict { get; } = new(finding, says) { File = file, FirstBadIndex = index };

    public static Flaw Unreadable(string says, string file) => new(Finding.Unreadable, says, file);

    public static Flaw Tampered(string says, string file, long? index = null) => new(Finding.Tampered, says, file, index);

    public static Flaw Missing(string file, long? index = null) => new(Finding.Missing, $"{file} is missing.", file, index);
}
