using System.Diagnostics;
using System.Security.Cryptography;
using Cavra.Benchmarks.Running;
using Cavra.Verification;

namespace Cavra.Benchmarks.Verify;

/// <summary>Verifying a log of a million entries from a directory, against SHA-256 over the bytes of the same entries.</summary>
internal static class VerifyBenchmark
{
    private const int Entries = 1_000_000;

    private const double MostSeconds = 30;

    public static async Task<Report> RunAsync(Options options)
    {
        using var log = LogOnDisk.Write(Entries);
        var verify = new Contender("cavra evidence verify", () => VerifyAsync(log));
        var bare = new Contender("bare SHA-256", () => HashAsync(log));
        var rounds = new List<Round>();
        // The first turn of each warms up: code, and the system's memory of the files.
        for (var number = 0; number <= Load.Rounds; number++)
        {
            foreach (var contender in (Contender[])[verify, bare])
            {
                var started = Stopwatch.GetTimestamp();
                await contender.CallAsync();
                var took = Stopwatch.GetElapsedTime(started);
                rounds.Add(new Round(contender, number, took, Latencies.Of([took.TotalMilliseconds])));
            }
        }

        rounds.RemoveAll(round => round.Number == 0);
        var (measured, against) = (Seconds(rounds, verify), Seconds(rounds, bare));
        return new Report(
            "verify", verify.Name, bare.Name,
            [
                new Comparison("1,000,000 entries, s", measured, against) { AtMost = 4 },
                // Against the goal itself, so that the ratio says how much of it is used up.
                new Comparison("1,000,000 entries, s (against 30 s)", measured, MostSeconds) { AtMost = 1 },
            ],
            rounds);
    }

    private static double Seconds(IReadOnlyList<Round> rounds, Contender contender) =>
        Total.Of(rounds, contender).Latencies.P50 / 1_000;

    private static async Task VerifyAsync(LogOnDisk log)
    {
        var verdict = await new LogVerifier(new DirectorySource(log.Directory), [log.Trusted]).VerifyAsync(CancellationToken.None);
        if (verdict is not { IsSound: true, Checked: Entries })
        {
            throw new InvalidOperationException(verdict.Says);
        }
    }

    private static async Task HashAsync(LogOnDisk log)
    {
        foreach (var file in log.Bundles)
        {
            SHA256.HashData(await File.ReadAllBytesAsync(file));
        }
    }
}
