using System.Globalization;

namespace Cavra.Infrastructure.Connectors;

/// <summary>
/// Reads the members of one part of a configuration file by name, and collects every rule broken. What nobody has read by the end
/// is unknown, and refused too.
/// </summary>
internal sealed class ConnectorMembers
{
    private readonly FileMapping _mapping;
    private readonly string _prefix;
    private readonly HashSet<string> _known = [];

    public ConnectorMembers(FileMapping mapping, SecretSource secrets, List<string> problems, string prefix = "")
    {
        (_mapping, Source, Problems, _prefix) = (mapping, secrets, problems, prefix);
        foreach (var twice in mapping.Members.CountBy(member => member.Key).Where(count => count.Value > 1))
        {
            Refuse(twice.Key, "is given twice");
        }
    }

    public SecretSource Source { get; }

    /// <summary>What every message begins with.</summary>
    public string Prefix => _prefix;

    public List<string> Problems { get; }

    /// <summary>Every secret that was read so far, to be kept out of what receivers send back.</summary>
    public List<Secret> SecretsRead { get; private init; } = [];

    public IEnumerable<string> Names => _mapping.Members.Select(member => member.Key);

    /// <summary>The name, if it looks like one.</summary>
    public static string Shown(string name) =>
        name.Length is > 0 and <= 40 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') ? name : "a member";

    /// <summary>
    /// Notes a broken rule, and the line of the member, or of what lacks it. The rule never quotes the value; a name that does not
    /// look like one is not quoted either.
    /// </summary>
    public void Refuse(string member, string rule)
    {
        var line = _mapping.Members.Where(pair => IsOf(pair.Key, member)).Select(pair => pair.Value.Line).LastOrDefault(_mapping.Line);
        Problems.Add($"{_prefix}{Shown(member)} {rule}{(line > 0 ? $" (line {line})" : "")}");
    }

    public string? Text(string member) =>
        Scalar(member, ScalarKind.Text, "must be text")?.Text is { } text ? NonBlank(member, text) : null;

    public bool Flag(string member, bool otherwise) =>
        Scalar(member, ScalarKind.Boolean, "must be true or false") is { } scalar ? scalar.Text == "true" : otherwise;

    /// <summary>
    /// A number from <paramref name="least"/> to <paramref name="most"/>, both included; null when it is not given.
    /// </summary>
    public double? Number(string member, double least, double most)
    {
        var rule = string.Create(CultureInfo.InvariantCulture, $"must be a number from {least} to {most}");
        if (Scalar(member, ScalarKind.Number, rule) is not { } scalar)
        {
            return null;
        }

        if (double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most)
        {
            return number;
        }

        Refuse(member, rule);
        return null;
    }

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int Whole(string member, int least, int most, int otherwise)
    {
        var number = Number(member, least, most);
        if (number is { } fraction && fraction != Math.Floor(fraction))
        {
            Refuse(member, "must be a whole number");
            return otherwise;
        }

        return (int)(number ?? otherwise);
    }

    /// <summary>A list of texts; a single text is a list of one.</summary>
    public IReadOnlyList<string> Texts(string member)
    {
        var node = Find(member);
        var items = node is FileList list ? list.Items : new[] { node }.OfType<FileNode>().ToList();
        if (items.Any(item => item is not FileScalar { Kind: ScalarKind.Text, Text.Length: > 0 }))
        {
            Refuse(member, "must be a list of texts");
            return [];
        }

        return [.. items.Cast<FileScalar>().Select(item => item.Text)];
    }

    /// <summary>The members of a mapping; null when it is not given.</summary>
    public ConnectorMembers? Part(string member)
    {
        switch (Find(member))
        {
            case null:
                return null;
            case FileMapping mapping:
                return Item(Shown(member), mapping);
            default:
                Refuse(member, "must be a mapping");
                return null;
        }
    }

    /// <summary>The members of a mapping that stands somewhere below these.</summary>
    public ConnectorMembers Item(string place, FileMapping mapping) =>
        new(mapping, Source, Problems, $"{_prefix}{place}.") { SecretsRead = SecretsRead };

    /// <summary>The member as it stands in the file; null when it is not given.</summary>
    public FileNode? Find(string member)
    {
        _known.Add(member);
        return _mapping.Members.Where(pair => pair.Key == member).Select(pair => pair.Value).FirstOrDefault();
    }

    public void RefuseUnknown()
    {
        foreach (var name in Names.Distinct().Where(name => !_known.Contains(name)))
        {
            Refuse(name, "is not a member that is known here");
        }
    }

    // A secret is refused by its own name, also where the file names it by reference; a reference within a header by the header's.
    private static bool IsOf(string given, string member) =>
        given == member || given == $"{member}_env" || given == $"{member}_file" || member == $"{given}.env" || member == $"{given}.file";

    private FileScalar? Scalar(string member, ScalarKind kind, string rule)
    {
        var node = Find(member);
        if (node is FileScalar scalar && scalar.Kind == kind)
        {
            return scalar;
        }

        if (node is not null)
        {
            Refuse(member, rule);
        }

        return null;
    }

    private string? NonBlank(string member, string text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            return text;
        }

        Refuse(member, "must not be empty");
        return null;
    }
}
