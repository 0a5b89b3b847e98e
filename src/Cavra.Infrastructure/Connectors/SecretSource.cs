namespace Cavra.Infrastructure.Connectors;

/// <summary>
/// Where the secrets that a connector file names are kept: environment variables, and files beside the connector file.
/// </summary>
internal sealed class SecretSource(Func<string, string?> environment, string directory)
{
    private const int MaxLength = 16 * 1024;

    private readonly List<string> _files = [];

    /// <summary>Every file that was asked for, read or not: a change of one is a change of the configuration.</summary>
    public IReadOnlyList<string> Files => _files;

    /// <summary>The variable's value; null when it is not set.</summary>
    public string? FromEnvironment(string name) => environment(name) is { Length: > 0 } value ? value : null;

    /// <summary>The file's text without the line break at its end; null when it can't be read.</summary>
    public string? FromFile(string name)
    {
        try
        {
            var file = Locate(name);
            return new FileInfo(file).Length <= MaxLength && File.ReadAllText(file).TrimEnd('\r', '\n') is { Length: > 0 } text
                ? text
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The path of a file named in the connector file, which is relative to that file.</summary>
    public string Locate(string name)
    {
        var file = Path.GetFullPath(Path.Combine(directory, name));
        _files.Add(file);
        return file;
    }
}

/// <summary>
/// A value that only the request it belongs to may hold. Prints as a fixed mark, so no log or message can show it.
/// </summary>
internal sealed class Secret(string value)
{
    /// <summary>The value itself; call it where the request is made and nowhere else.</summary>
    public string Reveal() => value;

    public override string ToString() => "[secret]";
}

/// <summary>Finds the environment variables that a connector file names: <c>…_env: NAME</c> and <c>{env: NAME}</c>.</summary>
internal static class NamedVariables
{
    /// <summary>Their names, also those that connectors with a problem name.</summary>
    public static IEnumerable<string> In(FileNode node) => node switch
    {
        FileMapping mapping => mapping.Members.SelectMany(member => IsReference(member.Key) ? Texts(member.Value) : In(member.Value)),
        FileList list => list.Items.SelectMany(In),
        _ => [],
    };

    private static bool IsReference(string member) => member is "env" || member.EndsWith("_env", StringComparison.Ordinal);

    private static IEnumerable<string> Texts(FileNode node) => node switch
    {
        FileScalar scalar => [scalar.Text],
        FileList list => list.Items.SelectMany(Texts),
        _ => [],
    };
}
