namespace Cavra.Cli;

/// <summary>How a command ended, for pipelines. Fixed for ever.</summary>
internal static class ExitCode
{
    /// <summary>Done, and everything is well.</summary>
    public const int Fine = 0;

    /// <summary>Refused, or not healthy.</summary>
    public const int Refused = 1;

    /// <summary>The command or the configuration is written wrongly.</summary>
    public const int Usage = 2;

    /// <summary>The server, the database or an address to listen on can't be had.</summary>
    public const int Unreachable = 3;
}
