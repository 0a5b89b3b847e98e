using Cavra.Api.Security;
using Cavra.Application.Ports;
using Cavra.Domain.Access;
using Cavra.Infrastructure.Persistence;

namespace Cavra.Api.Events;

/// <summary>Whether what a stream was opened with is still good for it.</summary>
internal sealed class CredentialCheck(ICallerDirectory callers, ISessionDirectory sessions)
{
    /// <summary>Asks as a new request would, except that nobody is active. A database that is away ends no stream.</summary>
    public async Task<bool> StandsAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var from = http.Connection.RemoteIpAddress;
        try
        {
            var holder = KeyAuthentication.Presented(http.Request) is { } key ? await callers.FindAsync(key, from, cancellationToken)
                : SessionCookie.Of(http.Request) is { } token ? (await sessions.FindAsync(token, from, isActivity: false, cancellationToken)).Holder
                : null;
            return holder?.May(Permissions.RecordsRead) is true;
        }
        catch (Exception away) when (DatabaseAway.Is(away))
        {
            return true;
        }
    }
}
