using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using Cavra.Infrastructure.Net;

namespace Cavra.Api.Tests.Redaction;

/// <summary>Addresses from every range that the egress guard knows, and how each is written.</summary>
internal static class AddressCorpus
{
    private static readonly string[] Carriers = ["::ffff:{0}", "::ffff:0:{0}", "::{0}", "64:ff9b::{0}", "64:ff9b:1::{0}", "2002:{0}::1"];

    /// <summary>Of every range the first, middle and last address, and its neighbours; the services of clouds; and a public one.</summary>
    public static readonly IPAddress[] Addresses =
    [
        .. AddressTable.Ranges.Concat(AddressTable.PublicV6)
            .SelectMany(it => (UInt128[])[it.First - 1, it.First, it.First + ((it.Last - it.First) / 2), it.Last, it.Last + 1])
            .Concat(AddressTable.Metadata)
            .Append(AddressRange.NumberOf(IPAddress.Parse("8.8.8.8")))
            .Select(AddressOf)
            .Distinct(),
    ];

    /// <summary>The address itself, and an IPv4 address in all that carries it.</summary>
    public static IEnumerable<IPAddress> Carried(IPAddress address)
    {
        var groups = Groups(address);
        return groups.Length > 2
            ? [address]
            : [address, .. Carriers.Select(it => IPAddress.Parse(string.Format(CultureInfo.InvariantCulture, it, string.Join(':', groups))))];
    }

    public static IEnumerable<string> Spellings(IPAddress address)
    {
        var groups = Groups(address);
        if (groups.Length == 2)
        {
            return [address.ToString()];
        }

        var full = string.Join(':', groups);
        var tail = new IPAddress(address.GetAddressBytes().AsSpan(12));
        string[] spellings = [address.ToString(), full, full.ToUpperInvariant()];

        // What is written as an IPv4 address is looked at by itself too.
        return AddressRules.Broken(tail) is null || AddressRules.Broken(address) is not (null or AddressRules.Documentation)
            ? spellings.Append($"{string.Join(':', groups[..6])}:{tail}")
            : spellings;
    }

    private static string[] Groups(IPAddress address) =>
        [.. address.GetAddressBytes().Chunk(2).Select(pair => $"{pair[0]:x2}{pair[1]:x2}")];

    private static IPAddress AddressOf(UInt128 number)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return AddressRange.IsV4(number) ? new IPAddress(bytes.AsSpan(12)) : new IPAddress(bytes);
    }
}
