using System.Text;
using Cavra.Application.Ports;
using Cavra.Benchmarks.Running;
using Cavra.Infrastructure.Redaction;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Benchmarks.Redact;

/// <summary>Redacting what people write, and what somebody writes who wants the redactor to be slow.</summary>
internal static class RedactBenchmark
{
    private const double MegabytesPerSecond = 20;

    private const int Shown = 10;

    public static async Task<Report> RunAsync(Options options)
    {
        await using var services = new ServiceCollection().AddRedaction().BuildServiceProvider();
        var redactor = services.GetRequiredService<IRedactor>();
        var (clean, hostile) = (CleanNotes.Read(), HostileNotes.All);
        Note[] notes = [.. clean, .. hostile];

        var contenders = notes.Select(note => new Contender(note.Kind, () => Call(redactor, note))).ToList();
        var load = new Load(Clients: 1, TimeSpan.FromSeconds(options.Seconds) / notes.Length);
        var rounds = await load.AlternateAsync([.. contenders]);
        var totals = contenders.Select(contender => Total.Of(rounds, contender)).ToList();

        var median = Latencies.Of(totals.Select(total => total.Latencies.P50)).P50;
        var speed = clean.Sum(note => Encoding.UTF8.GetByteCount(note.Text))
            / totals.Take(clean.Count).Sum(total => 1_000_000 / total.PerSecond);
        return new Report(
            "redact",
            "measured",
            "goal or median",
            [
                new Comparison("clean notes, MB/s a core", speed, MegabytesPerSecond) { AtLeast = 1 },
                .. contenders.Zip(totals).OrderByDescending(pair => pair.Second.Latencies.P50).Take(Shown)
                    .Select(pair => Compare(pair.First, pair.Second, median)),
            ],
            rounds);
    }

    private static Task Call(IRedactor redactor, Note note)
    {
        redactor.Redact(note.Text);
        return Task.CompletedTask;
    }

    private static Comparison Compare(Contender contender, Total total, double median) =>
        new($"{contender.Name}, µs", total.Latencies.P50 * 1_000, median * 1_000) { AtMost = 3 };
}
