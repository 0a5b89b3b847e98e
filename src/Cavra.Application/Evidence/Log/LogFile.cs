using System.Text;

namespace Cavra.Application.Evidence.Log;

/// <summary>A file of the evidence log in the format that other people's tools read.</summary>
/// <param name="Bytes">What it holds.</param>
/// <param name="MediaType">What sort of file it is.</param>
/// <param name="IsForEver">Whether it never changes.</param>
public sealed record LogFile(ReadOnlyMemory<byte> Bytes, string MediaType, bool IsForEver)
{
    internal static LogFile Text(string text) => new(Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8", IsForEver: false);

    internal static LogFile Tile(ReadOnlyMemory<byte> bytes) => new(bytes, "application/octet-stream", IsForEver: true);
}
