namespace Cavra.Infrastructure.Connectors;

/// <summary>Reads members that several providers have.</summary>
internal static class OwnMembers
{
    /// <summary>The secret named by <c>member_env</c> or <c>member_file</c>, which must be given.</summary>
    public static Secret? RequiredSecret(this ConnectorMembers members, string member)
    {
        var known = members.Problems.Count;
        var secret = members.Secret(member);
        if (secret is null && members.Problems.Count == known)
        {
            members.Refuse(member, $"must be named by {member}_env or {member}_file");
        }

        return secret;
    }

    /// <summary>A text that must be given.</summary>
    public static string? RequiredText(this ConnectorMembers members, string member)
    {
        var known = members.Problems.Count;
        var text = members.Text(member);
        if (text is null && members.Problems.Count == known)
        {
            members.Refuse(member, "must be given");
        }

        return text;
    }

    /// <summary>A mapping of texts by name; empty when it is not given.</summary>
    public static IReadOnlyDictionary<string, string> Constants(this ConnectorMembers members, string member)
    {
        if (members.Part(member) is not { } part)
        {
            return new Dictionary<string, string>();
        }

        return part.Names.Distinct().Select(name => (Name: name, Text: part.Text(name)))
            .Where(constant => constant.Text is not null).ToDictionary(constant => constant.Name, constant => constant.Text!);
    }

    /// <summary>How long to wait for a confirmation, by <c>confirm</c> and <c>confirm_timeout_seconds</c>; zero for not at all.</summary>
    /// <param name="members">The connector's members.</param>
    /// <param name="otherwise">Seconds, where nothing is said.</param>
    /// <param name="most">Seconds at most.</param>
    public static TimeSpan ConfirmTime(this ConnectorMembers members, int otherwise, int most)
    {
        var (confirm, seconds) = (members.Flag("confirm", true), members.Whole("confirm_timeout_seconds", 1, most, otherwise));
        return confirm ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;
    }
}
