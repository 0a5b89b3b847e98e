namespace Cavra.Infrastructure.Persistence.Claims;

/// <summary>The statements of the files beside this one.</summary>
internal static class ClaimStatements
{
    public static string DueDestinations { get; } = Read(nameof(DueDestinations));

    public static string LeftBehindDestinations { get; } = Read(nameof(LeftBehindDestinations));

    public static string HeldDestinations { get; } = Read(nameof(HeldDestinations));

    public static string NewConnectorStates { get; } = Read(nameof(NewConnectorStates));

    public static string ConnectorStates { get; } = Read(nameof(ConnectorStates));

    private static string Read(string name)
    {
        using var file = typeof(ClaimStatements).Assembly.GetManifestResourceStream($"{typeof(ClaimStatements).Namespace}.{name}.sql")!;
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }
}
