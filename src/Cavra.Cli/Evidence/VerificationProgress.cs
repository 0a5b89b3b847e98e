using Cavra.Cli.Terminals;
using Spectre.Console;

namespace Cavra.Cli.Evidence;

/// <summary>Shows a person how far a verification is; a pipeline sees nothing of it.</summary>
internal static class VerificationProgress
{
    public static Task<T> ShowAsync<T>(Terminal terminal, Func<IProgress<(long Checked, long Of)>?, Task<T>> verify) =>
        terminal.IsPerson
            ? terminal.Error.Progress().AutoClear(true).StartAsync(context =>
                verify(new Bar(context.AddTask("Checking entries", maxValue: 1))))
            : verify(null);

    private sealed class Bar(ProgressTask task) : IProgress<(long Checked, long Of)>
    {
        public void Report((long Checked, long Of) value)
        {
            task.MaxValue = value.Of;
            task.Value = value.Checked;
        }
    }
}
