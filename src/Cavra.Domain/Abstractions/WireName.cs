using System.Collections.Concurrent;
using System.Text;

namespace Cavra.Domain.Abstractions;

/// <summary>Names of enum members as they are spelled on the wire, in the database and in evidence: snake case.</summary>
public static class WireName
{
    private static readonly ConcurrentDictionary<Enum, string> Known = new();

    /// <summary><c>FailureClass.GuardRefused</c> is <c>guard_refused</c>.</summary>
    public static string Of(Enum value) => Known.GetOrAdd(value, static member => SnakeCase(member.ToString()));

    /// <summary>The wire names of all members, in the order of declaration.</summary>
    public static IReadOnlyList<string> All<TEnum>()
        where TEnum : struct, Enum => [.. Enum.GetValues<TEnum>().Select(value => Of(value))];

    /// <summary>Reads a wire name; numbers and other spellings are not names.</summary>
    public static bool TryParse<TEnum>(string? text, out TEnum value)
        where TEnum : struct, Enum
    {
        foreach (var member in Enum.GetValues<TEnum>())
        {
            if (Of(member) == text)
            {
                value = member;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary><c>NextRetryAt</c> is <c>next_retry_at</c>.</summary>
    public static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
