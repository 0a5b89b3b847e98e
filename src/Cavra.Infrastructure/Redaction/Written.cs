using System.Runtime.CompilerServices;

namespace Cavra.Infrastructure.Redaction;

/// <summary>A text that is put together from many short parts, no longer than it was said to become.</summary>
internal ref struct Written(int longest)
{
    private readonly Span<char> _characters = new char[longest];

    public int Length { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(char c) => _characters[Length++] = c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(scoped ReadOnlySpan<char> part)
    {
        part.CopyTo(_characters[Length..]);
        Length += part.Length;
    }

    public override readonly string ToString() => new(_characters[..Length]);
}
