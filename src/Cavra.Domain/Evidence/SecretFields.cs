namespace Cavra.Domain.Evidence;

/// <summary>The fields that are never kept: undeclared ones are treated alike, these are so on purpose.</summary>
internal static class SecretFields
{
    private const string Credentials =
        """
        actor_claims actor_token authorization client_secret cookie key one_time password secret token webhook_signature
        """;

    /// <summary>Every name, separated by white space.</summary>
    public static string Names { get; } = string.Join('\n',
        Credentials);
}
