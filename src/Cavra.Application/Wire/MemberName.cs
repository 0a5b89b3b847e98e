using System.Text.RegularExpressions;

namespace Cavra.Application.Wire;

/// <summary>Decides whether a name that nobody knows is repeated to who sent it: a secret in the wrong place is not.</summary>
public static partial class MemberName
{
    public const string Hidden = "(name)";

    /// <summary>The name where it is spelled like a member, else a mark in its place. Words hold few digits, tokens many.</summary>
    public static string Presentable(string name) => LikeMember().IsMatch(name) ? name : Hidden;

    [GeneratedRegex(@"^([0-9]{1,6}|(?=([A-Za-z_]*[0-9]){0,2}[A-Za-z_]*\z)[A-Za-z0-9_]{1,40})\z", RegexOptions.CultureInvariant)]
    private static partial Regex LikeMember();
}
