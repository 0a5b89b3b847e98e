namespace Cavra.Api.Problems;

/// <summary>What the log says of a fault: types and frames, and never a message, which may quote what was sent.</summary>
internal static class FaultText
{
    private const int MaxFrames = 20;

    private const int MaxLength = 4_000;

    private const int MaxCauses = 4;

    private const string OfCavra = "at Cavra.";

    /// <summary>The exception's type and those of what caused it.</summary>
    public static string TypesOf(Exception exception)
    {
        var types = new List<string>();
        for (var cause = exception; cause is not null && types.Count < MaxCauses; cause = cause.InnerException)
        {
            types.Add(cause.GetType().FullName ?? "");
        }

        return string.Join(" by ", types);
    }

    /// <summary>Where it happened: the frames of Cavra's own code before all others, as many as can be read at a glance.</summary>
    public static string FramesOf(string? stackTrace)
    {
        var frames = (stackTrace ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => line.StartsWith("at ", StringComparison.Ordinal))
            .OrderBy(frame => frame.StartsWith(OfCavra, StringComparison.Ordinal) ? 0 : 1)
            .ToList();
        var (shown, length) = (new List<string>(), 0);
        foreach (var frame in frames.Take(MaxFrames).TakeWhile(frame => (length += frame.Length + 1) <= MaxLength))
        {
            shown.Add(frame);
        }

        return string.Join('\n', shown.Count < frames.Count ? [.. shown, $"and {frames.Count - shown.Count} more frames"] : shown);
    }
}
