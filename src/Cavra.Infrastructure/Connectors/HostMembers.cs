using Cavra.Infrastructure.Delivery.Egress;

namespace Cavra.Infrastructure.Connectors;

/// <summary>Reads where a connector sends to that has no URL.</summary>
internal static class HostMembers
{
    /// <summary>The receiver's name or address, which must be given.</summary>
    public static string? Host(this ConnectorMembers members)
    {
        if (members.RequiredText("host") is not { } host)
        {
            return null;
        }

        if (UrlRules.IsOrdinaryHost(host))
        {
            return host;
        }

        members.Refuse("host", "must be a host name or an address, an IPv6 address in brackets");
        return null;
    }

    /// <summary>The receiver's port.</summary>
    public static int Port(this ConnectorMembers members, int otherwise) => members.Whole("port", 1, 65_535, otherwise);

    /// <summary>One of a few words; the first where none is given.</summary>
    public static string Choice(this ConnectorMembers members, string member, params ReadOnlySpan<string> words)
    {
        var word = members.Text(member) ?? words[0];
        if (words.Contains(word))
        {
            return word;
        }

        members.Refuse(member, $"must be one of: {string.Join(", ", words)}");
        return words[0];
    }
}
