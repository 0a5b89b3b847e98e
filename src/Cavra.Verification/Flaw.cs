namespace Cavra.Verification;

/// <summary>The first bad thing that a verification has met; it ends there.</summary>
internal sealed class Flaw(VerificationFinding finding, string says, string? file = null, long? index = null) : Exception(says)
{
    public VerificationResult VerificationResult { get; } = new(finding, says) { File = file, FirstBadIndex = index };

    public static Flaw Unreadable(string says, string file) => new(VerificationFinding.Unreadable, says, file);

    public static Flaw Tampered(string says, string file, long? index = null) => new(VerificationFinding.Tampered, says, file, index);

    public static Flaw Missing(string file, long? index = null) => new(VerificationFinding.Missing, $"{file} is missing.", file, index);
}
