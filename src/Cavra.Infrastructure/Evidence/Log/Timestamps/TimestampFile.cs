using System.Net;
using System.Security.Cryptography.X509Certificates;
using Cavra.Application.Ports;
using Cavra.Infrastructure.Connectors;

namespace Cavra.Infrastructure.Evidence.Log.Timestamps;

/// <summary>The authority that checkpoints are time-stamped by, as configured.</summary>
/// <param name="Url">Where it is asked.</param>
/// <param name="Roots">What the certificate that signs its tokens must lead to.</param>
/// <param name="Authorities">Whom the certificate of its server must come from; the machine's authorities where none is given.</param>
/// <param name="AllowNetworks">Private networks in which it may be.</param>
internal sealed record TimestampDefinition(
    Uri Url, X509Certificate2Collection Roots, X509Certificate2Collection Authorities, IReadOnlyList<IPNetwork> AllowNetworks)
{
    /// <summary>Reads the members of the file; null when anything about them was refused.</summary>
    public static TimestampDefinition? Read(ConnectorMembers members)
    {
        var known = members.Problems.Count;
        var (url, roots) = (members.Url("url"), members.Certificates("roots_file"));
        if (roots.Count == 0 && members.Find("roots_file") is null)
        {
            members.Refuse("roots_file", "must be given");
        }

        var (authorities, networks) = (members.Authorities(), members.Networks("allow_networks"));
        members.RefuseUnknown();
        return members.Problems.Count > known ? null : new TimestampDefinition(url!, roots, authorities, networks);
    }
}

/// <summary>What a file of time-stamps holds.</summary>
/// <param name="Authority">Who is asked; null with any problem.</param>
/// <param name="Problems">Everything wrong with it, one public-safe sentence each.</param>
/// <param name="Variables">The environment variables it names, set or not.</param>
internal sealed record TimestampReading(TimestampDefinition? Authority, IReadOnlyList<string> Problems, IReadOnlyList<string> Variables)
{
    public static TimestampReading Empty { get; } = new(null, [], []);
}

/// <summary>The file that names the authority: JSON or YAML, by its name's ending.</summary>
internal sealed class TimestampFile(string path, Func<string, string?> environment, IRedactor redactor)
{
    public TimestampReading Read()
    {
        try
        {
            return Read(ConfigurationTree.Mapping(ConfigurationTree.Read(path), "it", "must be a mapping with the members url and roots_file"));
        }
        catch (Exception exception)
        {
            return TimestampReading.Empty with { Problems = [Told(ConfigurationTree.FailureOf(exception, path))] };
        }
    }

    private TimestampReading Read(FileMapping root)
    {
        var secrets = new SecretSource(environment, Path.GetDirectoryName(Path.GetFullPath(path))!);
        var problems = FileFault.In(root).Select(unread => $"{unread.Member} {unread.Fault.Rule} (line {unread.Fault.Line})").ToList();
        var authority = TimestampDefinition.Read(new ConnectorMembers(root, secrets, problems));
        return new TimestampReading(problems.Count == 0 ? authority : null, [.. problems.Select(Told)], [.. NamedVariables.In(root)]);
    }

    private string Told(string problem) => redactor.Redact($"{Path.GetFileName(path)}: {problem}.").Text;
}
