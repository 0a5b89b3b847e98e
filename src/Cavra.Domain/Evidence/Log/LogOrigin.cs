namespace Cavra.Domain.Evidence.Log;

/// <summary>What a workspace's log is called, in its checkpoints and as the name of the keys that sign them.</summary>
public static class LogOrigin
{
    /// <summary><c>cavra/instance/workspace</c>, without a scheme, as C2SP <c>tlog-checkpoint</c> asks for.</summary>
    public static string Of(string instance, string workspace) => $"cavra/{instance}/{workspace}";
}
