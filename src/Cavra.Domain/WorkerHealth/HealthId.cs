using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;

namespace Cavra.Domain.WorkerHealth;

/// <summary>
/// Names a state of worker health by its content: same trouble, same id, whenever and in whatever order it was found.
/// </summary>
public readonly record struct HealthId(Guid Value) : IId<HealthId>
{
    public static string Prefix => "gordackhealth";

    public static HealthId From(Guid value) => new(value);

    /// <summary>
    /// The first 16 bytes of the SHA-256 over workspace, categories, severities, connectors and each count's order of
    /// magnitude. Every part is written with its length, so that no two different states read the same.
    /// </summary>
    public static HealthId Of(WorkspaceId workspace, IEnumerable<HealthFinding> findings)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, "cavra.worker-health.v1");
        Append(hash, workspace.Value.ToString("N"));
        foreach (var part in findings.Select(Encode).Order(StringComparer.Ordinal))
        {
            Append(hash, part);
        }

        return new HealthId(new Guid(hash.GetHashAndReset().AsSpan(0, 16), bigEndian: true));
    }

    /// <summary>0, 1, 2–9, 10–99, 100–999, …: as 0, 1, 2, 3, 4, ….</summary>
    public static int OrderOfMagnitude(long count)
    {
        var order = (int)Math.Clamp(count, 0, 2);
        for (var rest = count / 10; rest > 0; rest /= 10)
        {
            order++;
        }

        return order;
    }

    public override string ToString() => Ids.Format(this);

    private static string Encode(HealthFinding finding)
    {
        var text = new StringBuilder();
        string[] head = [WireName.Of(finding.Category), WireName.Of(finding.Severity), $"{OrderOfMagnitude(finding.Count)}"];
        foreach (var part in head.Concat(finding.Connectors.Distinct().Order(StringComparer.Ordinal)))
        {
            text.Append(part.Length).Append(':').Append(part);
        }

        return text.ToString();
    }

    private static void Append(IncrementalHash hash, string part)
    {
        var bytes = Encoding.UTF8.GetBytes(part);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
