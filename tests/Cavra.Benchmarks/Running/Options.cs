using System.Globalization;

namespace Cavra.Benchmarks.Running;

/// <summary>How long and on how much a benchmark runs.</summary>
internal sealed record Options
{
    public const string Usage = "[--seconds N] [--full]";

    /// <summary>Length of one round.</summary>
    public int Seconds { get; private init; } = 5;

    /// <summary>Whether history has its full length; seeding that takes minutes.</summary>
    public bool Full { get; private init; }

    /// <summary>What the command line says; null when it can't be understood.</summary>
    public static Options? Read(ReadOnlySpan<string> arguments) => arguments switch
    {
        [] => new Options(),
        ["--full", .. var rest] when Read(rest) is { } others => others with { Full = true },
        ["--seconds", var text, .. var rest] when Whole(text) is { } seconds && Read(rest) is { } others =>
            others with { Seconds = seconds },
        _ => null,
    };

    private static int? Whole(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
