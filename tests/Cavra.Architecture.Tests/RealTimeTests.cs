using System.Text.RegularExpressions;

namespace Cavra.Architecture.Tests;

/// <summary>
/// Real time decides nothing in the tests: what measures or waits by the machine's clock is in one place, which ends tests that
/// would hang.
/// </summary>
public sealed partial class RealTimeTests
{
    private const string Patience = "tests/Cavra.Testing/Patience.cs";

    private const string TestClient = "tests/Cavra.Testing/TestClient.cs";

    private static readonly string[] Projects =
        ["Cavra.Api.Tests", "Cavra.Architecture.Tests", "Cavra.Domain.Tests", "Cavra.Processes.Tests", "Cavra.Testing"];

    [Test]
    public void Only_patience_knows_the_machines_clock() =>
        Assert.That(Lines().Where(line => line.File != Patience && ReadsOrWaits().IsMatch(line.Text)).Select(Told), Is.Empty);

    [Test]
    public void Patience_has_one_limit_of_minutes()
    {
        var text = File.ReadAllText(Path.Combine(House.Root, Patience));

        Assert.That(Spans().Matches(text).Select(span => span.Value), Is.EqualTo(new[] { "FromMinutes(5)", "FromMilliseconds(20)" }));
    }

    [Test]
    public void Clients_of_tests_wait_as_long_as_it_takes() => Assert.That(
        Lines().Where(line => line.File != TestClient && line.Text.Contains("new HttpClient", StringComparison.Ordinal)).Select(Told),
        Is.Empty);

    // The rules are shown what they forbid, so that one that finds nothing any more is noticed.
    [TestCase("await Task.Delay(50);")]
    [TestCase("Thread.Sleep(50);")]
    [TestCase("await Task.Yield();")]
    [TestCase("await told.WaitAsync(TimeSpan.FromSeconds(20));")]
    [TestCase("using var over = new CancellationTokenSource(patience);")]
    [TestCase("over.CancelAfter(1000);")]
    [TestCase("using var tick = new PeriodicTimer(pause);")]
    [TestCase("using var timer = new Timer(Look);")]
    [TestCase("var watch = Stopwatch.StartNew();")]
    [TestCase("var now = DateTime.UtcNow;")]
    [TestCase("var now = DateTimeOffset.UtcNow;")]
    [TestCase("var clock = TimeProvider.System;")]
    [TestCase("var ticks = Environment.TickCount64;")]
    [TestCase("Assert.That(Look, Is.True.After(10_000, 20));")]
    [TestCase("process.WaitForExit(1000);")]
    [TestCase("SpinWait.SpinUntil(Look);")]
    [TestCase("[CancelAfter(1000)]")]
    [TestCase("[Retry(3)]")]
    [TestCase("select pg_sleep(1)")]
    public void What_would_let_real_time_decide_is_found(string line) => Assert.That(ReadsOrWaits().IsMatch(line));

    [TestCase("app.Clock.Advance(TimeSpan.FromSeconds(20));")]
    [TestCase("await held.AwaitedByAsync(4);")]
    [TestCase("await Copying.WaitAsync();")]
    [TestCase("using var caller = new CancellationTokenSource();")]
    [TestCase("Assert.That(HalfHours.After(Noon.AddMinutes(7)).Start);")]
    [TestCase("await told.WaitAsync(context.RequestAborted);")]
    public void What_a_test_moves_itself_is_not(string line) => Assert.That(ReadsOrWaits().IsMatch(line), Is.False);

    private static string Told((string File, int Number, string Text) line) => $"{line.File}:{line.Number} {line.Text.Trim()}";

    private static IEnumerable<(string File, int Number, string Text)> Lines() =>
        from project in Projects
        from path in Directory.EnumerateFiles(Path.Combine(House.Root, "tests", project), "*.cs", SearchOption.AllDirectories)
        let file = Path.GetRelativePath(House.Root, path).Replace('\\', '/')
        where !file.Contains("/obj/", StringComparison.Ordinal) && !file.EndsWith("/RealTimeTests.cs", StringComparison.Ordinal)
        from line in File.ReadLines(path).Select((text, index) => (File: file, Number: index + 1, Text: text))
        select line;

    [GeneratedRegex(
        @"\bTask\.(Delay|Yield)\b|\bThread\.Sleep\b|\bSpinWait\b|\bStopwatch\b|\bPeriodicTimer\b|\bnew Timer\(|\bTickCount|\bDateTime\.|"
        + @"\bDateTimeOffset\.(Utc)?Now\b|\bTimeProvider\.System\b|\bCancelAfter\b|\bnew CancellationTokenSource\([^)]|"
        + @"\.WaitAsync\((TimeSpan|\d)|\.WaitForExit\(\w|\.After\(\d|\[(Timeout|MaxTime|Retry)\(|\bpg_sleep\b")]
    private static partial Regex ReadsOrWaits();

    [GeneratedRegex(@"From\w+\(\d+\)")]
    private static partial Regex Spans();
}
