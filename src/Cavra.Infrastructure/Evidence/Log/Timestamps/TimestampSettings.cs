using Cavra.Infrastructure.Access.Identity;
using Cavra.Infrastructure.Delivery.Egress;

namespace Cavra.Infrastructure.Evidence.Log.Timestamps;

/// <summary>The authority that checkpoints are time-stamped by, as the file named it when the process started.</summary>
public sealed class TimestampSettings : IDisposable
{
    /// <summary>Name of the configuration value that holds the file's path.</summary>
    public const string FileSetting = "CAVRA_TIMESTAMPS";

    internal TimestampSettings(TimestampFile? file, EgressGuard guard, TimeProvider clock)
    {
        var reading = file?.Read() ?? TimestampReading.Empty;
        Authority = reading.Authority is { } definition ? new TimestampAuthority(definition, guard, clock) : null;
        Problems = [.. reading.Problems.Select(problem => new BadSetting(FileSetting, $"names a file that can't be taken: {problem.TrimEnd('.')}"))];
        Variables = reading.Variables;
    }

    /// <summary>What is wrong with the file: a process does not serve then.</summary>
    public IReadOnlyList<BadSetting> Problems { get; }

    /// <summary>The environment variables that the file names.</summary>
    public IReadOnlyList<string> Variables { get; }

    internal TimestampAuthority? Authority { get; }

    public void Dispose() => Authority?.Dispose();
}
