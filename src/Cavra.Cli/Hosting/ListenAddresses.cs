using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Cavra.Cli.Hosting;

/// <summary>The addresses to serve on.</summary>
internal static class ListenAddresses
{
    /// <summary>How this machine reaches what listens on an address; one that stands for all of them is the machine's own too.</summary>
    public static string FromHere(string url) => url
        .Replace("//0.0.0.0", "//127.0.0.1", StringComparison.Ordinal).Replace("//[::]", "//127.0.0.1", StringComparison.Ordinal);

    /// <summary>Why one of them can't be listened on; null when all can be. Nothing listens there afterwards.</summary>
    /// <param name="urls">The addresses, and what says them.</param>
    public static StartFailure? Taken(IEnumerable<(string Url, string Setting)> urls)
    {
        var listening = new List<TcpListener>();
        try
        {
            foreach (var (url, setting) in urls)
            {
                if (Listen(url, setting, listening) is { } failure)
                {
                    return failure;
                }
            }

            return null;
        }
        finally
        {
            listening.ForEach(listener => listener.Dispose());
        }
    }

    private static StartFailure? Listen(string url, string setting, List<TcpListener> listening)
    {
        var address = BindingAddress.Parse(url);
        var listener = address.Host is "localhost" ? new TcpListener(IPAddress.Loopback, address.Port)
            : IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) ? new TcpListener(ip, address.Port)
            : TcpListener.Create(address.Port);
        listening.Add(listener);
        try
        {
            listener.Start();
            return null;
        }
        catch (SocketException failure) when (failure.SocketErrorCode is SocketError.AddressAlreadyInUse)
        {
            return new StartFailure(
                $"Something listens on {url} already. Stop it, or serve elsewhere with {setting}.", ExitCode.Unreachable);
        }
        catch (SocketException failure) when (StartFailure.Of(failure) is { } known)
        {
            return known with { Why = $"{url}: {known.Why.Replace(RunApi.UrlsOption, setting, StringComparison.Ordinal)}" };
        }
        catch (SocketException)
        {
            // What stands in the way is then said when the service listens.
            return null;
        }
    }
}
