using Cavra.Api.Security;

namespace Cavra.Api.Operations;

/// <summary>What is logged and how: short lines for a person at a terminal, JSON for everything else.</summary>
internal static class Logs
{
    public static ILoggingBuilder AddCavraLogs(this ILoggingBuilder logging)
    {
        logging.ClearProviders();
        if (Console.IsOutputRedirected)
        {
            // Without scopes: the framework's hold the path of the request, which a caller has typed.
            logging.AddJsonConsole(options => (options.UseUtcTimestamp, options.IncludeScopes, options.TimestampFormat) = (true, false, "O"));
        }
        else
        {
            logging.AddSimpleConsole(options => (options.SingleLine, options.IncludeScopes, options.TimestampFormat) = (true, false, "HH:mm:ss "));
        }

        return logging.SetMinimumLevel(LogLevel.Information)
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information)
            // What is wrong with a token is told by Cavra itself, without the token.
            .AddFilter("Microsoft.AspNetCore.Authentication", LogLevel.None)
            .AddFilter("System", LogLevel.Warning)
            .AddFilter("Npgsql", LogLevel.Warning)
            .AddFilter(typeof(KeyAuthentication).FullName, LogLevel.Warning)
            // These quote statements and exceptions' messages; what fails is logged where it is answered, without either.
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None)
            .AddFilter("Microsoft.AspNetCore.Diagnostics", LogLevel.None)
            // A start that fails is told to whoever started it, in one sentence instead of a stack trace.
            .AddFilter("Microsoft.Extensions.Hosting.Internal", LogLevel.None);
    }
}
