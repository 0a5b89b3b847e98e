using System.Net.Sockets;
using Cavra.Cli.Databases;
using Cavra.Infrastructure.Configuration;
using Microsoft.AspNetCore.Connections;

namespace Cavra.Cli.Hosting;

/// <summary>Why the service could not start, for a person.</summary>
/// <param name="Why">One clear message.</param>
/// <param name="ExitCode">How the command ends.</param>
internal sealed record StartFailure(string Why, int ExitCode)
{
    /// <summary>What is known of the failure; null for a fault of Cavra itself.</summary>
    public static StartFailure? Of(Exception failure) => failure switch
    {
        InvalidSettingsException => new StartFailure(failure.Message, Cli.ExitCode.Usage),
        IOException { InnerException: AddressInUseException } => new StartFailure(
            $"{failure.Message} Stop what listens there, or serve elsewhere with --urls.", Cli.ExitCode.Unreachable),
        SocketException { SocketErrorCode: SocketError.AccessDenied } => new StartFailure(
            "This user may not listen on that port. Choose one above 1023 with --urls.", Cli.ExitCode.Unreachable),
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => new StartFailure(
            "This machine has no such address. Serve on another with --urls.", Cli.ExitCode.Unreachable),
        UnauthorizedAccessException or DirectoryNotFoundException or FileNotFoundException => new StartFailure(
            "The data directory can't be made or written to: name another with --data-dir.", Cli.ExitCode.Unreachable),
        _ when DatabaseFailure.Of(failure) is { } why => new StartFailure(why, Cli.ExitCode.Unreachable),
        _ => null,
    };
}
