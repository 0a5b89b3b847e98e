namespace Cavra.Domain.Abstractions;

/// <summary>How long a text is for whoever wrote it: Unicode code points, as JSON Schema and PostgreSQL count, not UTF-16 units.</summary>
public static class TextLength
{
    public static int Of(string text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }
}
