namespace Cavra.Infrastructure.Connectors;

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
