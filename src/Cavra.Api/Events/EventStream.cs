using Cavra.Api.Security;
using Cavra.Application.Evidence.Feed;
using Cavra.Application.Ports;
using Cavra.Domain.Access;
using Cavra.Infrastructure.Evidence.Feed;
using Cavra.Infrastructure.Persistence;

namespace Cavra.Api.Events;

/// <summary>Writes what a listener is told, and a comment where there is nothing, until the credential, the caller or the process goes.</summary>
internal sealed class EventStream(HttpContext http, FeedListener listener, CredentialCheck credential, TimeProvider clock)
{
    /// <summary>From one sign of life to the next.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    /// <summary>How old the last look at the credential may be when an entry is told.</summary>
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(5);

    private DateTimeOffset _lookedAt = clock.GetUtcNow();

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await http.Response.BodyWriter.WriteAsync(EventText.Beginning, cancellationToken);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var (told, beat) = (listener.WaitAsync(ended.Token), Task.Delay(Beat, clock, ended.Token));
        try
        {
            while (await StandsAsync(beat.IsCompleted, ended.Token))
            {
                if (beat.IsCompleted)
                {
                    await http.Response.BodyWriter.WriteAsync(EventText.Heartbeat, ended.Token);
                    beat = Task.Delay(Beat, clock, ended.Token);
                }

                while (listener.TryTake(out var piece))
                {
                    await http.Response.BodyWriter.WriteAsync(piece.Value, ended.Token);
                }

                await http.Response.BodyWriter.FlushAsync(ended.Token);
                told = told.IsCompleted ? listener.WaitAsync(ended.Token) : told;
                await await Task.WhenAny(told, beat);
            }
        }
        finally
        {
            await ended.CancelAsync();
        }
    }

    private async Task<bool> StandsAsync(bool isBeat, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (!isBeat && now - _lookedAt < Believed)
        {
            return true;
        }

        _lookedAt = now;
        return await credential.StandsAsync(http, cancellationToken);
    }
}

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
