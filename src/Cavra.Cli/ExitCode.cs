namespace Cavra.Cli;

/// <summary>How a command ended, for pipelines. Fixed for ever.</summary>
internal static class ExitCode
{
    /// <summary>Done, and everything is well.</summary>
    public const int Fine = 0;

    /// <summary>Done, and what was looked at is not well: not healthy, not sound.</summary>
    public const int Unwell = 1;

    /// <summary>The command or the configuration is written wrongly.</summary>
    public const int Usage = 2;

    /// <summary>The server, the database, the data directory or an address to listen on can't be had.</summary>
    public const int Unreachable = 3;

    /// <summary>What was asked is refused, by a rule or for want of a role.</summary>
    public const int Refused = 4;

    /// <summary>The key or token is none that opens anything here.</summary>
    public const int NotSignedIn = 5;

    /// <summary>A fault of the command itself.</summary>
    public const int Fault = 70;

    /// <summary>Ended by whoever ran it.</summary>
    public const int Interrupted = 130;

    /// <summary>What an HTTP status that is no success means.</summary>
    public static int Of(int status) => status switch
    {
        400 => Usage,
        401 => NotSignedIn,
        >= 500 => Unreachable,
        _ => Refused,
    };
}
