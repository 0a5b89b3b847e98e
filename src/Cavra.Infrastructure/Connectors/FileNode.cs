namespace Cavra.Infrastructure.Connectors;

/// <summary>A part of a connector file, whichever language the file is written in. Keeps members that are given twice.</summary>
internal abstract record FileNode;

internal sealed record FileMapping(IReadOnlyList<KeyValuePair<string, FileNode>> Members) : FileNode;

internal sealed record FileList(IReadOnlyList<FileNode> Items) : FileNode;

internal sealed record FileScalar(ScalarKind Kind, string Text) : FileNode;

internal enum ScalarKind
{
    Text,
    Number,
    Boolean,
    Null,
}
