using System.Globalization;
using System.Text;

namespace Cavra.Infrastructure.Delivery.Providers.Syslog;

/// <summary>Tells one message of a stream from the next.</summary>
internal static class SyslogFrame
{
    /// <summary>The message with its length in octets before it, or a line feed behind it; it has none inside.</summary>
    public static byte[] Of(byte[] message, bool endsWithLineFeed) => endsWithLineFeed
        ? [.. message, (byte)'\n']
        : [.. Encoding.ASCII.GetBytes(message.Length.ToString(CultureInfo.InvariantCulture)), (byte)' ', .. message];
}
