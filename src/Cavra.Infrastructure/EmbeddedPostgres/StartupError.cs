using Cavra.Domain.Abstractions;

namespace Cavra.Infrastructure.EmbeddedPostgres;

/// <summary>Understands what PostgreSQL's programs complain of. Their words are never passed on.</summary>
internal static class StartupError
{
    private static readonly (string Words, Refusal Refusal)[] Known =
    [
        ("No space left on device", EmbeddedPostgresRefusals.NoSpace),
        ("Disk quota exceeded", EmbeddedPostgresRefusals.NoSpace),
        ("Read-only file system", EmbeddedPostgresRefusals.NotPermitted),
        ("Permission denied", EmbeddedPostgresRefusals.NotPermitted),
        ("Operation not permitted", EmbeddedPostgresRefusals.NotPermitted),
        ("has wrong ownership", EmbeddedPostgresRefusals.WrongOwner),
        ("has invalid permissions", EmbeddedPostgresRefusals.WrongMode),
        ("database files are incompatible with server", EmbeddedPostgresRefusals.OtherVersion),
    ];

    /// <summary>The refusal that says the same; null when the complaint is not one we know.</summary>
    public static Refusal? Of(string output) =>
        Known.FirstOrDefault(known => output.Contains(known.Words, StringComparison.Ordinal)).Refusal;

    /// <summary>Whether processes of a server that was killed a moment ago are still going away.</summary>
    public static bool IsStillEnding(string output) =>
        output.Contains("pre-existing shared memory block", StringComparison.Ordinal);
}
