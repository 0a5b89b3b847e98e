using Cavra.Benchmarks.Acknowledge;
using Cavra.Benchmarks.Deliver;
using Cavra.Benchmarks.Log;
using Cavra.Benchmarks.Redact;
using Cavra.Benchmarks.Running;
using Cavra.Benchmarks.Verify;
using Cavra.Benchmarks.WorkerHealth;

var benchmarks = new Dictionary<string, Func<Options, Task<Report>>>
{
    ["acknowledge"] = AcknowledgeBenchmark.RunAsync,
    ["deliver"] = DeliverBenchmark.RunAsync,
    ["due-to-sent"] = DueToSentBenchmark.RunAsync,
    ["redact"] = RedactBenchmark.RunAsync,
    ["log"] = LogBenchmark.RunAsync,
    ["verify"] = VerifyBenchmark.RunAsync,
    ["worker-health"] = WorkerHealthBenchmark.RunAsync,
};
if (args is not [var name, .. var rest] || !benchmarks.TryGetValue(name, out var run) || Options.Read(rest) is not { } options)
{
    await Console.Error.WriteLineAsync($"Usage: <name> {Options.Usage}; the names are: {string.Join(", ", benchmarks.Keys)}");
    return 2;
}

var report = await run(options);
report.Print();
Console.WriteLine($"Raw numbers: {await report.SaveAsync()}");
return 0;
