namespace Cavra.Infrastructure.Persistence;

/// <summary>Reads the hand-written statements that lie beside their users.</summary>
internal static class EmbeddedSql
{
    /// <param name="name">Name of the file.</param>
    public static string Read(string name)
    {
        var assembly = typeof(EmbeddedSql).Assembly;
        var resource = assembly.GetManifestResourceNames().Single(candidate => candidate.EndsWith($".{name}", StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
