using System.Text.RegularExpressions;

namespace Cavra.Domain.WorkerRuns;

/// <summary>Names of time zones that mean the same everywhere: those of IANA, not what a machine calls its own.</summary>
public static partial class TimeZoneName
{
    private static readonly string[] OfTheMachine = ["Factory", "Local", "localtime", "posixrules"];

    /// <summary>Whether the name can be one of IANA's; whether there is such a zone is not asked here.</summary>
    public static bool IsShared(string name) =>
        Shape().IsMatch(name)
        && !OfTheMachine.Contains(name, StringComparer.OrdinalIgnoreCase)
        // Copies of the whole tree that some machines have, one of them with leap seconds.
        && !name.StartsWith("posix/", StringComparison.OrdinalIgnoreCase)
        && !name.StartsWith("right/", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
