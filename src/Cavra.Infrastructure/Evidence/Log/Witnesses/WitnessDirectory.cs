using Cavra.Infrastructure.Access.Identity;
using Cavra.Infrastructure.Delivery.Egress;

namespace Cavra.Infrastructure.Evidence.Log.Witnesses;

/// <summary>The witnesses that checkpoints are offered to, as the file named them when the process started.</summary>
public sealed class WitnessDirectory : IDisposable
{
    /// <summary>Name of the configuration value that holds the file's path.</summary>
    public const string FileSetting = "CAVRA_WITNESSES";

    internal WitnessDirectory(WitnessFile? file, EgressGuard guard, TimeProvider clock)
    {
        var reading = file?.Read() ?? WitnessReading.Empty;
        All = [.. reading.Witnesses.Select(witness => new Witness(witness, guard, clock))];
        Problems = [.. reading.Problems.Select(problem => new BadSetting(FileSetting, $"names a file that can't be taken: {problem.TrimEnd('.')}"))];
        Variables = reading.Variables;
    }

    /// <summary>What is wrong with the file: a process does not serve then.</summary>
    public IReadOnlyList<BadSetting> Problems { get; }

    /// <summary>The environment variables that the file names.</summary>
    public IReadOnlyList<string> Variables { get; }

    internal IReadOnlyList<Witness> All { get; }

    public void Dispose()
    {
        foreach (var witness in All)
        {
            witness.Dispose();
        }
    }
}
