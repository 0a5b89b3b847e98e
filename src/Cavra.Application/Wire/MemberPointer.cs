using System.Text;
using System.Text.RegularExpressions;
using Cavra.Domain.Abstractions;

namespace Cavra.Application.Wire;

/// <summary>JSON pointers (RFC 6901) of members, from the ways in which .NET names them.</summary>
public static class MemberPointer
{
    /// <summary><c>Routes[0].ExternalRef</c> is <c>/routes/0/external_ref</c>.</summary>
    public static string Of(string propertyPath)
    {
        var pointer = new StringBuilder();
        foreach (var part in propertyPath.Split(['.', '['], StringSplitOptions.RemoveEmptyEntries))
        {
            pointer.Append('/').Append(part.EndsWith(']') ? part[..^1] : WireName.SnakeCase(part));
        }

        return pointer.ToString();
    }

    /// <summary><c>$.routes[0].external_ref</c> is <c>/routes/0/external_ref</c>; names in quotes are kept whole.</summary>
    public static string OfJsonPath(string? path)
    {
        var pointer = new StringBuilder();
        var rest = (path ?? "$").AsSpan()[1..];
        while (!rest.IsEmpty)
        {
            if (rest.StartsWith("['"))
            {
                // The name itself may hold what ends it, and .NET does not escape it.
                var end = rest[2..].IndexOf("']");
                Append(end < 0 ? rest[2..] : rest[2..(end + 2)]);
                rest = end < 0 ? [] : rest[(end + 4)..];
            }
            else
            {
                rest = rest[1..];
                var end = rest.IndexOfAny('.', '[', ']');
                Append(end < 0 ? rest : rest[..end]);
                rest = end < 0 ? [] : rest[end] is ']' ? rest[(end + 1)..] : rest[end..];
            }
        }

        return pointer.ToString();

        void Append(ReadOnlySpan<char> name) =>
            pointer.Append('/').Append(name.ToString().Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
    }
}

/// <summary>Decides whether a name that nobody knows is repeated to who sent it: a secret in the wrong place is not.</summary>
public static partial class MemberName
{
    public const string Hidden = "(name)";

    /// <summary>The name where it is spelled like a member, else a mark in its place. Words hold few digits, tokens many.</summary>
    public static string Presentable(string name) => LikeMember().IsMatch(name) ? name : Hidden;

    [GeneratedRegex(@"^([0-9]{1,6}|(?=([A-Za-z_]*[0-9]){0,2}[A-Za-z_]*\z)[A-Za-z0-9_]{1,40})\z", RegexOptions.CultureInvariant)]
    private static partial Regex LikeMember();
}
