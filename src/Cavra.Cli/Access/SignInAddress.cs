namespace Cavra.Cli.Access;

/// <summary>What a person opens to sign in. The secret follows <c>#</c>, so that no browser sends it and no log has it.</summary>
internal static class SignInAddress
{
    public static string Of(string server, string oneTime) => $"{server.TrimEnd('/')}/signin#{oneTime}";
}
