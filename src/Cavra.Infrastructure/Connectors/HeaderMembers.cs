using System.Buffers;

namespace Cavra.Infrastructure.Connectors;

/// <summary>A header that a connector adds to every request.</summary>
/// <param name="Name">The header's name as the file spells it.</param>
/// <param name="Value">Its value.</param>
/// <param name="IsSecret">Whether the value came by reference; a plain one stands in the file for all to read.</param>
internal sealed record ConnectorHeader(string Name, Secret Value, bool IsSecret);

/// <summary>Reads <c>headers {name: value | {env} | {file}}</c>.</summary>
internal static class HeaderMembers
{
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    // What Cavra or HTTP itself sets: a connector that could would break the framing, the signature or the duplicate key.
    private static readonly HashSet<string> Own = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Content-Length", "Content-Type", "Content-Encoding", "Transfer-Encoding", "Connection", "Upgrade", "TE",
        "Trailer", "Expect", "Accept-Encoding", "Idempotency-Key", "webhook-id", "webhook-timestamp", "webhook-signature",
    };

    private static readonly string[] SecretMarks =
        ["auth", "token", "secret", "key", "cookie", "password", "credential", "signature", "session"];

    public static IReadOnlyList<ConnectorHeader> Headers(this ConnectorMembers members)
    {
        if (members.Part("headers") is not { } headers)
        {
            return [];
        }

        var names = headers.Names.Distinct().ToList();
        foreach (var twice in names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            headers.Refuse(twice.Last(), "is given twice");
        }

        return [.. names.Select(name => Header(headers, name)).OfType<ConnectorHeader>()];
    }

    private static ConnectorHeader? Header(ConnectorMembers headers, string name)
    {
        var node = headers.Find(name);
        if (name.Length is 0 or > 100 || name.AsSpan().ContainsAnyExcept(TokenCharacters))
        {
            headers.Refuse(name, "is not a header name");
            return null;
        }

        if (Own.Contains(name))
        {
            headers.Refuse(name, "is set by Cavra and can't be configured");
            return null;
        }

        return node switch
        {
            FileMapping => Referenced(headers, name),
            FileScalar { Kind: ScalarKind.Text } scalar => Plain(headers, name, scalar.Text),
            _ => Refused(headers, name, "must be text, {env: NAME} or {file: PATH}"),
        };
    }

    private static ConnectorHeader? Referenced(ConnectorMembers headers, string name)
    {
        var reference = headers.Part(name)!;
        var (variable, file) = (reference.Text("env"), reference.Text("file"));
        reference.RefuseUnknown();
        if (variable is null && file is null)
        {
            return Refused(headers, name, "must name its value by env or file");
        }

        return SecretMembers.One(headers, name, variable, file, separator: ".") is { } value
            ? new ConnectorHeader(name, value, IsSecret: true)
            : null;
    }

    private static ConnectorHeader? Plain(ConnectorMembers headers, string name, string value)
    {
        if (SecretMarks.Any(mark => name.Contains(mark, StringComparison.OrdinalIgnoreCase)))
        {
            return Refused(headers, name, "is a secret, which the file must not hold; use {env: NAME} or {file: PATH}");
        }

        if (value.Any(c => char.IsControl(c) || !char.IsAscii(c)))
        {
            return Refused(headers, name, "must have a value without line breaks, control characters and non-ASCII characters");
        }

        return new ConnectorHeader(name, new Secret(value), IsSecret: false);
    }

    private static ConnectorHeader? Refused(ConnectorMembers headers, string name, string rule)
    {
        headers.Refuse(name, rule);
        return null;
    }
}
