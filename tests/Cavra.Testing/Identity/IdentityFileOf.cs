namespace Cavra.Testing.Identity;

/// <summary>An identity file in a directory of its own, which goes with it.</summary>
internal sealed class IdentityFileOf : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("cavra-identity-").FullName;

    public IdentityFileOf(string text, string name = "identity.yaml")
    {
        Path = System.IO.Path.Combine(_directory, name);
        Write(text);
    }

    public string Path { get; }

    /// <summary>The setting that names it.</summary>
    public Dictionary<string, string?> Settings => new() { ["CAVRA_IDENTITY_CONFIG"] = Path };

    public void Write(string text) => File.WriteAllText(Path, text);

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
