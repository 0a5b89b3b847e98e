namespace Cavra.Infrastructure.Connectors;

/// <summary>Reads secrets, which a connector file names and never holds.</summary>
internal static class SecretMembers
{
    /// <summary>
    /// The secret named by <c>member_env</c> or <c>member_file</c>; null when neither is given, or it can't be had.
    /// </summary>
    public static Secret? Secret(this ConnectorMembers members, string member)
    {
        RefusePlain(members, member);
        return One(members, member, members.Text($"{member}_env"), members.Text($"{member}_file"));
    }

    /// <summary>The secrets named by <c>member_env</c> and <c>member_file</c>, each of which may be a list.</summary>
    public static IReadOnlyList<Secret> Secrets(this ConnectorMembers members, string member)
    {
        RefusePlain(members, member);
        return
        [
            .. members.Texts($"{member}_env").Select(name => One(members, member, name, null)).OfType<Secret>(),
            .. members.Texts($"{member}_file").Select(name => One(members, member, null, name)).OfType<Secret>(),
        ];
    }

    /// <summary>The secret kept in the environment variable or the file; exactly one of them should be named.</summary>
    public static Secret? One(ConnectorMembers members, string member, string? variable, string? file, string separator = "_")
    {
        if (variable is not null && file is not null)
        {
            members.Refuse(member, "has two sources; name one");
            return null;
        }

        if (variable is null && file is null)
        {
            return null;
        }

        var value = variable is not null ? members.Source.FromEnvironment(variable) : members.Source.FromFile(file!);
        if (value is null)
        {
            var (source, rule) = variable is not null
                ? ("env", "names an environment variable that is not set")
                : ("file", "names a file that can't be read or is empty");
            members.Refuse($"{member}{separator}{source}", rule);
            return null;
        }

        if (value.Any(c => c is < ' ' or > '~'))
        {
            members.Refuse(member, "holds a line break or another character that is not printable ASCII where it is kept");
            return null;
        }

        var secret = new Secret(value);
        members.SecretsRead.Add(secret);
        return secret;
    }

    private static void RefusePlain(ConnectorMembers members, string member)
    {
        if (members.Find(member) is not null)
        {
            members.Refuse(member, $"is a secret, which the file must not hold; use {member}_env or {member}_file");
        }
    }
}
